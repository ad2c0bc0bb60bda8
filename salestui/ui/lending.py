"""Leaving the terminal to another program, an editor say, and taking it back when that ends."""

from __future__ import annotations

import asyncio
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from textual.app import SuspendNotSupported

from salestui.domain.problems import Refused
from salestui.domain.words import Words
from salestui.ui.safeapp import SafeApp

ALONE = Words("This terminal can't be left to another program", "此终端无法交给其他程序使用")
IN_SHELL = Words("`salestui edit` does it from the shell", "可在命令行使用 `salestui edit`")
INTERRUPTED = 128 + signal.SIGINT


class LendsTerminal(SafeApp, inherit_bindings=False):
    """While another program has the terminal nothing is painted, and syncing goes on."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._guest: subprocess.Popen[bytes] | None = None
        """Who has the terminal."""
        self._leave_with: int | None = None
        """The exit code with which to leave when the terminal is back."""
        super().__init__(*arguments, **options)

    async def lend_terminal(self, argv: Sequence[str]) -> int:
        """Let a program have the terminal until it ends; gives its exit code.

        Raises OSError where it can't be started, Refused where the terminal can't be lent.
        """
        failed: OSError | None = None
        code = 0
        try:
            with self.batch_update(), self.suspend():
                # Out of a suspended app no error may come: it would not be taken back.
                try:
                    code = await self._ended(argv)
                except OSError as error:
                    failed = error
        except SuspendNotSupported:
            raise Refused(ALONE, hint=IN_SHELL) from None
        self.screen.refresh()
        if self._leave_with is not None:
            super().leave(self._leave_with)
        if failed is not None:
            raise failed
        return code

    async def _ended(self, argv: Sequence[str]) -> int:
        self._guest = guest = subprocess.Popen(argv)
        try:
            code = await asyncio.to_thread(guest.wait)
            # A ctrl+c that ended it was sent to both: let it be heard while it is still its own.
            await asyncio.sleep(0)
            return code
        finally:
            self._guest = None
            with suppress(OSError):
                guest.terminate()

    def leave(self, code: int) -> None:
        """End; who has the terminal is asked to give it back first, but keeps its own ctrl+c."""
        if self._guest is None:
            super().leave(code)
        elif code != INTERRUPTED:
            self._leave_with = code
            self._guest.terminate()
