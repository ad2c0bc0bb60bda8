"""What others changed since I last looked, in one line."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from salestui.domain.change import Act
from salestui.domain.dayshow import show_moment
from salestui.exchange.todaytext import news_texts
from salestui.services.deals import add_deal, set_deal
from salestui.services.looks import looked
from salestui.services.moves import move_deal
from salestui.services.newsline import NewsLine, news_line
from salestui.services.reading import reading_of
from salestui.services.setup import open_workbench
from salestui.services.workbench import Workbench

DAY = 86_400_000
Change = Callable[..., Act]


class Two:
    """Anna, who has seen a deal, and Bo with a copy of her home."""

    def __init__(self, anna: Workbench, home: Path, clock: Callable[[], int]) -> None:
        self.anna = anna
        values: dict[str, Any] = {"title": "pumps", "amount": 80_000_00, "currency": "CNY"}
        self.deal = anna.commit(lambda s, c: add_deal(s, c, values)).records[0][1]
        looked(anna.folder, "anna", anna.snapshot, anna.clock())
        shutil.copytree(anna.folder, home / anna.folder.name)
        dice = random.Random(5).randbytes
        self.bo = open_workbench(home, user="bo", lang="en", clock=clock, random_bytes=dice)

    def news(self, *changes: Change) -> NewsLine | None:
        """The line for Anna after Bo's changes have come."""
        for change in changes:
            self.bo.commit(change)
        rep = self.bo.store.replica.rep
        if (self.bo.folder / "log" / rep).exists():
            to = self.anna.folder / "log" / rep
            shutil.copytree(self.bo.folder / "log" / rep, to, dirs_exist_ok=True)
        self.anna.refresh()
        return news_line(self.anna.folder, "anna", self.anna.snapshot)


@pytest.fixture
def two(bench: Workbench, tmp_path: Path, clock: Any) -> Any:
    """Anna and Bo."""
    pair = Two(bench, tmp_path / "bo", clock)
    yield pair
    pair.bo.close()


def setting(deal: str, **values: Any) -> Change:
    """Sets fields of the deal."""
    return lambda s, c: set_deal(s, c, deal, values)


def test_nothing_new_and_nothing_of_mine(two: Two) -> None:
    assert two.news() is None
    two.anna.commit(setting(two.deal, title="valves"))
    assert two.news() is None
    assert news_line(two.anna.folder, "nobody looked yet", two.anna.snapshot) is None


NEWS: list[tuple[Callable[[str], Change], str, str]] = [
    (lambda id: setting(id, amount=86_000_00), "+6k", "+6000"),
    (lambda id: setting(id, amount=50_000_00), "-30k", "-3万"),
    (
        lambda id: lambda s, c: move_deal(s, c, [id], to="demo", bypass="urgent"),
        "to Demo",
        "到演示",
    ),
    (lambda id: setting(id, product="X"), "product", "改产品"),
    (lambda id: lambda s, c: add_deal(s, c, {"title": "pumps"}), "new", "新建"),
]


@pytest.mark.parametrize(("change", "en", "zh"), NEWS, ids=[row[1] for row in NEWS])
def test_the_latest_change_is_told(
    two: Two, change: Callable[[str], Change], en: str, zh: str
) -> None:
    found = two.news(setting(two.deal, note="seen"), change(two.deal))
    assert found is not None
    assert (found.changes, found.who, found.name, found.what) == (2, "bo", "pumps", (en, zh))


def test_it_says_how_much_since_when(two: Two, clock: Any) -> None:
    clock.now += 2 * DAY
    found = two.news(setting(two.deal, amount=86_000_00))
    assert found is not None
    for lang, head, latest in (
        ("en", "1 change by others since Mon 22:13: ", "bo, pumps +6k"),
        ("zh", "周一22:13以来改动1处：", "bo，pumps+6000"),
    ):
        reading = reading_of(two.anna.snapshot, user="anna", lang=lang, now=clock.now)
        assert news_texts(found, reading) == (head, latest)


def test_a_moment_is_as_short_as_it_can_be() -> None:
    zone, at = ZoneInfo("Asia/Shanghai"), 1_790_000_000_000
    assert show_moment(at, zone, "en", date(2026, 9, 21)) == "22:13"
    assert show_moment(at, zone, "en", date(2026, 9, 27)) == "Mon 22:13"
    assert show_moment(at, zone, "zh", date(2026, 9, 28)) == "9/21 22:13"
