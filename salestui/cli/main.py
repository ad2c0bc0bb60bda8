"""The command line as a whole, as click runs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from salestui import __version__
from salestui.cli import output
from salestui.cli.guard import guarded
from salestui.cli.session import Session
from salestui.cli.spec import FLAG, Opt
from salestui.cli.verb import Option, Verbs, common_options, session_of
from salestui.cli.verbs import VERBS
from salestui.domain.words import Words

ABOUT = Words(
    "A sales team's planning desk and pipeline board. Without a command it opens the app.",
    "销售团队的规划台与商机看板。不带命令即打开界面。",
)
SCREEN = Opt("--screen", Words("open with this screen", "打开时显示的屏幕"), "NAME")
VERSION = Opt("--version", Words("print the version", "显示版本"), type=FLAG)


class Root(Verbs):
    """`salestui` itself: opens the app when no verb is given."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line and exit with its code."""
        argv = list(sys.argv[1:] if args is None else args)
        name = prog_name or "salestui"
        if "_SALESTUI_COMPLETE" in os.environ:
            return super().main(argv, name, complete_var, standalone_mode, **extra)
        output.harden()
        session: Session = extra.setdefault("obj", Session(argv))

        def work() -> Any:
            # Not click's own `main`: it ends the program at a closed pipe, with a code of its own.
            try:
                with self.make_context(name, argv, **extra) as ctx:
                    return self.invoke(ctx)
            except click.exceptions.Exit as leaving:
                return leaving.exit_code

        sys.exit(guarded(session, work))


@click.pass_context
def _open(ctx: click.Context, /, version: bool, screen: str) -> int:
    if version:
        output.put([f"salestui {__version__}"])
    elif ctx.invoked_subcommand is None:
        from salestui.cli.app import open_app

        return open_app(session_of(ctx), screen)
    return 0


root = Root(
    "salestui",
    ABOUT,
    VERBS,
    invoke_without_command=True,
    callback=_open,
    params=[Option(SCREEN), Option(VERSION), *common_options()],
)
