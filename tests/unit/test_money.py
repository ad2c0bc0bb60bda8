"""Money: what is understood, refused and shown, in both languages."""

from __future__ import annotations

import pytest

from salestui.domain.money import (
    CODES,
    decimal_text,
    exponent,
    full_money,
    parse_money,
    short_money,
    typed_money,
)
from salestui.domain.problems import InputProblem


@pytest.mark.parametrize(
    ("currency", "places"),
    [
        *(("CNY", 2), ("USD", 2), ("EUR", 2), ("", 2), ("JPY", 0), ("KRW", 0), ("VND", 0)),
        *(("CLP", 0), ("ISK", 0), ("KWD", 3), ("BHD", 3), ("OMR", 3)),
    ],
)
def test_exponent(currency: str, places: int) -> None:
    assert exponent(currency) == places


def test_codes_are_three_capitals() -> None:
    assert len(CODES) > 150
    assert all(len(code) == 3 and code.isupper() for code in CODES)


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("120000", 12000000),
        ("120k", 12000000),
        ("120K", 12000000),
        ("120 k", 12000000),
        ("1.2m", 120000000),
        ("3bn", 300000000000),
        ("1b", 100000000000),
        ("1tn", 100000000000000),
        ("0", 0),
        (".5", 50),
        ("0.05", 5),
        ("  5  ", 500),
        ("+5", 500),
        ("12万", 12000000),
        ("1.2亿", 12000000000),
        ("5千", 500000),
        ("3百万", 300000000),
        ("2千万", 2000000000),
        ("3十亿", 300000000000),
        ("1万亿", 100000000000000),
        ("12万元", 12000000),
        ("46.8万元", 46800000),
        ("5千元", 500000),
        ("800元", 80000),
        ("800块", 80000),
        ("1亿2000万", 12000000000),
        ("3万5千", 3500000),
        ("1,234", 123400),
        ("1,234.50", 123450),
        ("1,234,567", 123456700),
        ("1,234,567.89", 123456789),
        ("1.234,50", 123450),
        ("1.234.567", 123456700),
        ("1.234.567,8", 123456780),
        ("12,50", 1250),
        ("1,5", 150),
        ("0,500", 50),
        ("0.500", 50),
        ("1,2m", 120000000),
        ("1.234m", 123400000),
        ("1,234万", 1234000000),
        ("1 234 567.5", 123456750),
        ("1\u202f234,5", None),
        ("1\xa0234", 123400),
        ("１２０，０００", 12000000),
        ("１２．５万", 12500000),
        ("12。5万", 12500000),
        ("¥120k", 12000000),
        ("￥１２万", 12000000),
        ("人民币12万", 12000000),
        ("RMB 120k", 12000000),
        ("cny 120k", 12000000),
        ("CNY120k", 12000000),
        ("120k CNY", 12000000),
        ("CNY 5 CNY", 500),
    ],
)
def test_amounts_in_the_currency_of_the_field(typed: str, minor: int | None) -> None:
    if minor is None:
        with pytest.raises(InputProblem):
            parse_money(typed, "CNY")
    else:
        assert parse_money(typed, "CNY") == (minor, "CNY")


