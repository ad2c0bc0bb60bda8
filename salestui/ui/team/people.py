"""The replicas as lines: one each, and one for each thing that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import NamedTuple

from salestui import cells
from salestui.domain.dayshow import show_instant
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.sync.peers import Peer
from salestui.sync.report import Problem
from salestui.sync.state import SyncState
from salestui.ui.team import words as say
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row

GAP = 2
WHO_LEAST, WHO_MOST = 10, 28
Cell = tuple[str, str]
"""A text and its style."""


@dataclass(frozen=True, slots=True)
class View:
    """What the screen is drawn from."""

    state: SyncState
    snapshot: Snapshot
    zone: tzinfo
    today: date
    lang: str
    alike: Mapping[str, bool]
    """Replica -> whether its data is the same as here, where its last heartbeat tells."""

    def say(self, words: Words) -> str:
        """Words in the interface language."""
        return words.say(self.lang)

    @property
    def peers(self) -> tuple[Peer, ...]:
        """Everybody: this replica, then who wrote last."""
        return tuple(sorted(self.state.peers, key=lambda p: (not p.own, -p.seen_at, p.rep)))

    @property
    def own(self) -> Peer | None:
        """This replica."""
        return next((peer for peer in self.state.peers if peer.own), None)

    def name(self, peer: Peer) -> str:
        """How people call who writes there."""
        ids = self.snapshot.ids("members.handle", peer.who)
        member = self.snapshot.get("members", next(iter(ids), "")) or {}
        return str(member.get("name") or peer.who or "?")

    def lacks(self, peer: Peer) -> int | None:
        """How many of my edits it has not read; None where it did not say."""
        own = self.own
        return None if own is None or peer.knows < 0 else max(0, own.commits - peer.knows)


class Entry(NamedTuple):
    """A line and what it is about."""

    row: Row
    peer: Peer
    problem: Problem | None = None


class Column(NamedTuple):
    """A column of the table."""

    head: Words
    right: bool = False


COLUMNS = (
    Column(say.AUTHOR),
    Column(say.LAST),
    Column(say.EDITS, right=True),
    Column(say.COMING, right=True),
    Column(say.HAS_MINE),
    Column(say.DATA),
    Column(say.REPLICA),
)


def table(view: View, width: int) -> tuple[Row, list[Entry]]:
    """The heads of the columns, and everybody with what is wrong, in `width` cells."""
    peers = view.peers
    texts = [_cells(view, peer) for peer in peers]
    heads = [view.say(column.head) for column in COLUMNS]
    rooms = [
        max(cells.width(text) for text in (head, *(row[n][0] for row in texts)))
        for n, head in enumerate(heads)
    ]
    names = [view.name(peer) for peer in peers]
    longest = max((cells.width(name) for name in names), default=0)
    who = min(max(longest, WHO_LEAST), WHO_MOST)
    # On a narrow screen the last columns go; the line above the keys says what they said.
    while len(rooms) > 3 and 1 + who + sum(rooms) + GAP * len(rooms) + 1 > width:
        rooms.pop()
    head = Row(_line((view.say(say.WHO), "dim"), [(h, "dim") for h in heads], who, rooms))
    entries: list[Entry] = []
    for peer, name, row in zip(peers, names, texts, strict=True):
        style = "strong" if peer.own else "text"
        entries.append(Entry(Row(_line((name, style), row, who, rooms)), peer))
        entries += [Entry(_problem(view, problem), peer, problem) for problem in peer.problems]
    return head, entries


def _line(who: Cell, row: Sequence[Cell], room: int, rooms: Sequence[int]) -> tuple[Span, ...]:
    spans = [Span(" " + cells.fit(who[0], room), who[1])]
    for (text, style), cell, column in zip(row, rooms, COLUMNS, strict=False):
        aligned = cells.fit(text, cell, "right" if column.right else "left")
        spans.append(Span(" " * GAP + aligned, style))
    return tuple(spans)


def _cells(view: View, peer: Peer) -> list[Cell]:
    author = say.ME if peer.own else say.VERIFIED if peer.verified else say.CLAIMED
    last = view.say(say.NEVER)
    if peer.own:
        last = ""
    elif peer.seen_at:
        last = show_instant(peer.seen_at, view.zone, view.lang, today=view.today)
    lacks, alike = view.lacks(peer), view.alike.get(peer.rep)
    has = "" if lacks is None else view.say(say.LACKS.fill(n=lacks) if lacks else say.ALL)
    data = "" if alike is None else view.say(say.SAME if alike else say.DIFFERS)
    return [
        (view.say(author), "dim"),
        (last, "text" if peer.seen_at else "dim"),
        (str(peer.commits), "text"),
        (str(peer.waiting) if peer.waiting else "", "risk"),
        ("" if peer.own else has, "dim" if not lacks else "risk"),
        (data, "late" if alike is False else "dim"),
        (peer.rep, "dim"),
    ]


def _problem(view: View, problem: Problem) -> Row:
    joint = "；" if view.lang == "zh" else "; "
    text, cure = view.say(problem.text), view.say(problem.cure)
    return Row((Span("   "), Span(text, "risk"), Span(joint + cure, "dim")))


def place(view: View, width: int) -> Row:
    """Which folder it is, and what of mine is not in it yet.

    That all is out is said where there is room.
    """
    state = view.state
    if state.shared is None:
        return Row()
    name, root = state.shared.workspace.name, state.shared.root
    left = (Span(" " + view.say(say.PLACE.fill(name=name, root=root)), "dim"),)
    if not state.waiting:
        out = (Span("  " + view.say(say.ALL_OUT) + " ", "dim"),)
        fits = cells.width(left[0].text + out[0].text) <= width
        return Row(left, out if state.at and fits else ())
    words = say.ONE_WAITS if state.waiting == 1 else say.WAIT.fill(n=state.waiting)
    return Row(left, (Span("  " + view.say(words) + " ", "risk"),))


def trouble(view: View) -> list[Row]:
    """What is wrong with the folder as a whole, and what to do; or who else syncs."""
    state = view.state
    if state.hindrance is not None:
        text, cure = state.hindrance.text, state.hindrance.cure
        return [
            Row((Span(" " + view.say(text), "late"),)),
            Row((Span(" " + view.say(cure), "text"),)),
        ]
    own = [p for p in state.problems if not p.rep and p.kind == "skew"]
    rows = [_problem(view, problem) for problem in own]
    if state.busy:
        rows.append(Row((Span(" " + view.say(say.BUSY), "dim"),)))
    elif not state.looked:
        rows.append(Row((Span(" " + view.say(say.LOOKING), "dim"),)))
    return rows


def explain(view: View, entry: Entry) -> tuple[list[Span], list[Span]]:
    """What is under the cursor, in full, for the line above the keys."""
    peer, problem = entry.peer, entry.problem
    if problem is not None:
        return [Span(" " + view.say(problem.cure), "strong")], []
    if view.alike.get(peer.rep) is False:
        return [Span(" " + view.say(say.DIFFERENT), "late")], []
    if peer.own:
        return [Span(" " + view.say(say.ABOUT_ME.fill(rep=peer.rep)))], []
    words = say.ABOUT_VERIFIED if peer.verified else say.ABOUT_CLAIMED
    left = [Span(" " + view.say(words.fill(rep=peer.rep, who=peer.who)))]
    lacks = view.lacks(peer)
    if lacks is None:
        return left, []
    known = say.KNOWS_LESS.fill(n=lacks) if lacks else say.KNOWS_ALL
    return left, [Span(f"  {view.say(known)} ", "risk" if lacks else "dim")]


def hints(lang: str) -> list[Row]:
    """What to do where nothing is shared."""
    room = max(cells.width(command) for command, _ in say.COMMANDS) + GAP
    commands = [
        Row((Span("   " + cells.fit(command, room), "accent"), Span(what.say(lang), "dim")))
        for command, what in say.COMMANDS
    ]
    texts = [(say.NOT_SHARED, "strong"), None, (say.WHERE, "text"), (say.WHERE_ELSE, "text"), None]
    after = [None, (say.BY_ITSELF, "text"), (say.READS_ALL, "dim")]

    def lines(parts: Sequence[tuple[Words, str] | None]) -> list[Row]:
        return [Row((Span(" " + p[0].say(lang), p[1]),)) if p else Row() for p in parts]

    return [Row(), *lines(texts), *commands, *lines(after)]
