"""The one thread that touches the disk: saves, polls for others' edits, writes checkpoints."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from queue import Empty, SimpleQueue
from typing import TypeVar

from salestui.domain.problems import StoreProblem
from salestui.domain.words import Words
from salestui.services.workbench import Workbench

T = TypeVar("T")

POLL = 0.2
"""Seconds between two looks at the logs of others."""
CHECKPOINT_AFTER = 300.0
"""Seconds after which unsaved folding is written as a checkpoint."""
DAY_CHECK = 20.0
"""Seconds between two looks at the calendar."""
BREATH = 0.001
"""Seconds that a checkpoint gives to the screen between two slices."""


NOT_SAVED = Words("Not saved: {why}", "未保存：{why}")

LOG_PROBLEM = Words("A log can't be read in full: {what}", "有日志无法完整读取：{what}")


def not_saved(error: OSError) -> StoreProblem:
    """The sentence for a disk that refused in a way the store did not expect."""
    return StoreProblem(NOT_SAVED.fill(why=error.strerror or type(error).__name__))


class StoreThread:
    """Runs every write and every read of the store in order, away from the screen."""

    def __init__(
        self,
        workbench: Workbench,
        *,
        changed: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """`changed` and `failed` are called on this thread: for news, and for a poll's error."""
        self.workbench = workbench
        self._told = workbench.snapshot
        """The state that was told of last."""
        self._changed = changed
        self._failed = failed
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="store")
        self._stopping = False
        self._dirty_since: float | None = None
        self._day: date | None = None
        self._day_at = 0.0
        self._last_fault = ""
        self._problems_seen = 0
        self._said: set[str] = set()
        self.spare: Callable[[], None] | None = None
        """What is done now and then on this thread when nothing else is."""

    def start(self) -> None:
        """Begin to poll."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what was asked for, then end. The store stays open."""
        self._stopping = True
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def look(self) -> None:
        """Look at the logs of others at once, as something is known to be there."""
        self._jobs.put(self._idle)

    def submit(self, job: Callable[[], T]) -> asyncio.Future[T]:
        """Run `job` after those asked for before; the future answers in the caller's loop.

        A job is done even where nobody waits for its answer any more.
        """
        future: Future[T] = Future()

        def run() -> None:
            awaited = future.set_running_or_notify_cancel()
            try:
                result = job()
            except BaseException as error:
                if awaited:
                    future.set_exception(not_saved(error) if isinstance(error, OSError) else error)
            else:
                if awaited:
                    future.set_result(result)

        self._jobs.put(run)
        return asyncio.wrap_future(future)

    def _work(self) -> None:
        while True:
            try:
                job = self._jobs.get(timeout=POLL)
            except Empty:
                self._idle()
                continue
            if job is None:
                return
            job()

    def _idle(self) -> None:
        try:
            self.workbench.refresh()
            self._tell_news()
            self._tell_problems()
            self._look_at_calendar()
            self._keep_checkpoint()
            if self.spare is not None:
                self.spare()
            self._last_fault = ""
        except Exception as error:
            # Said once, not five times a second.
            if str(error) != self._last_fault:
                self._last_fault = str(error)
                self._failed(error)

    def _tell_news(self) -> None:
        """Say that there is another state, whoever read it: a refused act reads on, too."""
        if self._told is not self.workbench.snapshot:
            self._told = self.workbench.snapshot
            self._changed()

    def _tell_problems(self) -> None:
        """Pass on what the store found wrong with the logs, each thing once."""
        found = self.workbench.store.problems
        for problem in found[self._problems_seen :]:
            if problem not in self._said:
                self._said.add(problem)
                self._failed(StoreProblem(LOG_PROBLEM.fill(what=problem)))
        self._problems_seen = len(found)

    def _look_at_calendar(self) -> None:
        """Dates on the screen are relative, so a new day redraws it."""
        now = time.monotonic()
        if now - self._day_at < DAY_CHECK:
            return
        today = self.workbench.context().today
        if self._day is not None and today != self._day:
            self._changed()
        self._day, self._day_at = today, now

    def _keep_checkpoint(self) -> None:
        if not self.workbench.store.dirty:
            self._dirty_since = None
            return
        now = time.monotonic()
        if self._dirty_since is None:
            self._dirty_since = now
        elif now - self._dirty_since >= CHECKPOINT_AFTER:
            self._dirty_since = None
            self.workbench.checkpoint(self._give_way)

    def _give_way(self) -> None:
        """Between two slices of a checkpoint: save what was asked for, let the screen draw."""
        while True:
            try:
                job = self._jobs.get_nowait()
            except Empty:
                break
            if job is None:
                self._jobs.put(None)
                return
            job()
        if not self._stopping:
            time.sleep(BREATH)
