"""`salestui board`: the pipeline on one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salestui.cells import fit, width
from salestui.cli import output
from salestui.cli.output import Ink
from salestui.cli.reads import AT, FILTER, PIPELINE, filter_text, limit, shown_path
from salestui.cli.session import Session
from salestui.cli.spec import Spec
from salestui.cli.viewed import VIEW, chosen_deals, view_called
from salestui.domain.pipelines import Path
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words
from salestui.exchange.columns import laid_out
from salestui.exchange.listing import DEAL_COLUMNS, Rows, sums_text
from salestui.services.reading import Reading
from salestui.services.summary import StageSum, added, most_urgent, stage_sums

if TYPE_CHECKING:
    from salestui.services.views import View

TOP = 3
"""Deals shown of each stage that is still open, unless a number is asked for."""

OPEN = Words("{n} open", "{n}单")
WEIGHTED = Words("w {sum}", "加权 {sum}")
AS_OF = Words("as of {day}", "回看 {day}")
NONE = Words("No deal matches.", "没有符合条件的商机。")
EMPTY = Words(
    "No deals yet: `salestui deal add`, or `salestui import FILE`.",
    "还没有商机：`salestui deal add` 新建，或 `salestui import FILE` 导入。",
)


def board(
    session: Session, words: tuple[str, ...], pipeline: str, at: str, limit: int | None, view: str
) -> None:
    """Print the pipeline."""
    text = filter_text(words, OPTIONS)
    reading = session.read(at)
    saved = view_called(reading, view)
    path = shown_path(reading, pipeline or _path_of(reading, saved))
    sums, said, ordered = _summed(reading, path, text, saved)

    def listed(each: StageSum, n: int | None) -> list[Doc]:
        if ordered:
            return each.docs[:n]
        return most_urgent(each.docs, reading.today, len(each.docs) if n is None else n)

    if session.json:
        from salestui.exchange.shapes import Shapes

        rows = [(each, listed(each, limit or None)) for each in sums]
        output.put_json(Shapes(reading).board(path, rows, said))
        return
    shown = [each for each in sums if each.docs or each.stage.kind == "open"]
    rows = [(each, listed(each, _room(each, limit))) for each in shown]
    page = _Page(reading, path, session.cells, session.ink, session.rule)
    output.put(page.lines(rows))


def _path_of(reading: Reading, view: View | None) -> str:
    """The id of a view's sales path; empty where there is no view, or its path is no more."""
    known = view is not None and reading.snapshot.get("pipelines", view.pipeline) is not None
    return view.pipeline if view is not None and known else ""


def _summed(
    reading: Reading, path: Path, text: str, view: View | None
) -> tuple[Sequence[StageSum], str, bool]:
    """The stages, the filter as it was understood, and whether it says in which order."""
    if not text and view is None:
        return stage_sums(reading.snapshot.table("deals").values(), path), "", False
    found = chosen_deals(reading, text, view, path.id)
    return stage_sums(found.docs, path), found.text, found.ordered


def _room(each: StageSum, limit: int | None) -> int | None:
    """How many deals of a stage are listed; None for all."""
    if limit is None:
        return TOP if each.stage.kind == "open" else 0
    return limit or None


class _Page:
    """The board as lines of text."""

    def __init__(self, reading: Reading, path: Path, cells: int, ink: Ink, rule: str) -> None:
        self.reading, self.path, self.cells = reading, path, cells
        self.ink, self.rule = ink, rule
        self.lang, self.usual = reading.lang, reading.currency

    def lines(self, rows: list[tuple[StageSum, list[Doc]]]) -> list[str]:
        """The title, and each stage with its first deals."""
        shown = [each for each, _ in rows]
        if not any(each.docs for each in shown):
            nothing = NONE if len(self.reading.snapshot.table("deals")) else EMPTY
            return [self._title(shown), nothing.say(self.lang)]
        made = Rows(self.reading, [self.path])
        cards = [made.deal(doc) for _, docs in rows for doc in docs]
        laid = iter(laid_out(DEAL_COLUMNS, cards, self.cells - 2).lines)
        lines = [self._title(shown)]
        for head, (_, docs) in zip(self._heads(shown), rows, strict=True):
            lines.append(head)
            lines += ["  " + self.ink.flagged(next(laid)) for _ in docs]
        return lines

    def _title(self, sums: Sequence[StageSum]) -> str:
        lang, running = self.lang, [each for each in sums if each.stage.kind == "open"]
        count = sum(len(each.docs) for each in running)
        total = sums_text(added(each.totals for each in running), lang, self.usual)
        weighted = sums_text(added(each.weighted for each in running), lang, self.usual)
        parts = [self.ink(self.path.name.say(lang), "bold"), OPEN.fill(n=count).say(lang), total]
        parts.append(WEIGHTED.fill(sum=weighted).say(lang) if weighted else "")
        if self.reading.as_of is not None:
            day = self.reading.today.isoformat()
            parts.append(self.ink(AS_OF.fill(day=day).say(lang), "accent"))
        return "  ".join(part for part in parts if part)

    def _heads(self, shown: list[StageSum]) -> list[str]:
        """The head of each stage: name, rule, count, sum, weighted, in columns."""
        lang = self.lang
        cells = [
            (
                str(len(each.docs)),
                sums_text(each.totals, lang, self.usual),
                self._weighted(each),
            )
            for each in shown
        ]
        room = [max(width(row[n]) for row in cells) for n in range(3)]
        heads = []
        for each, row in zip(shown, cells, strict=True):
            figures = "  ".join(fit(row[n], room[n], "right") for n in range(3) if room[n])
            name = each.stage.name.say(lang)
            left = self.cells - width(name) - width(figures) - 2
            rule = self.ink(self.rule * max(left, 1), "dim")
            style = {"won": ("bold", "won")}.get(each.stage.kind, ("bold",))
            heads.append(f"{self.ink(name, *style)} {rule} {figures}".rstrip())
        return heads

    def _weighted(self, each: StageSum) -> str:
        text = sums_text(each.weighted, self.lang, self.usual)
        return WEIGHTED.fill(sum=text).say(self.lang) if text else ""


STAGE_LIMIT = limit(Words("deals of each stage; 0 for all", "每阶段显示几单，0 为全部"))
OPTIONS = (PIPELINE, AT, STAGE_LIMIT, VIEW)
spec = Spec(
    Words(
        "Prints the pipeline: every stage with its count, its sums and its most urgent deals.",
        "打印看板：各阶段的数量、金额与最紧迫的商机。",
    ),
    board,
    (FILTER,),
    OPTIONS,
    ("salestui board owner:me", "salestui board -is:rotten --at mon"),
    free=True,
)
