"""The lines of today's list: what it holds, what others did, the heads, a thing a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salestui import cells
from salestui.domain.agenda import Group
from salestui.domain.attention import account_last_touch, days_since, last_touch
from salestui.domain.dayshow import show_date
from salestui.domain.names import member_short
from salestui.domain.words import Words
from salestui.exchange import todaytext as say
from salestui.services.newsline import NewsLine
from salestui.services.reading import Reading
from salestui.services.today import Today
from salestui.services.todayitems import Item
from salestui.ui.whose import EVERYBODY, MINE
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row

if TYPE_CHECKING:
    from salestui.exchange.goal_pace import PaceLine

WHY = {"en": 16, "zh": 16}
"""Cells of the reason: the longest that is usual, and how many there are besides."""
GAP = 2
NAMES = {80: 16, 100: 20, 120: 26}
"""Cells of a name from a width on."""
OWNER = 6
STAGE = 8
TOUCHED = 7
STAGE_FROM = 110
"""From this width on the stage is told, and the last touch."""
STYLES = {Group.LATE: "late", Group.TODAY: "strong", Group.LOOK: "risk", Group.SOON: "dim"}

STYLES_OF_PACE = {"won": "won", "risk": "risk", "late": "late"}

BLANK = Row()
BELOW = Words("{n} more", "还有{n}项")
BELOW_BY = Words("{n} more by {day}", "{day}前还有{n}项")
OF = Words("{n} of {all}: {what}", "{n}/{all}：{what}")
ALSO = Words("also: {what}", "另：{what}")
LISTS = Words("{key} lists {n}", "{key} 全部{n}处")


@dataclass(frozen=True, slots=True)
class Layout:
    """The cells of each column at a width."""

    width: int
    lang: str
    name: int
    owner: int
    """0: everything is one person's."""
    stage: int
    touched: int
    amount: int

    @property
    def why(self) -> int:
        """The reason."""
        return WHY[self.lang]

    @property
    def tier(self) -> int:
        """The tier's letter with the blank behind it."""
        return 3 if self.lang == "zh" else 2

    @property
    def todo(self) -> int:
        """What is to be done takes what the others leave."""
        right = self.tier + self.name + self.amount + 2
        right += sum(each + GAP for each in (self.owner, self.stage, self.touched) if each)
        return max(self.width - 1 - self.why - 1 - GAP - right, 8)


def layout(width: int, lang: str, items: Sequence[Item], usual: str, *, everybody: bool) -> Layout:
    """The columns for a list in `width` cells."""
    name = max(size for start, size in NAMES.items() if start <= max(width, 80))
    head = cells.width(say.HEADS["amount"].say(lang))
    worth = max((cells.width(say.amount_text(item, lang, usual)) for item in items), default=0)
    return Layout(
        width=width,
        lang=lang,
        name=name if width >= 76 else 12,
        owner=OWNER if everybody else 0,
        stage=STAGE if width >= STAGE_FROM else 0,
        touched=TOUCHED if width >= STAGE_FROM else 0,
        amount=min(max(worth, head), 9),
    )


def head(columns: Layout, rule: str) -> Row:
    """The heads of the columns on a thin rule."""
    parts = [("why", columns.why + 1), ("todo", columns.todo + GAP)]
    parts += [("stage", columns.stage + GAP)] if columns.stage else []
    parts += [("touched", columns.touched + GAP)] if columns.touched else []
    parts += [("owner", columns.owner + GAP)] if columns.owner else []
    parts += [("deal", columns.tier + columns.name + 1)]
    spans = [Span(" ")]
    for key, room in parts:
        text = say.HEADS[key].say(columns.lang) + " "
        dashes = rule * max(room - cells.width(text) - 1, 0)
        spans += [Span(text, "dim"), Span(dashes + " ", "rule")]
    amount = say.HEADS["amount"].say(columns.lang)
    spare = columns.amount - cells.width(amount)
    spans += [Span(rule * (spare - 1) + " " * bool(spare), "rule"), Span(amount, "dim")]
    return Row(tuple(spans))


