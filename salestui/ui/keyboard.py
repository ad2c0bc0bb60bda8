"""The terminal's input: what is no text, or no key that anybody knows, is passed over."""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from typing import Any

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from salestui.ui.wire import shorter

WAIT = 0.1
"""Seconds after which an escape alone is a key."""
MOST = 4096
"""Bytes read at once."""


class Keyboard(LinuxDriver):
    """Textual's driver, whose reading ends the app at the first byte that is not UTF-8."""

    def run_input_thread(self) -> None:
        """Read until the app leaves."""
        decode = getincrementaldecoder("utf-8")("replace").decode
        parser = XTermParser(self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                text = decode(self._bytes()) if selector.select(WAIT) else ""
                try:
                    self._tell(parser, text)
                except Exception:
                    # A sequence of some terminal that the parser does not expect.
                    parser = XTermParser(self._debug)

    def _sigcont_application(self, *_: Any) -> None:
        """Take the terminal again: after a pause of one's own, one from outside, or a hang-up.

        Textual would begin a second time without having ended, and never end after that.
        """
        if self._key_thread is None or not self._app.is_running:
            return
        if self._auto_restart and not self._must_signal_resume:
            self.suspend_application_mode()
            self._must_signal_resume = True
        super()._sigcont_application()

    def write(self, data: str) -> None:
        """Send to the terminal, in as few bytes as may be."""
        super().write(shorter(data))

    def _bytes(self) -> bytes:
        """What was typed; without a word from a closed terminal it takes its time."""
        try:
            data = os.read(self.fileno, MOST)
        except OSError:
            data = b""
        if not data:
            self.exit_event.wait(WAIT)
        return data

    def _tell(self, parser: Any, text: str) -> None:
        if text:
            for event in parser.feed(text):
                self.process_message(event)
        for event in parser.tick():
            self.process_message(event)
