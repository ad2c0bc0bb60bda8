"""`salestui edit`: records as a table in an editor, where a script plays the editor."""

from __future__ import annotations

import shlex
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
MINE = ("owner:lina", "is:open", "stage:demo")


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the files to edit are made."""
    folder = tmp_path / "files"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def edit(cli: Any, temp: Path, tmp_path: Path) -> Run:
    """Runs `salestui edit` with an editor that does `code` to the rows, a list of lists."""

    def run(code: str, *words: str, **env: str) -> Any:
        editor = tmp_path / "editor.py"
        editor.write_text(
            "import sys\n"
            "path = sys.argv[-1]\n"
            "lines = open(path, encoding='utf-8').read().split('\\n')\n"
            "at = next(n for n, line in enumerate(lines) if line.startswith('id'))\n"
            "rows = [line.split('\\t') for line in lines[at:] if line]\n"
            "head = rows[0]\n" + code + "\n"
            "text = lines[:at] + ['\\t'.join(row) for row in rows]\n"
            "open(path, 'w', encoding='utf-8').write('\\n'.join(text) + '\\n')\n",
            encoding="utf-8",
        )
        command = shlex.join([sys.executable, str(editor)])
        return cli("edit", *words, VISUAL="", EDITOR=command, **env)

    return run


def column(name: str) -> str:
    """Code that stands for the place of a column."""
    return f"[head.index({name!r})]"


def sources(cli: Any) -> list[Any]:
    return [deal["source"] for deal in cli.json("deals", *MINE)["deals"]]


def test_changes_of_many_rows_are_one_act(cli: Any, edit: Run, temp: Path) -> None:
    before = sources(cli)
    assert len(before) > 1
    ran = edit(f"for row in rows[1:]: row{column('source')} = 'cold'", *MINE)
    assert (ran.code, ran.err) == (0, "")
    assert "salestui undo" in ran.out
    assert set(sources(cli)) == {"cold"}
    assert list(temp.iterdir()) == []
    cli.ok("undo")
    assert sources(cli) == before


def test_nothing_changed_saves_nothing(cli: Any, edit: Run, temp: Path) -> None:
    commits = cli.json("history", "--limit", "1")
    ran = edit("", *MINE)
    assert (ran.code, ran.out) == (0, "Nothing to change\n")
    assert cli.json("history", "--limit", "1") == commits
    assert list(temp.iterdir()) == []


def test_a_file_that_the_editor_took_away_is_one_sentence(cli: Any, temp: Path) -> None:
    code = "import os, sys; os.remove(sys.argv[-1])"
    editor = shlex.join([sys.executable, "-c", code])
    ran = cli("edit", *MINE, EDITOR=editor, VISUAL="")
    assert (ran.code, ran.out) == (4, "") and len(ran.err.splitlines()) == 1
    assert "The file can't be read" in ran.err


def test_a_dry_run_says_how_many_and_writes_nothing(cli: Any, edit: Run) -> None:
    before = sources(cli)
    ran = edit(f"for row in rows[1:]: row{column('source')} = 'cold'", *MINE, "--dry-run")
    assert ran.out.startswith("Would change ")
    assert sources(cli) == before


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (f"rows[1]{column('amount')} = '3x'; rows[2]{column('source')} = 'cold'", "line 6 amount"),
        (f"rows[2]{column('owner')} = 'nobody'", "line 7 owner"),
        ("rows[1][0] = 'dl_none'", "the table has no row dl_none"),
        ("rows.append(rows[1])", "the row is there twice, first in line 6"),
        ("head[3] = 'amont'", "line 5 amont"),
        ("head[0] = 'idd'", "the header with the column id is missing"),
        ("rows[1] += ['more']", "11 cells, the header has 10"),
    ],
)
def test_a_mistake_is_placed_and_the_file_kept(
    cli: Any, edit: Run, temp: Path, code: str, said: str
) -> None:
    before = cli.json("deals", *MINE)
    ran = edit(code, *MINE)
    assert ran.code == 2
    assert said in ran.err
    (kept,) = temp.iterdir()
    assert str(kept) in ran.err
    assert cli.json("deals", *MINE) == before


def test_rows_and_columns_may_be_taken_out_and_moved(cli: Any, edit: Run) -> None:
    first, *others = [deal["id"] for deal in cli.json("deals", *MINE, "sort:created")["deals"]]
    code = (
        "col = head.index('source')\n"
        "rows[:] = [[row[col], row[0]] for row in [head, *rows[:1:-1]]]\n"
        "for row in rows[1:]: row[0] = 'other'"
    )
    assert edit(code, *MINE).code == 0
    found = {deal["id"]: deal["source"] for deal in cli.json("deals", *MINE)["deals"]}
    assert found.pop(first) != "other"
    assert found == dict.fromkeys(others, "other")


def test_tabs_and_lines_within_a_cell(cli: Any, edit: Run) -> None:
    code = f"rows[1]{column('note')} = 'one\\\\ntwo\\\\\\\\n'"
    assert edit(code, *MINE, "--fields", "note").code == 0
    id = next(r["id"] for r in cli.json("deals", *MINE)["deals"] if note_of(cli, r["id"]))
    assert note_of(cli, id) == "one\ntwo\\n"
    assert edit("", *MINE, "--fields", "note").out == "Nothing to change\n"


def note_of(cli: Any, id: str) -> Any:
    return cli.json("show", id)["fields"].get("note")


def test_what_somebody_changed_meanwhile_is_not_replaced(cli: Any, edit: Run, temp: Path) -> None:
    code = (
        "import subprocess\n"
        "subprocess.run([sys.executable, '-m', 'salestui', 'deal', 'set', rows[1][0],"
        " 'source=online'], check=True, capture_output=True)\n"
        f"rows[1]{column('source')} = 'cold'"
    )
    ran = edit(code, *MINE)
    assert ran.code == 2
    assert "line 6 source: somebody changed it to Online meanwhile" in ran.err
    assert "online" in sources(cli)
    assert len(list(temp.iterdir())) == 1


def test_accounts_too_and_an_editor_that_fails(cli: Any, edit: Run, temp: Path) -> None:
    assert edit(f"rows[1]{column('region')} = 'Moon'", "accounts", "owner:lina").code == 0
    assert cli.json("accounts", "region:Moon")["count"] == 1
    assert edit("sys.exit(3)", *MINE).code == 4
    assert cli("edit", *MINE, VISUAL="", EDITOR="/no/such/editor").code == 2
    assert list(temp.iterdir()) == []
