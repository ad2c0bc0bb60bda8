"""Setting up a shared folder, joining it with and without data, leaving, restoring."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from salestui.store.inuse import in_use

from .conftest import Cli
from .teamwork import deals, folder_of, member, published, settled


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_setting_up_says_what_the_admin_does(nowhere: Cli, tmp_path: Path, lang: str) -> None:
    root = tmp_path / "a b"
    out = nowhere.ok("team", "setup", str(root), "--lang", lang).out
    assert [path.stat().st_mode & 0o7777 for path in (root, root / "log")] == [0o3770] * 2
    assert f"chmod 3770 '{root}' '{root}/log'" in out
    assert all(word in out for word in ("2750", "0640", "chown root:", "team join"))
    made = nowhere.json("team", "setup", str(root))
    assert (made["mode"], made["member_mode"]) == ("3770", "2750")
    assert not nowhere.home.exists()


def test_setting_up_touches_nothing_of_others(nowhere: Cli, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir(mode=0o755)
    (tmp_path / "full" / "letter.txt").touch()
    ran = nowhere("team", "setup", str(tmp_path / "full"))
    assert (ran.code, "other things" in ran.err) == (1, True)
    assert (tmp_path / "full").stat().st_mode & 0o7777 == 0o755
    assert nowhere("team", "setup", str(tmp_path / "x"), "--group", "no-such-group").code == 2
    (tmp_path / "file").touch()
    assert nowhere("team", "setup", str(tmp_path / "file")).code == 4


def test_restoring_into_another_directory(anna: Cli, bo: Cli, root: Path, tmp_path: Path) -> None:
    anna.ok("deal", "add", "Nova", "title=pumps")
    bo.ok("deal", "add", "Hengda", "title=valves")
    for cli in (anna, bo, anna):
        cli("sync")
    shutil.rmtree(root)
    assert anna("team", "restore", str(tmp_path / "none")).code == 4
    anna.ok("team", "setup", str(tmp_path / "fresh"))
    found = anna.json("team", "restore", str(tmp_path / "fresh"))
    assert len(found["missing"]) == 1
    assert "--others" in anna.ok("team", "restore", str(tmp_path / "fresh")).out
    anna.ok("team", "restore", str(tmp_path / "fresh"), "--others")
    cho = member(tmp_path, "cho")
    cho.ok("team", "join", str(tmp_path / "fresh"))
    assert set(deals(cho)) == {"pumps", "valves"}
    bo.ok("team", "restore", str(tmp_path / "fresh"))
    bo.ok("deal", "add", "Jinhua", "title=tools")
    bo("sync")
    anna.ok("sync")
    assert set(deals(anna)) == {"pumps", "valves", "tools"}


def test_joining_with_nothing_but_defaults(anna: Cli, root: Path, tmp_path: Path) -> None:
    cho = member(tmp_path, "cho")
    cho.ok("init", "--name", "Mine")
    out = cho.ok("team", "join", str(root)).out
    assert "phone numbers" in out
    assert cho.json("team", "status")["name"] == "Keda"
    assert len(list((cho.home / "aside").iterdir())) == 1
    cho.ok("deal", "add", "Nova", "title=mine")
    assert cho.json("deals", "owner:me")["count"] == 1


def test_joining_with_data_asks(anna: Cli, root: Path, tmp_path: Path) -> None:
    anna.ok("deal", "add", "Nova", "title=pumps")
    anna("sync")
    cho = member(tmp_path, "cho")
    cho.ok("init", "--name", "Mine")
    cho.ok("deal", "add", "Nova", "title=mine")
    for lang in ("en", "zh"):
        ran = cho("team", "join", str(root), "--lang", lang)
        assert (ran.code, ran.err.count("\n"), "--with-data" in ran.err) == (1, 1, True)
    assert set(deals(cho)) == {"mine"}
    found = cho.json("team", "join", str(root), "--with-data", "merge")
    assert (found["how"], found["carried"] > 0) == ("merged", True)
    assert set(deals(cho)) == {"mine", "pumps"}
    anna.ok("sync")
    assert set(deals(anna)) == {"mine", "pumps"}
    assert {m["handle"] for m in anna.json("export", "members", "--format", "json")["members"]} == {
        "anna", "cho"
    }  # fmt: skip


def test_keeping_data_apart(anna: Cli, root: Path, tmp_path: Path) -> None:
    cho = member(tmp_path, "cho")
    mine = cho.json("init", "--name", "Mine")["id"]
    cho.ok("deal", "add", "Nova", "title=mine")
    found = cho.json("team", "join", str(root), "--with-data", "separate")
    assert found["how"] == "separate"
    assert cho.json("deals", "--workspace", mine)["count"] == 1
    assert cho.json("deals", "--workspace", found["id"])["count"] == 0


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_workspace_that_is_open_is_not_moved_away(
    anna: Cli, root: Path, tmp_path: Path, lang: str
) -> None:
    cho = member(tmp_path, "cho")
    cho.ok("init", "--name", "Mine")
    said = {"en": "has the workspace", "zh": "正打开工作区"}[lang]
    for titles, more in ((set(), []), ({"mine"}, ["--with-data", "merge"])):
        with in_use(folder_of(cho)):
            ran = cho("team", "join", str(root), *more, "--lang", lang)
            assert (ran.code, ran.err.count("\n"), said in ran.err) == (4, 1, True)
            assert set(deals(cho)) == titles
        cho.ok("deal", "add", "Nova", "title=mine")
    assert cho.json("team", "join", str(root), "--with-data", "merge")["how"] == "merged"
    assert set(deals(cho)) == {"mine"}


def test_an_empty_folder_becomes_this_workspace(cli: Cli, root: Path, tmp_path: Path) -> None:
    before = cli.json("deals")["count"]
    found = cli.json("team", "join", str(root))
    assert found["how"] == "shared"
    cho = member(tmp_path, "cho")
    cho.ok("team", "join", str(root))
    assert cho.json("deals")["count"] == before


def test_what_can_not_be_joined(nowhere: Cli, cli: Cli, root: Path, tmp_path: Path) -> None:
    assert nowhere("team", "join", str(root)).code == 3
    assert nowhere("team", "join", str(tmp_path / "none")).code == 4
    assert nowhere("init", "--name", "x", "--shared", str(tmp_path / "none")).code == 4
    assert not nowhere.home.exists()
    for argv in (["sync"], ["team", "status"], ["team", "leave"], ["team", "restore", str(root)]):
        assert cli(*argv).code == 1, argv


def test_leaving_keeps_everything(anna: Cli, bo: Cli, root: Path) -> None:
    bo.ok("deal", "add", "Nova", "title=pumps")
    settled(bo, lambda: published(bo, root))
    assert "断开" in bo.ok("team", "leave", "--lang", "zh").out
    assert set(deals(bo)) == {"pumps"}
    bo.ok("deal", "add", "Hengda", "title=valves")
    assert bo("sync").code == 1
    anna.ok("sync")
    assert set(deals(anna)) == {"pumps"}
    bo.ok("team", "join", str(root))
    anna.ok("sync")
    assert set(deals(anna)) == {"pumps", "valves"}
