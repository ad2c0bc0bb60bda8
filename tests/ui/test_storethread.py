"""The store's thread: order, others' news, checkpoints that let edits through, faults said once."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from salestui.domain.problems import InputProblem, StoreProblem
from salestui.services.accounts import add_account
from salestui.services.workbench import Workbench
from salestui.ui import storethread
from salestui.ui.storethread import StoreThread
from tests.patience import PATIENCE


def add(bench: Workbench, name: str) -> None:
    """One more account."""
    bench.commit(lambda s, ctx: add_account(s, ctx, {"name": name}))


def eventually(true: Callable[[], bool]) -> None:
    """Wait for something that happens on the other thread."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


class Heard:
    """Counts what the thread reports."""

    def __init__(self, bench: Workbench) -> None:
        self.news = 0
        self.faults: list[Exception] = []
        self.thread = StoreThread(bench, changed=self.hear, failed=self.faults.append)

    def hear(self) -> None:
        """News came."""
        self.news += 1


@pytest.fixture
def heard(bench: Workbench) -> Any:
    """A running thread."""
    heard = Heard(bench)
    yield heard
    heard.thread.stop()


async def test_a_job_is_done_though_nobody_waits_for_it_any_more(heard: Any) -> None:
    done: list[int] = []

    def fail() -> None:
        raise OSError(28, "No space left on device")

    futures = [heard.thread.submit(job) for job in (partial(done.append, 1), fail)]
    for future in futures:
        future.cancel()
    await asyncio.sleep(0)
    last = heard.thread.submit(partial(done.append, 2))
    heard.thread.start()
    await last
    assert done == [1, 2]


async def test_jobs_run_in_order_and_answer(heard: Any) -> None:
    done: list[int] = []
    futures = [heard.thread.submit(partial(done.append, n)) for n in range(20)]
    heard.thread.start()
    await asyncio.gather(*futures)
    assert done == list(range(20))


async def test_a_problem_of_a_job_is_its_answer_and_the_thread_goes_on(heard: Any) -> None:
    heard.thread.start()

    def full() -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(StoreProblem, match="Not saved: No space left on device"):
        await heard.thread.submit(full)
    with pytest.raises(ZeroDivisionError):
        await heard.thread.submit(lambda: 1 // 0)
    assert await heard.thread.submit(lambda: 7) == 7


def test_what_was_asked_for_is_done_before_stopping(bench: Workbench) -> None:
    async def story() -> None:
        thread = StoreThread(bench, changed=lambda: None, failed=lambda error: None)
        thread.start()
        for n in range(10):
            thread.submit(partial(add, bench, f"a{n}"))
        thread.stop()

    asyncio.run(story())
    assert len(list(bench.snapshot.live("accounts"))) == 10


def test_others_edits_are_news_once(heard: Any, open_bench: Any) -> None:
    heard.thread.start()
    other = open_bench()
    add(other, "Hengda")
    eventually(lambda: heard.news == 1)
    time.sleep(storethread.POLL * 2)
    assert heard.news == 1


async def test_others_edits_that_a_refused_act_read_are_news(
    heard: Any, open_bench: Any, bench: Workbench
) -> None:
    other = open_bench()

    def refused() -> None:
        add(other, "Hengda")
        add(bench, "")

    heard.thread.start()
    with pytest.raises(InputProblem):
        await heard.thread.submit(refused)
    await asyncio.to_thread(eventually, lambda: heard.news == 1)
    assert [doc["name"] for doc in bench.snapshot.live("accounts")] == ["Hengda"]


def test_a_new_day_is_news(heard: Any, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storethread, "DAY_CHECK", 0.0)
    heard.thread.start()
    time.sleep(storethread.POLL * 2)
    assert heard.news == 0
    clock.now += 24 * 3600 * 1000
    eventually(lambda: heard.news == 1)


def test_a_fault_of_the_poll_is_said_once(
    heard: Any, bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storethread, "POLL", 0.01)
    log = bench.folder / "log" / bench.store.replica.rep
    newest = max(log.iterdir())
    heard.thread.start()
    away = newest.rename(log / "away")
    newest.mkdir()
    eventually(lambda: len(heard.faults) == 1)
    time.sleep(0.2)
    assert len(heard.faults) == 1
    newest.rmdir()
    away.rename(newest)


def test_a_checkpoint_in_the_background_lets_edits_through(
    heard: Any, bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salestui.store.checkpoint.SLICE", 1)
    monkeypatch.setattr(storethread, "CHECKPOINT_AFTER", 0.0)
    monkeypatch.setattr(storethread, "BREATH", 0.5)
    for n in range(30):
        add(bench, f"a{n}")
    began, real = threading.Event(), bench.checkpoint
    ended: list[int] = []

    def seen(*arguments: Any) -> None:
        began.set()
        real(*arguments)
        ended.append(len(list(bench.snapshot.live("accounts"))))

    async def story() -> None:
        await asyncio.to_thread(began.wait, 30)
        # One slice for each record, half a second apart: these come in between.
        for _ in range(3):
            await heard.thread.submit(lambda: add(bench, "late"))
        assert not ended
        monkeypatch.setattr(storethread, "BREATH", 0.0)
        await asyncio.to_thread(eventually, lambda: bool(ended))

    monkeypatch.setattr(bench, "checkpoint", seen)
    heard.thread.start()
    asyncio.run(story())
    assert ended[0] == 33
    assert (bench.folder / "db.json").exists()


def test_edits_made_during_a_checkpoint_are_there_after_a_restart(
    heard: Any, bench: Workbench, open_bench: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salestui.store.checkpoint.SLICE", 1)
    for n in range(10):
        add(bench, f"a{n}")

    made: list[int] = []

    def during() -> None:
        if len(made) < 5:
            made.append(len(made))
            add(bench, f"during {len(made)}")

    bench.checkpoint(during)
    assert len(made) == 5
    again = open_bench()
    names = {str(doc["name"]) for doc in again.snapshot.live("accounts")}
    assert names == {f"a{n}" for n in range(10)} | {f"during {n}" for n in range(1, 6)}
    add(again, "after")
    bench.refresh()
    assert again.snapshot.tables["accounts"].keys() == bench.snapshot.tables["accounts"].keys()
