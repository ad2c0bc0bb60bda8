"""The commands that write: deals, accounts, contacts, activities, undo, dry runs."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def number(cli: Any) -> str:
    """The number of a fresh deal of lina's."""
    found = cli.json("deal", "add", "Nova", "Bearings", "amount=120k", "close=eom", "title=line 9")
    return str(found["number"])


def deal(cli: Any, number: str) -> Any:
    """The deal as `show` tells it."""
    return cli.json("show", number)["record"]


def test_a_deal_with_its_account_is_one_act(cli: Any, number: str) -> None:
    made = deal(cli, number)
    assert made["account"]["name"] == "Nova Bearings"
    assert made["amount"] == {"currency": "CNY", "amount": "120000.00"}
    assert (made["stage"], made["owner"]["handle"]) == ("lead", "lina")
    cli.ok("undo")
    assert cli("show", number).code == 3
    assert cli("show", "Nova").code == 3


def test_fields_by_their_names_in_both_languages(cli: Any, number: str) -> None:
    cli.ok(
        "deal", "set", number, "金额=18万", "负责人=min", "来源=展会", "due=fri", "next=send quote"
    )
    found = deal(cli, number)
    assert found["amount"]["amount"] == "180000.00"
    assert (found["owner"]["handle"], found["source"]) == ("min", "expo")
    assert found["next_step"] == "send quote"
    cli.ok("deal", "set", number, "next=", "tags=vip,late")
    assert deal(cli, number)["next_step"] is None
    assert deal(cli, number)["tags"] == ["late", "vip"]
    cli.ok("deal", "set", number, "tags=vip")
    assert deal(cli, number)["tags"] == ["vip"]


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ("amont=3", "did you mean amount?"),
        ("amount=3x", "amount=3x"),
        ("owner=nobody", "owner"),
        ("number=D-1", "kept by the program"),
        ("source=moon", "source"),
        ("stage=demo", "by a move"),
    ],
)
def test_bad_values_change_nothing(cli: Any, number: str, pair: str, said: str) -> None:
    before = cli.json("show", number)["fields"]
    ran = cli("deal", "set", number, pair)
    assert ran.code in (1, 2, 3)
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert cli.json("show", number)["fields"] == before


def test_moving_by_name_by_steps_and_back(cli: Any, number: str) -> None:
    why = ("--reason", "too early")
    for argv, stage in (
        ([], "contact"),
        (["--by", "2"], "proposal"),
        (["--back", "1", *why], "demo"),
        (["商务谈判"], "negotiation"),
        (["initial", *why], "contact"),
    ):
        cli.ok("deal", "move", number, *argv, "--bypass", "urgent")
        assert deal(cli, number)["stage"] == stage, argv
    ran = cli("deal", "move", number, "--back", "1")
    assert (ran.code, "give it with --reason" in ran.err) == (1, True)
    ran = cli("deal", "move", number, "nowhere")
    assert ran.code == 2
    assert "proposal" in ran.err


def test_the_end_needs_its_own_verb(cli: Any, number: str) -> None:
    ran = cli("deal", "move", number, "won")
    assert ran.code == 1
    assert "salestui deal won" in ran.err
    ran = cli("deal", "lost", number)
    assert ran.code == 1
    assert "--reason takes price, competition" in ran.err
    cli.ok("deal", "lost", number, "--reason", "price", "--to", "Sanhe", "--recycle", "+3mo")
    lost = cli.json("show", number)
    assert lost["record"]["outcome"] == "lost"
    assert (lost["fields"]["lost_reason"], lost["fields"]["lost_to"]) == ("price", "Sanhe")


