"""The lines of the list of accounts: whose they are and how they are kept, an account a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from salestui import cells
from salestui.domain.attention import latest_touch
from salestui.domain.dayshow import show_date, show_day
from salestui.domain.duplicates import REASONS, twins
from salestui.domain.instants import ms_to_date
from salestui.domain.names import account_name, member_short
from salestui.domain.schema import ACCOUNT_KINDS, ACTIVITY_TYPES, TIER_LETTERS
from salestui.domain.tiers import TIER_NAMES
from salestui.domain.words import Words
from salestui.exchange.listing import sums_text, touched_text
from salestui.services.accountlist import AccountsView
from salestui.services.accountstanding import Standing
from salestui.services.reading import Reading
from salestui.ui.whose import EVERYBODY, MINE
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row
from salestui.ui.widgets.ruled import heads_line

GAP = 2
NAMES = {0: 14, 80: 20, 100: 24, 120: 28}
"""Cells of a name from a width on."""
WIDE = 110
"""From this width on kind and region have columns of their own."""
STYLES = {"overdue": "late", "due": "risk", "ok": "dim", "none": "dim"}

POOL = Words("the pool", "公海")
ACCOUNTS = Words("{n} accounts", "{n}家客户")
ONE = Words("1 account", "1家客户")
LATE = Words("{n} late", "超期 {n}")
DUE = Words("{n} due", "应跟进 {n}")
IN_TIME = Words("{n}% in time", "按时{n}%")
LOAD = Words("{n} touches a week", "每周需跟进{n}次")
OF = Words("{n} of {all} touches a week", "每周需跟进{n}次，可做{all}次")
REVERSED = Words("{sort}, reversed", "{sort}，倒序")
BY_FILTER = Words("as the filter says", "按筛选条件")
BELOW = Words("{n} more", "还有{n}家")
LATE_MARK = Words("!late", "!超期")
DUE_MARK = Words("due", "应跟进")
EVERY = Words("every {every}d, {most}d at most", "每{every}天，上限{most}天")
LAST = Words("last: {type} {day}, {text}", "上次：{day}{type}，{text}")
UNTOUCHED = Words("never touched", "从未跟进")
FREE = Words("free to claim", "可认领")
TWIN = Words("probably {name}: {why}", "可能与{name}重复：{why}")
FORMER = Words("customer who left", "流失客户")


@dataclass(frozen=True, slots=True)
class Cell:
    """One column."""

    key: str
    head: Words
    size: int
    right: bool = False


def columns(width: int, lang: str, *, everybody: bool) -> tuple[Cell, ...]:
    """The columns for `width` cells; the industry takes what the others leave."""
    wide, zh = width >= WIDE, lang == "zh"
    found = [
        Cell("tier", Words("", ""), 2 if zh else 1),
        Cell("name", Words("account", "客户"), max(n for at, n in NAMES.items() if at <= width)),
        Cell("industry", Words("industry", "行业"), 0),
    ]
    if wide:
        found += [
            Cell("kind", Words("kind", "类别"), 10),
            Cell("region", Words("region", "区域"), 10),
        ]
    if everybody:
        found.append(Cell("owner", Words("owner", "负责人"), 6))
    found += [
        Cell("touched", Words("touched", "跟进"), 7 if not zh else 6, right=True),
        Cell("next", Words("next", "下次"), 6, right=True),
        Cell("open", Words("open", "商机"), 4, right=True),
        Cell("sum", Words("sum", "金额"), 7, right=True),
    ]
    fixed = 2 + sum(cell.size for cell in found) + (len(found) - 2) * GAP + 1
    rest = width - fixed
    if rest < 6:
        return tuple(cell for cell in found if cell.key != "industry")
    return tuple(Cell(c.key, c.head, rest) if c.key == "industry" else c for c in found)


def _gap(cell: Cell) -> int:
    """Blanks behind a column."""
    return 1 if cell.key == "tier" else GAP


def head(found: tuple[Cell, ...], width: int, lang: str, rule: str) -> Row:
    """The heads of the columns on a thin rule."""
    places: list[tuple[int, str]] = []
    at = 1
    for cell in found:
        text = cells.cut(cell.head.say(lang), cell.size)
        spare = cell.size - cells.width(text) if cell.right else 0
        places += [(at + spare, text)] if text else []
        at += cell.size + _gap(cell)
    return Row(heads_line(places, width, rule))


def line(now: Standing, found: tuple[Cell, ...], reading: Reading) -> Row:
    """One account."""
    spans: list[Span] = []
    for cell in found:
        text, style = _said(now, cell.key, reading)
        gap = " " * _gap(cell) if cell is not found[-1] else " "
        spans.append(
            Span(cells.fit(text, cell.size, "right" if cell.right else "left") + gap, style)
        )
    return Row(tuple(spans))


def _said(now: Standing, key: str, reading: Reading) -> tuple[str, str]:
    """What a column says of an account, and its style."""
    doc, lang, state = now.account, reading.lang, now.cadence.state
    match key:
        case "tier":
            return TIER_LETTERS.get(now.tier or "", TIER_LETTERS[""]).say(lang), "dim"
        case "name":
            return str(doc.get("name", "")), "text"
        case "kind":
            kind = ACCOUNT_KINDS.get(str(doc.get("kind", "")))
            return (kind.say(lang) if kind else ""), "dim"
        case "owner":
            return member_short(reading.snapshot, doc.get("owner")), "text"
        case "touched":
            return touched_text(now.cadence, lang), STYLES[state]
        case "next":
            return _next(now, reading), STYLES[state]
        case "open":
            return str(now.open or ""), "text"
        case "sum":
            return sums_text(now.sums, lang, reading.currency), "text"
        case _:
            return str(doc.get(key) or ""), "dim"


def _next(now: Standing, reading: Reading) -> str:
    """When the next touch is due, or that it should have been."""
    if now.cadence.state == "overdue":
        return LATE_MARK.say(reading.lang)
    if now.cadence.state == "due":
        return DUE_MARK.say(reading.lang)
    due = now.cadence.due
    return show_date(due, reading.today, reading.lang) if due else ""


def summary(view: AccountsView, lang: str, width: int) -> Row:
    """Whose accounts, how many, how they are kept, and their order."""
    scope = view.scope
    whose = POOL if scope.pool else MINE if scope.owner else EVERYBODY
    n = len(view.ids)
    left = [Span(f" {whose.say(lang)}  ", "strong")]
    left.append(Span((ONE if n == 1 else ACCOUNTS.fill(n=f"{n:,}")).say(lang) + "  "))
    for state, words, style in (("overdue", LATE, "late"), ("due", DUE, "risk")):
        if count := view.count(state):
            left.append(Span(words.fill(n=count).say(lang) + "  ", style))
    if not scope.pool:
        left += [Span(text + "  ", "dim") for text in _kept(view, lang)]
    ordered = scope.query is not None and bool(scope.query.orders)
    order = BY_FILTER if ordered else view.sort.words
    said = (REVERSED.fill(sort=order) if view.reverse else order).say(lang)
    used = sum(cells.width(span.text) for span in left)
    fits = used + cells.width(said) + 1 <= width
    return Row(tuple(left), (Span(f"{said} ", "dim"),) if fits else ())


def _kept(view: AccountsView, lang: str) -> list[str]:
    """How many are touched in time, and the touches a week that they ask for."""
    kept, asked = view.compliance, view.load
    if kept.rate is None:
        return []
    able, need = view.capacity, f"{asked:.0f}"
    words = LOAD.fill(n=need) if able is None else OF.fill(n=need, all=able)
    return [IN_TIME.fill(n=round(100 * kept.rate)).say(lang), words.say(lang)]


def foot(width: int, lang: str, rule: str) -> Callable[[int, int], Row]:
    """The rule under the list, with how many accounts lie below."""

    def drawn(above: int, below: int) -> Row:
        said = f" {BELOW.fill(n=below).say(lang)} " if below else ""
        rest = rule * max(width - 1 - cells.width(said), 0)
        return Row((Span(rule, "rule"), Span(said, "dim"), Span(rest, "rule")))

    return drawn


def explain(
    now: Standing, reading: Reading, width: int, *, pool: bool
) -> tuple[list[Span], list[Span]]:
    """The account under the cursor: its rhythm and its last touch, or whom it may double."""
    lang = reading.lang
    left = f" {_rhythm(now, lang)}"
    room = max(width - cells.width(left) - 3, 0)
    twin = next(iter(twins(reading.snapshot, str(now.account["_id"]))), None)
    if twin is not None:
        name, why = account_name(reading.snapshot, twin.id), REASONS[twin.reasons[0]]
        said, style = TWIN.fill(name=name, why=why).say(lang), "risk"
    else:
        said, style = FREE.say(lang) if pool else _last(now, reading), "dim"
    return [Span(left)], [Span(f"  {cells.cut(said, room)} ", style)]


def _rhythm(now: Standing, lang: str) -> str:
    """The tier and how often it is to be touched."""
    tier, rhythm = now.tier or "", now.cadence.rhythm
    parts = [TIER_NAMES[tier].say(lang) if tier in TIER_NAMES else tier]
    if rhythm is not None:
        parts.append(EVERY.fill(every=rhythm.every, most=rhythm.most).say(lang))
    elif now.account.get("kind") == "former":
        parts.append(FORMER.say(lang))
    return ("，" if lang == "zh" else ", ").join(parts)


def _last(now: Standing, reading: Reading) -> str:
    """The last touch in a few words."""
    lang = reading.lang
    doc = latest_touch(reading.snapshot, str(now.account["_id"]))
    if doc is None:
        return UNTOUCHED.say(lang)
    at = int(doc.get("at") or doc.get("_created") or 0)
    key = str(doc.get("type", ""))
    kind = ACTIVITY_TYPES.get(key, Words(key, key))
    text = " ".join(str(doc.get("summary") or doc.get("feedback") or "").split())
    day = show_day(ms_to_date(at, reading.zone), reading.today, lang)
    said = LAST.fill(type=Words(kind.en.lower(), kind.zh), day=day, text=text)
    return said.say(lang).rstrip(", ，")
