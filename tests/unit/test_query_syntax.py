"""The grammar of the filter language: trees, canonical texts, and what is refused where."""

from __future__ import annotations

import pytest

from salestui.domain.problems import InputProblem
from salestui.domain.query.parse import DEEPEST, LONGEST, parse
from salestui.domain.query.print import canonical
from salestui.domain.query.syntax import And, Not, Or, Part, SortKey, Term, TextTerm

CANONICAL = [
    ("", ""),
    ("  ", ""),
    ("owner:me", "owner:me"),
    ("owner:me  stage:demo", "owner:me stage:demo"),
    ("owner:me and stage:demo", "owner:me stage:demo"),
    ("负责人：我　且 金额》=100万", "负责人:我 金额>=100万"),
    ("（a 或 b） 非 c", "(a or b) -c"),
    ("a OR b", "a or b"),
    ("not not a", "--a"),
    ("not (a b)", "-(a b)"),
    ("-(a or b)", "-(a or b)"),
    ("(a b) c", "a b c"),
    ("a or (b or c)", "a or b or c"),
    ("a or (b c)", "a or b c"),
    ("!a or b", "!a or b"),
    ("！ a", "!a"),
    ('"two words"', '"two words"'),
    ("“two words”", '"two words"'),
    ('"word"', "word"),
    ('"or"', '"or"'),
    ('"-5"', '"-5"'),
    (r'"say \"no\" \\ twice"', r'"say \"no\" \\ twice"'),
    ('tags:"a, b",vip', 'tags:"a, b",vip'),
    ("amount：10。。20", "amount:10..20"),
    ("客户。行业：制造业", "客户.行业:制造业"),
    ("amount≥5", "amount>=5"),
    ("amount≠5", "amount!=5"),
    ("website:https://x.com", "website:https://x.com"),
    ("sort:-amount,close a", "a sort:-amount,close"),
    ("a sort:x or b sort:-y", "a or b sort:x,-y"),
    ("排序：-金额", "sort:-金额"),
    ("yahoo!", "yahoo!"),
    ("《客户需求确认书》", None),
    ('"《客户需求确认书》"', '"《客户需求确认书》"'),
]


@pytest.mark.parametrize(("typed", "text"), CANONICAL)
def test_what_is_typed_has_one_canonical_text(typed: str, text: str | None) -> None:
    """Full-width signs, both languages' words and needless brackets come to one form."""
    if text is None:
        with pytest.raises(InputProblem):
            parse(typed)
        return
    query = parse(typed)
    assert canonical(query) == text
    assert parse(text) == query
    assert query.text == typed


def test_and_binds_tighter_than_or() -> None:
    """`a b or c` is (a and b) or c."""
    a, b, c = TextTerm("a"), TextTerm("b"), TextTerm("c")
    assert parse("a b or c").where == Or((And((a, b)), c))
    assert parse("a (b or -c)").where == And((a, Or((b, Not(c)))))


def test_a_term_keeps_its_parts_and_columns() -> None:
    """Quoted parts stay whole; every part knows where it stands in the text."""
    term = parse('x tags:vip,"a b"').where
    assert isinstance(term, And)
    found = term.items[1]
    assert found == Term("tags", ":", (Part("vip,"), Part("a b", quoted=True)))
    assert isinstance(found, Term)
    assert (found.pos, [part.pos for part in found.value]) == (2, [7, 11])


def test_sort_is_no_condition() -> None:
    """`sort:` orders, and alone it leaves every record in."""
    query = parse("sort:-amount,close")
    assert query.where is None
    assert query.sort == (SortKey("amount", True), SortKey("close"))


