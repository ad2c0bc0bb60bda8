"""Opening the app and leaving it in order."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from salestui.config import Config
from salestui.domain.problems import StoreProblem
from salestui.services.workbench import Workbench

if TYPE_CHECKING:
    from salestui.ui.app import SalesApp


def run_app(workbench: Workbench, config: Config, *, screen: str = "", greets: bool = False) -> int:
    """Show the app until the person leaves; closes the workbench. Gives the exit code.

    Ask `terminal_problem` first. A fault of the program is one sentence on standard error.
    """
    # Looking for garbage while everything loads would cost a tenth of the start.
    gc.disable()
    # A size that some shell exported would hold the app when the window has another.
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
    from salestui.ui.app import SalesApp

    app = SalesApp(workbench, config, first=screen, greets=greets)
    try:
        code = app.run(mouse=config.mouse)
    finally:
        _close(app, workbench)
    if app.fault is not None:
        sys.stderr.write(app.fault.say(config.lang) + "\n")
        return StoreProblem.exit_code
    return code or 0


def _close(app: SalesApp, workbench: Workbench) -> None:
    """Put the store in order; a shared folder that does not answer is not waited for."""
    app.store.stop()
    app.follower.leave()
    left = app.left_behind()
    workbench.close(leaving=True)
    if left is not None:
        sys.stderr.write(left.say(app.config.lang) + "\n")