@pytest.mark.parametrize(
    ("typed", "default", "money"),
    [
        ("$1,234.00", "CNY", (123400, "USD")),
        ("1,234.00$", "CNY", (123400, "USD")),
        ("$5", "HKD", (500, "HKD")),
        ("US$5", "HKD", (500, "USD")),
        ("HK$5", "USD", (500, "HKD")),
        ("¥5", "JPY", (5, "JPY")),
        ("¥5", "USD", (500, "CNY")),
        ("€5", "CNY", (500, "EUR")),
        ("5 €", "CNY", (500, "EUR")),
        ("£5", "CNY", (500, "GBP")),
        ("120k USD", "CNY", (12000000, "USD")),
        ("120kUSD", "CNY", (12000000, "USD")),
        ("120 bhd", "CNY", (120000, "BHD")),
        ("12万美元", "CNY", (12000000, "USD")),
        ("12万日元", "CNY", (120000, "JPY")),
        ("5港币", "CNY", (500, "HKD")),
        ("5元", "USD", (500, "CNY")),
        ("5元", "TWD", (500, "TWD")),
        ("1.234", "KWD", (1234, "KWD")),
        ("1,234,567", "JPY", (1234567, "JPY")),
        ("12.0", "JPY", (12, "JPY")),
        ("5", "", (500, "")),
        ("XTS 5", "XTS", (500, "XTS")),
    ],
)
def test_named_currencies(typed: str, default: str, money: tuple[int, str]) -> None:
    assert parse_money(typed, default) == money


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        *(("-5", -500), ("−5", -500), ("-12万", -12000000), ("(5.00)", -500), ("（5.00）", -500)),
        *(("-$5", -500), ("$-5", -500), ("($5)", -500), ("$(5)", -500), ("(5) USD", -500)),
    ],
)
def test_negative_amounts_need_leave(typed: str, minor: int) -> None:
    assert parse_money(typed, "USD", allow_negative=True)[0] == minor
    with pytest.raises(InputProblem, match="is negative"):
        parse_money(typed, "USD")


def test_nothing_below_zero_is_zero() -> None:
    assert parse_money("-0", "CNY") == (0, "CNY")


@pytest.mark.parametrize(
    ("typed", "currency", "message"),
    [
        ("", "CNY", "missing"),
        ("   ", "CNY", "missing"),
        ("abc", "CNY", "expected a digit at character 1"),
        ("千元", "CNY", "expected a digit at character 1"),
        ("120x", "CNY", "or the end at character 4"),
        ("12 USX", "CNY", "or the end at character 4"),
        ("12,", "CNY", "expected a digit at character 4"),
        ("--5", "CNY", "expected a digit at character 2"),
        ("(5", "CNY", "expected a closing bracket at character 3"),
        ("5)", "CNY", "or the end at character 2"),
        ("1 23", "CNY", "or the end at character 3"),
        ("1,23,4", "CNY", "digits in groups of three at character 1"),
        ("1.234,567,8", "CNY", "digits in groups of three at character 1"),
        ("5..6", "CNY", "digits in groups of three at character 1"),
        ("3万5", "CNY", "expected a smaller unit at character 4"),
        ("3万5亿", "CNY", "expected a smaller unit at character 4"),
        ("120 USD 5", "CNY", "or the end at character 9"),
        ("5 USD EUR", "CNY", "names two currencies: USD and EUR"),
        ("CNY 5 USD", "CNY", "names two currencies: CNY and USD"),
        ("1.234", "CNY", "two ways: the separator at character 2"),
        ("CNY 1.234", "CNY", "two ways: the separator at character 6"),
        ("1,234k", "CNY", "two ways: the separator at character 2"),
        ("1,234", "KWD", "two ways: the separator at character 2"),
        ("1.234", "JPY", "two ways: the separator at character 2"),
        ("0.001", "CNY", "more decimals than CNY keeps \\(2\\)"),
        ("1.2345", "CNY", "more decimals than CNY keeps \\(2\\)"),
        ("5.5", "JPY", "more decimals than JPY keeps \\(0\\)"),
        ("0.0001k", "JPY", "more decimals than JPY keeps \\(0\\)"),
        ("9999999999bn", "CNY", "too large"),
        ("1" * 61, "CNY", "expected the end at character 61"),
        ("\x1b[31m5", "CNY", "expected a digit at character 1"),
        ("1e5", "CNY", "or the end at character 2"),
        ("nan", "CNY", "expected a digit"),
    ],
)
def test_refusals_say_where_and_why(typed: str, currency: str, message: str) -> None:
    with pytest.raises(InputProblem, match=message) as caught:
        parse_money(typed, currency)
    assert caught.value.message.zh != caught.value.message.en
    assert "\x1b" not in caught.value.message.en


