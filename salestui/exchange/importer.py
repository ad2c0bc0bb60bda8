"""Import of files: read, understood, compared with what is there, committed as one act."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from salestui.domain.change import Act, Batch
from salestui.domain.problems import InputProblem, UsageProblem
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.exchange.kinds import PRODUCTS, guess_kind
from salestui.exchange.options import FileResult, ImportOptions, ImportResult
from salestui.exchange.sheets import Reading, sheet_of
from salestui.exchange.table import Table, read_table
from salestui.services.context import Context
from salestui.services.importing import Plan, Setup, Sheet, plan_import
from salestui.services.importing.stages import open_stage_names

Progress = Callable[[int, int], None]
"""Told how many rows are done, and of how many."""


class Committed(Protocol):
    """What a commit gives back."""

    @property
    def commit(self) -> str:
        """`rep:seq`, or nothing where there was nothing to change."""


class Bench(Protocol):
    """What an import needs of a workbench."""

    @property
    def snapshot(self) -> Snapshot:
        """The latest state known."""

    def context(self) -> Context:
        """The time, the person, fresh names."""

    def commit(self, use_case: Callable[[Snapshot, Context], Act | Batch], /) -> Committed:
        """Run a use case on the latest state and save what it decides."""


def run_import(
    bench: Bench,
    files: Sequence[Path],
    options: ImportOptions,
    progress: Progress = lambda _done, _total: None,
) -> ImportResult:
    """Import files as one act, which one undo takes back; with `dry_run` only say what it would do.

    Raises a Problem where a file is refused as a whole, and then nothing has changed. Rows that
    are wrong are left out and told in the result.
    """
    if not files:
        raise UsageProblem(Words("No file is named.", "没有给出文件。"))
    with _no_collecting():
        return _run(bench, files, options, progress)


def _run(
    bench: Bench, files: Sequence[Path], options: ImportOptions, progress: Progress
) -> ImportResult:
    setup, ctx = options.setup(), bench.context()
    reading = Reading(options, open_stage_names(bench.snapshot, setup), ctx.zone, ctx.currency)
    tables = [read_table(path) for path in files]
    total = sum(len(table.rows) for table in tables)
    progress(0, total)
    sheets: list[Sheet] = []
    results: list[FileResult] = []
    for table in tables:
        sheet, result = _read(table, reading, alone=len(tables) == 1)
        results.append(result)
        sheets += [sheet] if sheet else []
        table.rows.clear()
        # Reading and deciding take about half of the time, writing takes the rest.
        progress(sum(item.rows for item in results) // 4, total)
    outcome = ImportResult(results, dry_run=options.dry_run)
    plan = _carry_out(bench, sheets, setup, outcome, lambda n: progress((total + n) // 4, total))
    _merge(outcome, sheets, plan)
    progress(total, total)
    return outcome


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Nothing that an import makes is garbage before its end: looking for it costs a third."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _read(table: Table, reading: Reading, *, alone: bool) -> tuple[Sheet | None, FileResult]:
    if not table.rows:
        message = Words("{f} has no rows below its header.", "{f} 表头下没有数据行。")
        raise InputProblem(message.fill(f=table.name), where=table.name)
    kind = reading.options.kind or guess_kind(table.header, table.name)
    if kind != PRODUCTS:
        return sheet_of(table, kind, reading)
    message = Words(
        "{f} lists products; a deal names its product as text, so that there is nothing to import.",
        "{f} 是产品表；商机中直接写产品名称，因此无需导入。",
    ).fill(f=table.name)
    if alone:
        raise InputProblem(message, where=table.name)
    result = FileResult(
        table.name, kind, notices=[message], ignored=table.header,
        encoding=table.encoding, delimiter=table.delimiter,
    )  # fmt: skip
    return None, result


def _carry_out(
    bench: Bench,
    sheets: Sequence[Sheet],
    setup: Setup,
    outcome: ImportResult,
    progress: Callable[[int], None],
) -> Plan:
    plans: list[Plan] = []

    def use_case(snapshot: Snapshot, ctx: Context) -> Batch:
        plans.append(plan_import(snapshot, ctx, sheets, setup, progress))
        return plans[-1].batch

    if outcome.dry_run:
        # Numbers given out here would be lost to the records that come later.
        use_case(bench.snapshot, replace(bench.context(), next_number=lambda kind: kind))
    else:
        outcome.commit = bench.commit(use_case).commit
    return plans[-1]


def _merge(outcome: ImportResult, sheets: Sequence[Sheet], plan: Plan) -> None:
    """Put what became of the rows beside what was understood of the files."""
    by_sheet = dict(zip(map(id, sheets), plan.tallies, strict=True))
    imported = [result for result in outcome.files if result.kind != PRODUCTS]
    for sheet, result in zip(sheets, imported, strict=True):
        tally = by_sheet[id(sheet)]
        result.created, result.updated = tally.created, tally.updated
        result.unchanged, result.undated = tally.unchanged, tally.undated
        result.stages = tally.stages
        result.notices += tally.notices
        result.faults = sorted((*result.faults, *tally.faults), key=lambda fault: fault.line)
    outcome.also = plan.also
