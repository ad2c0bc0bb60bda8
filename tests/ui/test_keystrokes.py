"""How many keys a day's commonest things take, from a fresh start on the sample team."""

from __future__ import annotations

import random
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from salestui.config import Config
from salestui.services.setup import demo_workspace
from salestui.services.workbench import Workbench
from salestui.ui.app import SalesApp
from tests.conftest import Ticking
from tests.ui.conftest import Sitting
from tests.ui.test_board_frames import NOW

Fresh = Callable[..., Any]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample team; to be copied, not written to."""
    folder = tmp_path_factory.mktemp("sample") / "home"
    folder.mkdir()
    demo_workspace(folder, lang="en", clock=lambda: NOW, random_bytes=random.Random(1).randbytes)
    return folder


@pytest.fixture
def fresh(sample: Path, tmp_path: Path) -> Fresh:
    """Starts the app as Lina on a copy of the sample team."""

    @asynccontextmanager
    async def start() -> AsyncIterator[Sitting]:
        home = tmp_path / "home"
        shutil.copytree(sample, home)
        bench = Workbench(
            next(home.iterdir()), user="lina", lang="en", clock=Ticking(NOW),
            random_bytes=random.Random(2).randbytes,
        )  # fmt: skip
        app = SalesApp(bench, Config("lina", "en", home, state=tmp_path / "state"))
        async with app.run_test(size=(80, 24)) as pilot:
            it = Sitting(pilot)
            await it.sees("help")
            yield it
        bench.close()

    return start


def under(it: Sitting) -> dict[str, Any]:
    """The deal under the cursor of the board."""
    return dict(it.app.snapshot.get("deals", it.app.screen.deals.here) or {})  # type: ignore[attr-defined]


def stage(it: Sitting, deal: dict[str, Any]) -> object:
    """Where a deal stands now."""
    return (it.app.snapshot.get("deals", deal["_id"]) or {}).get("stage")


async def test_my_overdue_next_steps_take_one_key(fresh: Fresh) -> None:
    """They stand first among today's things."""
    async with fresh() as it:
        await it.press("1")
        await it.sees("Today, ")
        today = it.app.today.isoformat()
        mine = [
            deal
            for deal in it.app.snapshot.live("deals")
            if deal.get("owner") == it.app.workbench.me
            and deal.get("outcome") == "open"
            and str(deal.get("next_step_due", "9")) < today
        ]
        assert len(mine) >= 4
        await it.until(lambda: sum(" step -" in line for line in it.lines) == len(mine))


async def test_a_call_with_a_next_step_takes_three_keys(fresh: Fresh) -> None:
    """And what is said, with what happens next behind `>`."""
    async with fresh() as it:
        await it.press("c", "c")
        it.type("quotation received > fri send contract")
        await it.press("enter")
        await it.until(lambda: under(it).get("next_step") == "send contract")
        await it.sees("call, quotation received; u undoes")


async def test_a_deal_moves_with_one_key(fresh: Fresh) -> None:
    """Past what its gate lacks it takes one more: the digit of a reason."""
    async with fresh() as it:
        await it.press("j", "j", "j", "j")
        ready = under(it)
        await it.press("L")
        await it.until(lambda: stage(it, ready) == "contact")
        await it.press("g")
        held = under(it)
        await it.press("L")
        await it.sees("missing")
        assert stage(it, held) == held["stage"]
        await it.press("2")
        await it.until(lambda: stage(it, held) != held["stage"])


async def test_what_a_gate_lacks_is_filled_in_with_four_keys(fresh: Fresh) -> None:
    """Enter begins at the first item and goes on; what is typed is saved with the move."""
    async with fresh() as it:
        held = under(it)
        await it.press("L")
        await it.sees("2 missing")
        await it.press("enter")
        it.type("Wu Li, 138-0000")
        await it.press("enter")
        it.type("wants a visit")
        await it.press("ctrl+s")
        await it.until(lambda: stage(it, held) != held["stage"])
        people = it.app.snapshot.live("contacts")
        assert "138-0000" in [one.get("phone") for one in people if one.get("name") == "Wu Li"]


async def test_big_stale_deals_take_one_key_and_the_filter(fresh: Fresh) -> None:
    """Counted while it is typed, shown by enter."""
    async with fresh() as it:
        await it.press("slash")
        it.type("amount>=50k is:rotten")
        await it.sees("on all paths")
        await it.press("enter")
        await it.sees("/amount>=50k is:rotten")
        await it.sees("!rot")


async def test_what_changed_since_monday_takes_one_key(fresh: Fresh) -> None:
    """Marked on the board as it stands."""
    async with fresh() as it:
        await it.press("C")
        await it.sees("since Mon")
