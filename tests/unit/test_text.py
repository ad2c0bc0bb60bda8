"""What is kept of typed text, and the keys derived from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salestui.domain.problems import InputProblem
from salestui.domain.text import MAX_BYTES, ascii_keys, clean, quoted, same_name, searchable

WILD = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Hengda Valve ", "Hengda Valve"),
        ("　恒达阀门　", "恒达阀门"),
        ("a\tb", "a b"),
        ("a\r\n\tb", "a b"),
        ("a\u2028b", "a b"),
        ("a\x85b", "a b"),
        ("e\u0301", "é"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x9b31mred", "31mred"),
        ("bell\x07\x00\x7f", "bell"),
        ("abc\u202edef\u202c", "abcdef"),
        ("\u2066iso\u2069\u200e\u200f", "iso"),
        ("\ufeff客户", "客户"),
        ("客\ufeff户", "客户"),
        ("half \ud83d", "half"),
        ("pair \ud83d\ude00", "pair 😀"),
        ("👩\u200d🔧 ❤\ufe0f", "👩\u200d🔧 ❤\ufe0f"),
        ("[/b] stays", "[/b] stays"),
        ("", ""),
        ("\n\t ", ""),
    ],
)
def test_one_line(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("一\r\n二\r三\u2029四", "一\n二\n三\n四"),
        ("a\tb\n\nc", "a\tb\n\nc"),
        ("\n a \n", "a"),
        ("a\x00\nb\x1b", "a\nb"),
    ],
)
def test_many_lines(typed: str, kept: str) -> None:
    assert clean(typed, multiline=True) == kept


def test_the_limit_counts_bytes() -> None:
    assert len(clean("a" * MAX_BYTES)) == MAX_BYTES
    assert clean("户" * (MAX_BYTES // 3))
    with pytest.raises(InputProblem) as caught:
        clean("户" * (MAX_BYTES // 3 + 1))
    assert "65,538" in caught.value.message.en
    assert "65,538" in caught.value.message.zh


@given(WILD, st.booleans())
def test_cleaning_twice_changes_nothing_and_can_be_encoded(text: str, multiline: bool) -> None:
    once = clean(text, multiline=multiline)
    assert clean(once, multiline=multiline) == once
    once.encode("utf-8")
    assert multiline or once.isascii() <= (once.isprintable() or once == "")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("HENGDA Valve", "hengda valve"),
        ("ＨＥＮＧＤＡ　１２", "hengda 12"),
        ("Straße", "strasse"),
        ("恒达", "恒达"),
        ("ﾊﾟﾅ", "パナ"),
        ("恒\u200b达", "恒达"),
        ("❤\ufe0f", "❤"),
    ],
)
def test_searching_is_blind_to_case_and_width(text: str, key: str) -> None:
    assert searchable(text) == key
    assert searchable(key) == key


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("负责人：我", "负责人:我"),
        ("！（ａ，Ｂ）", "!(a,B)"),
        ("《》？／【】。", "<>?/[]."),
        ("１２３。。４５６", "123..456"),
        ("金额＞＝１００万", "金额>=100万"),
        ("　", " "),
        ("“恒达 阀门”", '"恒达 阀门"'),
        ("－is：rotten", "-is:rotten"),
        ("plain", "plain"),
    ],
)
def test_full_width_keys(typed: str, keys: str) -> None:
    assert ascii_keys(typed) == keys
    assert len(keys) == len(typed)


@pytest.mark.parametrize(
    "names",
    [
        ("恒达阀门", "恒达阀门有限公司", "恒达阀门 股份有限公司", "恒达阀门有限责任公司"),
        ("恒达", "恒达（集团）股份有限公司", "恒达集团", "恒达集团有限公司", "恒达公司"),
        ("Hengda Valve", "HENGDA VALVE CO., LTD.", "Hengda-Valve Co.,Ltd", "hengdavalve inc"),
        ("Acme", "ACME LLC", "Acme L.L.C.", "Acme, Inc.", "Acme Limited", "Ａｃｍｅ　Ｉｎｃ"),
        ("Müller", "Müller GmbH", "MÜLLER GmbH & Co. KG"),
    ],
)
def test_the_same_company(names: tuple[str, ...]) -> None:
    assert len({same_name(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zinc", "Z Inc"),
        ("上海恒达有限公司", "恒达有限公司"),
        ("恒达阀门", "恒达泵业"),
        ("有限公司", "集团"),
        ("Ltd", "Inc"),
    ],
)
def test_different_companies(one: str, other: str) -> None:
    assert same_name(one) != same_name(other)


@given(WILD)
def test_a_company_key_is_a_word_in_itself(text: str) -> None:
    key = same_name(text)
    assert same_name(key + "有限公司") == key or not key


def test_quoting_is_short_and_harmless() -> None:
    assert quoted("a\x1b[31m\nb") == '"a[31m b"'
    assert quoted("x" * 50) == '"' + "x" * 40 + '~"'
    assert quoted("{x}") == '"{x}"'