def test_winning_on_another_day_for_another_amount(cli: Any, number: str) -> None:
    cli.ok(
        "deal",
        "won",
        number,
        "--amount",
        "$20k",
        "--on",
        "today",
        "--contract",
        "C-9",
        "--bypass",
        "urgent",
    )
    won = deal(cli, number)
    assert won["won_amount"] == {"currency": "USD", "amount": "20000.00"}
    assert (won["outcome"], won["stage"]) == ("won", "won")
    ran = cli("deal", "won", number, "--on", "+3d", "--bypass", "urgent")
    assert (ran.code, "future" in ran.err) == (2, True)


def test_a_filter_is_one_act_and_one_undo(cli: Any) -> None:
    before = cli.json("deals", "owner:min", "is:open")["count"]
    assert before > 2
    made = cli.json("deal", "set", "owner:min is:open", "owner=lina")
    assert made["count"] == len(made["records"]) == before
    assert cli.json("deals", "owner:min", "is:open")["count"] == 0
    assert cli.json("undo")["count"] == before
    assert cli.json("deals", "owner:min", "is:open")["count"] == before
    ran = cli("deal", "set", "owner:min is:open stage:nowhere", "owner=lina")
    assert ran.code == 2


def test_a_dry_run_changes_nothing(cli: Any, number: str) -> None:
    before = cli.json("history", "--limit", "5")
    for argv in (
        ["deal", "add", "Other", "amount=1"],
        ["deal", "set", number, "amount=1"],
        ["deal", "move", number, "--bypass", "urgent"],
        ["deal", "won", number, "--bypass", "urgent"],
        ["account", "add", "Other"],
        ["log", "call", number, "hello"],
    ):
        said = cli.json(*argv, "--dry-run")
        assert said["dry_run"] is True
        assert said["changes"]
        assert cli.ok(*argv, "--dry-run").out.startswith("Would change 1 ")
    assert cli.json("history", "--limit", "5") == before


def test_logging_in_one_line(cli: Any, number: str) -> None:
    cli.ok("contact", "add", "Gu Hai", "account=Nova Bearings", "role=champion")
    cli.ok("log", "call", number, "quotation received > +3d send contract", "--contact", "Gu Hai")
    shown = cli.json("show", number)
    (call,) = shown["activities"]
    assert (call["type"], call["summary"]) == ("call", "quotation received")
    assert len(call["contacts"]) == 1
    assert shown["record"]["next_step"] == "send contract"
    cli.ok("log", "visit", number, "saw", "line", "2", "--at", "-3d", "--next", "fri demo")
    shown = cli.json("show", number)
    assert shown["activities"][-1]["summary"] == "saw line 2"
    assert shown["activities"][-1]["at"] < shown["activities"][0]["at"]
    assert cli("log", "call", number, "").code == 2
    assert cli("log", "call", "nobody", "x").code == 3
    assert cli("log", "sing", number, "x").code == 2


def test_a_twin_is_pointed_out(cli: Any) -> None:
    ran = cli("account", "add", "Hengda Valve Co., Ltd.")
    assert ran.code == 0
    assert "Hengda Valve may be the same company" in ran.err
    assert cli("account", "add", "Hengda Valve", "--json").json["similar"]


def test_undo_and_redo_in_words(cli: Any, number: str) -> None:
    cli.ok("deal", "move", number, "--bypass", "urgent")
    assert cli.ok("undo").out.startswith("Undone: move  D-1 Nova Bearings")
    assert cli.ok("redo").out.startswith("Done again: move  D-1 Nova Bearings")
    assert deal(cli, number)["stage"] == "contact"
    ran = cli("redo")
    assert (ran.code, ran.err) == (1, "salestui: Nothing to redo.\n")


def test_chinese_answers(cli_zh: Any) -> None:
    assert cli_zh.ok("deal", "add", "新星轴承", "金额=12万").out == "已保存 D-" + (
        cli_zh.json("show", "新星轴承")["number"].removeprefix("D-") + " 新星轴承\n"
    )
    assert cli_zh("deal", "lost", "新星轴承").err.startswith("salestui: 输单需要原因（--reason）。")
    assert "缺少" in cli_zh("deal", "set", "新星轴承").err


