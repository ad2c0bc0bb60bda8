"""The law of looking back: a past state is the fold of the commits up to it."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from salestui.domain.change import Commit
from salestui.domain.fold import Fold
from salestui.services import asof
from tests.campaigns import examples
from tests.properties.test_fold_laws import NOW, SKEWS, STEPS, play


def as_folded(commits: list[Commit], instant: int) -> dict[str, dict[str, Any]]:
    """The state at an instant: the commits up to it in stamp order, folded at once."""
    fold = Fold()
    fold.past.learn(commits)
    ordered = sorted(commits, key=lambda each: each.stamp)
    fold.apply(commit for commit in ordered if commit.when <= instant)
    return {kind: dict(rows) for kind, rows in fold.snapshot.tables.items() if rows}


@settings(max_examples=examples(30), deadline=None)
@given(STEPS, SKEWS, st.lists(st.integers(-1, 31), min_size=1, max_size=6), st.integers(1, 4))
def test_one_pass_gives_what_a_fold_of_each_would(
    steps: list[tuple[int, str, int, int]],
    skews: tuple[int, int, int],
    moments: list[int],
    slice: int,
) -> None:
    """At any instants in any order, whatever the clocks said, in slices of any size."""
    commits = [commit for member in play(steps, skews) for commit in member.wrote]
    instants = [NOW + 1000 * n for n in moments]
    before, asof.SLICE = asof.SLICE, slice
    try:
        found = asof.states(commits, instants, {})
    finally:
        asof.SLICE = before
    for instant in instants:
        tables = found[instant].tables
        assert {kind: dict(rows) for kind, rows in tables.items() if rows} == as_folded(
            commits, instant
        )
