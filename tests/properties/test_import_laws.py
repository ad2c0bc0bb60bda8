"""Whatever a file holds is read, or refused by a Problem; amounts and dates keep their value."""

from __future__ import annotations

import contextlib
from datetime import UTC, date

from hypothesis import given
from hypothesis import strategies as st

from salestui.domain.money import decimal_text
from salestui.domain.problems import Problem
from salestui.exchange.datecells import DateColumn
from salestui.exchange.encodings import decode
from salestui.exchange.moneycells import MoneyColumn
from salestui.exchange.options import ImportOptions
from salestui.exchange.sheets import Reading, sheet_of
from salestui.exchange.table import table_of

HEADER = "id,name,stage,amount,currency,created,close_date,probability,owner,tags,employees,email\n"
CELLS = st.text(alphabet="0123456789.,-/:()$€万k%'\" \t;年月日aeT\n\r\x00\x1b中é", max_size=14)
READING = Reading(ImportOptions(), ("New",), UTC, "CNY")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(Problem):
        table = table_of(decode(data, "f.csv"), "f.csv")
        assert all(line >= 1 and cells for line, cells in table.rows)


@given(st.lists(st.lists(CELLS, max_size=12), min_size=1, max_size=6), st.sampled_from(",;\t|"))
def test_any_cells_are_read_or_told(rows: list[list[str]], delimiter: str) -> None:
    text = HEADER.replace(",", delimiter) + "\n".join(delimiter.join(row) for row in rows)
    for kind in ("members", "accounts", "deals"):
        with contextlib.suppress(Problem):
            sheet, result = sheet_of(table_of(decode(text.encode(), "f"), "f"), kind, READING)
            wrong = {fault.line for fault in result.faults}
            assert len(sheet.rows) + len(wrong) == result.rows
            assert not wrong & {row.line for row in sheet.rows}


@given(st.lists(st.integers(-(10**11), 10**11), min_size=1), st.booleans(), st.booleans())
def test_amounts_keep_their_value(amounts: list[int], europe: bool, grouped: bool) -> None:
    def written(minor: int) -> str:
        text = decimal_text(minor, "EUR")
        text = f"{int(text[:-3].strip('-')):,}{text[-3:]}" if grouped else text.lstrip("-")
        if europe:
            text = text.translate(str.maketrans(",.", ".,"))
        return ("-" if minor < 0 else "") + text + " €"

    cells = [written(minor) for minor in amounts]
    column = MoneyColumn(cells, power=0, currency="EUR")
    assert [column.read(cell).minor("EUR") for cell in cells] == amounts


@given(
    st.lists(st.dates(date(1970, 1, 1), date(2068, 12, 31)), min_size=1),
    st.sampled_from(
        ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d %b, %Y", "%B %d, %Y", "%d.%m.%Y", "%Y年%m月%d日"]
    ),
)
def test_dates_keep_their_day(days: list[date], form: str) -> None:
    cells = [day.strftime(form) for day in days]
    column = DateColumn(cells, "c", "", UTC)
    assert [column.read(cell).date for cell in cells] == [day.isoformat() for day in days]


@given(st.lists(st.dates(date(1970, 1, 1), date(2068, 12, 31)), min_size=1), st.booleans())
def test_a_judged_order_is_never_wrong(days: list[date], day_first: bool) -> None:
    form = "%d/%m/%y" if day_first else "%m/%d/%y"
    cells = [day.strftime(form) for day in days]
    with contextlib.suppress(Problem):
        column = DateColumn(cells, "c", "", UTC)
        assert [column.read(cell).date for cell in cells] == [day.isoformat() for day in days]