REFUSED = [
    ("a or", 4, "a condition", "条件"),
    ("or a", 0, "a condition", "条件"),
    ("a and", 5, "a condition", "条件"),
    ("and", 0, "a condition", "条件"),
    ("a and and b", 6, "a condition", "条件"),
    ("sort:x or a", 7, "a condition", "条件"),
    ("()", 1, "a condition", "条件"),
    ("not", 3, "a condition", "条件"),
    ("!", 1, "after “!”", "“!”后"),
    ("- x", 1, "after “-”", "“-”后"),
    ("(a", 0, "not closed", "没有闭合"),
    ("a (b (c)", 2, "not closed", "没有闭合"),
    ("a)", 1, "never opened", "多余"),
    ('a "b', 2, "not closed", "没有闭合"),
    ("“b", 0, "not closed", "没有闭合"),
    ('""', 1, "between the quotes", "引号内"),
    ('title:" "', 7, "between the quotes", "引号内"),
    ("a : b", 2, "No space", "不能有空格"),
    ("amount: 5", 7, "No space", "不能有空格"),
    ("amount >=5", 7, "No space", "不能有空格"),
    ("金额： 5", 3, "No space", "不能有空格"),
    ("!=5", 0, "No space", "不能有空格"),
    ("amount:", 7, "a value after “amount:”", "“amount:”后的值"),
    ("amount:>5", 7, "a value", "一个值"),
    ("amount=>5", 7, "a value", "一个值"),
    ("title:(a or b)", 6, "a value", "一个值"),
    ("https://acme.com/x", 0, "An address must stand in quotes", "网址需要加引号"),
    ("foo(bar)", 3, "A space was expected", "应有空格"),
    ('foo"bar"', 3, "A space was expected", "应有空格"),
    ("title:a(b)", 7, "A space was expected", "应有空格"),
    ("c++:x", 0, "a field name", "字段名"),
    ('tags:"a"b', 8, "a comma or a space", "逗号或空格"),
    ('tags:a"b"', 6, "a comma or a space", "逗号或空格"),
    ("a !b", 2, "may only stand first", "只能放在最前面"),
    ("(a sort:x)", 3, "at the top level", "只能放在最外层"),
    ("-sort:x", 1, "at the top level", "只能放在最外层"),
    ("sort>x", 4, "“:” after sort", "后的“:”"),
    ("sort:a,,b", 7, "a field name", "字段名"),
    ('sort:"a"', 5, "a field name", "字段名"),
    ("x" * (LONGEST + 1), LONGEST, "at most 4096 characters", "最多 4096 个字符"),
    ("(" * (DEEPEST + 1) + "a", DEEPEST, "at most 60 levels", "最多嵌套 60 层"),
    ("-" * (DEEPEST + 1) + "a", DEEPEST, "at most 60 levels", "最多嵌套 60 层"),
    ("(" * 4000, DEEPEST, "at most 60 levels", "最多嵌套 60 层"),
]


@pytest.mark.parametrize(("typed", "column", "en", "zh"), REFUSED)
def test_a_slip_is_refused_at_its_column(typed: str, column: int, en: str, zh: str) -> None:
    """The sentence says in both languages what was expected, `where` says where."""
    with pytest.raises(InputProblem) as caught:
        parse(typed)
    problem = caught.value
    assert problem.where == str(column)
    assert en in problem.message.en
    assert zh in problem.message.zh


HINTS = [
    ("https://acme.com/x y", 'Write "https://acme.com/x".'),
    ("amount:>5", "Write amount>value."),
    ("title:(a or b)", "Write title:a,b for either of two."),
    ("owner:", "owner:none finds records without one."),
    ("-sort:x", "Take it out of the brackets; for the other direction write sort:-field."),
    ("c++:x", "To look for this as text, put it in quotes."),
    ("or", 'To look for the word itself write "or".'),
]


@pytest.mark.parametrize(("typed", "hint"), HINTS)
def test_a_refusal_says_what_to_do(typed: str, hint: str) -> None:
    """The hint is the cure in words that can be typed."""
    with pytest.raises(InputProblem) as caught:
        parse(typed)
    assert caught.value.hint.en == hint
    assert caught.value.hint.zh


def test_the_deepest_nesting_allowed_is_read_and_printed() -> None:
    """At the limit nothing overflows, neither in reading nor in printing."""
    query = parse("-" * DEEPEST + "a")
    assert parse(canonical(query)) == query
