"""`salestui goals`: every goal with its figures, as of any day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from salestui.cells import fit, width
from salestui.cli import output
from salestui.cli.reads import AT, FILTER, compiled, filter_text
from salestui.cli.session import Session
from salestui.cli.spec import FLAG, Opt, Spec
from salestui.domain.words import Words
from salestui.exchange.columns import laid_out
from salestui.exchange.listing import headed
from salestui.services.reading import Reading

if TYPE_CHECKING:
    from salestui.domain.goals.book import Book
    from salestui.domain.goals.tree import Branch
    from salestui.exchange.goal_why import Told

WHY = Opt("--why", Words("say why each stands as it does", "说明每个目标的缘由"), type=FLAG)
NONE = Words(
    'No goals yet. Set one: salestui goal add "new customers region:East q3 +30% on q2"',
    '还没有目标。新建：salestui goal add "新签客户 区域:华东 Q3 较Q2 +30%"',
)
NO_MATCH = Words("No goal matches {text}", "没有符合“{text}”的目标")
INDENT = "  "


def list_goals(session: Session, words: tuple[str, ...], at: str, why: bool) -> None:
    """Print the tree of goals; of a single one why it stands as it does."""
    from salestui.domain.goals.book import Book

    text = filter_text(words, OPTIONS)
    reading = session.read(at)
    book = Book(reading.snapshot, reading.env)
    branches = chosen(book, reading, text)
    if session.json:
        from salestui.exchange.goals_json import goals_json

        output.put_json(goals_json(book, branches, reading))
        return
    if not branches:
        none = NO_MATCH.fill(text=text) if text else NONE
        output.put([none.say(session.lang)])
        return
    output.put(_lines(session, reading, book, branches, why or len(branches) == 1))


def chosen(book: Book, reading: Reading, text: str) -> Sequence[Branch]:
    """The goals that a filter names, in the order of the tree. Raises InputProblem."""
    if not text:
        return book.branches
    from salestui.domain.goals.tree import among

    return among(book.branches, compiled(text, "goals", reading).ids())


def _lines(
    session: Session, reading: Reading, book: Book, branches: Sequence[Branch], why: bool
) -> Iterator[str]:
    from salestui.exchange.goal_rows import HEADS, RULES, GoalRows

    made, ink = GoalRows(book, reading.lang), session.ink
    rows = [made.row(branch) for branch in branches]
    laid = laid_out(headed(RULES, HEADS, reading.lang), rows, session.cells)
    yield ink(laid.head, "dim")
    for branch, line in zip(branches, laid.lines, strict=True):
        yield ink(line, *_styles(book.sight(branch.goal.id).standing))
        if why:
            yield from _why(session, reading, book, branch.goal.id)
    yield from made.notices(branches)


STYLES = {"achieved": ("won",), "missed": ("late",), "at_risk": ("late",), "behind": ("late",)}


def _styles(standing: str) -> tuple[str, ...]:
    return STYLES.get(standing, ())


def _why(session: Session, reading: Reading, book: Book, id: str) -> Iterator[str]:
    """What stands below a goal."""
    from salestui.exchange import goal_why as told
    from salestui.services.goalrecords import style_of

    sight, style = book.sight(id), style_of(book.ground, reading.lang)
    room = session.cells - len(INDENT)
    lines: list[Told] = [told.Told(told.head(sight, book, style).left, role="dim")]
    lines += told.results(sight, style)
    needed = told.needed(sight)
    lines += [needed] if needed else []
    way = book.way(id)
    if way is not None and sight.main is not None:
        lines += told.way(way, sight.main)
    lines += told.smart(book.smart(id), reading.lang, room)
    for each in lines:
        yield session.ink(INDENT + _line(each, room, reading.lang), *_INKS.get(each.role, ()))
    yield ""


_INKS = {"dim": ("dim",), "won": ("won",), "late": ("late",), "strong": ("bold",)}


def _line(told: Told, cells: int, lang: str) -> str:
    """One line of so many cells; what stands at the right keeps its place."""
    left = told.left.say(lang)
    right = "  ".join(part for part in (told.bar, told.right.say(lang)) if part)
    if not right or width(left) + 2 + width(right) > cells:
        return f"{left}  {right}".rstrip()
    return fit(left, cells - width(right)) + right


OPTIONS = (AT, WHY)
spec = Spec(
    Words(
        "Prints the goals as a tree with what is reached, the pace, and what is needed each week;"
        " of a single goal why, what is still needed and the five SMART answers.",
        "以树状打印目标：达成、进度差、每周需签；只有一个目标时说明缘由、还差什么和 SMART 五问。",
    ),
    list_goals,
    (FILTER,),
    OPTIONS,
    ("salestui goals", "salestui goals owner:me --why", "salestui goals --at 2026-07-31"),
    free=True,
)
