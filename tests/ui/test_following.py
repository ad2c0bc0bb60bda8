"""The app on a shared folder: what comes, what goes, and what is said when it can't."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from salestui.services.deals import set_deal
from salestui.services.moves import move_deal
from salestui.services.workbench import Workbench
from salestui.sync import workspacefile
from salestui.sync.folder import FolderBackend
from salestui.sync.synclock import SyncLock

from .boardcase import fill, stage, under
from .teamcase import Colleague, by_title, share

Story = Callable[..., Any]


async def synced(it: Any) -> None:
    """Wait until the folder was looked at."""
    await it.until(lambda: it.app.sync_state.at)


async def test_a_colleagues_move_comes_and_the_cursor_stays_on_its_deal(
    sit: Story, bench: Workbench, bo: Colleague
) -> None:
    async with sit(size=(120, 40)) as it:
        await it.sees("Firm 4")
        await it.press("j", "j")
        await synced(it)
        on, column = under(it), stage(it)
        other = "Line 0" if on != "Line 0" else "Line 1"
        bo.do(lambda s, c: move_deal(s, c, [by_title(bo.bench, other)], by=1, bypass="urgent"))
        moved = by_title(bench, other)
        await it.until(lambda: bench.snapshot.tables["deals"][moved]["stage"] == "contact")
        await it.sees("1 other")
        await it.until(lambda: (under(it), stage(it)) == (on, column))
        # His move of the very deal that I am on takes my cursor along.
        bo.do(lambda s, c: move_deal(s, c, [by_title(bo.bench, on)], by=1, bypass="urgent"))
        await it.until(lambda: stage(it) != column)
        await it.until(lambda: under(it) == on)


async def test_my_move_is_out_before_anybody_asks(
    sit: Story, bench: Workbench, bo: Colleague
) -> None:
    async with sit() as it:
        await it.sees("Firm 0")
        await synced(it)
        id = by_title(bench, under(it))
        await it.move_on()
        await it.until(lambda: bo.deal(id)["stage"] == "contact")
        await it.until(lambda: it.app.sync_state.waiting == 0)


async def test_an_open_form_outlives_what_comes(
    sit: Story, bench: Workbench, bo: Colleague
) -> None:
    async with sit() as it:
        await it.sees("Firm 0")
        await synced(it)
        id = by_title(bench, under(it))
        await it.press("e", "t")
        await it.sees("enter save")
        await it.press("ctrl+u")
        it.type("half a ti")
        bo.do(lambda s, c: set_deal(s, c, id, {"source": "expo"}))
        await it.until(lambda: it.app.snapshot.get("deals", id).get("source") == "expo")
        it.type("tle")
        await it.sees("half a title")
        await it.press("enter")
        await it.until(lambda: bo.deal(id)["title"] == "half a title")
        assert bo.deal(id)["source"] == "expo"


async def test_the_folder_goes_and_comes_back_and_work_goes_on(
    sit: Story, bench: Workbench, bo: Colleague, backend: FolderBackend
) -> None:
    away = backend.root.with_name("away")
    async with sit() as it:
        await it.sees("synced ")
        backend.root.rename(away)
        await it.sees("The shared folder is gone; work goes on here, :team says more")
        await it.sees("offline")
        await it.press("j")
        await it.sees_no("The shared folder is gone")
        id = by_title(bench, under(it))
        await it.move_on()
        await it.until(lambda: stage(it) == "contact")
        await it.move_on()
        await it.sees("offline, 2 edits waiting")
        assert bench.snapshot.tables["deals"][id]["stage"] == "demo"
        away.rename(backend.root)
        await it.press("r")
        await it.sees("The shared folder is back; 2 edits went out")
        await it.sees("synced ")
        assert bo.deal(id)["stage"] == "demo"
        await it.until(lambda: it.app.problems == [])


async def test_a_folder_that_takes_nothing_is_still_read(
    sit: Story, bench: Workbench, bo: Colleague, backend: FolderBackend
) -> None:
    # Nothing can be written where a file stands in place of one's directory.
    own = backend.root / "log" / bench.store.replica.rep
    shutil.rmtree(own)
    own.touch()
    async with sit() as it:
        await it.sees("The shared folder can't be written")
        await it.move_on()
        await it.sees("1 edit waiting")
        bo.bench.commit(lambda s, c: set_deal(s, c, by_title(bench, "Line 1"), {"title": "his"}))
        bo.sync()
        await it.until(lambda: any(d["title"] == "his" for d in it.app.snapshot.live("deals")))
        own.unlink()
        await it.press("r")
        await it.sees("The shared folder is back; 3 edits went out")
        await it.sees("synced ")


async def test_a_newer_folder_is_said_in_words(
    sit: Story, bench: Workbench, bo: Colleague, backend: FolderBackend
) -> None:
    file = backend.root / "salestui.json"
    file.write_text(file.read_text().replace('"format":1', '"format":2'))
    async with sit(lang="zh") as it:
        await it.sees("共享文件夹需要更新的 salestui；可照常工作，详见 :team")
        await it.sees("离线")


@pytest.mark.usefixtures("swift")
async def test_a_command_shares_and_parts_while_the_app_is_open(
    sit: Story, bench: Workbench, backend: FolderBackend, clock: Any, tmp_path: Path
) -> None:
    fill(bench)
    async with sit() as it:
        await it.sees("Firm 0")
        share(bench, backend, clock)
        await it.sees(f"Shared with the team in {backend.root}"[:60])
        await it.sees("synced ")
        bo = Colleague(tmp_path / "bo", backend, clock)
        assert bo.deal(by_title(bench, "Line 0"))
        workspacefile.leave(bench.folder)
        await it.sees("Not shared any more; everything is still here")
        await it.sees_no("synced ")
        lock = SyncLock(bench.folder)
        await it.until(lock.take)
        lock.release()
        bo.bench.close()


async def test_another_program_syncs_and_this_one_takes_over(
    sit: Story, bench: Workbench, bo: Colleague, home: Path
) -> None:
    env = {"SALESTUI_HOME": str(home), "SALESTUI_USER": "anna", "LANG": "C.UTF-8"}
    argv = [sys.executable, "-m", "salestui", "sync", "--watch"]
    with subprocess.Popen(argv, env=env, stdout=subprocess.PIPE, text=True) as watch:
        try:
            assert watch.stdout is not None and "Following" in watch.stdout.readline()
            lock = SyncLock(bench.folder)
            while lock.take():
                lock.release()
            async with sit() as it:
                await it.sees("synced elsewhere")
                await it.press("r")
                await it.sees("Another program on this computer syncs already")
                id = by_title(bench, under(it))
                await it.move_on()
                await it.until(lambda: bo.deal(id)["stage"] == "contact")
                watch.terminate()
                await it.sees_no("synced elsewhere")
                await it.sees("synced ")
                await it.move_on()
                await it.until(lambda: bo.deal(id)["stage"] == "demo")
        finally:
            watch.kill()


async def test_a_copy_of_this_home_elsewhere_makes_it_change_its_name(
    sit: Story, bench: Workbench, bo: Colleague, backend: FolderBackend, tmp_path: Path
) -> None:
    rep = bench.store.replica.rep
    async with sit() as it:
        await it.sees("synced ")
        await it.move_on()
        await it.until(lambda: it.app.sync_state.waiting == 0 and it.app.saved_at)
        id = by_title(bench, under(it))
        await it.until(lambda: bo.deal(id)["stage"] == "contact")
        other_copy_writes(backend, bench, rep)
        await it.sees("this one has a new name, nothing is lost")
        await it.until(lambda: bench.store.replica.rep != rep)
        await it.move_on()
        await it.until(lambda: bo.deal(id)["stage"] == "demo")


def other_copy_writes(backend: FolderBackend, bench: Workbench, rep: str) -> None:
    """Append to the shared log what a restored copy of the same home would."""
    from salestui.store.lines import make

    log = backend.root / "log" / rep
    file = max(log.glob("*.jsonl"))
    lines = file.read_bytes().splitlines()
    last = lines[-1][:32].decode()
    seq = bench.snapshot.vector[rep] + 1
    row = {"k": "c", "s": seq, "t": [1, 0], "i": "x", "sv": 1, "o": []}
    _, raw = make(last, row)
    file.write_bytes(file.read_bytes() + raw)


async def test_idle_syncing_redraws_nothing(
    sit: Story, bench: Workbench, bo: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio

    from textual.widget import Widget

    async with sit() as it:
        await it.sees("synced ")
        drawn: list[Any] = []
        real = Widget.refresh

        def refresh(self: Widget, *regions: Any, **options: Any) -> Any:
            drawn.append(self)
            return real(self, *regions, **options)

        monkeypatch.setattr(Widget, "refresh", refresh)
        for _ in range(4):
            drawn.clear()
            await asyncio.sleep(1.5)
            if not drawn:
                break
        # A slow machine may still be painting; what goes on by itself is in every window.
        assert drawn == []
