"""The laws of the fold: the same state in any order, and no edit beaten by what it had seen."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from salestui.domain.change import Act, Commit, Edit, read_commit
from salestui.domain.fold import Fold
from salestui.domain.ids import derived_id
from salestui.store.lines import make
from salestui.store.write import Draft, draft_lines

DAY = 86_400_000
NOW = 1_790_000_000_000
SHARED = derived_id("ac", "account", "one-source", "17")
STAGES = ("lead", "demo", "won")


@dataclass
class Member:
    """A replica with a clock of its own that may be days off and may jump back."""

    rep: str
    skew: int
    fold: Fold = field(default_factory=Fold)
    seen: set[str] = field(default_factory=set)
    wrote: list[Commit] = field(default_factory=list)
    hash: str = "0" * 32

    def act(self, edits: list[Edit], now: int, *, undoes: str = "") -> Commit:
        """Write one act as the store would, and fold it."""
        seq = len(self.wrote) + 1
        draft = Draft(self.fold, self.rep, now + self.skew, seq, {}, undoes, "g")
        (line,) = draft_lines(draft, [Act("x", tuple(edits), now)])
        self.hash, _ = make(self.hash, line)
        commit = read_commit(line, self.rep, self.hash)
        self.wrote.append(commit)
        self.take([commit], now)
        return commit

    def take(self, commits: list[Commit], now: int) -> None:
        """Fold what others wrote, in any order that keeps each writer's own."""
        new = [c for c in commits if c.stamp.id not in self.seen]
        for commit in new:
            self.fold.clock.receive(commit.stamp.tick, now + self.skew)
        self.seen |= {c.stamp.id for c in new}
        self.fold.apply(new)


STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["create", "shared", "stage", "step", "amount", "delete", "pull"]),
        st.integers(0, 2),
        st.integers(0, 5),
    ),
    max_size=30,
)
SKEWS = st.tuples(*[st.sampled_from([0, 0, -3 * DAY, 3600_000, 400 * DAY])] * 3)


def edit_for(what: str, doc: str, n: int) -> Edit:
    """One of a few edits that collide."""
    if what == "shared":
        return Edit("accounts", SHARED, {"name": f"Hengda {n % 2}", "industry": f"i{n}"})
    choices: dict[str, dict[str, Any]] = {
        "create": {"title": f"t{n}", "stage": "lead", "pipeline": "pl_1", "outcome": "open"},
        "stage": {"stage": STAGES[n % 3], "outcome": "open"},
        "step": {"next_step": f"s{n}" if n else None},
        "amount": {"amount": n, "currency": "CNY"},
        "delete": {"_del": True if n % 2 else None},
    }
    return Edit("deals", doc, choices[what])


def play(steps: list[tuple[int, str, int, int]], skews: tuple[int, int, int]) -> list[Member]:
    """Three members edit and pull as told; each one's own edit is visible at once."""
    members = [Member(f"r{n}", skew) for n, skew in enumerate(skews)]
    for time, (who, what, doc, n) in enumerate(steps):
        me, now = members[who], NOW + time * 1000
        if what == "pull":
            me.take(list(members[doc].wrote), now)
            continue
        edit = edit_for(what, f"dl_{doc}", n)
        me.act([edit], now)
        after = me.fold.snapshot.get(edit.kind, edit.id) or {}
        if what != "shared":
            assert all(after.get(path) == value for path, value in edit.values.items())
    return members


def state(fold: Fold) -> tuple[Any, Any]:
    """Everything that replicas must agree on."""
    tables = {kind: dict(rows) for kind, rows in fold.snapshot.tables.items()}
    return tables, sorted(fold.conflicts())


@settings(max_examples=250, deadline=None)
@given(STEPS, SKEWS, st.integers(0, 10_000))
@example(
    # An edit of the later of two creations arrives before that creation.
    [(0, "shared", 0, 0), (1, "shared", 0, 0), (0, "pull", 1, 0), (0, "shared", 0, 1)],
    (0, 0, 0),
    3,
)
def test_any_order_gives_the_same_state(
    steps: list[tuple[int, str, int, int]], skews: tuple[int, int, int], seed: int
) -> None:
    members = play(steps, skews)
    commits = [commit for member in members for commit in member.wrote]
    whole = Fold()
    whole.apply(sorted(commits, key=lambda c: c.stamp))
    for shuffle in range(3):
        # Replicas in any interleaving; each one's own commits in their order, as sync gives them.
        order = [member.rep for member in members for _ in member.wrote]
        random.Random(seed + shuffle).shuffle(order)
        queues = {member.rep: iter(member.wrote) for member in members}
        mixed = [next(queues[rep]) for rep in order]
        other = Fold()
        for at in range(0, len(mixed), 4):
            other.apply(mixed[at : at + 4])
        assert state(other) == state(whole)
    for member in members:
        member.take(commits, NOW + DAY)
        assert state(member.fold) == state(whole)


@settings(max_examples=250, deadline=None)
@given(STEPS, SKEWS)
def test_an_edit_is_never_beaten_by_what_its_author_had_seen(
    steps: list[tuple[int, str, int, int]], skews: tuple[int, int, int]
) -> None:
    members = play(steps, skews)
    stamps = {c.stamp.id: c.stamp for member in members for c in member.wrote}
    for member in members:
        for commit in member.wrote:
            for _, _, _, replaced in commit.ops:
                for names in replaced.values():
                    assert all(stamps[name] < commit.stamp for name in names)
