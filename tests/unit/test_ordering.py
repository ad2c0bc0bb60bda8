"""New orders for things that are moved: what is asked for comes out, and little is written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from salestui.domain.ordering import arranged, moved
from salestui.domain.pipelines import STEP

FAR = {"a": 0, "b": STEP, "c": 2 * STEP, "d": 3 * STEP}


def after(orders: dict[str, int], new: dict[str, int]) -> list[str]:
    whole = orders | new
    return sorted(whole, key=lambda key: (whole[key], key))


def test_only_what_is_moved_is_written_while_there_is_room() -> None:
    assert moved(FAR, "a", 2) == {"a": 2 * STEP + STEP // 2}
    assert moved(FAR, "d", 0) == {"d": -STEP}
    assert moved(FAR, "b", 3) == {"b": 4 * STEP}
    assert moved(FAR, "new", 1) == {"new": STEP // 2}
    assert moved({}, "first", 0) == {"first": 0}
    assert arranged(FAR, ["c", "b"]) in ({"c": STEP // 2}, {"b": 2 * STEP + STEP // 2})


def test_without_room_all_are_put_apart() -> None:
    tight = {"a": 0, "b": 1, "c": 2}
    assert after(tight, moved(tight, "c", 1)) == ["a", "c", "b"]
    assert after({"a": 5, "b": 5}, moved({"a": 5, "b": 5}, "b", 0)) == ["b", "a"]


ROWS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(-3, 3000), min_size=1)


@given(ROWS, st.data())
def test_any_move_and_any_order_come_out(rows: dict[str, int], data: st.DataObject) -> None:
    orders = dict(sorted(rows.items(), key=lambda row: (row[1], row[0])))
    key = data.draw(st.sampled_from(sorted(orders)))
    to = data.draw(st.integers(0, len(orders) - 1))
    wanted = [each for each in orders if each != key]
    wanted.insert(to, key)
    assert after(orders, moved(orders, key, to)) == wanted
    named = data.draw(st.permutations(sorted(orders)))[: data.draw(st.integers(1, len(orders)))]
    slots = iter(named)
    wanted = [next(slots) if each in named else each for each in orders]
    assert after(orders, arranged(orders, named)) == wanted
