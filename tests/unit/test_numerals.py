"""Plain numbers and percentages: what is understood and refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salestui.domain.money import parse_number, parse_percent
from salestui.domain.problems import InputProblem


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("5", "5"),
        ("-5", "-5"),
        ("+5", "5"),
        ("1,234.5", "1234.5"),
        ("1.234", "1.234"),
        ("1,234", "1234"),
        ("120k", "120000"),
        ("1.5m", "1500000"),
        ("2bn", "2000000000"),
        ("5千", "5000"),
        ("1.2亿", "120000000"),
        ("３０％", "0.3"),
        ("12.5 %", "0.125"),
        ("-30%", "-0.3"),
    ],
)
def test_numbers(typed: str, number: str) -> None:
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["", "x", "5%%", "5 USD", "1e5", "1,23,4", "5 5", "inf"])
def test_not_numbers(typed: str) -> None:
    with pytest.raises(InputProblem):
        parse_number(typed)


@pytest.mark.parametrize(
    ("typed", "percent"),
    [("50", 50), ("50%", 50), ("５０％", 50), (" 0 ", 0), ("100 %", 100), ("50.0", 50)],
)
def test_percentages(typed: str, percent: int) -> None:
    assert parse_percent(typed) == percent


@pytest.mark.parametrize("typed", ["101", "-1", "0.5", "50%%", "1k", "", "half", "%"])
def test_not_percentages(typed: str) -> None:
    with pytest.raises(InputProblem):
        parse_percent(typed)
