"""Naughty strings and escape streams on every screen, in a real terminal: none of them acts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.emulator import APP, Terminal, app_env, foreign
from tests.external import hostile

HALF_PAGE = "\x04"
ESC, TAB, ENTER, SAVE = "\x1b", "\t", "\r", "\x13"
SIZES = [(80, 24), (120, 40)]
THEIRS = (b"\x1b[313;37H", b"\x1b[38;5;199m", b"\x1b]0;", b"\x1b]52", b"\x1bP", b"\x1b[31m")
"""Parts of their sequences that the program itself never writes."""


@pytest.fixture(scope="module")
def harmed(tmp_path_factory: pytest.TempPathFactory, datasets: Path) -> Path:
    """A workspace as a program wrote it that cleans nothing, with settings that mean harm too."""
    folder = tmp_path_factory.mktemp("harmed")
    with pytest.MonkeyPatch.context() as patch:
        hostile.uncleaned(patch)
        names = [*hostile.well_formed(hostile.texts(datasets)), hostile.HUGE]
        hostile.workspace(folder / "home", names)
    settings = folder / "config" / "salestui" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('[keys]\n"\\u001b]0;owned\\u0007x[/b]" = "y"\nboard = "\\u009b7m"\n')
    return folder


class Looked(Terminal):
    """A terminal that looks at every byte as it comes."""

    def settle(self, quiet: float = 0.04, most: float = 5.0) -> None:
        """Read until nothing comes any more; all of it must be the program's own."""
        start = len(self.sent)
        super().settle(quiet, most)
        new = self.sent[max(start - 64, 0) :]
        assert not [part for part in THEIRS if part in new]

    def visit(self, *keys: str) -> None:
        """Press keys; then everything must be in its cells."""
        self.press(*keys)
        self.repaint()
        assert self.process.poll() is None


@pytest.fixture
def app(harmed: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Looked]:
    """The app on a copy of the workspace, painted."""
    (columns, rows), lang = request.param
    shutil.copytree(harmed, tmp_path / "world")
    it = Looked(APP, app_env(tmp_path / "world" / "home", lang), columns, rows)
    try:
        it.wait_for("help" if lang == "en" else "帮助")
        yield it
        assert foreign(it.sent) == []
        assert it.process.poll() is None
        it.type("\x11")
        assert it.ended() == 0
        assert it.sane
        assert foreign(it.sent) == []
        assert not (tmp_path / "world" / "state" / "salestui" / "faults.log").exists()
    finally:
        it.close()


everywhere = pytest.mark.parametrize(
    "app", [(SIZES[0], "en"), (SIZES[1], "zh")], indirect=True, ids=["80x24-en", "120x40-zh"]
)
pytestmark = pytest.mark.long


@everywhere
def test_the_board_with_its_pane(app: Looked) -> None:
    app.visit("@")
    if app.screen.columns == 120:
        app.visit("z")
    for _ in range(8):
        app.press(*HALF_PAGE * 3, "j")
        app.visit("l")
    assert re.search(r"\?\]0;own|\?\[313;37", app.text) or "~" in app.text
    app.visit("z", "j", "j", "j", "k", "g", "G", "h", " ", "V", ESC, "o", "O")


@everywhere
def test_a_deal_on_all_its_pages(app: Looked) -> None:
    app.visit("/", "number=D-BAD-0", ENTER, "@")
    app.visit(ENTER)
    seen = []
    for _ in range(5):
        app.visit("]")
        for _ in range(4):
            app.press(HALF_PAGE)
            seen.append(app.text)
        app.repaint()
    # Their letters are there to be read, harmless.
    assert any("?]0;owned?title" in text for text in seen)
    assert any("[313;37Howned" in text for text in seen)
    app.visit("z", "z")


@everywhere
def test_today_and_the_accounts_with_their_pages(app: Looked) -> None:
    app.visit("1", "@", "j", "j", "G", "x", ESC, "g")
    app.visit("4", "@")
    for _ in range(4):
        app.press(*HALF_PAGE * 3)
        app.visit("j")
    app.visit("o", "o", "O", "p", "p", " ", "V", ESC, "n", ESC, "M", ESC, "g", ENTER)
    for _ in range(6):
        app.visit("]", HALF_PAGE)
    app.visit("e", ESC, "x", ESC, "n", ESC)


@everywhere
def test_every_question_and_form(app: Looked) -> None:
    app.visit("/", "number=D-BAD-2", ENTER, "@")
    for key in ("s", "c", "e", "m", "H", "W", "X", "n", "D", "/", ":", "\x10", "?", "p"):
        app.visit(key)
        app.press(ESC)
    app.visit("e", "title", ENTER)
    app.press(ESC)
    app.visit("c", "a", "x", ENTER)


@everywhere
def test_the_paths_and_a_stage(app: Looked) -> None:
    app.visit("P", "j", "j", "e", ESC, "s", ESC, "\t", HALF_PAGE, "\t")
    app.visit(ENTER, "j", "G", ENTER, ESC, "n", ESC, "]", ESC)


@everywhere
def test_what_is_pasted_into_lines(app: Looked) -> None:
    for key in ("s", "/", ":", "\x10", "?"):
        app.press(key)
        for text in hostile.OWN[:36]:
            clip = text.replace(ESC, "").encode("utf-8", "replace")
            app.type(b"\x1b[200~" + clip + b"\x1b[201~")
        app.visit(ENTER)
        app.press(ESC, ESC)
    app.visit(":", "[/b]{x}%s", ENTER)


@everywhere
def test_notices_problems_funnel_and_what_is_saved(app: Looked) -> None:
    app.visit("!")
    app.visit(ESC, "9")
    app.visit("i", ESC, "P", ESC, "j", "j")
    app.visit("2", "/", "number=D-BAD-3", ENTER, "@")
    app.visit("L")
    app.visit("u")
    app.visit("s", " [/b][red]x $(x) 中国 שלום", ENTER)
    app.visit("u", "U")
    app.visit(":", "lang", " ", "zh", ENTER)
    app.visit(":", "theme ansi", ENTER)
    app.visit("W", ESC)
