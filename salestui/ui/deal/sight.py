"""A deal as its pages see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import ClassVar

from salestui.domain.names import account_name, deal_name
from salestui.domain.pipelines import Path, Stage, effective_outcome
from salestui.domain.problems import NOWHERE
from salestui.domain.schema import Field, members_of
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.services.deals import path_of
from salestui.ui.records.sight import Sight

ENDS = frozenset({"won_amount", "closed_on", "lost_reason", "lost_note", "lost_to", "recycle_on"})
MOVES = frozenset({"pipeline", "stage", "outcome", "wake_on"})
"""Fields that change by moving a deal."""
HIDDEN = frozenset({"owner_since", "checklist", "strategies", "contacts"})


@dataclass(frozen=True, slots=True)
class DealSight(Sight):
    """A deal in a snapshot, on a day, in a language."""

    path: Path | None = None
    kind: ClassVar[str] = "deals"

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        deal_id: str,
        *,
        today: date,
        zone: tzinfo,
        lang: str,
        dash: str = "-",
        contest: Words = NOWHERE,
    ) -> DealSight:
        """The deal with that id; an empty one where there is none."""
        deal = snapshot.get("deals", deal_id) or {"_id": deal_id}
        currency = str(snapshot.workspace.get("currency", "CNY"))
        path = path_of(snapshot, deal)
        return cls(snapshot, deal, today, zone, lang, currency, dash, contest, path)

    @property
    def deal(self) -> Doc:
        """The deal."""
        return self.record

    @property
    def stage(self) -> Stage | None:
        """The deal's stage; None when its path does not know it."""
        return self.path.stage(str(self.deal.get("stage"))) if self.path else None

    @property
    def outcome(self) -> str:
        """`open`, `won` or `lost`."""
        return effective_outcome(self.deal, self.path)

    @property
    def account(self) -> Doc:
        """The deal's account; empty where it has none."""
        return self.snapshot.account(self.deal.get("account")) or {}

    @property
    def name(self) -> str:
        """What the deal is called."""
        return deal_name(self.snapshot, self.deal)

    @property
    def title(self) -> str:
        """The deal's title where that is not its name already."""
        title = str(self.deal.get("title") or "")
        return title if account_name(self.snapshot, self.deal.get("account")) else ""

    def own_text(self, path: str, value: object, *, short: bool = False) -> str:
        """Stages and paths by their names."""
        if path == "stage" and self.path is not None:
            stage = self.path.stage(str(value))
            return self.say(stage.short if short else stage.name) if stage else str(value)
        if path == "pipeline" and self.path is not None and value == self.path.id:
            return self.say(self.path.name)
        return ""

    def hides(self, field: Field) -> bool:
        """What stands elsewhere, and of an open deal what only its end brings."""
        empty = self.deal.get(field.path) is None
        if empty and (field.path == "wake_on" or (field.path in ENDS and self.outcome == "open")):
            return True
        return field.path in HIDDEN

    def is_moved(self, path: str) -> bool:
        """Path, stage and outcome change by a move."""
        return path in MOVES

    def contact_ids(self) -> Iterable[str]:
        """The contacts of the deal and of its account."""
        ids = dict.fromkeys(members_of(self.deal, "contacts"))
        ids.update(dict.fromkeys([str(self.deal.get("primary_contact", ""))]))
        account = str(self.deal.get("account", ""))
        ids.update(dict.fromkeys(self.snapshot.ids("contacts.account", account)))
        return ids

    def task_ids(self) -> Iterable[str]:
        """The deal's tasks."""
        return self.snapshot.ids("tasks.deal", self.id)

    def task_path(self, task: Doc) -> Path | None:
        """The deal's path where the task is of it."""
        path = self.path
        return path if path is not None and task.get("pipeline") == path.id else None

    def activity_ids(self) -> Iterable[str]:
        """The activities on the deal."""
        return self.snapshot.ids("activities.deal", self.id)
