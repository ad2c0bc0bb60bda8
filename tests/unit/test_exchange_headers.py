"""Headers to fields, and files to kinds."""

from __future__ import annotations

import pytest

from salestui.domain.problems import InputProblem
from salestui.exchange.headers import guess, labels_of
from salestui.exchange.kinds import guess_kind


def fields(header: str, kind: str, **more: tuple[str, ...]) -> dict[str, str]:
    return guess(header.split(","), kind, **more).mapping


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Deal Stage", "stage"),
        ("DEAL_STAGE", "stage"),
        ("ＳＴＡＧＥ", "stage"),
        ("销售阶段", "stage"),
        ("Opportunity Stage", "stage"),
        ("Opportunity ID", "external_id"),
        ("Potential Owner", "owner"),
        ("负责人", "owner"),
        ("Close Date", "closed_on"),
        ("Expected Close Date", "expected_close"),
        ("Created Time", "created"),
        ("创建日期", "created"),
        ("金额（万元）", "amount"),
        ("金额万元", "amount"),
        ("total_wan", "amount"),
        ("Amount (USD)", "amount"),
        ("客户名称", "account"),
        ("Next Step", "next_step"),
    ],
)
def test_headers_of_deals(header: str, field: str) -> None:
    assert fields(header, "deals") == {header: field}


@pytest.mark.parametrize(
    ("header", "power", "currency"),
    [
        ("金额（万元）", 4, ""),
        ("金额(千元)", 3, ""),
        ("total_wan", 4, ""),
        ("Amount (USD)", 0, "USD"),
        ("Amount (EUR thousands)", 3, "EUR"),
        ("Amount (k)", 3, ""),
        ("Amount", 0, ""),
    ],
)
def test_units_and_currencies_in_headers(header: str, power: int, currency: str) -> None:
    (column,) = guess([header], "deals").known
    assert (column.field, column.power, column.currency) == ("amount", power, currency)


def test_of_several_columns_for_a_field_the_best_name_wins() -> None:
    found = guess(["City", "Country", "Name", "Company Domain Name", "Website"], "accounts")
    assert found.mapping == {"Country": "region", "Name": "name", "Website": "website"}
    assert found.ignored == ("City", "Company Domain Name")


def test_empty_and_repeated_headers_have_labels() -> None:
    assert labels_of(["a", "", "b", "b", ""]) == ("a", "#2", "b", "b #2", "#5")


def test_columns_that_name_a_stage_and_a_date() -> None:
    header = "engage_date,demo_on,演示日期,date,lead"
    stages = ("Engaging", "Demo", "演示", "Lead capture")
    assert fields(header, "deals", stages=stages) == {
        "engage_date": "entered:Engaging",
        "demo_on": "entered:Demo",
        "演示日期": "entered:演示",
    }


def test_a_map_decides() -> None:
    header = ["Worth", "Who", "Stage", "B", "B"]
    maps = ("worth=amount:m", "Who=负责人", "Stage=-", "B #2=title", "#4=note")
    found = guess(header, "deals", maps=maps)
    assert found.mapping == {"Worth": "amount", "Who": "owner", "B": "note", "B #2": "title"}
    assert found.known[0].power == 6
    assert found.ignored == ("Stage",)


def test_a_mapped_field_is_not_guessed_again() -> None:
    assert fields("Stage,State", "deals", maps=("State=stage",)) == {"State": "stage"}


@pytest.mark.parametrize(
    ("item", "says"),
    [
        ("Stage", "not COL=FIELD"),
        ("=stage", "not COL=FIELD"),
        ("Nope=stage", 'no column "Nope"'),
        ("Stage=nope", 'no field "nope"'),
        ("Stage=stage:m", "no field"),
        ("Stage=amount:zz", "no field"),
        ("Stage=outcome", "no field"),
    ],
)
def test_a_wrong_map_is_refused_with_what_there_is(item: str, says: str) -> None:
    with pytest.raises(InputProblem) as caught:
        guess(["Stage", "Amount"], "deals", maps=(item,))
    assert says in caught.value.message.en
    assert caught.value.where == "--map"


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("opportunity_id,sales_agent,product,account,deal_stage,close_value", "deals"),
        ("account,sector,revenue,employees", "accounts"),
        ("sales_agent,manager,regional_office", "members"),
        ("USER_ID,First Name,Last Name,Email", "members"),
        ("客户名称,行业,员工数", "accounts"),
        ("商机名称,客户名称,销售阶段,金额（万元）", "deals"),
        ("姓名,邮箱,经理", "members"),
        ("product,series,sales_price", "products"),
    ],
)
def test_kinds_are_told_by_their_headers(header: str, kind: str) -> None:
    assert guess_kind(header.split(","), "f.csv") == kind


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("id,name", "can't be told"),
        ("a,b,c", "can't be told"),
        ("Id,AccountId,LastName,FirstName,Email", "contacts or leads"),
        ("Task Owner,Subject,Status", "a list of tasks"),
        ("Activity ID,Activity Type,Notes", "a list of activities"),
        ("Id,StageName,Amount,OpportunityHistoryKey", "a history of changes"),
    ],
)
def test_other_lists_are_refused(header: str, says: str) -> None:
    with pytest.raises(InputProblem) as caught:
        guess_kind(header.split(","), "f.csv")
    assert says in caught.value.message.en
    assert "--kind" in caught.value.hint.zh
