"""One record as a screen of pages sees it: in a snapshot, on a day, in a language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import ClassVar

from salestui.domain.attention import days_since
from salestui.domain.names import record_name
from salestui.domain.pipelines import Path
from salestui.domain.schema import KINDS, Field, Kind
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.services.evidence import Telling


@dataclass(frozen=True, slots=True)
class Sight:
    """A record in a snapshot, on a day, in a language: what the pages of any kind share."""

    snapshot: Snapshot
    record: Doc
    today: date
    zone: tzinfo
    lang: str
    currency: str
    """The workspace's own; amounts in it are short without their code."""
    dash: str
    """What rules are drawn with."""
    contest: Words
    """Who archived the record and who edited it, where that is to be decided."""
    kind: ClassVar[str] = ""

    def say(self, words: Words) -> str:
        """Words in the language."""
        return words.say(self.lang)

    @property
    def id(self) -> str:
        """The record's id."""
        return str(self.record["_id"])

    @property
    def name(self) -> str:
        """What the record is called."""
        return record_name(self.snapshot, self.kind, self.record)

    @property
    def family(self) -> tuple[str, ...]:
        """Ids of the records that this one consists of, its own first."""
        return (self.id,)

    @property
    def known(self) -> Kind:
        """The fields of the record's kind."""
        return KINDS[self.kind]

    @property
    def telling(self) -> Telling:
        """How values of the record are told."""
        return Telling(self.snapshot, self.today, self.zone, self.lang, self.currency)

    def money(self, minor: int, currency: str) -> str:
        """An amount, short; its currency is written when it is not the workspace's."""
        return self.telling.money(minor, currency)

    def ago(self, ms: int) -> int:
        """Calendar days from an instant to today."""
        return days_since(ms, self.today, self.zone)

    # -- what depends on the kind

    def own_text(self, path: str, value: object, *, short: bool = False) -> str:
        """A value that this kind says in its own way; empty for all others."""
        return ""

    def hides(self, field: Field) -> bool:
        """Whether a field is worth no line."""
        return False

    def is_moved(self, path: str) -> bool:
        """Whether a field changes by moving the record, not by typing."""
        return False

    def contact_ids(self) -> Iterable[str]:
        """The people that belong to the record."""
        return ()

    def task_ids(self) -> Iterable[str]:
        """What is to be done for it, and was."""
        return ()

    def task_path(self, task: Doc) -> Path | None:
        """The sales path of a task where it is at hand: it need not be read again."""
        return None

    def activity_ids(self) -> Iterable[str]:
        """What happened with it."""
        return ()


def iso_day(value: object) -> date | None:
    """The day of an ISO date; None for anything else."""
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
