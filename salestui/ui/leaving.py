"""Ways in which the terminal goes away: told to stop, hung up, or simply closed."""

from __future__ import annotations

import asyncio
import select
import signal
import sys
from collections.abc import Callable

WATCH = 2.0
"""Seconds between two looks at whether the terminal is still there."""
SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
GONE = 128 + signal.SIGHUP
"""The exit code when the terminal was closed without a word."""


def on_signals(leave: Callable[[int], None]) -> None:
    """Call `leave` with 128 + n instead of dying of a signal; an ignored SIGHUP stays ignored."""
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        if signal.getsignal(number) is signal.SIG_IGN:
            continue
        loop.add_signal_handler(number, leave, 128 + number)


def off_signals() -> None:
    """Let signals do again what they did before."""
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        loop.remove_signal_handler(number)


def terminal_gone() -> bool:
    """Whether nobody is at the other end of standard input any more.

    Without this a program that ignores SIGHUP would read the end of a closed terminal for ever.
    """
    try:
        poll = select.poll()
        poll.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, 0)
        return any(
            events & (select.POLLHUP | select.POLLERR | select.POLLNVAL)
            for _, events in poll.poll(0)
        )
    except (OSError, ValueError):
        return True
