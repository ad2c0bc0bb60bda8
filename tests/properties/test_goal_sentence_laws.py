"""Laws of a goal's sentence: it is read back as it is written, and no text breaks the reader."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from salestui.domain.calendars import month_of, quarter_span, year_span
from salestui.domain.goals.elapsed import before, year_before
from salestui.domain.goals.metrics import METRICS
from salestui.domain.goals.parse import read_sentence
from salestui.domain.goals.sentence import Sentence, Share, Style, written
from salestui.domain.problems import InputProblem
from tests.unit.goalcase import MID, Deals

GROUND = Deals().ground(MID)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
PERIODS = st.one_of(
    st.builds(quarter_span, st.integers(2020, 2030), st.integers(1, 4)),
    st.builds(year_span, st.integers(2020, 2030)),
    DAYS.map(month_of),
    st.tuples(DAYS, st.integers(0, 400)).map(lambda t: (t[0], t[0] + timedelta(days=t[1]))),
)
FILTERS = st.sampled_from(
    ("", "region:East", "区域:华东,华北", 'product:"GTX Plus"', "owner:lina industry:a -is:rotten",
     "region:East or owner:lina", "valve amount>=100k", "-(region:East or region:West)", "won")
)  # fmt: skip
SIZES = st.integers(1, 10**9)


@st.composite
def sentences(draw: Any) -> Sentence:
    metric = draw(st.sampled_from(sorted(METRICS)))
    kind = METRICS[metric].unit
    unit = draw(st.sampled_from(("CNY", "USD", "JPY"))) if kind == "money" else kind
    period = draw(PERIODS)
    mode = draw(st.sampled_from(("absolute", "growth_vs_base", "")))
    size = SIZES.filter(lambda n: unit != "days" or n < 1000)
    shares = draw(
        st.lists(
            st.builds(
                Share, FILTERS.filter(bool), st.integers(1, 10_000), st.sampled_from((">=", "<="))
            ),
            min_size=0 if mode else 1,
            max_size=2,
        )
    )
    values: dict[str, Any] = {"target": draw(size)} if mode == "absolute" else {}
    usual = ">=" if METRICS[metric].rising else "<="
    values["op"] = draw(st.sampled_from((">=", "<="))) if mode == "absolute" else usual
    if mode == "growth_vs_base":
        values["target"] = draw(st.integers(-9_999, 99_999))
        spans = [before(period), year_before(period), None]
        values["base_period"] = draw(st.sampled_from(spans))
        if values["base_period"] is None:
            values["base"] = draw(size)
        elif kind == "money":
            unit = "CNY"
    elif not mode:
        unit = "CNY" if kind == "money" else unit
    return Sentence(
        metric=metric,
        period=period,
        unit=unit,
        mode=mode,
        filter=draw(FILTERS),
        shares=tuple(shares),
        pacing=draw(st.sampled_from(("linear", "weekly_curve"))),
        level=draw(st.sampled_from(("", "team", "person"))),
        parent=draw(st.sampled_from(("", "G-1", "G-4K7Q-12"))),
        **values,
    )


@given(sentences(), st.sampled_from(("en", "zh")))
@settings(deadline=None)
def test_what_is_written_is_read_back(sentence: Sentence, lang: str) -> None:
    text = written(sentence, Style(lang, "CNY"))
    assert read_sentence(text, GROUND) == sentence, text


WORDS = (
    "new customers",
    "won",
    " ",
    "  ",
    "Q3",
    "2026-q3",
    "13",
    "1,2",
    "on",
    "yoy",
    "share",
    "3m",
)
WORDS_ZH = ("新签客户", "合同额", "上季度", "较", "同比", "占比", "家", "万", "东", "区域：")
SIGNS = (
    ",",
    "，",
    ">=",
    "≥",
    "+30%",
    "50%",
    "(",
    ")",
    '"',
    "“",
    "-",
    "。",
    "İ",
    "１３",
    "％",
    "🙂",
)
HEADS = ("region:East", "owner:me", "is:", "level:", "under:G-1")
PIECES = st.sampled_from(WORDS + WORDS_ZH + SIGNS + HEADS)


@given(st.lists(PIECES | st.text(max_size=6), max_size=14).map("".join))
@settings(deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        read_sentence(text, GROUND)
    except InputProblem as problem:
        assert 0 <= int(problem.where) <= len(text), problem.message
        assert problem.message.zh
