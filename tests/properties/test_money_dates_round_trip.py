"""What the program writes for money and dates, it reads back as exactly the same value."""

from __future__ import annotations

from datetime import date, timedelta, tzinfo
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from salestui.domain.dates import (
    at_end_of_day,
    at_start_of_day,
    ms_to_date,
    parse_date,
    parse_day_value,
    parse_duration,
    parse_period,
    show_date,
    show_day,
    typed_date,
)
from salestui.domain.money import (
    CODES,
    decimal_text,
    exponent,
    full_money,
    parse_money,
    parse_number,
    parse_percent,
    short_money,
    typed_money,
)
from salestui.domain.problems import InputProblem

CURRENCIES = st.sampled_from(sorted(CODES))
LANGS = st.sampled_from(["en", "zh"])
LARGEST = 10**18 - 1
# Round amounts are what people have, and what is written with a unit.
AMOUNTS = st.one_of(
    st.integers(-LARGEST, LARGEST),
    st.builds(lambda n, zeros: n * 10**zeros, st.integers(-9999, 9999), st.integers(0, 12)),
)
DAYS = st.dates(date(1901, 1, 1), date(2998, 12, 31))
TODAYS = st.dates(date(1950, 1, 1), date(2900, 12, 31))
ZONES = st.timezones()
TYPED = st.text(
    st.sampled_from(
        "0123456789.,，。-+()（）%kKmbn千万亿百十元¥$€ CNYUSDjpy"
        "日月年号天周星期礼拜上下本个底末前后今明昨一二三两q季度 /dwyfrisepoeagot\x1b\u202e\xa0"
    ),
    max_size=12,
)


@given(AMOUNTS, CURRENCIES, LANGS, CURRENCIES, st.booleans())
def test_typed_money_reads_back(
    minor: int, currency: str, lang: str, field: str, same: bool
) -> None:
    default = currency if same else field
    text = typed_money(minor, currency, lang, default=default)
    assert parse_money(text, default, allow_negative=True) == (minor, currency)
    assert parse_money(typed_money(minor, currency, lang), field, allow_negative=True)[0] == minor


@given(AMOUNTS, CURRENCIES, LANGS)
def test_exact_texts_read_back(minor: int, currency: str, lang: str) -> None:
    full = full_money(minor, currency, lang)
    plain = decimal_text(minor, currency)
    assert parse_money(full, "CNY", allow_negative=True) == (minor, currency)
    assert parse_money(plain, currency, allow_negative=True) == (minor, currency)
    assert Decimal(plain).scaleb(exponent(currency)) == minor


@given(AMOUNTS, CURRENCIES, LANGS)
def test_short_money_is_near_and_short(minor: int, currency: str, lang: str) -> None:
    text = short_money(minor, currency, lang)
    size = Fraction(abs(minor), 10 ** exponent(currency))
    shown = abs(Fraction(parse_number(text)))
    assert abs(shown - size) <= max(size / 18, Fraction(1, 20))
    assert text.removeprefix("-") not in ("1000k", "1000m", "1000bn", "10000万", "10000亿")
    if size < 10**15:
        assert len(text.removeprefix("-")) <= 6


@given(AMOUNTS, AMOUNTS, CURRENCIES, LANGS)
def test_short_money_keeps_order(one: int, other: int, currency: str, lang: str) -> None:
    low, high = sorted((one, other))
    shown = [parse_number(short_money(minor, currency, lang)) for minor in (low, high)]
    assert shown == sorted(shown)


@given(st.integers(0, 100))
def test_percentages_read_back(percent: int) -> None:
    assert parse_percent(f"{percent}%") == parse_percent(str(percent)) == percent


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1e9, max_value=1e9))
def test_numbers_read_back(number: Decimal) -> None:
    assert parse_number(f"{number:f}") == number
    assert parse_number(f"{number:,f}") == number


@given(DAYS, TODAYS)
def test_typed_dates_read_back(day: date, today: date) -> None:
    assert parse_date(typed_date(day), today) == day
    assert parse_date(f"{day.year}年{day.month}月{day.day}日", today) == day
    assert parse_date(f"{day.day} {day:%b} {day.year}", today) == day


@given(TODAYS, st.integers(-900, 900), LANGS, st.integers(0, 6))
def test_shown_due_days_read_back(today: date, ahead: int, lang: str, week_start: int) -> None:
    day = today + timedelta(days=ahead)
    text = show_date(day, today, lang, week_start=week_start)
    assert parse_date(text, today, week_start=week_start) == day


@given(TODAYS, st.integers(0, 360), LANGS)
def test_shown_facts_read_back(today: date, ago: int, lang: str) -> None:
    day = today - timedelta(days=ago)
    assert parse_date(show_day(day, today, lang), today, past=True) == day


@given(DAYS, DAYS, TODAYS)
def test_ranges_read_back(one: date, other: date, today: date) -> None:
    first, last = sorted((one, other))
    assert parse_day_value(f"{first}..{last}", today) == (first, last)
    assert parse_period(f"{first}..", today) == (first, date.max)
    assert parse_period(f"..{last}", today) == (date.min, last)


@given(TODAYS, st.integers(1, 12))
def test_quarters_tile_the_fiscal_year(today: date, fiscal_start: int) -> None:
    first, last = parse_period("this year", today, fiscal_start)
    quarters = [parse_period(f"q{n}", today, fiscal_start) for n in range(1, 5)]
    assert first <= today <= last
    assert quarters[0][0] == first
    assert quarters[3][1] == last
    for one, following in pairwise(quarters):
        assert following[0] - one[1] == timedelta(days=1)
    assert parse_period("this quarter", today, fiscal_start) in quarters


@given(DAYS, ZONES)
def test_a_day_ends_where_the_next_begins(day: date, zone: tzinfo) -> None:
    end = at_end_of_day(day, zone)
    assert at_start_of_day(day + timedelta(days=1), zone) == end + 1
    assert ms_to_date(end, zone) <= day
    assert ms_to_date(end + 1, zone) > day


@given(TYPED)
def test_any_text_is_read_or_refused_in_both_languages(text: str) -> None:
    today = date(2026, 8, 19)
    for read in (
        lambda: parse_money(text, "CNY"),
        lambda: parse_number(text),
        lambda: parse_percent(text),
        lambda: parse_date(text, today),
        lambda: parse_date(text, today, past=True),
        lambda: parse_period(text, today, 4),
        lambda: parse_day_value(text, today),
        lambda: parse_duration(text),
    ):
        try:
            read()
        except InputProblem as problem:
            for sentence in (*problem.message, *problem.hint):
                assert sentence.isprintable()
            assert problem.message.en
            assert problem.message.zh
