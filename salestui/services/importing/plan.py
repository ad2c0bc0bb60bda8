"""The use case: sheets of typed rows to one batch, and what became of each row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from salestui.domain.change import Batch
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.importing.accounts import import_accounts
from salestui.services.importing.deals import import_deals
from salestui.services.importing.desk import Desk
from salestui.services.importing.members import import_members
from salestui.services.importing.rows import Setup, Sheet, Tally

_IMPORTERS = {
    "members": import_members,
    "accounts": import_accounts,
    "deals": import_deals,
}
_TICKS = 256

Progress = Callable[[int], None]
"""Told how many rows are done."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import is going to do."""

    batch: Batch
    tallies: tuple[Tally, ...]
    """One for each sheet, in the order given."""
    also: dict[str, int]
    """Records made because rows name them: kind -> how many."""


def plan_import(
    snapshot: Snapshot,
    ctx: Context,
    sheets: Sequence[Sheet],
    setup: Setup,
    progress: Progress = lambda _: None,
) -> Plan:
    """Decide what sheets change: people first, then accounts, then the deals that name them.

    Raises InputProblem or NotFound where the setup names a path or stage that is not there;
    a row that is wrong is left out and told.
    """
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        if done % _TICKS == 0:
            progress(done)

    desk = Desk(snapshot, ctx, setup, tick)
    tallies = {id(sheet): Tally() for sheet in sheets}
    for kind, take in _IMPORTERS.items():
        for sheet in sheets:
            if sheet.kind == kind:
                take(desk, sheet, tallies[id(sheet)])
    progress(done)
    for tally in tallies.values():
        if tally.updated:
            tally.notices.append(_FILE_WINS.fill(n=tally.updated))
    return Plan(desk.draft.batch(_intent(sheets)), tuple(tallies.values()), dict(desk.also))


def _intent(sheets: Sequence[Sheet]) -> str:
    kinds = {sheet.kind for sheet in sheets}
    return f"import.{kinds.pop()}" if len(kinds) == 1 else "import"


_FILE_WINS = Words(
    "Records that differ from the file: {n}; the file wins, empty cells leave what is there.",
    "与文件不同的记录：{n} 条，以文件为准；空单元格不改动原值。",
)