def test_the_hint_of_a_doubtful_separator_gives_both_readings() -> None:
    with pytest.raises(InputProblem) as caught:
        parse_money("1,234k", "CNY")
    assert caught.value.hint.en == "Write 1234k or 1.234k."
    assert caught.value.hint.zh == "请写 1234k 或 1.234k。"
    assert caught.value.where == "2"


@pytest.mark.parametrize(
    ("minor", "en", "zh"),
    [
        (0, "0", "0"),
        (4, "0", "0"),
        (-4, "0", "0"),
        (50, "0.5", "0.5"),
        (1234, "12.3", "12.3"),
        (95000, "950", "950"),
        (95050, "950", "950"),
        (95150, "952", "952"),
        (99950, "1k", "1000"),
        (100000, "1k", "1000"),
        (480000, "4.8k", "4800"),
        (999950, "10k", "1万"),
        (4800000, "48k", "4.8万"),
        (8800000, "88k", "8.8万"),
        (12000000, "120k", "12万"),
        (16500000, "165k", "16.5万"),
        (1850000, "18.5k", "1.8万"),
        (1950000, "19.5k", "2万"),
        (54200000, "542k", "54.2万"),
        (99949999, "999k", "99.9万"),
        (99950000, "1m", "100万"),
        (110000000, "1.1m", "110万"),
        (125000000, "1.2m", "125万"),
        (135000000, "1.4m", "135万"),
        (1752000000, "17.5m", "1752万"),
        (12000000000, "120m", "1.2亿"),
        (99994999999, "1bn", "10亿"),
        (999949999999, "10bn", "100亿"),
        (140000000000, "1.4bn", "14亿"),
        (120000000000000, "1.2tn", "1.2万亿"),
        (10**17, "1000tn", "1000万亿"),
        (-12000000, "-120k", "-12万"),
    ],
)
def test_short_money(minor: int, en: str, zh: str) -> None:
    assert short_money(minor, "CNY", "en") == en
    assert short_money(minor, "CNY", "zh") == zh


def test_short_money_knows_the_decimals_of_the_currency() -> None:
    assert short_money(120000, "JPY", "en") == "120k"
    assert short_money(120000, "JPY", "zh") == "12万"
    assert short_money(120000000, "KWD", "en") == "120k"


@pytest.mark.parametrize(
    ("minor", "currency", "full", "plain"),
    [
        (123450, "CNY", "CNY 1,234.50", "1234.50"),
        (-123450, "CNY", "CNY -1,234.50", "-1234.50"),
        (-5, "CNY", "CNY -0.05", "-0.05"),
        (0, "EUR", "EUR 0.00", "0.00"),
        (1234567, "JPY", "JPY 1,234,567", "1234567"),
        (1234567, "KWD", "KWD 1,234.567", "1234.567"),
        (500, "", "5.00", "5.00"),
    ],
)
def test_exact_texts(minor: int, currency: str, full: str, plain: str) -> None:
    assert full_money(minor, currency, "en") == full_money(minor, currency, "zh") == full
    assert decimal_text(minor, currency) == plain


@pytest.mark.parametrize(
    ("minor", "en", "zh"),
    [
        (0, "0", "0"),
        (95000, "950", "950"),
        (123450, "1234.50", "1234.50"),
        (500000, "5k", "5000"),
        (4800000, "48k", "4.8万"),
        (12000000, "120k", "12万"),
        (12345600, "123456", "123456"),
        (140000000000, "1.4bn", "14亿"),
        (-12000000, "-120k", "-12万"),
    ],
)
def test_typed_money(minor: int, en: str, zh: str) -> None:
    assert typed_money(minor, "CNY", "en", default="CNY") == en
    assert typed_money(minor, "CNY", "zh", default="CNY") == zh
    assert typed_money(minor, "CNY", "en") == f"CNY {en}"
    assert typed_money(minor, "CNY", "zh", default="USD") == f"CNY {zh}"
