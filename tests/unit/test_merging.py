"""Three-way merges: no change is lost, none is decided for a person."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salestui.domain.merging import marked, merge_texts
from tests.campaigns import examples

BASE = "Call the plant.\nPrice is 100.\nBob decides.\n"


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (BASE, "", ""),
        ("New.\n" + BASE, BASE + "End.\n", "New.\n" + BASE + "End.\n"),
        (
            BASE.replace("100", "120"),
            BASE.replace("Bob", "Carol"),
            "Call the plant.\nPrice is 120.\nCarol decides.\n",
        ),
        # Different words of one line.
        (
            BASE.replace("100", "120"),
            BASE.replace("Price", "Net price"),
            "Call the plant.\nNet price is 120.\nBob decides.\n",
        ),
        (
            BASE.replace("Call the plant.\n", ""),
            BASE.replace("Bob", "Carol"),
            "Price is 100.\nCarol decides.\n",
        ),
    ],
)
def test_changes_of_both_come_together(mine: str, theirs: str, expected: str) -> None:
    assert merge_texts(BASE, mine, theirs) == (expected, ())
    assert merge_texts(BASE, theirs, mine) == (expected, ())


def test_chinese_is_merged_by_characters() -> None:
    merged = merge_texts(
        "下周三拜访客户，报价一百万。",
        "下周五拜访客户，报价一百万。",
        "下周三拜访客户，报价九十万。",
    )
    assert merged == ("下周五拜访客户，报价九十万。", ())


def test_an_overlap_shows_both_and_names_its_place() -> None:
    mine, theirs = BASE.replace("100", "120"), BASE.replace("100", "90")
    merged = merge_texts(BASE, mine, theirs)
    assert merged.text == "Call the plant.\nPrice is 120.\nPrice is 90.\nBob decides.\n"
    (overlap,) = merged.overlaps
    assert merged.text[overlap.start : overlap.stop] == "Price is 120.\nPrice is 90.\n"
    assert (overlap.base, overlap.mine) == ("Price is 100.\n", "Price is 120.\n")


def test_two_texts_from_nothing_overlap_whole() -> None:
    merged = merge_texts("", "one", "two")
    assert merged.text == "one\ntwo"
    assert [(o.start, o.stop, o.base) for o in merged.overlaps] == [(0, 7, "")]


LINES = st.lists(st.sampled_from(["a\n", "b\n", "a b\n", "c d e\n", "价格\n", "\n"]), max_size=8)
TEXTS = LINES.map("".join) | st.text("ab \n", max_size=12)


@settings(max_examples=examples(120), deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_laws_of_merging(base: str, mine: str, theirs: str) -> None:
    assert merge_texts(base, mine, base) == (mine, ())
    assert merge_texts(base, base, theirs) == (theirs, ())
    assert merge_texts(base, mine, mine) == (mine, ())
    one, other = merge_texts(base, mine, theirs), merge_texts(base, theirs, mine)
    assert len(one.overlaps) == len(other.overlaps)
    for merged, left, right in ((one, mine, theirs), (other, theirs, mine)):
        if not merged.overlaps:
            continue
        for overlap in merged.overlaps:
            part = merged.text[overlap.start : overlap.stop]
            assert overlap.mine in left and overlap.theirs in right
            assert part.startswith(overlap.mine) and part.endswith(overlap.theirs)


@settings(max_examples=examples(120), deadline=None)
@given(LINES, st.data())
def test_inserted_lines_are_never_lost(base: list[str], data: st.DataObject) -> None:
    def inserted(mark: str) -> str:
        at = data.draw(st.integers(0, len(base)))
        return "".join([*base[:at], mark, *base[at:]])

    merged = merge_texts("".join(base), inserted("mine\n"), inserted("theirs\n"))
    assert merged.text.count("mine\n") == 1 and merged.text.count("theirs\n") == 1
    assert sorted(merged.text.splitlines()) == sorted(
        [*"".join(base).splitlines(), "mine", "theirs"]
    )


def test_a_long_text_is_merged_in_little_time() -> None:
    base = "".join(f"line {n % 7}\n" for n in range(6000))
    merged = merge_texts(base, "top\n" + base, base + "end\n")
    assert merged == ("top\n" + base + "end\n", ())


def test_overlaps_are_marked_with_their_writers_until_no_mark_is_left() -> None:
    base = "Plant in Wuxi.\nPrice is 100.\nBudget open.\nEnd"
    mine, theirs = base.replace("100", "120"), base.replace("100", "90").replace("Wuxi", "Suzhou")
    shown = marked(merge_texts(base, mine, theirs), ("Anna, 14:02", "Bob, 13:58"))
    assert shown.text == (
        "Plant in Suzhou.\n"
        ">>> 1 Anna, 14:02\nPrice is 120.\n"
        ">>> 1 Bob, 13:58\nPrice is 90.\n"
        "<<< 1\n"
        "Budget open.\nEnd"
    )
    assert shown.left(shown.text) == 3
    assert shown.left(shown.text.replace("<<< 1\n", "").replace(">>> 1 Bob, 13:58\n", "")) == 1
    assert shown.left("> > >\n>>> a quotation\n<<< of mine") == 0


def test_a_text_without_a_line_end_is_marked_on_lines_of_its_own() -> None:
    shown = marked(merge_texts("", "Abc", "Xyz"), ("a", "b"))
    assert shown.text == ">>> 1 a\nAbc\n>>> 1 b\nXyz\n<<< 1\n"


def test_what_only_touches_different_words_needs_no_mark() -> None:
    merged = merge_texts("a b c\n", "a B c\n", "a b C\n")
    assert marked(merged, ("a", "b")) == ("a B C\n", frozenset())
