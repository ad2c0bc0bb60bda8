"""`salestui backup` and `salestui restore`: one file, a new replica, nothing half done."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from .conftest import Cli


def titles(cli: Cli) -> set[str]:
    """The titles of the deals."""
    return {deal["title"] for deal in cli.json("deals")["deals"]}


def replica(cli: Cli) -> str:
    """The name under which a home writes."""
    (path,) = cli.home.glob("*/replica.json")
    return str(json.loads(path.read_bytes())["rep"])


@pytest.fixture
def elsewhere(tmp_path: Path) -> Cli:
    """A computer with nothing on it."""
    return Cli(tmp_path / "else" / "home", tmp_path / "else")


def test_a_backup_comes_back_as_a_new_replica(cli: Cli, elsewhere: Cli, tmp_path: Path) -> None:
    cli.ok("deal", "add", "Nova", "title=pumps")
    before = cli.json("board")
    file = tmp_path / "sales.backup"
    kept = cli.json("backup", str(file))
    assert (kept["files"] > 1, file.stat().st_mode & 0o777) == (True, 0o600)
    found = elsewhere.json("restore", str(file))
    assert (found["id"], found["problems"]) == (kept["id"], [])
    assert elsewhere.json("board")["stages"] == before["stages"]
    elsewhere.ok("deal", "add", "Nova", "title=valves")
    assert replica(elsewhere) != replica(cli)
    assert elsewhere.ok("doctor").out


def test_a_restored_member_goes_on_in_the_team(elsewhere: Cli, tmp_path: Path) -> None:
    root, file = tmp_path / "shared", tmp_path / "sales.backup"
    anna, bo = (Cli(tmp_path / n / "home", tmp_path / n) for n in ("anna", "bo"))
    anna.env["SALESTUI_USER"] = elsewhere.env["SALESTUI_USER"] = "anna"
    bo.env["SALESTUI_USER"] = "bo"
    anna.ok("team", "setup", str(root))
    anna.ok("init", "--name", "Keda", "--shared", str(root))
    bo.ok("team", "join", str(root))
    shutil.move(root, tmp_path / "away")
    anna.ok("deal", "add", "Nova", "title=never out")
    anna.ok("backup", str(file))
    shutil.rmtree(anna.home)
    shutil.move(tmp_path / "away", root)
    elsewhere.ok("restore", str(file))
    elsewhere.ok("sync")
    bo.ok("deal", "add", "Nova", "title=of bo")
    bo("sync")
    elsewhere.ok("sync")
    assert titles(bo) == titles(elsewhere) == {"never out", "of bo"}


def test_nothing_is_overwritten(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "sales.backup"
    cli.ok("backup", str(file))
    before = file.read_bytes()
    for lang in ("en", "zh"):
        ran = cli("backup", str(file), "--lang", lang)
        assert (ran.code, ran.err.count("\n")) == (2, 1)
        ran = cli("restore", str(file), "--lang", lang)
        assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert file.read_bytes() == before
    cli.ok("deal", "add", "Nova", "title=pumps")
    cli.ok("backup", str(file), "--replace")
    assert file.read_bytes() != before


def test_what_can_not_be_written_or_read(cli: Cli, elsewhere: Cli, tmp_path: Path) -> None:
    ran = cli("backup", str(tmp_path / "no" / "where"))
    assert (ran.code, ran.out, ran.err.count("\n")) == (4, "", 1)
    assert elsewhere("backup", str(tmp_path / "x")).code == 3
    assert elsewhere("restore", str(tmp_path / "none")).code == 3
    cli.ok("backup", str(tmp_path / "good"))
    data = (tmp_path / "good").read_bytes()
    for bad in (b"", b"no archive", data[: len(data) // 2], data[:-1]):
        (tmp_path / "bad").write_bytes(bad)
        ran = elsewhere("restore", str(tmp_path / "bad"), "--json")
        assert (ran.code, ran.json["error"]["kind"]) == (2, "input")
        assert elsewhere("board").code == 3


def test_both_languages(cli: Any, elsewhere: Cli, tmp_path: Path) -> None:
    assert "已将" in cli.ok("backup", str(tmp_path / "a"), "--lang", "zh").out
    assert "已恢复到" in elsewhere.ok("restore", str(tmp_path / "a"), "--lang", "zh").out
