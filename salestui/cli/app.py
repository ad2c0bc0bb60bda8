"""`salestui` alone: the app on the terminal."""

from __future__ import annotations

import sys

from salestui.cli.session import Session
from salestui.domain.problems import NotFound, UsageProblem
from salestui.services import reading


def check_terminal(session: Session) -> None:
    """Raise UsageProblem where the terminal can't show the app."""
    from salestui.ui.terminal import INSTEAD, terminal_problem

    problem = terminal_problem(session.env, sys.stdin, sys.stderr)
    if problem is not None:
        raise UsageProblem(problem, hint=INSTEAD)


def open_app(session: Session, screen: str = "") -> int:
    """Open the app; asks for a workspace first where there is none. Gives the exit code."""
    check_terminal(session)
    try:
        bench = session.open()
    except NotFound:
        from salestui.cli.init import ask, make

        make(session, ask(session))
        bench = session.open()
    from salestui.ui.start import run_app

    session.hand_over()
    code = run_app(bench, session.config, screen=screen)
    reading.keep(bench)
    return code
