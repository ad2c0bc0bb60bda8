"""One run of a command: its settings, the workspace once it is needed, and what is printed."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from salestui.cli import output
from salestui.cli.output import Ink
from salestui.domain.problems import InputProblem
from salestui.services import reading
from salestui.services.reading import Reading

if TYPE_CHECKING:
    from salestui.config import Config
    from salestui.services.workbench import Workbench

LANGS = ("en", "zh")


class Session:
    """What every command is handed."""

    def __init__(self, argv: Sequence[str] = (), env: Mapping[str, str] | None = None) -> None:
        self.argv = tuple(argv)
        self.env = os.environ if env is None else env
        # Read ahead of click, so that its own complaints come in the form asked for.
        self.json = "--json" in _flags(argv)
        self.lang_asked = _value(argv, "--lang")
        self.home_asked = ""
        self.workspace = ""
        self._config: Config | None = None
        self._bench: Workbench | None = None
        self._own = 0
        """Our last commit when the workbench was opened."""
        self._kept: Mapping[str, int] | None = None
        """The vector of the state that the quick copy is known to hold."""

    # -- settings

    def take(self, values: Mapping[str, object]) -> None:
        """Take over the options that every command has; what is empty was not given."""
        self.json = bool(values.get("json")) or self.json
        self.lang_asked = str(values.get("lang") or self.lang_asked)
        self.home_asked = str(values.get("home") or self.home_asked)
        self.workspace = str(values.get("workspace") or self.workspace)

    @property
    def config(self) -> Config:
        """The settings in force. Raises InputProblem for a configuration file that is wrong."""
        if self._config is None:
            from salestui.config import load_config, user_path

            home = user_path(self.home_asked) if self.home_asked else None
            lang = self.lang_asked if self.lang_asked in LANGS else ""
            self._config = load_config(self.env, lang=lang, home=home)
        return self._config

    @property
    def lang(self) -> str:
        """The language to speak, whatever is wrong otherwise."""
        if self.lang_asked in LANGS:
            return self.lang_asked
        try:
            return self.config.lang
        except InputProblem:
            from salestui.config import language

            return language(self.env)

    @property
    def cells(self) -> int:
        """How many cells a line of output may take."""
        return output.cells(self.env)

    @property
    def ink(self) -> Ink:
        """Colour, where it is wanted."""
        return Ink(self.env)

    @property
    def rule(self) -> str:
        """What rules are drawn with: a line, or a hyphen where only ASCII can be shown."""
        return "─" if output.is_unicode() and not self.config.ascii else "-"

    def clock(self) -> int:
        """Milliseconds since the epoch."""
        return time.time_ns() // 1_000_000

    # -- the workspace

    @property
    def folder(self) -> Path:
        """Where the workspace lives. Raises NotFound before the first `init`."""
        from salestui.services.finding import find_workspace

        return find_workspace(self.config.home, self.workspace)

    def open(self) -> Workbench:
        """The workbench, for what writes or asks the log."""
        if self._bench is None:
            from salestui.services.setup import open_workbench

            config = self.config
            self._bench = open_workbench(
                config.home,
                user=config.user,
                lang=config.lang,
                workspace=self.workspace,
                clock=self.clock,
            )
            self._own = _own_last(self._bench)
        return self._bench

    def read(self, at: str = "") -> Reading:
        """The latest state, or the state at the end of the day that `at` names."""
        config = self.config
        now = reading.read(
            self.folder, user=config.user, lang=config.lang, now=self.clock(), open=self.open
        )
        self._kept = now.snapshot.vector
        if not at.strip():
            return now
        from salestui.domain.dates import parse_date

        try:
            day = parse_date(at, now.today, past=True)
        except InputProblem as problem:
            problem.where = problem.where or "--at"
            raise
        return reading.back_to(self.open(), now, day)

    def present(self) -> Reading:
        """The state that an opened workbench has come to."""
        bench = self.open()
        config = self.config
        return reading.reading_of(
            bench.snapshot, user=config.user, lang=config.lang, now=self.clock()
        )

    def is_out(self) -> None:
        """What was saved so far is in the shared folder."""
        if self._bench is not None:
            self._own = _own_last(self._bench)

    def hand_over(self) -> None:
        """Somebody else closes the workbench."""
        self._bench = None

    def close(self) -> None:
        """Leave the workspace in order; the next command that only reads finds its copy."""
        bench, self._bench = self._bench, None
        if bench is not None:
            # A checkpoint that is written now makes a copy kept before it worthless.
            stale = bench.store.dirty or bench.snapshot.vector != self._kept
            bench.close()
            if stale:
                reading.keep(bench)
            if _own_last(bench) != self._own:
                from salestui.cli.publishing import publish_later

                publish_later(bench.folder, bench.user)


def _own_last(bench: Workbench) -> int:
    return bench.snapshot.vector.get(bench.store.replica.rep, 0)


def as_typed(argv: Sequence[str]) -> list[str]:
    """The words of a command line as UTF-8, whatever the locale took their bytes for."""
    return [word if word.isascii() else _as_utf8(word) for word in argv]


def _as_utf8(word: str) -> str:
    try:
        return os.fsencode(word).decode("utf-8")
    except UnicodeError:
        return word


def _flags(argv: Sequence[str]) -> Sequence[str]:
    """The words that may be options: those before `--`."""
    return argv[: argv.index("--")] if "--" in argv else argv


def _value(argv: Sequence[str], name: str) -> str:
    found = ""
    words = _flags(argv)
    for n, word in enumerate(words):
        if word == name and n + 1 < len(words):
            found = words[n + 1]
        elif word.startswith(name + "="):
            found = word[len(name) + 1 :]
    return found
