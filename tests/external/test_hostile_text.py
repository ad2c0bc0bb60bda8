"""Naughty strings, escape streams and formulas through every command: nothing of theirs acts."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from salestui.cli.main import root
from salestui.domain.text import MAX_BYTES, clean
from salestui.exchange.formulas import unguarded
from salestui.services.setup import open_workbench
from tests.emulator import APP, DRIVING, Terminal, app_env
from tests.external import hostile
from tests.patience import PATIENCE

LISTS = (
    ("board", "--limit", "0"),
    ("board", "title:x", "--limit", "0"),
    ("deals", "--limit", "0"),
    ("accounts", "--limit", "0"),
    ("show", "D-BAD-0"),
    ("show", "D-BAD-14"),
    ("show", "A-BAD-0"),
    ("show", "C-BAD-3"),
    ("funnel",),
    ("funnel", "--chart"),
    ("history", "--limit", "0"),
    ("history", "D-BAD-2"),
    ("doctor",),
)
EXPORTS = ("deals", "accounts", "contacts", "members", "activities")
FORMULA = tuple("=+-@\t\r")


class Cli:
    """Runs commands as anna in this process, in a world of their own."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __call__(self, *argv: str, lang: str = "en") -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        env: dict[str, str | None] = dict(app_env(self.home, lang))
        env |= {"COLUMNS": "80", "TERM": "dumb"}
        result = CliRunner().invoke(root, list(argv), env=env)
        assert isinstance(result.exception, SystemExit | None), argv
        return result.exit_code, result.stdout_bytes.decode(), result.stderr_bytes.decode()

    def ok(self, *argv: str, lang: str = "en") -> str:
        """What a command that must succeed prints."""
        code, out, err = self(*argv, lang=lang)
        assert (code, err) == (0, ""), (argv, err[:500])
        return out


@pytest.fixture(scope="module")
def harmed(tmp_path_factory: pytest.TempPathFactory, datasets: Path) -> Path:
    """A workspace as a program wrote it that cleans nothing; not to be written to."""
    home = tmp_path_factory.mktemp("harmed") / "home"
    with pytest.MonkeyPatch.context() as patch:
        hostile.uncleaned(patch)
        hostile.workspace(home, hostile.well_formed(hostile.texts(datasets)))
    return home


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory, datasets: Path) -> Path:
    """A workspace whose texts came in by our own door; not to be written to."""
    home = tmp_path_factory.mktemp("saved") / "home"
    hostile.workspace(home, [*hostile.texts(datasets), hostile.HUGE])
    return home


def is_calm(text: str) -> bool:
    """Whether nothing in a text but the ends of lines could drive a terminal."""
    return DRIVING.search(text) is None and "\r" not in text


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("argv", LISTS, ids=" ".join)
def test_nothing_of_theirs_reaches_the_terminal(
    harmed: Path, argv: tuple[str, ...], lang: str
) -> None:
    out = Cli(harmed).ok(*argv, lang=lang)
    assert out
    assert is_calm(out)


@pytest.mark.parametrize("argv", LISTS, ids=" ".join)
def test_json_is_one_calm_line_that_parses(harmed: Path, argv: tuple[str, ...]) -> None:
    out = Cli(harmed).ok(*argv, "--json")
    assert is_calm(out) and out.count("\n") == 1
    assert json.loads(out)["schema"] == 1


def test_json_gives_the_texts_back_as_they_are(harmed: Path, saved: Path) -> None:
    for home in (harmed, saved):
        bench = open_workbench(home, user="anna", lang="en")
        stored = {
            doc["_id"]: (doc.get("title"), doc.get("next_step"))
            for doc in bench.snapshot.live("deals")
        }
        bench.close()
        found = json.loads(Cli(home).ok("deals", "--limit", "0", "--json"))["deals"]
        assert len(stored) > 640
        assert {deal["id"]: (deal["title"], deal["next_step"]) for deal in found} == stored


