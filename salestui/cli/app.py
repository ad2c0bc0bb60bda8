"""`salestui` alone: the app on the terminal."""

from __future__ import annotations

import sys

from salestui.cli.session import Session
from salestui.domain.problems import NotFound, UsageProblem
from salestui.domain.words import Words
from salestui.services import reading

NO_SCREEN = Words("There is no screen {name}", "没有屏幕 {name}")
SCREENS = Words("There are {names}", "现有：{names}")


def check_terminal(session: Session) -> None:
    """Raise UsageProblem where the terminal can't show the app."""
    from salestui.ui.terminal import INSTEAD, terminal_problem

    problem = terminal_problem(session.env, sys.stdin, sys.stderr)
    if problem is not None:
        raise UsageProblem(problem, hint=INSTEAD)


def _check_screen(name: str) -> None:
    from salestui.ui.screens import MAIN

    if name and name not in MAIN:
        hint = SCREENS.fill(names=", ".join(MAIN))
        raise UsageProblem(NO_SCREEN.fill(name=name), hint=hint, where="--screen")


def open_app(session: Session, screen: str = "") -> int:
    """Open the app; asks for a workspace first where there is none. Gives the exit code."""
    check_terminal(session)
    _check_screen(screen)
    try:
        bench = session.open()
    except NotFound:
        from salestui.cli.init import ask, make

        make(session, ask(session))
        bench = session.open()
    from salestui.store.inuse import in_use
    from salestui.ui.start import run_app

    session.hand_over()
    with in_use(bench.folder):
        code = run_app(bench, session.config, screen=screen, greets=True)
    reading.keep(bench)
    return code
