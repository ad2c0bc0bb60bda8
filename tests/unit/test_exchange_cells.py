"""Cells to values: dates, amounts and the rest."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from salestui.domain.problems import InputProblem
from salestui.exchange.datecells import BadCell, DateColumn
from salestui.exchange.headers import Column
from salestui.exchange.moneycells import MoneyColumn
from salestui.exchange.values import Other, is_blank, reader

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=SHANGHAI).timestamp() * 1000)  # type: ignore[misc,arg-type]


def dates(*cells: str, order: str = "") -> DateColumn:
    return DateColumn(cells, "When", order, SHANGHAI)


@pytest.mark.parametrize(
    ("cell", "day", "ms"),
    [
        ("2017-03-01", "2017-03-01", local(2017, 3, 1, 12)),
        ("2018/3/1", "2018-03-01", local(2018, 3, 1, 12)),
        ("20140102", "2014-01-02", local(2014, 1, 2, 12)),
        ("1.3.2017", "2017-03-01", local(2017, 3, 1, 12)),
        ("15 Apr, 2021 00:02:00", "2021-04-15", local(2021, 4, 15, 0, 2)),
        ("Apr 15, 2021", "2021-04-15", local(2021, 4, 15, 12)),
        ("15-Apr-21", "2021-04-15", local(2021, 4, 15, 12)),
        ("Thursday, April 15th, 2021", "2021-04-15", local(2021, 4, 15, 12)),
        ("02/23/26 08:55 PM", "2026-02-23", local(2026, 2, 23, 20, 55)),
        ("31/12/2012", "2012-12-31", local(2012, 12, 31, 12)),
        ("2020-01-01 00:00:00", "2020-01-01", local(2020, 1, 1, 12)),
        ("2020-01-01T15:00:00Z", "2020-01-01", local(2020, 1, 1, 23)),
        ("2020-01-01T20:00:00-03:00", "2020-01-02", local(2020, 1, 2, 7)),
        ("2020-01-01T15:00:00.123+0800", "2020-01-01", local(2020, 1, 1, 15)),
        ("2026年3月1日", "2026-03-01", local(2026, 3, 1, 12)),
        ("2026年3月1日 下午3:05", "2026-03-01", local(2026, 3, 1, 15, 5)),
        ("２０２６-03-01", "2026-03-01", local(2026, 3, 1, 12)),
        ("43000", "2017-09-22", local(2017, 9, 22, 12)),
        ("43000.75", "2017-09-22", local(2017, 9, 22, 18)),
        ("1577890800000", "2020-01-01", local(2020, 1, 1, 23)),
    ],
)
def test_forms_of_dates(cell: str, day: str, ms: int) -> None:
    assert dates(cell).read(cell) == (day, ms)


@pytest.mark.parametrize(
    "cell",
    ["soon", "2017-02-30", "31.02.2017", "2017-13-01", "12:30", "1/2", "99999999",
     "2017-01-01 25:00", "0017-01-01", "2020-01-01T15:00:00+99:00", "15 Foo 2021", "2017-01-01x"],
)  # fmt: skip
def test_what_is_no_date(cell: str) -> None:
    with pytest.raises(BadCell):
        dates(cell).read(cell)


def test_day_and_month_are_judged_over_the_column() -> None:
    assert dates("02/01/2014", "31/12/2012").read("02/01/2014").date == "2014-01-02"
    assert dates("02/01/2014", "12/31/2012").read("02/01/2014").date == "2014-02-01"
    assert dates("03/03/2014").read("03/03/2014").date == "2014-03-03"


def test_what_can_not_be_judged_is_refused_and_the_flag_decides() -> None:
    with pytest.raises(InputProblem, match="day or the month") as caught:
        dates("02/01/2014", "03/04/2014")
    assert "--dates" in caught.value.hint.en
    with pytest.raises(InputProblem, match="two orders"):
        dates("31/12/2012", "12/31/2012")
    assert dates("02/01/2014", order="dmy").read("02/01/2014").date == "2014-01-02"
    assert dates("02/01/2014", order="mdy").read("02/01/2014").date == "2014-02-01"
    assert dates("14/02/01", order="ymd").read("14/02/01").date == "2014-02-01"
    with pytest.raises(BadCell, match="no such day"):
        dates("31/12/2012", order="mdy").read("31/12/2012")


@pytest.mark.parametrize(
    ("cell", "minor", "currency"),
    [
        ("1054", 105400, ""),
        ("-7.5", -750, ""),
        ("$1,234.00 ", 123400, "USD"),
        ("-$5", -500, "USD"),
        ("$-5", -500, "USD"),
        ("(5)", -500, ""),
        ("($1,234.50)", -123450, "USD"),
        ("5.00-", -500, ""),
        ("1.234,56 €", 123456, "EUR"),
        ("1 234,56", 123456, ""),
        ("1'234.50", 123450, ""),
        ("200.000.000", 20000000000, ""),
        ("1,7", 170, ""),
        ("1,234", 123400, ""),
        ("873607.1499", 87360715, ""),
        ("0.125", 13, ""),
        ("12万", 12000000, ""),
        ("46.8万元", 46800000, "CNY"),
        ("¥ 1,200", 120000, "CNY"),
        ("120k", 12000000, ""),
        ("USD 5", 500, "USD"),
        ("5 usd", 500, "USD"),
        ("１２３", 12300, ""),
    ],
)
def test_forms_of_amounts(cell: str, minor: int, currency: str) -> None:
    found = MoneyColumn([cell], power=0, currency="CNY").read(cell.strip())
    assert (found.minor(currency or "CNY"), found.currency) == (minor, currency)


@pytest.mark.parametrize(
    "cell", ["much", "1,23,4", "1.2.3", "1,234.567.8", "5 apples", "$5€", "--5", "1.234"]
)
def test_what_is_no_amount(cell: str) -> None:
    with pytest.raises(BadCell):
        MoneyColumn([cell], power=0, currency="CNY").read(cell)


def test_separators_are_judged_over_the_column() -> None:
    europe = MoneyColumn(["1.234", "5,50"], power=0, currency="EUR")
    assert europe.read("1.234").minor("EUR") == 123400
    america = MoneyColumn(["1.234", "5.5"], power=0, currency="USD")
    assert america.read("1.234").minor("USD") == 123


def test_units_of_the_header_and_currencies_without_decimals() -> None:
    column = MoneyColumn(["46.8"], power=4, currency="CNY")
    assert column.read("46.8").minor("CNY") == 46_800_000
    assert column.read("46.8").minor("JPY") == 468_000
    with pytest.raises(BadCell):
        MoneyColumn([], power=0, currency="CNY").read("9" * 18).minor("CNY")


@pytest.mark.parametrize("cell", ["", "-", "—", "Select", "N/A", "NULL", "#N/A"])
def test_ways_to_say_nothing(cell: str) -> None:
    assert is_blank(cell)
    assert is_blank(cell, "money")


def test_a_word_may_be_nothing_as_a_number_only() -> None:
    assert is_blank("NA", "money")
    assert not is_blank("NA")


def read(field: str, cell: str, kind: str = "accounts", column: tuple[str, ...] = ()) -> object:
    place = Column(0, field, field)
    read_cell = reader(place, kind, column or (cell,), order="", zone=UTC, currency="CNY")
    return read_cell(cell)


@pytest.mark.parametrize(
    ("kind", "field", "cell", "value"),
    [
        ("accounts", "employees", "1,234", 1234),
        ("accounts", "employees", "2822.0", 2822),
        ("accounts", "kind", "Customer - Direct", "customer"),
        ("accounts", "kind", "潜在客户", "prospect"),
        ("accounts", "tags", "VIP; 华东", ("VIP", "华东")),
        ("accounts", "explicit_need", "是", True),
        ("accounts", "explicit_need", "no", False),
        ("accounts", "note", "a\r\nb", "a\nb"),
        ("accounts", "name", "Ac\x1b[31mme\x00", "Ac[31mme"),
        ("accounts", "contract_end_on", "2026-03-01", "2026-03-01"),
        ("deals", "source", "Trade Show", "expo"),
        ("deals", "source", "Carrier pigeon", Other("Carrier pigeon")),
        ("deals", "currency", "人民币", "CNY"),
        ("deals", "currency", "usd", "USD"),
        ("deals", "probability_manual", "40%", 40),
        ("deals", "probability_manual", "62.5", 63),
    ],
)
def test_values_by_type(kind: str, field: str, cell: str, value: object) -> None:
    assert read(field, cell, kind) == value


def test_a_column_of_shares_is_told_from_percentages() -> None:
    assert read("probability_manual", "0.4", "deals", ("0.4", "1", "0")) == 40
    assert read("probability_manual", "1", "deals", ("40", "1")) == 1


@pytest.mark.parametrize(
    ("kind", "field", "cell"),
    [
        ("accounts", "employees", "1000-5000"),
        ("accounts", "employees", "-3"),
        ("accounts", "satisfaction", "9"),
        ("accounts", "explicit_need", "perhaps"),
        ("accounts", "kind", "Martian"),
        ("accounts", "name", "x" * 70_000),
        ("deals", "currency", "pounds of flesh"),
        ("deals", "probability_manual", "140"),
    ],
)
def test_values_that_are_refused(kind: str, field: str, cell: str) -> None:
    with pytest.raises(BadCell) as caught:
        read(field, cell, kind)
    assert caught.value.why.en and caught.value.why.zh
