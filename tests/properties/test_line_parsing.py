"""The parser for many lines takes nothing that the standard library does not take, and the same."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from salestui.store.lines import MUCH, parse, parser
from tests.campaigns import examples

WORDS = '{ } [ ] , : " "k" \\ \\u d83d de00 0041 0 1 - . e E + NaN Infinity true null 恒'
RAW = (b" ", b"\t", b"9" * 25, b"\xff", b"\xed\xa0\x80", b"\x00", b"\x7f", b"\xef\xbb\xbf")
PIECES = st.sampled_from([*WORDS.encode().split(), *RAW])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def told(reader: Any, body: bytes) -> str:
    """What a parser makes of bytes; types and the sign of zero show."""
    try:
        return repr(reader(body))
    except (ValueError, RecursionError):
        return "refused"


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(PIECES, max_size=9).map(b"".join))
@example(b'"\\ud83d\\ude00"')
@example(b'"\\ud83d"')
@example(b'{"a":1,"a":2}')
@example(b"[" * 250 + b"]" * 250)
@example(b"[" * 100_000)
@example(b"1e400")
@example(b"-0")
@example(b"9" * 5000)
def test_both_parsers_agree_on_any_bytes(body: bytes) -> None:
    assert told(parser(MUCH), body) == told(parse, body)


@settings(max_examples=examples(150), deadline=None)
@given(VALUES, st.booleans())
def test_both_parsers_agree_on_json(value: Any, ascii: bool) -> None:
    body = json.dumps(value, ensure_ascii=ascii).encode(errors="surrogatepass")
    assert told(parser(MUCH), body) == told(parse, body)
