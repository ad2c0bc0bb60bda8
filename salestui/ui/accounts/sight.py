"""An account as its pages see it, with all that became part of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from functools import partial
from typing import ClassVar

from salestui.domain.attention import account_activities
from salestui.domain.cadence import Cadence, in_pool, survey_of
from salestui.domain.pipelines import Path, effective_outcome, paths
from salestui.domain.problems import NOWHERE
from salestui.domain.schema import Field
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.services.accountstanding import Standing, standing
from salestui.ui.records.sight import Sight

UNSEEN = frozenset(("owner_since", "merged_into"))


@dataclass(frozen=True, slots=True)
class AccountSight(Sight):
    """An account in a snapshot, on a day, in a language."""

    standing: Standing
    """Its tier, its last touch and what is open with it."""
    survey: Cadence
    """How it stands with the satisfaction survey."""
    in_pool: bool
    """Whether anybody may claim it."""
    paths: Mapping[str, Path]
    """All sales paths by id."""
    kind: ClassVar[str] = "accounts"

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        account_id: str,
        *,
        today: date,
        zone: tzinfo,
        lang: str,
        dash: str = "-",
        contest: Words = NOWHERE,
    ) -> AccountSight:
        """The account with that id; an empty one where there is none."""
        account = snapshot.get("accounts", account_id) or {"_id": account_id}
        ways = {path.id: path for path in paths(snapshot)}
        currency = str(snapshot.workspace.get("currency", "CNY"))
        begun = partial(cls, snapshot, account, today, zone, lang, currency, dash, contest)
        return begun(
            standing(account, snapshot, ways, today, zone),
            survey_of(account, snapshot, today, zone),
            in_pool(account, snapshot, today, zone),
            ways,
        )

    @property
    def account(self) -> Doc:
        """The account."""
        return self.record

    @property
    def family(self) -> tuple[str, ...]:
        """The account and all that were merged into it."""
        return self.snapshot.family(self.id)

    def hides(self, field: Field) -> bool:
        """What stands elsewhere."""
        return field.path in UNSEEN

    def contact_ids(self) -> Iterable[str]:
        """The people at the account."""
        return self.snapshot.ids("contacts.account", self.id)

    def task_ids(self) -> Iterable[str]:
        """The tasks of the account and of its deals."""
        ids = self.snapshot.ids
        found = dict.fromkeys(ids("tasks.account", self.id))
        for deal in ids("deals.account", self.id):
            found.update(dict.fromkeys(ids("tasks.deal", deal)))
        return found

    def task_path(self, task: Doc) -> Path | None:
        """The sales path that the task came from."""
        return self.paths.get(str(task.get("pipeline")))

    def activity_ids(self) -> Iterable[str]:
        """The activities on the account and on its deals."""
        return account_activities(self.snapshot, self.id)

    def outcome(self, deal: Doc) -> str:
        """`open`, `won` or `lost`."""
        return effective_outcome(deal, self.paths.get(str(deal.get("pipeline"))))

    def deals(self) -> list[Doc]:
        """All deals: the open ones by size, then the closed ones from the last."""
        docs = (
            self.snapshot.get("deals", id) for id in self.snapshot.ids("deals.account", self.id)
        )
        found = sorted((doc for doc in docs if doc), key=_size)
        closed = [doc for doc in found if self.outcome(doc) != "open"]
        closed.sort(key=lambda doc: str(doc.get("closed_on") or ""), reverse=True)
        return [doc for doc in found if self.outcome(doc) == "open"] + closed


def _size(deal: Doc) -> tuple[int, str]:
    return -int(deal.get("amount") or 0), str(deal["_id"])
