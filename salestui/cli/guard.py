"""The edge of every command: whatever happens ends in an exit code and at most one sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from salestui.cli import output
from salestui.cli.session import Session
from salestui.domain.problems import Problem, StoreProblem
from salestui.domain.words import Words

INTERRUPTED = 130
PIPE_CLOSED = 141
"""What a shell reports for a program that nobody listens to any more."""

CRASHED = Words(
    "salestui stumbled over a fault of its own ({what}); nothing you saved is lost",
    "salestui 自身出错（{what}）；已保存的内容不会丢失",
)
LOGGED = Words("The details are in {path}", "详情见 {path}")
NO_DISK = Words("The system refused: {why}", "系统拒绝了操作：{why}")


def guarded(session: Session, work: Callable[[], object]) -> int:
    """Run a command; gives its exit code. Raises nothing but what ends the program anyway."""
    try:
        code = _guarded(session, work)
        sys.stdout.flush()
    except BrokenPipeError:
        # The interpreter would complain once more when it flushes at exit.
        _silence()
        code = PIPE_CLOSED
    except OSError as error:
        output.note(f"salestui: {error.strerror}")
        _silence()
        code = StoreProblem.exit_code
    return code


def _guarded(session: Session, work: Callable[[], object]) -> int:
    try:
        try:
            result = work()
        finally:
            session.close()
    except (Problem, KeyboardInterrupt, BrokenPipeError) as stop:
        return _stopped(session, stop)
    except Exception as error:
        return _unexpected(session, error)
    return result if isinstance(result, int) else 0


def _stopped(session: Session, stop: BaseException) -> int:
    if isinstance(stop, Problem):
        return told(session, stop)
    if isinstance(stop, KeyboardInterrupt):
        output.note("")
        return INTERRUPTED
    raise stop


def told(session: Session, problem: Problem) -> int:
    """Say a problem, to scripts as well where they listen; gives its exit code."""
    from salestui.cells import visible
    from salestui.cli.telling import error_object, sentence

    lang = session.lang
    if session.json:
        output.put_json(error_object(problem, lang))
    output.note("salestui: " + visible(sentence(problem, lang)))
    return problem.exit_code


def _unexpected(session: Session, error: Exception) -> int:
    import click

    if isinstance(error, click.Abort):
        return INTERRUPTED
    if isinstance(error, click.ClickException):
        from salestui.cli.usage import usage_problem

        return told(session, usage_problem(error))
    if isinstance(error, OSError):
        why = error.strerror or type(error).__name__
        return told(session, StoreProblem(NO_DISK.fill(why=why), where=str(error.filename or "")))
    path = _record(session, error)
    hint = LOGGED.fill(path=path) if path else Words("", "")
    return told(session, StoreProblem(CRASHED.fill(what=type(error).__name__), hint=hint))


def _record(session: Session, error: Exception) -> Path | None:
    """Append the traceback to the program's own log; None where that is impossible."""
    from salestui.config import state_folder
    from salestui.ui.faults import log_fault

    verb = next((word for word in session.argv if not word.startswith("-")), "")
    return log_fault(state_folder(session.env), error, repr(verb))


def _silence() -> None:
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123
    finally:
        os.close(null)
