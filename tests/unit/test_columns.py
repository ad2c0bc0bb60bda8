"""Tables of text: exact to the cell, squeezed and thinned out where room is short."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from salestui.cells import width
from salestui.exchange.columns import Column, laid_out

COLUMNS = (
    Column("No"),
    Column("Name", least=6),
    Column("Amount", "right"),
    Column("Owner", weight=1),
    Column("Step", least=5, weight=2),
    Column(""),
)
ROWS = (
    ("D-1", "Hengda Valve", "860k", "Lina", "call Mr Tang", "!late"),
    ("D-22", "恒达阀门", "86万", "李娜", "致电唐总", ""),
)


def test_columns_stand_under_each_other() -> None:
    laid = laid_out(COLUMNS, ROWS, 80)
    assert laid.head == "No    Name          Amount  Owner  Step"
    assert laid.lines == [
        "D-1   Hengda Valve    860k  Lina   call Mr Tang  !late",
        "D-22  恒达阀门        86万  李娜   致电唐总",
    ]


def test_the_softest_gives_way_before_any_goes() -> None:
    laid = laid_out(COLUMNS, ROWS, 46)
    assert laid.lines[0] == "D-1   Hengda ~    860k  Lina   call Mr~  !late"
    laid = laid_out(COLUMNS, ROWS, 36)
    assert "Step" not in laid.head
    assert "Owner" in laid.head
    laid = laid_out(COLUMNS, ROWS, 28)
    assert "Owner" not in laid.head
    assert laid.lines[0] == "D-1   Hengda~    860k  !late"


def test_a_column_of_nothing_is_left_out() -> None:
    rows = [(*row[:5], "") for row in ROWS]
    assert laid_out(COLUMNS, rows, 80).lines[0].endswith("call Mr Tang")
    rows = [("", *row[1:]) for row in ROWS]
    assert laid_out((Column(""), *COLUMNS[1:]), rows, 80).lines[0].startswith("Hengda")


TEXT = st.text(st.sampled_from("abc 恒达阀,é!\x1b\u202e"), max_size=30)


@given(st.lists(st.tuples(*[TEXT] * 6), max_size=6), st.integers(10, 140))
def test_no_line_is_wider_than_asked(rows: list[tuple[str, ...]], cells: int) -> None:
    laid = laid_out(COLUMNS, rows, cells)
    assert len(laid.lines) == len(rows)
    assert all(width(line) <= cells for line in (laid.head, *laid.lines))
    assert not any("\x1b" in line or "\u202e" in line for line in laid.lines)
