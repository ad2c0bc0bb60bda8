"""What the commands that read print: text that fits, filters, both languages, a look back."""

from __future__ import annotations

from typing import Any

import pytest

from salestui.cells import width
from salestui.cli.spec import parsed
from salestui.cli.verb import Verb, load
from salestui.cli.verbs import QUICK, VERBS

PAGES = (
    ["board"],
    ["board", "--limit", "0"],
    ["deals"],
    ["accounts"],
    ["accounts", "is:overdue"],
    ["today"],
    ["today", "owner:any", "--limit", "0"],
    ["funnel"],
    ["funnel", "--chart"],
    ["changes"],
    ["changes", "owner:lina", "--from", "-60d", "--closing", "all"],
    ["history"],
    ["history", "owner:lina"],
)


@pytest.mark.parametrize("argv", PAGES, ids=" ".join)
@pytest.mark.parametrize("columns", [60, 80, 132])
def test_every_page_fits_its_width(cli: Any, cli_zh: Any, argv: list[str], columns: int) -> None:
    for ran in (cli, cli_zh):
        out = ran.ok(*argv, COLUMNS=str(columns)).out
        assert out.strip()
        assert max(width(line) for line in out.splitlines()) <= columns
        assert not any(line != line.rstrip() for line in out.splitlines())


@pytest.mark.parametrize("columns", [60, 80])
def test_a_record_fits_its_width(cli: Any, cli_zh: Any, columns: int) -> None:
    for ran, name in ((cli, "Hengda"), (cli_zh, "恒达"), (cli, "Gu Bin"), (cli, "jie")):
        lines = ran.ok("show", name, COLUMNS=str(columns)).out.splitlines()
        assert max(map(width, lines)) <= columns


def test_the_board_is_seen_at_a_glance(cli: Any, cli_zh: Any) -> None:
    lines = cli.ok("board").out.splitlines()
    assert lines[0].startswith("New customers  ")
    heads = [line for line in lines if "──" in line]
    assert [head.split(" ──")[0] for head in heads][:2] == ["Lead capture", "Initial needs talk"]
    assert any("Hengda Valve" in line and "!late" in line for line in lines)
    assert len({width(head) for head in heads if " w " in head}) == 1
    zh = cli_zh.ok("board").out
    assert "线索获取" in zh
    assert "!逾期" in zh
    assert "86万" in zh


def test_the_day_in_twenty_lines(cli: Any, cli_zh: Any) -> None:
    for ran, head, foot in ((cli, "Today, ", "--limit 0 shows all"), (cli_zh, "今日 ", "显示全部")):
        lines = ran.ok("today").out.splitlines()
        assert len(lines) == 20
        assert lines[0].startswith(head)
        assert lines[-1].endswith(foot)
    goal, first = (line.split() for line in cli.ok("today").out.splitlines()[1:3])
    assert goal[0] == "goal" and "pace" in goal
    assert (first[0], first[-1]) == ("step", "860k")
    whole = cli.json("today")
    assert sum(whole["groups"].values()) == whole["count"] == len(whole["items"])
    assert len(cli.ok("today", "--limit", "0").out.splitlines()) == whole["count"] + 3
    assert len(cli.json("today", "--limit", "3")["items"]) == 3


def test_whose_day_it_is(cli: Any) -> None:
    assert cli.json("today")["owner"]["handle"] == "lina"
    lei = cli.json("today", "owner:lei")
    assert lei["owner"] is None
    assert {item["owner"]["handle"] for item in lei["items"] if item["owner"]} == {"lei"}
    assert {item["kind"] for item in cli.json("today", "owner:hao")["items"]} == {"task"}
    assert "Nothing is due" in cli.ok("today", "owner:yan").out
    assert "everybody" in cli.ok("today", SALESTUI_USER="guest").out


def test_the_day_as_it_was(cli: Any) -> None:
    then = cli.json("today", "--at", "-30d")
    assert then["as_of"] and then["news"] is None
    assert then["count"] != cli.json("today")["count"]
    ran = cli("today", "stge:demo")
    assert (ran.code, "character 1 of the filter" in ran.err) == (2, True)


def test_closed_stages_list_deals_only_when_asked(cli: Any) -> None:
    short, full = cli.ok("board").out, cli.ok("board", "--limit", "0").out
    after = short[short.index("Signed") :].splitlines()
    assert not any(line.startswith("  ") for line in after)
    counts = sum(s["count"] for s in cli.json("board")["stages"])
    assert sum(line.startswith("  ") for line in full.splitlines()) == counts


def test_a_filter_may_begin_with_a_hyphen(cli: Any) -> None:
    calm = cli.json("deals", "-is:rotten", "sort:-amount", "is:open")
    every = cli.json("deals", "is:open")
    rotten = {deal["id"] for deal in every["deals"] if "rotten" in deal["flags"]}
    assert rotten
    assert {d["id"] for d in calm["deals"]} == {d["id"] for d in every["deals"]} - rotten
    amounts = [float(d["amount"]["amount"]) for d in calm["deals"] if d["amount"]]
    assert amounts == sorted(amounts, reverse=True)