@pytest.mark.parametrize("kind", EXPORTS)
def test_no_cell_is_a_formula_and_none_drives_a_terminal(harmed: Path, kind: str) -> None:
    out = Cli(harmed).ok("export", kind)
    assert DRIVING.search(out.replace("\t", "")) is None
    rows = list(csv.reader(io.StringIO(out, newline="")))
    assert len(rows) > 600
    assert len({len(row) for row in rows}) == 1
    assert [cell for row in rows for cell in row if cell.startswith(FORMULA)] == []
    assert any(cell.startswith("'=") for row in rows for cell in row)


@pytest.mark.parametrize("kind", EXPORTS)
def test_an_export_to_json_is_calm_and_parses(harmed: Path, kind: str) -> None:
    out = Cli(harmed).ok("export", kind, "--format", "json")
    assert is_calm(out)
    assert len(json.loads(out)[kind]) > 600


def test_a_table_gives_every_text_back(saved: Path) -> None:
    bench = open_workbench(saved, user="anna", lang="en")
    stored = {doc["number"]: dict(doc) for doc in bench.snapshot.live("deals")}
    bench.close()
    rows = csv.DictReader(io.StringIO(Cli(saved).ok("export", "deals"), newline=""))
    seen = 0
    for row in rows:
        doc = stored[row["number"]]
        for field in ("title", "next_step", "product", "note", "desired_solution"):
            assert unguarded(row[field]) == doc.get(field, ""), field
        seen += 1
    assert seen == len(stored)


def test_a_table_of_accounts_imports_back_unchanged(
    saved: Path, tmp_path: Path, datasets: Path
) -> None:
    shutil.copytree(saved, tmp_path / "home")
    cli, table = Cli(tmp_path / "home"), tmp_path / "accounts.csv"
    # A list of tags is one cell, cut at commas and semicolons again, so it is left out here.
    text = cli.ok("export", "accounts").replace("tags,note", "other,note", 1)
    table.write_bytes(text.encode())
    code, out, _ = cli("import", str(table), "--kind", "accounts", "--json")
    told = json.loads(out)
    counts = told["files"][0] if "files" in told else told
    assert code == 0
    assert (counts["created"], counts["updated"]) == (0, 0), counts
    assert counts["unchanged"] > 600


def on_a_command_line(text: str) -> str:
    """A text as it comes when typed to a shell: no NUL, bytes that are no text as surrogates."""
    return os.fsdecode(text.replace("\x00", "").encode("utf-8", "surrogatepass"))


def told_of(texts: Sequence[str]) -> list[list[str]]:
    """Command lines that fail and name a text in what they say."""
    lines = []
    for text in map(on_a_command_line, texts):
        lines += [
            ["show", "--", text],
            ["account", "set", "--", "nobody", f"{text}=1"],
            ["deals", "--", f"{text}:{text}"],
            ["board", "--pipeline", text],
            ["board", "--at", text],
            ["import", "--", text],
            ["import", "/dev/null", "--kind", text],
            ["import", "/dev/null", "--preset", text],
            ["--home", text + "/none", "deals"],
            ["deal", "add", "--", "x", f"amount={text}"],
            ["deal", "add", "--", "x", f"owner={text}", f"close={text}"],
            [text],
        ]
    return lines


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sentences_that_name_a_text_are_one_calm_line(home: Path, lang: str) -> None:
    cli = Cli(home)
    for argv in told_of([text for text in hostile.OWN if text.strip() and len(text) < 100]):
        code, out, err = cli(*argv, lang=lang)
        assert is_calm(out) and is_calm(err), argv
        assert "Traceback" not in err and "faults.log" not in err, (argv, err)
        assert code == 0 or err.count("\n") == 1, (argv, err)


