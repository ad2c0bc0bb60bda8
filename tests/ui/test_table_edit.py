"""`:edit`: deals as a table in an editor, where an executable file plays the editor."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from textual.app import App

from salestui.services.workbench import Workbench
from tests.ui.boardcase import fill

Editor = Callable[..., None]
ASKED = "save?"


@pytest.fixture
def filled(bench: Workbench) -> Workbench:
    """Twelve deals of mine, three in each of four stages."""
    fill(bench)
    return bench


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the files to edit are made."""
    folder = tmp_path / "files"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def editor(tmp_path: Path, temp: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Makes an editor that does `code` to the lines and rows of the table."""
    # There is no terminal to be left to anybody.
    monkeypatch.setattr(App, "suspend", lambda self: nullcontext())

    def make(code: str) -> None:
        script = tmp_path / "an editor"
        script.write_text(
            f"#!{sys.executable}\n"
            "import sys\n"
            "path = sys.argv[-1]\n"
            "lines = open(path, encoding='utf-8').read().split('\\n')\n"
            "rows = {n: line.split('\\t') for n, line in enumerate(lines) if line[:3] == 'dl_'}\n"
            "head = next(line for line in lines if line[:2] == 'id').split('\\t')\n"
            "def put(column, text, rows=rows.values()):\n"
            "    for row in rows: row[head.index(column)] = text\n" + code + "\n"
            "lines = ['\\t'.join(rows.get(n, [line])) for n, line in enumerate(lines)]\n"
            "open(path, 'w', encoding='utf-8').write('\\n'.join(lines))\n",
            encoding="utf-8",
        )
        script.chmod(0o700)
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", f"'{script}' --wait")

    return make


def values(it: Any, path: str) -> list[Any]:
    """A field of all deals, in the order of their titles."""
    docs = sorted(it.app.snapshot.live("deals"), key=lambda doc: doc["_id"])
    return [doc.get(path) for doc in docs]


async def test_all_in_view_is_one_act_and_one_undo(
    filled: Workbench, sit: Callable[..., Any], editor: Editor, temp: Path
) -> None:
    """What was changed is counted and asked about once."""
    editor("put('source', 'cold'); put('title', 'Big', [next(iter(rows.values()))])")
    async with sit() as it:
        await it.sees("Firm 0")
        before = values(it, "source")
        it.type(":edit\r")
        await it.sees("13 changes on 12 deals: save?")
        assert values(it, "source") == before
        await it.press("y")
        await it.sees("13 changes on 12 deals saved; u undoes")
        assert values(it, "source") == ["cold"] * 12
        assert list(temp.iterdir()) == []
        await it.press("u")
        await it.until(lambda: values(it, "source") == before)


async def test_marked_ones_alone(
    filled: Workbench, sit: Callable[..., Any], editor: Editor
) -> None:
    """In the list too, and in Chinese."""
    editor("put('source', 'cold')")
    async with sit(lang="zh") as it:
        await it.sees("Firm 0")
        it.type("v  :edit\r")
        await it.sees("2 个商机，2 处改动：保存？")
        await it.press("y")
        await it.sees("2 个商机，2 处改动，已保存，u 撤销")
        await it.until(lambda: values(it, "source").count("cold") == 2)


async def test_a_mistake_is_told_here_and_in_the_file_and_mended(
    filled: Workbench, sit: Callable[..., Any], editor: Editor, temp: Path
) -> None:
    """The second time the editor finds the line with what is wrong above it."""
    editor(
        "if any(line[:2] == '#!' for line in lines):\n"
        "    put('amount', '33k', [rows[n + 1] for n, l in enumerate(lines) if l[:2] == '#!'])\n"
        "else: put('amount', '3x', list(rows.values())[:2]); put('source', 'cold')"
    )
    async with sit() as it:
        await it.sees("Firm 0")
        it.type(":edit\r")
        await it.sees("2 mistakes: amount: ")
        (file,) = temp.iterdir()
        assert file.read_text("utf-8").count("\n#! amount: ") == 2
        await it.press("e")
        await it.sees("14 changes on 12 deals: save?")
        await it.press("y")
        await it.until(lambda: values(it, "amount").count(3_300_000) == 2)
        assert values(it, "source") == ["cold"] * 12


@pytest.mark.parametrize("answer", ["n", "escape"])
async def test_what_is_not_saved_stays_in_its_file(
    filled: Workbench, sit: Callable[..., Any], editor: Editor, temp: Path, answer: str
) -> None:
    """Nothing that was typed is thrown away."""
    editor("put('source', 'cold')")
    async with sit(size=(160, 24)) as it:
        await it.sees("Firm 0")
        before = values(it, "source")
        it.type(":edit\r")
        await it.sees(ASKED)
        await it.press(answer)
        (file,) = temp.iterdir()
        await it.sees(f"Not saved; your file is kept: {file}"[:120])
        assert file.read_text("utf-8").count("\tcold\t") == 12
        assert values(it, "source") == before


async def test_what_somebody_changed_meanwhile_is_told_before(
    filled: Workbench, sit: Callable[..., Any], editor: Editor
) -> None:
    """Saved again, mine takes its place."""
    from salestui.services.deals import set_deal

    editor("put('source', 'cold', list(rows.values())[:1])")
    async with sit(size=(120, 24)) as it:
        await it.sees("Firm 0")
        it.type(":edit\r")
        await it.sees(ASKED)
        other = {"source": "referral"}
        filled.commit(lambda s, ctx: set_deal(s, ctx, "dl_0000000000000000", other))
        await it.press("y")
        await it.sees("somebody changed it to Referral meanwhile")
        await it.press("e")
        await it.sees("1 change on 1 deal: save?")
        await it.press("y")
        await it.until(lambda: values(it, "source")[0] == "cold")


async def test_without_a_change_or_an_editor_nothing_is_left(
    filled: Workbench,
    sit: Callable[..., Any],
    editor: Editor,
    temp: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each in one sentence."""
    editor("")
    async with sit(size=(120, 24)) as it:
        await it.sees("Firm 0")
        it.type(":edit\r")
        await it.sees("Nothing was changed")
        editor("sys.exit(3)")
        it.type(":edit\r")
        await it.sees("The editor an editor did not end well; nothing was saved")
        monkeypatch.setenv("EDITOR", "/no/such/editor")
        it.type(":edit\r")
        await it.sees("There is no editor; Set EDITOR, like EDITOR=vim")
        assert list(temp.iterdir()) == []


async def test_where_the_terminal_cannot_be_left_it_is_said(
    filled: Workbench, sit: Callable[..., Any], temp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal in a browser, say."""
    monkeypatch.setenv("VISUAL", "vi")
    async with sit(size=(120, 24)) as it:
        await it.sees("Firm 0")
        it.type(":edit\r")
        await it.sees("This terminal can't be left to another program")
        assert list(temp.iterdir()) == []
