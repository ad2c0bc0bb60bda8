"""A team over a shared folder, by commands alone: real folders, two or three homes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from salestui.sync.synclock import SyncLock
from tests.patience import PATIENCE

from .conftest import Cli
from .teamwork import deals, folder_of, member, published, replica, settled

SYNCED = {
    "schema": int, "published": int, "pulled": int, "waiting": int, "conflicts": int,
    "replicas": [
        {"rep": str, "who": str, "verified": bool, "commits": int, "last": (str, type(None)),
         "problem": (str, type(None))}
    ],
}  # fmt: skip


def test_edits_arrive_and_merge(anna: Cli, bo: Cli, fits: Any, root: Path) -> None:
    number = anna.json("deal", "add", "Hengda", "title=valves", "amount=100")["number"]
    settled(anna, lambda: published(anna, root))
    found = bo.json("sync")
    fits(found, SYNCED)
    assert (found["pulled"] > 0, found["waiting"], found["conflicts"]) == (True, 0, 0)
    assert deals(bo) == {"valves": ("100.00", None)}
    # Both edit without hearing of each other: a field each, and a deal each.
    shutil.move(root, root.with_name("away"))
    anna.ok("deal", "set", number, "amount=250")
    bo.ok("deal", "set", number, "next_step=call")
    anna.ok("deal", "add", "Nova", "title=pumps")
    bo.ok("deal", "add", "Jinhua", "title=tools")
    assert "2 edits wait here" in anna("sync").err
    shutil.move(root.with_name("away"), root)
    for cli in (anna, bo, anna):
        cli.ok("sync")
    assert deals(anna) == deals(bo)
    assert deals(anna)["valves"] == ("250.00", "call")
    assert set(deals(bo)) == {"valves", "pumps", "tools"}
    (log,) = (folder_of(bo) / "log").glob(f"{replica(bo)}/*.jsonl")
    assert log.read_bytes().count(b'"k":"hb"') == 1
    assert {r["who"] for r in anna.json("team", "status")["replicas"]} == {"anna", "bo"}


def test_a_damaged_copy_of_a_colleagues_log_comes_again(anna: Cli, bo: Cli, root: Path) -> None:
    number = bo.json("deal", "add", "Hengda", "title=valves")["number"]
    bo.ok("deal", "set", number, "amount=1", "next_step=call")
    bo.ok("deal", "set", number, "next_step=visit")
    settled(bo, lambda: published(bo, root))
    anna.ok("sync")
    home = folder_of(anna)
    mirror = home / "log" / replica(bo)
    (file,) = mirror.iterdir()
    file.write_bytes(file.read_bytes().replace(b'"amount":100,', b'"amount":900,'))
    for copy in (home / "db.json", home / "fold.json", *home.glob("quick.*")):
        copy.unlink(missing_ok=True)
    assert deals(anna) == {"valves": (None, "visit")}
    (bad,) = [check for check in anna("doctor", "--json").json["checks"] if not check["ok"]]
    assert bad["name"] == "log" and "the hash does not fit" in bad["message"]
    assert f"Move {mirror} away" in bad["cure"]
    mirror.rename(home / "aside.log")
    anna.ok("sync")
    assert deals(anna) == deals(bo) == {"valves": ("1.00", "visit")}
    assert all(check["ok"] for check in anna.json("doctor")["checks"])


def test_a_real_difference_is_told(anna: Cli, bo: Cli, root: Path) -> None:
    number = anna.json("deal", "add", "Hengda", "title=valves")["number"]
    for cli in (anna, bo, anna):
        cli("sync")
    shutil.move(root, root.with_name("away"))
    anna.ok("deal", "set", number, "amount=1")
    bo.ok("deal", "set", number, "amount=2")
    shutil.move(root.with_name("away"), root)
    for cli in (anna, bo, anna):
        cli("sync")
    assert [cli.json("sync")["conflicts"] for cli in (anna, bo)] == [1, 1]
    assert "1 to decide" in anna.ok("team", "status").out
    assert "1 项待决定" in bo.ok("sync", "--lang", "zh").out


def test_the_inbox_prints_both_values(anna: Cli, bo: Cli, root: Path) -> None:
    number = anna.json("deal", "add", "Nova", "title=pumps")["number"]
    for cli in (anna, bo):
        cli.json("sync")
    assert "Nothing for you to decide." in anna.ok("inbox").out
    shutil.move(root, root.with_name("away"))
    anna.ok("deal", "set", number, "amount=1k")
    bo.ok("deal", "set", number, "amount=2k")
    shutil.move(root.with_name("away"), root)
    for cli in (anna, bo, anna):
        cli("sync")
    told = anna.ok("inbox").out
    assert "Nova  Amount  2k / 1k" in told and "Decide in the app" in told
    shape = anna.json("inbox")
    (item,) = shape["items"]
    assert (shape["schema"], shape["count"], item["contested_delete"]) == (1, 1, False)
    assert (item["number"], item["name"], item["paths"]) == (number, "Nova", ["amount", "currency"])
    assert [(v["by"], v["values"]["amount"]) for v in item["values"]] == [
        ("bo", 200000), ("anna", 100000)
    ]  # fmt: skip
    assert item["base"] == {"amount": None, "currency": None}
    bo.ok("deal", "set", number, "amount=3k")
    for cli in (bo, anna):
        cli("sync")
    assert anna.json("inbox", "--all")["items"] == []


def test_a_command_that_writes_publishes_by_itself(anna: Cli, root: Path) -> None:
    anna.ok("deal", "add", "Nova", "title=pumps")
    settled(anna, lambda: published(anna, root))
    assert anna.json("sync")["published"] == 0


def test_a_lock_that_is_held_delays_nothing(anna: Cli, root: Path) -> None:
    lock = SyncLock(folder_of(anna))
    assert lock.take()
    anna.ok("deal", "add", "Nova", "title=pumps")
    assert "syncing this workspace already" in anna.ok("sync").out
    assert anna.json("sync")["busy"] is True
    assert anna.ok("team", "status").out
    assert not published(anna, root)
    lock.release()
    assert anna.json("sync")["published"] == 1


def away(root: Path) -> None:
    """The directory is gone from its place."""
    shutil.move(root, root.with_name("away"))


def exchanged(root: Path) -> None:
    """Another, empty directory stands in its place, as where nothing is mounted."""
    away(root)
    root.mkdir()


def no_directory(root: Path) -> None:
    """A file stands in its place."""
    away(root)
    root.touch()


def says(text: str) -> Callable[[Path], None]:
    """The workspace file holds something else."""

    def write(root: Path) -> None:
        (root / "salestui.json").write_text(text)

    return write


PLIGHTS: dict[str, Callable[[Path], None]] = {
    "vanished": away,
    "exchanged": exchanged,
    "no directory": no_directory,
    "damaged": says("[]"),
    "newer": says('{"format":9,"ws":"wx"}'),
    "of others": says('{"format":1,"ws":"wx"}'),
}


@pytest.mark.parametrize("plight", PLIGHTS)
def test_a_folder_in_trouble_is_one_sentence(anna: Cli, bo: Cli, root: Path, plight: str) -> None:
    PLIGHTS[plight](root)
    before = sorted(path for path in root.rglob("*"))
    ran = anna.ok("deal", "add", "Nova", "title=pumps")
    assert ran.out.startswith("Saved")
    for lang in ("en", "zh"):
        for argv in (["sync"], ["team", "status"]):
            ran = anna(*argv, "--lang", lang)
            assert (ran.code, ran.err.count("\n")) == (4, 1), (argv, ran)
    assert anna("sync", "--json").json["error"]["kind"] == "folder"
    ran = anna("doctor", "--json")
    (bad,) = [check for check in ran.json["checks"] if not check["ok"]]
    assert (ran.code, bad["name"], bool(bad["cure"])) == (4, "shared", True)
    assert set(deals(anna)) == {"pumps"}
    assert sorted(path for path in root.rglob("*")) == before


def test_a_read_only_folder(anna: Cli, root: Path) -> None:
    everything = [*root.rglob("*"), root]
    modes = [path.stat().st_mode & 0o7777 for path in everything]
    try:
        for path in everything:
            path.chmod(0o500 if path.is_dir() else 0o400)
        if os.access(root, os.W_OK):
            pytest.skip("nothing is read-only for whoever runs this")
        anna.ok("deal", "add", "Nova", "title=pumps")
        for argv in (["sync"], ["team", "status"]):
            ran = anna(*argv)
            assert (ran.code, ran.err.count("\n")) == (4, 1)
            assert "1 edit waits here" in ran.err
        bad = [c["name"] for c in anna("doctor", "--json").json["checks"] if not c["ok"]]
        assert bad == ["shared", "rights"]
    finally:
        for path, mode in zip(reversed(everything), reversed(modes), strict=True):
            path.chmod(mode)
    assert anna.json("sync")["published"] == 1
    assert set(deals(anna)) == {"pumps"}


def test_a_wiped_folder_fills_again(anna: Cli, bo: Cli, root: Path, tmp_path: Path) -> None:
    anna.ok("deal", "add", "Nova", "title=pumps")
    for cli in (anna, bo):
        cli("sync")
    shutil.rmtree(root / "log")
    (root / "salestui.json").unlink()
    for cli in (bo, anna):
        assert cli("sync").code == 0
    cho = member(tmp_path, "cho")
    cho.ok("team", "join", str(root))
    assert set(deals(cho)) == {"pumps"}


def test_doctor_looks_at_the_folder(anna: Cli, bo: Cli, root: Path) -> None:
    for cli in (anna, bo):
        cli("sync")
    names = [check["name"] for check in anna.json("doctor")["checks"]]
    assert names[-6:] == ["shared", "rights", "skew", "team", "clock", "terminal"]
    root.chmod(0o3777)
    ran = anna("doctor")
    assert (ran.code, "chmod 3770" in ran.out) == (4, True)
    root.chmod(0o3770)
    (root / "log" / replica(bo)).chmod(0o2777)
    ran = anna("doctor", "--lang", "zh")
    assert (ran.code, "chmod -R go-w" in ran.out) == (4, True)


def test_watching_follows_until_interrupted(anna: Cli, bo: Cli, root: Path) -> None:
    world = {key: value for key, value in bo.env.items() if value is not None}
    watch = subprocess.Popen(
        [sys.executable, "-m", "salestui", "sync", "--watch"],
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", **world},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert watch.stdout is not None
    limit = threading.Timer(40, watch.kill)
    limit.start()
    assert "Following" in watch.stdout.readline()
    anna.ok("deal", "add", "Nova", "title=pumps")
    while "came in" not in (line := watch.stdout.readline()):
        assert line
    assert set(deals(bo)) == {"pumps"}
    bo.ok("deal", "add", "Hengda", "title=valves")
    while "1 edit went out" not in (line := watch.stdout.readline()):
        assert line
    watch.send_signal(signal.SIGINT)
    _, err = watch.communicate(timeout=PATIENCE)
    limit.cancel()
    assert (watch.returncode, "Traceback" in err) == (0, False)
    anna.ok("sync")
    assert set(deals(anna)) == {"pumps", "valves"}
