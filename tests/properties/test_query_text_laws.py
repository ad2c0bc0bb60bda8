"""Laws of the filter's text: it prints what it parses, and no text breaks the parser."""

from __future__ import annotations

from datetime import UTC, date

from hypothesis import given, settings
from hypothesis import strategies as st

from salestui.domain.problems import InputProblem
from salestui.domain.query import Env, canonical, compile_filter, parse
from salestui.domain.query.syntax import (
    Node,
    Not,
    Part,
    Query,
    SortKey,
    Term,
    TextTerm,
    conjunction,
    disjunction,
)
from salestui.domain.snapshot import Snapshot
from tests.campaigns import examples

ENV = Env(date(2026, 9, 2), UTC, "mb_a", "CNY", 0)

NAMES = st.from_regex(r"[a-z负责人][a-z_0-9人]{0,6}(\.[a-z]{1,4})?", fullmatch=True).filter(
    lambda name: name not in ("sort", "排序")
)
RUNS = st.text(
    st.characters(exclude_characters="\"“”()＂（）。", exclude_categories=("Z", "C")), min_size=1
).map(lambda text: text.translate({0xFF01 + n: 0x21 + n for n in range(94)})).filter(
    lambda text: text[0] not in "!=<>:≥≤≠/《》" and not set(text) & set("《》\"()")
)  # fmt: skip
QUOTED = st.text(min_size=1, max_size=12).filter(lambda text: bool(text.strip()))


def value(run: str, word: str | None) -> tuple[Part, ...]:
    """A run, or a list of a run and a quoted text."""
    return (Part(run),) if word is None else (Part(run + ","), Part(word, quoted=True))


TERMS = st.builds(
    Term,
    NAMES,
    st.sampled_from([":", "=", "!=", ">", ">=", "<", "<="]),
    st.one_of(
        st.builds(value, RUNS, st.none() | QUOTED), QUOTED.map(lambda t: (Part(t, quoted=True),))
    ),
)
NODES: st.SearchStrategy[Node] = st.recursive(
    st.one_of(TERMS, st.builds(TextTerm, QUOTED), st.builds(TextTerm, RUNS)),
    lambda below: st.one_of(
        st.lists(below, min_size=2, max_size=3).map(conjunction),
        st.lists(below, min_size=2, max_size=3).map(disjunction),
        st.builds(Not, below),
    ),
    max_leaves=8,
)
SORTS = st.lists(st.builds(SortKey, NAMES, st.booleans()), max_size=3).map(tuple)


@settings(max_examples=examples(80))
@given(NODES, st.booleans(), SORTS)
def test_printing_a_tree_and_parsing_it_gives_the_tree(
    where: Node, inverted: bool, sort: tuple[SortKey, ...]
) -> None:
    """Nothing is lost or changed between a tree and its text, whatever the words in it."""
    query = Query(where, inverted, sort)
    text = canonical(query)
    assert parse(text) == query
    assert canonical(parse(text)) == text


PIECES = [*'ab或-!:=<>.,"“”()（）：，《》。 \\5k', " or ", "not ", " and ", "sort:", "x:"]
SIGNS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@settings(max_examples=examples(80))
@given(st.one_of(SIGNS, st.text(max_size=60)))
def test_any_text_is_read_or_refused_at_a_place_in_it(text: str) -> None:
    """No text breaks the parser: it has a tree that prints, or a sentence and a column."""
    try:
        query = parse(text)
    except InputProblem as problem:
        assert 0 <= int(problem.where) <= len(text)
        assert problem.message.en
        assert problem.message.zh
    else:
        assert parse(canonical(query)) == query


@settings(max_examples=examples(80))
@given(
    st.one_of(SIGNS, st.text("15kmd.,-元万月至", max_size=8), st.text(max_size=40)),
    st.sampled_from(["amount>", "close:", "idle<", "is:", "stage:", "owner=", "sort:", "tags!="]),
)
def test_any_value_is_understood_or_refused_at_a_place_in_it(text: str, head: str) -> None:
    """No value breaks the checker either."""
    try:
        compile_filter(head + text, "deals", Snapshot(), ENV)
    except InputProblem as problem:
        assert 0 <= int(problem.where) <= len(head + text)
