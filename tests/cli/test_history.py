"""`salestui history`: filters that choose among changes, and following them as they come."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import pytest

from tests.patience import PATIENCE


def test_by_and_changed_choose_among_the_changes(cli: Any) -> None:
    found = cli.json("history", "by:lina changed:amount changed>=-20d")["commits"]
    assert found
    for each in found:
        assert each["by"] == "lina"
        assert any(change["path"] == "amount" for change in each["changes"])
    of_all = cli.json("history", "changed:amount", "--limit", "0")["commits"]
    assert {each["by"] for each in of_all} > {"lina"}


def test_alone_they_tell_of_every_kind_of_record(cli: Any) -> None:
    kinds = {each["kind"] for each in cli.json("history", "by:lina changed>=-60d")["commits"]}
    assert kinds >= {"deals", "activities", "accounts"}
    deals = cli.json("history", "by:lina stage:demo")["commits"]
    assert {each["kind"] for each in deals} == {"deals"}


def test_without_them_the_filter_chooses_the_deals(cli: Any) -> None:
    every = cli.json("history", "stage:demo")["commits"]
    part = cli.json("history", "stage:demo by:lina")["commits"]
    assert 0 < len(part) < len(every)
    assert {each["id"] for each in part} == {e["id"] for e in every if e["by"] == "lina"}


def test_a_path_has_a_history_by_its_key_or_name(cli: Any) -> None:
    cli.ok("path", "set", "new", "name_en=New logos")
    told = [cli.json("history", name)["commits"] for name in ("new", "NEW LOGOS", "新客户")]
    assert [change["new"] for change in told[0][0]["changes"]] == ["New logos"]
    assert {commit["kind"] for commit in told[0]} == {"pipelines"}
    assert told == [told[0]] * 3


def test_a_look_back_ends_the_history_there(cli: Any) -> None:
    then = cli.json("history", "changed:stage", "--at", "-10d")["commits"]
    now = cli.json("history", "changed:stage")["commits"]
    assert len(then) < len(now)
    assert {each["id"] for each in then} < {each["id"] for each in now}


def test_other_commands_ask_the_log_too(cli: Any, cli_zh: Any) -> None:
    deals = cli.json("deals", "changed:stage changed>=-7d")["deals"]
    told = cli.json("history", "changed:stage changed>=-7d", "--limit", "0")["commits"]
    assert {deal["id"] for deal in deals} == {
        each["record"] for each in told if each["kind"] == "deals"
    }
    assert cli_zh.json("deals", "改动:阶段 改动>=-7天")["count"] == len(deals)
    earlier = cli.json("deals", "changed:amount", "--at", "-30d")["count"]
    assert earlier < cli.json("deals", "changed:amount")["count"]


def test_a_name_that_is_none_is_refused(cli: Any) -> None:
    ran = cli("history", "by:nobody")
    assert ran.code == 2 and "at character 4" in ran.err


@contextmanager
def following(cli: Any, *words: str) -> Iterator[IO[str]]:
    """What `history` prints as it follows; ctrl+c at the end is no failure."""
    env = {**os.environ, **{k: v for k, v in cli.env.items() if v is not None}}
    argv = [sys.executable, "-m", "salestui", "history", *words]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True, env=env) as program:
        assert program.stdout is not None
        try:
            yield program.stdout
            program.send_signal(signal.SIGINT)
            assert program.wait(PATIENCE) == 0
        finally:
            program.kill()


@pytest.mark.parametrize("word", ["-f", "--follow"])
def test_it_follows_until_it_is_interrupted(cli: Any, word: str) -> None:
    """The last ones first, then each as it is written."""
    with following(cli, word, "by:me", "--limit", "1") as out:
        assert "lina" in out.readline()
        cli.ok("deal", "set", "Hengda", "amount=901k")
        line = out.readline()
        assert re.search(r"lina +edit +.*Hengda Valve +Amount: CNY 860k -> CNY 901k", line), line


def test_it_follows_as_json_lines(cli: Any) -> None:
    with following(cli, "-f", "Hengda", "--limit", "1", "--json") as out:
        assert '"schema": 1' in out.readline()
        cli.ok("deal", "set", "Rugao Crane", "amount=11k")
        cli.ok("deal", "set", "Hengda", "amount=902k")
        assert '"new": 90200000' in out.readline()
