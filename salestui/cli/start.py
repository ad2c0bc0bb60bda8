"""Where the program begins: the short way for commands that only read, else click."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from salestui.cli import output
from salestui.cli.guard import guarded
from salestui.cli.session import Session, as_typed
from salestui.cli.spec import Spec, parsed
from salestui.cli.verbs import QUICK, VERBS


def run(argv: Sequence[str]) -> None:
    """Run a command line; ends the program with its exit code."""
    # Whatever starts here ends soon or freezes what it loaded: no garbage to look for yet.
    gc.disable()
    argv = as_typed(argv)
    if not argv:
        from salestui.cli.app import open_app

        session = Session(argv)
        sys.exit(guarded(session, lambda: open_app(session)))
    if "_SALESTUI_COMPLETE" not in os.environ and argv and argv[0] in QUICK:
        code = quick(argv)
        if code is not None:
            # Nothing was written, so there is nothing to put in order: taking ten thousand
            # records apart one by one would only cost time.
            sys.stderr.flush()
            os._exit(code)
    from salestui.cli.main import root

    root.main(argv)


def quick(argv: Sequence[str]) -> int | None:
    """Run a command that only reads; None where click has to look at the words."""
    from importlib import import_module

    entry = VERBS[argv[0]]
    spec: Spec = getattr(import_module(entry.module), entry.attribute)
    values = parsed(spec, list(argv[1:]))
    if values is None:
        return None
    output.harden()
    session = Session(argv)
    session.take(values[1])
    return guarded(session, lambda: spec.body(session, **values[0]))
