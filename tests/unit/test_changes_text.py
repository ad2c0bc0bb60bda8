"""The pipeline's change as lines: every size, both languages, one currency or several."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from salestui.cells import width
from salestui.domain.metrics.waterfall import Waterfall
from salestui.domain.problems import InputProblem
from salestui.domain.snapshot import Snapshot
from salestui.exchange.changes_text import changes_report, figures
from salestui.exchange.changes_words import LINES, sentence
from salestui.services.changes import read_window
from tests.unit.test_waterfall import change, deal, ended

TODAY = date(2026, 9, 2)


@pytest.fixture(scope="module")
def found() -> Waterfall:
    """A window in which something of every kind happened, in two currencies."""
    before = {
        "a": deal(100), "b": deal(80), "c": deal(60), "d": deal(40), "e": deal(90),
        "f": deal(7000, currency="USD"), "g": deal(None), "h": deal(5),
    }  # fmt: skip
    after = {
        "a": deal(120), "b": deal(50), "c": ended("won", 60, won_amount=6_600_000,
        won_currency="CNY"), "d": ended("lost", 40), "e": deal(90, "2026-10-15"),
        "f": deal(7000, currency="USD"), "g": deal(None), "h": deal(5), "n": deal(33),
    }  # fmt: skip
    return change(before, after)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("cells", [40, 60, 80, 132])
def test_lines_are_exact_to_the_cell(found: Waterfall, lang: str, cells: int) -> None:
    lines = changes_report(found, lang=lang, cells=cells, usual="CNY", filter_text="owner:me")
    assert {width(line.text) for line in lines} == {cells}
    for line in lines:
        if line.role == "bar":
            before, bar, after = line.parts
            assert bar == "#" * (line.stop - line.start) and "#" not in before + after
            assert width(before) == line.start


def test_every_bar_begins_where_the_one_above_ended(found: Waterfall) -> None:
    lines = changes_report(found, lang="en", cells=120, usual="CNY")
    spans = {
        line.stage.split("|")[0]: (line.start, line.stop)
        for line in lines
        if line.role == "bar" and line.stage.endswith("CNY")
    }
    assert spans["new"][0] == spans["opening"][1]
    assert spans["increased"][0] == spans["new"][1]
    assert spans["decreased"][1] == spans["increased"][1]
    assert spans["won"][1] == spans["decreased"][0]
    assert abs(spans["closing"][1] - spans["pushed"][0]) <= 1


def test_currencies_have_a_block_each_and_the_usual_one_comes_first(found: Waterfall) -> None:
    rows = figures(found, "CNY")
    assert list(dict.fromkeys(row.currency for row in rows)) == ["CNY", "USD"]
    # The deal without an amount counts with the usual currency.
    assert len(next(row for row in rows if row.key == "opening").deals) == 7
    assert [row.key for row in rows if row.currency == "USD"] == ["opening", "closing"]
    lines = changes_report(found, lang="en", cells=80, usual="USD")
    heads = [line.text.split()[-2] for line in lines if line.role == "head"]
    assert heads == ["USD", "CNY"]


def test_a_window_in_which_nothing_stood() -> None:
    for lang, said in (("en", "Nothing stood"), ("zh", "没有商机")):
        lines = changes_report(change({}, {}), lang=lang, cells=80, usual="CNY")
        assert said in lines[-1].text


def test_every_line_explains_itself(found: Waterfall) -> None:
    for key in LINES:
        for lang in ("en", "zh"):
            assert sentence(found, key, "CNY", lang).startswith(LINES[key].say(lang))
    assert re.match(r"Won 1, 60k: signed", sentence(found, "won", "CNY", "en"))


def test_what_is_left_out_is_the_quarter_until_now(team: Snapshot) -> None:
    quarter = (date(2026, 7, 1), date(2026, 9, 30))
    assert read_window("", "", "", team, TODAY) == (date(2026, 6, 30), TODAY, quarter)
    typed: Any = read_window("8/1", "8/20", "2026-q4", team, TODAY)
    assert typed[:2] == (date(2026, 8, 1), date(2026, 8, 20))
    assert typed.closing == (date(2026, 10, 1), date(2026, 12, 31))
    assert read_window("一周前", "", "全部", team, TODAY).closing is None


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        (("9/1", "8/1", ""), "--from"),
        (("x", "", ""), "--from"),
        (("", "x", ""), "--to"),
        (("", "", "x"), "--closing"),
        (("", "2027-01-01", ""), "--to"),
        (("2026-08-30", "2026-08-20", ""), "--from"),
    ],
)
def test_a_window_that_is_none_is_refused(
    team: Snapshot, asked: tuple[str, str, str], where: str
) -> None:
    with pytest.raises(InputProblem) as refused:
        read_window(*asked, team, TODAY)
    assert refused.value.where == where