def test_the_copy_for_quick_commands_follows_every_edit(cli: Any, number: str) -> None:
    for stage in ("contact", "demo", "proposal"):
        cli.ok("deal", "move", number, stage, "--bypass", "urgent")
        assert deal(cli, number)["stage"] == stage


def test_an_account_that_is_not_there_is_made_by_its_bare_name(cli: Any, cli_zh: Any) -> None:
    for said, name, known, way in (
        (
            cli,
            "account",
            "Hengda Valve",
            "`salestui account add` makes it; its bare name behind `deal add`",
        ),
        (cli_zh, "客户", "恒达阀门", "`deal add` 后只写名称也会随商机新建"),
    ):
        ran = said("deal", "add", f"{name}=Nova Bearings", "title=line 9")
        assert ran.code == 3 and way in ran.err
        ran = said("contact", "add", f"{name}=Nova Bearings", "name=Zeng Kai")
        assert ran.code == 3 and way in ran.err
        ran = said("deal", "add", f"{name}={known}", "owner=nobody")
        assert ran.code == 3 and way not in ran.err
    assert cli.json("accounts", "name:Nova")["count"] == 0


def test_two_accounts_become_one_and_two_again(cli: Any) -> None:
    one = cli.json("account", "add", "Nova Bearings", "industry=bearings")["id"]
    ran = cli("account", "add", "name=Nova Bearings Co., Ltd.", "region=East", "--json")
    other = ran.json["id"]
    assert [each["id"] for each in ran.json["similar"]] == [one]
    cli.ok("deal", "add", f"account={other}", "title=line 9")
    groups = cli.json("account", "duplicates")
    assert groups["count"] == 1
    told = [(a["id"], a["reasons"]) for a in groups["groups"][0]["accounts"]]
    assert told == [(one, ["same_name"]), (other, ["same_name"])]
    assert "same name" in cli.ok("account", "duplicates").out

    would = cli.json("account", "merge", one, other, "--take", "name", "--dry-run")
    assert [change["id"] for change in would["changes"]] == [one, other]
    merged = cli.json("account", "merge", one, other, "--take", "name")
    assert (merged["id"], merged["merged"]) == (one, other)
    shown = cli.json("show", other)
    assert (shown["id"], shown["record"]["region"]) == (one, "East")
    assert shown["record"]["name"] == "Nova Bearings Co., Ltd."
    assert [deal["account"]["id"] for deal in shown["deals"]] == [one]
    assert cli.json("account", "duplicates")["count"] == 0
    cli.ok("undo")
    assert cli.json("show", other)["record"]["name"] == "Nova Bearings Co., Ltd."
    assert cli.json("show", one)["deals"] == []
    assert "Merged Nova Bearings Co., Ltd. into" in cli.ok("account", "merge", one, other).out


def test_an_account_of_the_pool_is_claimed(cli: Any) -> None:
    id = cli.json("account", "add", "Nova", "owner=none")["id"]
    assert id in {each["id"] for each in cli.json("accounts", "is:pool")["accounts"]}
    assert cli.ok("account", "claim", "Nova").out.startswith("Yours now: A-")
    assert cli.json("show", id)["record"]["owner"]["handle"] == "lina"
    ran = cli("account", "claim", "Nova")
    assert (ran.code, ran.out) == (1, "")
    assert "yours already" in ran.err


def test_a_contact_left_with_somebody_to_talk_to(cli: Any) -> None:
    cli.ok("contact", "left", "Gu Bin", "--on", "-2d", "--backup", "He Jun")
    left = cli.json("show", "Gu Bin")["record"]
    assert left["left_on"] and left["backup"] == cli.json("show", "He Jun")["id"]
    ran = cli("contact", "left", "He Jun", "--backup", "Gu Bin")
    assert (ran.code, "can't stand in" in ran.err) == (2, True)
