"""Looking back and the pipeline's change on the sample team: whole histories of four writers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from salestui.domain.instants import at_end_of_day, ms_to_date
from salestui.services.changes import pipeline_change
from salestui.services.lookback import Lookback
from salestui.services.reading import Reading, reading_of
from salestui.services.setup import demo_workspace, open_workbench
from salestui.services.workbench import Workbench
from tests.conftest import Ticking
from tests.properties.test_asof_laws import as_folded
from tests.properties.test_waterfall_laws import balanced

FILTERS = ("", "owner:lina", "stage:demo,proposal", "amount>=300k", "is:open", "region:East",
           "-is:rotten", "account.tier:key", "close:none or is:won")  # fmt: skip


def days_of(bench: Workbench, seed: int, n: int) -> list[date]:
    """Some days around those on which something happened."""
    dice = random.Random(seed)
    whens = sorted({commit.when for commit in bench.history.commits()})
    return [
        ms_to_date(dice.choice(whens), bench.zone) + timedelta(dice.randint(-2, 2))
        for _ in range(n)
    ]


def check_past(bench: Workbench, days: Sequence[date]) -> None:
    """The states of the days are folds of the log up to their ends."""
    commits = bench.history.commits()
    ends = [at_end_of_day(day, bench.zone) for day in days]
    back = Lookback(bench.history)
    for end, state in zip(ends, back.at(ends, bench.snapshot), strict=True):
        tables = {
            kind: {id: doc for id, doc in rows.items() if "_lent" not in doc}
            for kind, rows in state.tables.items()
        }
        assert {kind: rows for kind, rows in tables.items() if rows} == as_folded(commits, end)


def check_change(bench: Workbench, days: Sequence[date], filters: Sequence[str]) -> int:
    """The change between any two of the days reconciles; gives how much happened in all."""
    back, now = Lookback(bench.history), bench.clock()
    present = reading_of(bench.snapshot, user=bench.user, lang="en", now=now)
    ends = [at_end_of_day(day, bench.zone) for day in days]
    states = dict(zip(ends, back.at(ends, bench.snapshot), strict=True))
    happened = 0

    def reading(day: date) -> Reading:
        end = at_end_of_day(day, bench.zone)
        return replace(present, snapshot=states[end], now=end, today=day, as_of=end)

    for n, day in enumerate(days[1:]):
        first, last = sorted((days[n], day))
        quarter = (first.replace(day=1), last + timedelta(20))
        for period in (None, quarter):
            text = filters[(n + (period is None)) % len(filters)]
            found = pipeline_change(reading(first), reading(last), period, text=text)
            balanced(found)
            happened += len(found.items)
    return happened


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The sample team, opened by lina."""
    home = tmp_path_factory.mktemp("sample")
    demo_workspace(home, lang="en", clock=Ticking())
    return open_workbench(
        home, user="lina", lang="en", clock=Ticking(), random_bytes=random.Random(3).randbytes
    )


def test_ten_days_of_the_past(sample: Workbench) -> None:
    check_past(sample, days_of(sample, 7, 10))


def test_the_change_between_any_two_days(sample: Workbench) -> None:
    assert check_change(sample, days_of(sample, 11, 25), FILTERS) > 100
