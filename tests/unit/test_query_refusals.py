"""What a filter asks that means nothing: the column, what was expected, and the nearest name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from salestui.domain.problems import InputProblem
from salestui.domain.query import Env, check_filter, compile_filter
from salestui.domain.snapshot import Snapshot

REFUSED = [
    # text, column, message, hint
    ("ower:me", 0, "There is no field “ower”.", "Did you mean owner?"),
    ("stage:demo and amout>5", 15, "There is no field “amout”.", "Did you mean amount?"),
    ("！ower:me", 1, "没有“ower”这个字段。", "是否想写 owner？"),
    ("nextstep_due:fri", 0, "no field", "Did you mean next_step_due?"),
    ("负债人:我", 0, "没有“负债人”这个字段。", "是否想写 负责人？"),
    ("xyzzy:1", 0, "no field", "Fields: number account title pipeline stage"),
    ("changed:stage", 0, "Here the log can't be asked.", ""),
    ("by:anna", 0, "Here the log can't be asked.", ""),
    ("account.indutry:x", 8, "There is no field “indutry”.", "Did you mean industry?"),
    ("客户.行页:x", 3, "没有“行页”", "是否想写 行业？"),
    ("product.name:x", 0, 'leads to another record, not "product"', "account pipeline owner"),
    ("account.owner.regin:x", 14, "There is no field “regin”.", "Did you mean region?"),
    ("sort:amuont", 5, "There is no field “amuont”.", "Did you mean amount?"),
    ("sort:close,-amuont", 12, "There is no field “amuont”.", "Did you mean amount?"),
    ("sort:tags", 5, 'a field with one value to sort by, not "tags"', ""),
    ("owner:zhng", 6, "No member is called “zhng”.", "Did you mean zhang?"),
    ("owner=lee", 6, "No member is called “lee”.", "Did you mean"),
    ("负责人:我,张委", 6, "没有叫“张委”的成员。", "是否想写 张？"),
    ('owner:"me"', 6, "No member is called “me”.", ""),
    ("account:acne", 8, "No account is called “acne”.", "Did you mean Acme Corp?"),
    ("pipeline:newer", 9, "No sales path is called “newer”.", "Did you mean new?"),
    ("contacts:李墙", 9, "没有叫“李墙”的联系人。", "是否想写 李强？"),
    ("stage:dmeo", 6, 'Expected a stage, not "dmeo".', "Did you mean demo?"),
    ("stage:demo,propsal", 11, 'Expected a stage, not "propsal".', "Did you mean proposal?"),
    ("stage:xx", 6, "这里应为阶段", "可选：线索 需求 演示"),
    ("stage:re", 6, "More than one value starts with “re”.", "One of: visit renew"),
    ("lost_reason:prize", 12, 'a value of this field, not "prize"', "Did you mean price?"),
    ("输单原因:价各", 5, "该字段的值", "是否想写 价格？"),
    ("lost_reason:p", 12, "More than one value starts with “p”.", "One of: price poor_discovery"),
    ("is:rottn", 3, "a value of this field", "Did you mean rotten?"),
    ("is:xyzzy", 3, "a value of this field", "One of: open won lost hold rotten overdue"),
    ("is:none", 3, "a value of this field", "Did you mean unowned?"),
    ("account.explicit_need:maybe", 22, 'Expected yes or no, not "maybe".', ""),
    ("product>5", 7, "Expected “:”, “=” or “!=” after this field", "Write product:value"),
    ("stage>=demo", 5, "Expected “:”, “=” or “!=” after this field", "Write stage:value"),
    ("amount>=5,6", 10, "one value after “>=”", "Write amount:A..B for a range."),
    ("amount>5..6", 7, "one value after “>”", "Write amount:A..B for a range."),
    ("amount>none", 7, "is not a number", "Write 120k"),
    ("amount:1,000", 7, "A comma separates values here", "Write 1000 or 1k."),
    ("金额>=12,500,000元", 4, "这里的逗号分隔多个值", "请写 12500000"),
    ("account.employees:1,200", 18, "A comma separates values here", "Write 1200 or 1.2k."),
    ("amount:5,", 9, "Expected a value here.", ""),
    ("amount:,5", 7, "Expected a value here.", ""),
    ("tags:a,,b", 7, "Expected a value here.", ""),
    ("amount:..", 7, 'Expected a value, not "..".', ""),
    ("amount:1..2..3", 11, 'one value or a range A..B, not ".."', ""),
    ("amount:9..5", 7, "The range runs backwards.", "Write the lower end first."),
    ("close:q4..q3", 6, "The range runs backwards.", "Write the lower end first."),
    ("amount:1USD..2EUR", 7, "The range names two currencies.", ""),
    ("amount:5,abc", 9, '"abc" is not a number', "Write 120k"),
    ("amount:12x", 9, '"12x" is not a number', ""),
    ("probability:101", 12, "is not a whole percentage", "Write 50 or 50%."),
    ("close:someday", 6, '"someday" is not a date or period.', "Write 2026-09-28"),
    ("close:fri,2026-13-01", 10, "2026-13-01", ""),
    ("stage_age>14m", 10, '"14m" is not a duration.', "Write 14d, 2w, 3mo or 1y."),
    ("idle>soon", 5, '"soon" is not a duration.', "3mo"),
]


@pytest.mark.parametrize(("text", "column", "message", "hint"), REFUSED)
def test_a_mistake_is_shown_and_mended(
    team: Snapshot, env: Env, text: str, column: int, message: str, hint: str
) -> None:
    """`where` is the column, the message says what was expected, the hint how to go on."""
    with pytest.raises(InputProblem) as caught:
        compile_filter(text, "deals", team, env)
    problem = caught.value
    with pytest.raises(InputProblem) as checked:
        check_filter(text, "deals", team, env)
    assert (checked.value.where, checked.value.message) == (problem.where, problem.message)
    assert problem.where == str(column)
    assert message in problem.message.en or message in problem.message.zh
    assert hint in problem.hint.en or hint in problem.hint.zh
    assert problem.message.zh != problem.message.en


@pytest.mark.parametrize("text", ["owner:me", "负责人:我", "is:mine"])
def test_me_needs_somebody(team: Snapshot, env: Env, text: str) -> None:
    """Where nobody is known to sit, `me` is refused rather than matched with nothing."""
    with pytest.raises(InputProblem, match="Nobody here is known as"):
        compile_filter(text, "deals", team, replace(env, me=""))


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        ("members", "stage:demo", "stage"),
        ("contacts", "amount>5", "amount"),
        ("members", "is:open", "is"),
        ("activities", "stage:demo", "stage"),
    ],
)
def test_each_kind_knows_only_its_own_fields(
    team: Snapshot, env: Env, kind: str, text: str, name: str
) -> None:
    """A field of another kind is as unknown as any other word."""
    with pytest.raises(InputProblem, match=f"There is no field “{name}”"):
        compile_filter(text, kind, team, env)


def test_what_was_typed_is_harmless_in_a_message(team: Snapshot, env: Env) -> None:
    """Long text is cut before it is shown in a sentence."""
    with pytest.raises(InputProblem) as caught:
        compile_filter("owner:" + "x" * 500, "deals", team, env)
    assert len(caught.value.message.en) < 100