def line(item: Item, columns: Layout, reading: Reading, stage: Words | None) -> Row:
    """One thing: why, what to do, and which deal."""
    lang = columns.lang
    why = cells.fit(say.why_text(item, lang), columns.why)
    todo = cells.fit(item.todo.say(lang), columns.todo)
    spans = [Span(why + " ", STYLES[item.group]), Span(todo + " " * GAP)]
    if columns.stage:
        text = stage.say(lang) if stage else ""
        spans.append(Span(cells.fit(text, columns.stage) + " " * GAP, "dim"))
    if columns.touched:
        spans.append(Span(cells.fit(_touched(item, reading), columns.touched) + " " * GAP, "dim"))
    if columns.owner:
        owner = member_short(reading.snapshot, item.doc.get("owner"))
        spans.append(Span(cells.fit(owner, columns.owner) + " " * GAP, "dim"))
    letter = cells.fit(say.tier_letter(item, lang), columns.tier)
    amount = say.amount_text(item, lang, reading.currency)
    name = cells.fit(item.name, columns.name)
    spans += [
        Span(letter, "dim"),
        Span(f"{name} {cells.fit(amount, columns.amount, 'right')} "),
    ]
    return Row(tuple(spans))


def _touched(item: Item, reading: Reading) -> str:
    """How long ago somebody was in touch about it."""
    state, deal = reading.snapshot, item.deal
    at = last_touch(state, deal["_id"]) if deal else account_last_touch(state, item.account)
    if at is None:
        return say.NEVER.say(reading.lang)
    days = days_since(at, reading.today, reading.zone)
    return f"{days}天" if reading.lang == "zh" else f"{days}d"


def summary(view: Today, lang: str, *, everybody: bool) -> Row:
    """Whose list it is, and how many things of each kind it holds."""
    whose = (EVERYBODY if everybody else MINE).say(lang)
    return Row((Span(f" {whose}  ", "strong"), *counts(view.counts, lang)))


def counts(found: Mapping[Group, int], lang: str) -> list[Span]:
    """How many things of each group, in the colour of the group."""
    told = {group: n for group, n in found.items() if n}
    if not told:
        return [Span(say.NOTHING.say(lang), "dim")]
    return [
        Span(say.COUNTS[group].fill(n=n).say(lang) + "  ", STYLES[group])
        for group, n in told.items()
    ]


def pace(found: PaceLine, lang: str) -> Row:
    """How a goal stands, and what is needed a week where it is behind."""
    from salestui.exchange.goal_pace import GOAL
    from salestui.ui.goals.view import drawn

    spans = [
        Span(f" {GOAL.say(lang)}  ", "dim"),
        Span(f"{found.name}  {found.now}  "),
        *drawn(found.bar),
        Span(f"  {found.standing}  ", STYLES_OF_PACE.get(found.role, "dim")),
        Span(found.needed, "strong"),
    ]
    return Row(tuple(spans))


def news(found: NewsLine, reading: Reading, key: str) -> Row:
    """What others changed since I last looked, and the key that lists it."""
    before, latest = say.news_texts(found, reading)
    right = LISTS.fill(key=key, n=found.changes).say(reading.lang) if key else ""
    tail = (Span(f"  {right} ", "dim"),) if right else ()
    return Row((Span(f" {before}", "dim"), Span(latest)), tail)


def foot(
    items: Sequence[Item], columns: Layout, reading: Reading, rule: str
) -> Callable[[int, int], Row]:
    """The rule under the list, with how many things lie below."""

    def drawn(above: int, below: int) -> Row:
        text = _below(items[len(items) - below :], reading) if below else ""
        said = f" {text} " if text else ""
        rest = rule * max(columns.width - 1 - cells.width(said), 0)
        return Row((Span(rule, "rule"), Span(said, "dim"), Span(rest, "rule")))

    return drawn


def _below(rest: Sequence[Item], reading: Reading) -> str:
    """How many, and by which day where all of them are only coming up."""
    last = rest[-1].reasons[0].due
    if last is not None and all(item.group is Group.SOON for item in rest):
        day = {lang: show_date(last, reading.today, lang) for lang in ("en", "zh")}
        return BELOW_BY.fill(n=len(rest), day=Words(**day)).say(reading.lang)
    return BELOW.fill(n=len(rest)).say(reading.lang)


def explain(view: Today, at: int, reading: Reading) -> tuple[list[Span], list[Span]]:
    """Why the thing under the cursor stands where it does, and what else there is about it."""
    item, lang = view.items[at], reading.lang
    joint = "，" if lang == "zh" else ", "
    parts = [say.group_text(item, lang), say.tier_text(item, lang)]
    parts += [amount] if (amount := say.amount_text(item, lang, reading.currency)) else []
    text = OF.fill(n=at + 1, all=len(view.items), what=joint.join(parts)).say(lang)
    more = item.reasons[1:]
    also = ALSO.fill(what=say.also_text(more, lang)).say(lang) if more else ""
    also = also or (str(item.doc.get("title") or "") if item.kind == "deals" else "")
    return [Span(f" {text}")], [Span(f"  {also} ", "dim")] if also else []
