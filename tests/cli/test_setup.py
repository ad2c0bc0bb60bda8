"""`init`, `demo`, `doctor`, `export`, `import` and `completion`."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import Any

import pytest


def test_init_by_options(nowhere: Any) -> None:
    made = nowhere.json("init", "--name", "科达", "--currency", "eur", "--timezone", "Asia/Tokyo")
    assert Path(made["folder"]).stat().st_mode & 0o777 == 0o700
    assert nowhere.json("board")["pipeline"]["key"] == "new"
    ran = nowhere("init", "--name", "again")
    assert ran.code == 1
    assert "already" in ran.err
    nowhere.ok("deal", "add", "Nova", "amount=3")
    deal = nowhere.json("deals")["deals"][0]
    assert (deal["amount"]["currency"], deal["owner"]["handle"]) == ("EUR", "lina")


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["--name", "x", "--timezone", "Mars/Crater"],
        ["--name", "x", "--currency", "€"],
        ["--name", "x", "--language", "fr"],
    ],
)
def test_init_refuses_and_makes_nothing(nowhere: Any, argv: list[str]) -> None:
    assert nowhere("init", *argv).code == 2
    assert not nowhere.home.exists()


def test_the_sample_team_can_be_kept(nowhere: Any, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    made = nowhere.json("demo", "--keep", str(kept), "--lang", "zh")
    assert made["user"] == "lina"
    out = nowhere.ok("board", "--home", str(kept), "--lang", "zh").out
    assert "恒达阀门" in out
    ran = nowhere("demo", "--keep", str(kept))
    assert (ran.code, "not empty" in ran.err) == (1, True)
    assert not nowhere.home.exists()


def test_everything_in_order(cli: Any, cli_zh: Any) -> None:
    cli.ok("board")
    assert cli.ok("doctor").out.rstrip().endswith("Everything is in order.")
    assert cli_zh.ok("doctor").out.rstrip().endswith("一切正常。")
    names = [check["name"] for check in cli.json("doctor")["checks"]]
    assert names == ["program", "config", "folder", "disk", "workspace", "log", "checkpoint",
                     "clock", "terminal"]  # fmt: skip


def failing(cli: Any) -> list[str]:
    """The names of the checks that find something; each says what to do."""
    ran = cli("doctor", "--json")
    bad = [check for check in ran.json["checks"] if not check["ok"]]
    assert all(check["message"] and check["cure"] for check in bad)
    assert (ran.code, ran.json["ok"]) == (4 if bad else 0, not bad)
    return [check["name"] for check in bad]


def test_doctor_finds_what_is_wrong(cli: Any) -> None:
    cli.ok("deal", "add", "Nova")
    (folder,) = (path for path in cli.home.iterdir() if path.is_dir())
    folder.chmod(0o755)
    assert failing(cli) == ["folder"]
    folder.chmod(0o700)
    good = (folder / "db.json").read_bytes()
    (folder / "db.json").write_bytes(good[:-100])
    assert failing(cli) == ["checkpoint"]
    (folder / "db.json").write_bytes(good)
    log = max(folder.glob("log/*/*.jsonl"), key=lambda path: path.stat().st_size)
    data = log.read_bytes()
    log.write_bytes(data[:2000] + b"X" + data[2001:])
    assert "log" in failing(cli)
    log.write_bytes(data + b"half a li")
    assert failing(cli) == ["log"]


def test_doctor_before_there_is_a_workspace(nowhere: Any) -> None:
    assert failing(nowhere) == ["workspace"]
    assert "`salestui init`" in nowhere("doctor").out


HOSTILE = ("=1+2", "+1", "-1", "@SUM(A1)", "'=x", "''=x", "'plain", 'say "hi", all', "a\nb", "数据")


def test_an_export_is_no_formula_and_reads_back(cli: Any, nowhere: Any, tmp_path: Path) -> None:
    for name in HOSTILE:
        cli("account", "add", f"name={name}", "region=Here", f"note={name}")
    path = tmp_path / "accounts.csv"
    assert cli.ok("export", "accounts", "region:Here", "--out", str(path), "--bom").out
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == len(HOSTILE)
    assert not any(cell[:1] in tuple("=+-@\t\r") for row in rows for cell in row.values() if cell)
    nowhere.ok("init", "--name", "other")
    ran = nowhere("import", str(path), "--json")
    assert (ran.code, ran.json["created"], ran.json["errors"]) == (0, len(HOSTILE), [])
    there = {(a["name"], a["region"]) for a in cli.json("accounts", "region:Here")["accounts"]}
    here = {(a["name"], a["region"]) for a in nowhere.json("accounts")["accounts"]}
    assert here == there
    assert {name for name, _ in here} >= {*HOSTILE} - {"a\nb"}
    notes = [nowhere.json("show", a["number"])["fields"]["note"] for a in
             nowhere.json("accounts")["accounts"]]  # fmt: skip
    assert set(notes) == set(HOSTILE)


def test_exports_of_every_kind(cli: Any) -> None:
    for kind in ("deals", "accounts", "contacts", "members", "activities"):
        text = cli.ok("export", kind).out
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        assert len(rows) == cli.json("export", kind)["count"], kind
        assert all(None not in row for row in rows)
    deals = csv.DictReader(io.StringIO(cli.ok("export", "deals", "Hengda").out, newline=""))
    row = next(deals)
    assert (row["account"], row["amount"], row["currency"]) == ("Hengda Valve", "860000.00", "CNY")
    assert (row["owner"], row["pipeline"]) == ("lina", "new")


def test_an_export_that_can_not_be_written(cli: Any, tmp_path: Path) -> None:
    ran = cli("export", "--out", str(tmp_path / "no" / "where.csv"))
    assert (ran.code, ran.out, ran.err.count("\n")) == (4, "", 1)


def test_an_import_says_what_became_of_it(cli: Any, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    bad = "".join(f"{n},T{n},Acme,many\n" for n in range(30))
    path.write_text("id,title,account,amount\n" + bad + "x,Pumps,Acme,120\n")
    ran = cli("import", str(path))
    assert ran.code == 0
    assert "31 rows as deals: 1 created" in ran.out
    assert "deals.csv row 2 and 29 more, amount: many:" in ran.err
    assert ran.err.count("\n") == 1
    assert "Nothing was saved" in cli("import", str(path), "--dry-run").out
    before = cli.json("deals")["count"]
    again = cli("import", str(path), "--json").json
    assert (again["created"], again["updated"]) == (0, 0)
    assert cli.json("deals")["count"] == before
    cli.ok("undo")
    assert cli.json("deals")["count"] == before - 1


def test_an_import_of_nothing_good_fails(cli: Any, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("id,title,account,amount\n1,Pumps,Acme,many\n")
    ran = cli("import", str(path), "--json")
    assert (ran.code, ran.json["skipped"]) == (2, 1)
    assert cli("import", str(tmp_path / "none.csv")).code == 3
    path.write_bytes(os.urandom(2000))
    ran = cli("import", str(path))
    assert (ran.code, ran.err.count("\n")) == (2, 1)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_for_shells(cli: Any, shell: str) -> None:
    assert "_SALESTUI_COMPLETE" in cli.ok("completion", shell).out
