"""The page Split: who has which part of a goal, and whether the parts add up."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from salestui.domain.goals.tree import Branch, notice
from salestui.domain.words import Words
from salestui.exchange import goal_words as say
from salestui.exchange.columns import GAP, laid_parts
from salestui.exchange.columns import Column as Rule
from salestui.exchange.goal_rows import bar, expected_share
from salestui.exchange.goal_why import ROLES
from salestui.ui.goals.view import View, drawn
from salestui.ui.widgets.entries import Column, Entry, Spot, line
from salestui.ui.widgets.lines import Span

NOT_YET = Words(
    "Not given out yet: {key} gives it to members or regions.",
    "尚未分解：按 {key} 分给成员或区域。",
)
ADDS_UP = Words("the parts add up: {sum} of {asked}", "各部分合计一致：{sum}/{asked}")
HEADS = (
    Words("Part", "部分"),
    Words("Now", "当前"),
    Words("Done", "达成"),
    Words("", ""),
    Words("Share", "占比"),
    Words("Stands", "状态"),
)
RULES = (
    Rule("", least=12),
    Rule("", "right"),
    Rule("", "right"),
    Rule("", weight=1),
    Rule("", "right", weight=2),
    Rule(""),
)
BAR, STANDING = 3, 5


def split(view: View, id: str, width: int, key: str) -> tuple[Column, ...]:
    """The goals below a goal; `key` gives it out."""
    children = view.book.children.get(id, [])
    if not children:
        return ((line([Span(view.say(NOT_YET.fill(key=key)), "dim")]),),)
    return (tuple([*_children(view, id, width), *_sums(view, id)]),)


def _children(view: View, id: str, width: int) -> Iterator[Entry]:
    children = view.book.children[id]
    made = [_row(view, Branch(child, 1), id) for child in children]
    heads = [rule._replace(head=view.say(head)) for rule, head in zip(RULES, HEADS, strict=True)]
    parts = laid_parts(heads, made, width - 2)
    yield line([Span((" " * GAP).join(parts.head), "dim")])
    for child, cells in zip(children, parts.rows, strict=True):
        spans: list[Span] = []
        for place, cell in zip(parts.kept, cells, strict=True):
            style = ROLES.get(view.sight(child.id).standing, "dim")
            spans += (
                drawn(cell)
                if place == BAR
                else [Span(cell, style if place == STANDING else "text")]
            )
            spans.append(Span(" " * GAP))
        yield line(spans[:-1], spot=Spot("goal", child.id))


def _row(view: View, branch: Branch, parent: str) -> tuple[str, ...]:
    goal, sight = branch.goal, view.sight(branch.goal.id)
    row = view.rows.row(branch)
    main, above = sight.main, view.sight(parent).main
    share = ""
    if main and above and main.required is not None and above.required:
        same = (main.result.metric, main.result.unit) == (above.result.metric, above.result.unit)
        part = Fraction(main.required) / above.required if same else None
        share = say.share_words(part).say(view.lang)
    drawn_bar = bar(sight.attainment, expected_share(sight))
    return (view.rows.name(goal, within=True), row[3], row[4], drawn_bar, share, row[-1])


def _sums(view: View, id: str) -> Iterator[Entry]:
    """Level by level, whether the parts add up."""
    main = view.sight(id).main
    for rollup in view.book.rollups(id) if main else ():
        if main is None:
            continue
        words = notice(rollup, main)
        if words is not None:
            yield line([Span(view.say(words), "risk")])
        else:
            said = ADDS_UP.fill(
                sum=say.number(rollup.required, main.result),
                asked=say.number(rollup.asked, main.result),
            )
            yield line([Span(view.say(said), "dim")])