def test_an_answer_names_what_was_saved_calmly(home: Path) -> None:
    cli = Cli(home)
    for n, text in enumerate(map(on_a_command_line, hostile.OWN)):
        tag = f"{clean(text) or 'empty'}"[:60]
        for argv in (
            ["account", "add", "--", f"{n} {text}", f"tags={text}", f"note={text}"],
            ["deal", "add", "--", f"{n} {text}", f"title={n} {text}", f"product={text}"],
            ["deal", "set", "--", f"{n} {tag}", f"next={text}", f"tags={text}", f"pains={text}"],
            ["log", "call", "--", f"{n} {tag}", text, ">", text],
        ):
            code, out, err = cli(*argv)
            assert is_calm(out) and is_calm(err), argv
            assert "faults.log" not in err, (argv, err)
            assert code == 0 or err.count("\n") == 1, (argv, err)


def test_what_no_door_lets_in_is_cleaned_at_the_last(home: Path) -> None:
    """Bytes on the command line that are no text, in options that no field checks."""
    cli = Cli(home)
    cli.ok("deal", "add", "Hengda", "title=one")
    bad = "a\udc80b\x1b[31m\u202e\x00"
    for argv in (
        ("log", "call", "Hengda", bad, "--feedback", bad, "--next", f"fri {bad}"),
        ("deal", "lost", "D-1", "--reason", "price", "--note", bad, "--to", bad),
    ):
        code, _, err = cli(*argv)
        assert code == 0, err
    bench = open_workbench(home, user="anna", lang="en")
    (deal,) = bench.snapshot.live("deals")
    (activity,) = bench.snapshot.live("activities")
    bench.close()
    assert deal["lost_note"] == deal["lost_to"] == "ab[31m"
    assert activity["summary"] == activity["feedback"] == "ab[31m"


def test_a_text_that_is_too_long_is_refused_in_one_sentence(home: Path) -> None:
    cli = Cli(home)
    cli.ok("account", "add", "--", "x", "note=" + "长" * (MAX_BYTES // 3))
    code, _, err = cli("account", "add", "--", "y", "note=" + "长" * (MAX_BYTES // 3 + 1))
    assert code == 2
    assert "at most 65,536" in err and len(err) < 300


def run(*argv: Any, env: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*APP, *argv], env=env, capture_output=True, check=False, timeout=PATIENCE
    )


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_bytes_that_are_no_text_on_a_real_command_line(home: Path, encoding: str) -> None:
    env = app_env(home) | {"PYTHONIOENCODING": encoding}
    added = run("account", "add", b"bad \x80\xff name \x9b31m \x1b[31m", "note=客户", env=env)
    assert (added.returncode, added.stderr) == (0, b"")
    for argv in (["accounts"], ["show", "A-1"], ["accounts", "--json"], ["export", "accounts"]):
        shown = run(*argv, env=env)
        assert (shown.returncode, shown.stderr) == (0, b""), argv
        text = shown.stdout.decode("utf-8")
        assert "bad" in text and is_calm(text.replace("\r\n", "\n"))
    missing = run("show", b"q\x80\x1b[31m", env=env)
    assert missing.returncode == 3 and is_calm(missing.stderr.decode())
    assert missing.stderr.count(b"\n") == 1


def test_on_a_terminal_there_is_colour_and_nothing_else(harmed: Path) -> None:
    """What is printed to a real terminal: text and the program's own few colours."""
    for argv in (["board", "--limit", "0"], ["show", "D-BAD-0"], ["funnel", "--chart"]):
        it = Terminal([*APP, *argv], app_env(harmed), 80, 24)
        try:
            assert it.ended() == 0
            text = it.sent.decode()
            assert "\x1b[1m" in text
            for style in ("\x1b[1m", "\x1b[2m", "\x1b[0m", "\x1b[31m", "\x1b[36m", "\x1b[1;32m"):
                text = text.replace(style, "")
            assert DRIVING.findall(text) == [], argv
        finally:
            it.close()


def test_half_a_character_in_a_log_costs_that_log_and_nothing_else(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        hostile.uncleaned(patch)
        hostile.workspace(tmp_path / "home", ["fine", "lone \ud83d high"])
    cli = Cli(tmp_path / "home")
    assert json.loads(cli.ok("deals", "--json"))["count"] == 0
    code, out, err = cli("doctor")
    assert code != 0 and is_calm(out + err)
    assert "faults.log" not in err
