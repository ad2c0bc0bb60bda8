"""The JSON of every command, key by key and type by type: scripts depend on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

NONE = type(None)
TEXT = (str, NONE)
MONEY = {"currency": str, "amount": str}
PERSON = ({"id": str, "handle": str, "name": str}, None)
DEAL = {
    "id": str, "number": str, "title": TEXT, "account": ({"id": str, "name": str}, None),
    "pipeline": str, "stage": str, "outcome": str, "owner": PERSON, "amount": (MONEY, None),
    "won_amount": (MONEY, None), "probability": (float, int, NONE), "probability_source": str,
    "expected_close": TEXT, "closed_on": TEXT, "created_at": str, "stage_entered_at": TEXT,
    "stage_age_days": (int, NONE), "next_step": TEXT, "next_step_due": TEXT, "product": TEXT,
    "region": TEXT, "source": TEXT, "tags": [str], "strategies": [str], "external_id": TEXT,
    "gate": {"done": int, "required": int}, "flags": [str],
}  # fmt: skip
BOARD = {
    "schema": int,
    "pipeline": {"key": str, "name": str, "customer_kind": str},
    "as_of": TEXT,
    "filter": str,
    "stages": [
        {"key": str, "name": str, "kind": str, "count": int, "totals": [MONEY],
         "weighted": [MONEY], "deals": [DEAL]}
    ],
}  # fmt: skip
DEALS = {"schema": int, "count": int, "totals": [MONEY], "deals": [DEAL]}
ACCOUNT = {
    "id": str, "number": str, "name": str, "kind": TEXT, "industry": TEXT, "region": TEXT,
    "owner": PERSON, "tier": TEXT, "annual_revenue": (MONEY, None), "tags": [str],
    "external_id": TEXT, "created_at": str, "touched_at": TEXT, "idle_days": (int, NONE),
    "deals": [str], "satisfaction": (int, NONE), "tier_until": TEXT, "open_deals": int,
    "open_totals": [MONEY],
    "cadence": ({"state": str, "due": TEXT, "every_days": int, "max_days": int}, None),
}  # fmt: skip
REASON = {"key": str, "text": str, "days": (int, NONE), "due": TEXT}
TODAY = {
    "schema": int, "day": str, "as_of": TEXT, "owner": PERSON, "filter": str, "count": int,
    "groups": {"late": int, "today": int, "look": int, "soon": int},
    "news": ({"count": int, "since": str}, None),
    "goals": [
        {"id": str, "number": str, "title": str, "status": str, "attainment": (float, NONE),
         "required_per_week": (int, float, NONE, dict), "remaining": TEXT}
    ],
    "items": [
        {"kind": str, "id": str, "number": TEXT, "name": str, "group": str, "todo": str,
         "reasons": [REASON], "tier": TEXT, "owner": PERSON,
         "account": ({"id": str, "name": str}, None), "deal": TEXT, "amount": (MONEY, None),
         "stage": TEXT,
         "next_step": TEXT, "next_step_due": TEXT}
    ],
}  # fmt: skip
CHANGE = {"path": str, "old": (str, int, bool, NONE), "new": (str, int, bool, NONE)}
COMMIT = {"id": str, "at": str, "by": str, "intent": str, "record": str, "changes": [CHANGE]}
FUNNEL = {
    "schema": int, "basis": str, "pipeline": str, "period": ({"from": str, "to": str}, None),
    "filter": str, "n": int, "excluded": {}, "lead_to_opportunity": (float, NONE),
    "opportunity_to_win": (float, NONE),
    "stages": [
        {"key": str, "name": str, "reached": int, "conversion": (float, NONE),
         "resolved": (float, NONE), "current": int, "current_totals": [MONEY]}
    ],
}  # fmt: skip
CHANGES = {
    "schema": int, "from": str, "to": str, "closing": ({"from": str, "to": str}, None),
    "filter": str, "opening": [MONEY], "opening_count": int, "closing_total": [MONEY],
    "closing_count": int, "booked": [MONEY], "unchanged": int,
    "lines": [{"kind": str, "sign": int, "count": int, "totals": [MONEY], "deals": [str]}],
}  # fmt: skip
NUMBER = (int, float, NONE)
AMOUNT = (int, float, NONE, dict)
RESULT = {
    "metric": str, "mode": str, "target": AMOUNT, "actual": AMOUNT, "base": AMOUNT,
    "expected_to_date": AMOUNT, "pace_gap": AMOUNT, "projection": AMOUNT,
    "required_per_week": AMOUNT, "met": bool, "growth": NUMBER, "filter": str, "n": int,
    "deals": [str], "excluded": {},
}  # fmt: skip
ANSWER = {"ok": bool, "why": str}
GOAL = {
    "id": str, "number": str, "title": str, "level": str, "owner": PERSON,
    "period": ({"from": str, "to": str}, None), "parent": TEXT, "status": str,
    "attainment": NUMBER, "key_results": [RESULT], "remaining": TEXT,
    "smart": {key: ANSWER for key in
              ("specific", "measurable", "achievable", "relevant", "time_bound")},
}  # fmt: skip
WRITTEN = {"schema": int, "id": str, "number": TEXT, "commit": str}
SHOWN = {
    "schema": int, "kind": str, "id": str, "number": TEXT, "fields": {}, "record": {},
    "history": [COMMIT],
}  # fmt: skip
READS: list[tuple[list[str], Any]] = [
    (["board"], BOARD),
    (["board", "owner:me", "--pipeline", "existing", "--limit", "1"], BOARD),
    (["deals"], DEALS),
    (["deals", "is:won", "sort:-won_amount", "--limit", "2"], DEALS),
    (["accounts"], {"schema": int, "count": int, "accounts": [ACCOUNT]}),
    (["today"], TODAY),
    (["today", "owner:any", "--limit", "3"], TODAY),
    (
        ["account", "duplicates"],
        {"schema": int, "count": int, "groups": [{"accounts": [ACCOUNT | {"reasons": [str]}]}]},
    ),
    (["funnel"], FUNNEL),
    (["funnel", "--period", "this year", "region:East"], FUNNEL),
    (["changes", "--from", "-60d"], CHANGES),
    (["changes", "owner:me", "--from", "-60d", "--to", "-3d", "--closing", "all"], CHANGES),
    (["goals"], {"schema": int, "goals": [GOAL]}),
    (["goals", "owner:me", "--at", "-7d"], {"schema": int, "goals": [GOAL]}),
    (["history", "--limit", "30"], {"schema": int, "commits": [COMMIT]}),
    (["history", "Hengda"], {"schema": int, "commits": [COMMIT]}),
    (["history", "owner:me"], {"schema": int, "commits": [COMMIT]}),
    (["show", "Hengda"], SHOWN | {"record": DEAL, "criteria": [{"key": str, "done": bool}]}),
    (["show", "Gu Bin"], SHOWN),
    (["show", "jie"], SHOWN),
    (["export", "--format", "json"], DEALS),
    (["doctor"], {"schema": int, "ok": bool,
                  "checks": [{"name": str, "ok": bool, "message": str, "cure": str}]}),
]  # fmt: skip


DOCUMENT = Path(__file__).resolve().parents[2] / "data" / "json.md"


def keys_of(found: Any) -> Iterator[str]:
    """Every key in what a command printed."""
    if isinstance(found, dict):
        yield from found
        found = list(found.values())
    if isinstance(found, list):
        for each in found:
            yield from keys_of(each)


@pytest.mark.parametrize("argv", [["today"], ["accounts"], ["account", "duplicates"]])
def test_the_document_names_every_key(cli: Any, argv: list[str]) -> None:
    known = set(re.findall(r'"(\w+)"', DOCUMENT.read_text(encoding="utf-8")))
    assert {*keys_of(cli.json(*argv))} <= known


def test_the_document_names_every_reason_of_today(cli: Any) -> None:
    known = set(re.findall(r"`(\w+)`", DOCUMENT.read_text(encoding="utf-8")))
    found = cli.json("today", "owner:any", "--limit", "0")
    reasons = {reason["key"] for item in found["items"] for reason in item["reasons"]}
    assert reasons and reasons <= known


@pytest.mark.parametrize(("argv", "shape"), READS, ids=lambda v: " ".join(v)[:40] if v else "")
def test_reads_keep_their_shape(cli: Any, fits: Any, argv: list[str], shape: Any) -> None:
    found = cli.json(*argv)
    fits(found, shape)
    assert found["schema"] == 1


def test_writes_keep_their_shape(cli: Any, fits: Any) -> None:
    made = cli.json("deal", "add", "Nova", "Bearings", "amount=120k", "close=eom")
    fits(made, WRITTEN)
    number = made["number"]
    for argv in (
        ["deal", "set", number, "next_step=send quote", "due=fri"],
        ["deal", "move", number, "demo", "--bypass", "urgent"],
        ["log", "call", number, "quotation received", "--next", "fri send contract"],
        ["deal", "won", number, "--amount", "118k", "--bypass", "urgent"],
        ["account", "set", "Nova Bearings", "tier=key"],
        ["contact", "add", "Wang Wei", "account=Nova Bearings"],
    ):
        fits(cli.json(*argv), WRITTEN)
    fits(cli.json("undo"), WRITTEN | {"undone": str, "intent": str, "count": int, "left": int})
    fits(cli.json("redo"), WRITTEN | {"undone": str, "intent": str, "count": int, "left": int})


def test_imports_keep_their_shape(cli: Any, fits: Any, tmp_path: Any) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("id,title,account,amount\n1,Pumps,Acme,120\n2,Valves,Acme,many\n")
    found = cli("import", str(path), "--json").json
    fault = {"row": int, "column": str, "value": str, "message": str}
    fits(found, {"schema": int, "kind": str, "rows": int, "created": int, "updated": int,
                 "unchanged": int, "skipped": int, "errors": [fault], "mapping": {}, "stages": {},
                 "dry_run": bool})  # fmt: skip
    assert (found["rows"], found["created"], found["skipped"]) == (2, 1, 1)
    assert found["errors"][0]["row"] == 3


def test_the_board_adds_up(cli: Any) -> None:
    board, deals = cli.json("board"), cli.json("deals", "pipeline:new")
    assert sum(stage["count"] for stage in board["stages"]) == deals["count"]
    total = sum(Decimal(each["amount"]) for s in board["stages"] for each in s["totals"])
    assert total == sum(Decimal(each["amount"]) for each in deals["totals"])
    for stage in board["stages"]:
        assert len(stage["deals"]) == stage["count"]
        likely = Decimal(0)
        for deal in stage["deals"]:
            if deal["outcome"] == "open" and deal["amount"]:
                likely += Decimal(deal["amount"]["amount"]) * Decimal(str(deal["probability"]))
        told = sum((Decimal(each["amount"]) for each in stage["weighted"]), Decimal(0))
        assert abs(likely - told) < 1


def test_totals_cover_what_a_limit_leaves_out(cli: Any) -> None:
    whole, part = cli.json("deals"), cli.json("deals", "--limit", "2")
    assert (part["count"], part["totals"]) == (whole["count"], whole["totals"])
    assert part["deals"] == whole["deals"][:2]


def test_the_board_of_another_day(cli: Any) -> None:
    now, then = cli.json("board"), cli.json("board", "--at", "-30d")
    assert now["as_of"] is None
    assert then["as_of"].endswith("Z")
    assert sum(s["count"] for s in then["stages"]) < sum(s["count"] for s in now["stages"])
    born = [deal["created_at"] for stage in then["stages"] for deal in stage["deals"]]
    assert max(born) <= then["as_of"]


def test_the_pipelines_change_adds_up_to_the_lists_of_both_days(cli: Any) -> None:
    days = ("-75d", "-20d")
    found = cli.json("changes", "--from", days[0], "--to", days[1])
    period = f"close:{found['closing']['from']}..{found['closing']['to']}"
    opening, closing = (cli.json("deals", "is:open", period, "--at", day) for day in days)
    assert (found["opening"], found["opening_count"]) == (opening["totals"], opening["count"])
    assert (found["closing_total"], found["closing_count"]) == (
        closing["totals"], closing["count"],
    )  # fmt: skip
    (first,), (last,) = found["opening"], found["closing_total"]
    moved = sum(
        line["sign"] * Decimal(each["amount"]) for line in found["lines"] for each in line["totals"]
    )
    assert Decimal(first["amount"]) + moved == Decimal(last["amount"])
    assert sum(line["count"] for line in found["lines"]) > 5


def test_history_tells_old_and_new(cli: Any) -> None:
    number = cli.json("deal", "add", "Nova", "amount=100", "title=x")["number"]
    cli.ok("deal", "set", number, "amount=250")
    last = cli.json("history", number)["commits"][0]
    assert (last["by"], last["intent"]) == ("lina", "deal.set")
    assert last["changes"] == [{"path": "amount", "old": 10000, "new": 25000}]
    first = cli.json("history", number)["commits"][-1]
    assert first["created"] is True
    assert {"path": "amount", "old": None, "new": 10000} in first["changes"]


def test_problems_are_objects_too(cli: Any, fits: Any) -> None:
    error = {"kind": str, "message": str, "hint": str, "where": str}
    for argv, kind, code in (
        (["board", "stge:demo"], "input", 2),
        (["board", "--limt", "3"], "usage", 2),
        (["bord"], "usage", 2),
        (["show", "Nobody at all"], "not_found", 3),
        (["deal", "lost", "Hengda"], "refused", 1),
        (["board", "--pipeline", "nope"], "not_found", 3),
        (["deal", "set", "Hengda", "amount=3x"], "input", 2),
    ):
        ran = cli(*argv, "--json")
        fits(ran.json, {"schema": int, "error": error})
        assert (ran.json["error"]["kind"], ran.code) == (kind, code), argv
        assert ran.err.startswith("salestui: ")
        assert ran.err.count("\n") == 1
