"""Text to rows: delimiters, quotes, line ends, what stands above the header."""

from __future__ import annotations

import csv

import pytest

from salestui.domain.problems import InputProblem
from salestui.exchange.encodings import Decoded
from salestui.exchange.table import Table, table_of


def table(text: str) -> Table:
    return table_of(Decoded(text, "utf-8"), "f.csv")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_and_line_ends(delimiter: str, end: str) -> None:
    lines = [("name", "total", "note"), ("Acme", "1", "a b"), ("Beta", "2", '"x"')]
    found = table(end.join(delimiter.join(line) for line in lines) + end)
    assert found.delimiter == delimiter
    assert found.header == lines[0]
    assert found.rows == [(2, ["Acme", "1", "a b"]), (3, ["Beta", "2", "x"])]


def test_a_decimal_comma_is_no_delimiter() -> None:
    found = table("name;total\nAcme, Inc;1,50\nBeta, Ltd;2,75\n")
    assert found.header == ("name", "total")
    assert found.rows[0] == (2, ["Acme, Inc", "1,50"])


def test_rows_are_told_by_the_line_they_begin_on() -> None:
    found = table('a,b\n"two\nlines",1\n\nlast,2\n')
    assert found.rows == [(2, ["two\nlines", "1"]), (5, ["last", "2"])]


@pytest.mark.parametrize(
    ("text", "header", "first_line"),
    [
        ("\n\n\na,b,c\n1,2,3\n", ("a", "b", "c"), 5),
        ("# made, today\na,b,c\n1,2,3\n", ("a", "b", "c"), 3),
        ("Sales 2026\n\na,b,c\n1,2,3\n", ("a", "b", "c"), 4),
        ("sep=;\na;b\n1,5;2\n", ("a", "b"), 3),
        ("#,name\n1,Acme\n", ("#", "name"), 2),
        ('" start \n end ",b\n1,2\n', ("start end", "b"), 3),
        ("a,b,,\n1,2,,\n", ("a", "b"), 2),
        ("a,b,,\n1,2,,4\n", ("a", "b", "", ""), 2),
    ],
)
def test_where_the_header_stands(text: str, header: tuple[str, ...], first_line: int) -> None:
    found = table(text)
    assert found.header == header
    assert found.rows[0][0] == first_line


def test_blank_rows_do_not_count_and_ragged_ones_stay() -> None:
    found = table("a,b,c\n1,2,3\n,,\n \n4\n5,6,7,8\n")
    assert found.rows == [(2, ["1", "2", "3"]), (5, ["4"]), (6, ["5", "6", "7", "8"])]


def test_an_open_quotation_mark_is_refused_with_its_line() -> None:
    with pytest.raises(InputProblem, match="quotation mark in line 3") as caught:
        table('a,b\n1,2\n"3,4\n5,6\n')
    assert caught.value.where == "f.csv:3"


def test_a_cell_without_end_is_refused_and_the_limit_of_others_kept() -> None:
    before = csv.field_size_limit()
    with pytest.raises(InputProblem, match="a million characters in line 2"):
        table('a,b\n"' + "x" * 1_100_000)
    assert csv.field_size_limit() == before


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salestui.exchange.table.MAX_ROWS", 40)
    with pytest.raises(InputProblem, match="more than a million rows"):
        table("a,b\n" + "1,2\n" * 41)