def test_filters_in_chinese(cli_zh: Any) -> None:
    mine = cli_zh.json("deals", "负责人:我", "金额>10万")
    assert mine["count"]
    assert {deal["owner"]["handle"] for deal in mine["deals"]} == {"lina"}


def test_a_wrong_filter_is_pointed_at(cli: Any, cli_zh: Any) -> None:
    ran = cli("deals", "owner:me", "stge:demo")
    assert ran.code == 2
    assert ran.out == ""
    assert "stge" in ran.err
    assert "character 10 of the filter" in ran.err
    assert "did you mean stage?" in ran.err
    assert "筛选条件第 1 个字符" in cli_zh("deals", "stge:demo").err


def test_a_mistyped_option_is_no_filter(cli: Any) -> None:
    ran = cli("board", "--limt", "3")
    assert (ran.code, ran.err) == (
        2,
        "salestui: There is no option --limt: did you mean --limit?\n",
    )


def test_references_of_every_kind(cli: Any) -> None:
    deal = cli.json("show", "Hengda")
    short = "D-" + deal["number"].rsplit("-", 1)[1]
    for text in (deal["number"], deal["number"].lower(), deal["id"], deal["id"][:8], short):
        assert cli.json("show", text)["id"] == deal["id"]
    ran = cli("show", "Gu")
    assert ran.code in (0, 2)


def test_a_list_says_what_it_leaves_out(cli: Any) -> None:
    out = cli.ok("deals", "--limit", "3").out.splitlines()
    assert len(out) == 5
    assert out[-1].endswith("the first 3 shown, --limit 0 shows all")
    assert len(cli.ok("deals", "--limit", "0").out.splitlines()) == cli.json("deals")["count"] + 2


def test_options_of_the_workspace_may_stand_anywhere(cli: Any) -> None:
    plain = cli.ok("board", "--json").json
    assert cli.ok("--json", "board").json == plain
    assert cli.ok("--lang", "zh", "board").out == cli.ok("board", "--lang=zh").out
    assert cli.ok("--home", str(cli.home), "board", SALESTUI_HOME="/nowhere").out


@pytest.mark.parametrize(
    "argv",
    [
        ["board"],
        ["board", "owner:me", "-is:rotten", "--limit", "3", "--json"],
        ["deals", "sort:-amount", "--at=mon", "--lang", "zh"],
        ["funnel", "--chart", "--period", "q3", "--pipeline", "new"],
        ["show", "Hengda", "Valve", "--home", "/tmp"],
        ["history", "--limit", "0"],
        ["today", "owner:lei", "--limit=3", "--at", "mon"],
        ["accounts", "--workspace", "w1", "--limit", "7", "--limit", "8"],
    ],
    ids=" ".join,
)
def test_the_short_way_reads_words_as_click_does(argv: list[str]) -> None:
    spec: Any = load(VERBS[argv[0]])
    quick = parsed(spec, argv[1:])
    assert quick is not None
    ctx = Verb(argv[0], spec).make_context(argv[0], list(argv[1:]))
    assert quick[0] == ctx.params


@pytest.mark.parametrize(
    "argv",
    [
        ["board", "--help"],
        ["board", "--limit", "x"],
        ["board", "--limit"],
        ["board", "--frob"],
        ["board", "--lang", "fr"],
        ["board", "--json=1"],
        ["board", "--", "x"],
        ["show"],
    ],
    ids=" ".join,
)
def test_the_short_way_leaves_the_rest_to_click(argv: list[str]) -> None:
    spec: Any = load(VERBS[argv[0]])
    assert parsed(spec, argv[1:]) is None


def test_help_in_both_languages(cli: Any, cli_zh: Any) -> None:
    for verb in VERBS:
        for ran, word in ((cli, "Usage: "), (cli_zh, "用法：")):
            out = ran.ok(verb, "--help").out
            assert out.startswith(f"{word}salestui {verb}"), verb
            assert max(width(line) for line in out.splitlines()) <= 132
    assert set(QUICK) <= set(VERBS)
    assert "查看" in cli_zh.ok("--help").out
    assert all(verb in cli.ok("--help").out for verb in VERBS)


def test_nobody_has_made_a_workspace_yet(nowhere: Any) -> None:
    for verb in ("board", "today", "deals", "accounts", "funnel", "history", "undo"):
        ran = nowhere(verb)
        assert (ran.code, ran.out) == (3, "")
        assert "There is no workspace yet" in ran.err
        assert "`salestui init`" in ran.err
        assert "`salestui demo`" in ran.err


def test_chart_and_plain_bars_tell_the_same(cli: Any) -> None:
    figures = [line.split("#")[0] for line in cli.ok("funnel").out.splitlines() if "#" in line]
    chart = [line.split("#")[0] for line in cli.ok("funnel", "--chart").out.splitlines()]
    assert figures == [line for line in chart if line in figures and line.strip()]
