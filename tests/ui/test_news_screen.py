"""What others changed since I last looked, told in keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from salestui.domain.change import Act, Edit
from salestui.services.accounts import add_account
from salestui.services.deals import set_deal
from salestui.services.looks import Look, last_look, looked
from salestui.services.records import archive
from salestui.services.workbench import Workbench
from salestui.ui.screens.deal import DealScreen
from salestui.ui.screens.news import NewsScreen

from .twohomes import TwoHomes

pytestmark = pytest.mark.usefixtures("soon")
Sit = Callable[..., Any]
DAY = 86_400_000


@pytest.fixture
def deal(furnish: Callable[[str], str]) -> str:
    """A deal of Anna's."""
    return furnish("en")


@pytest.fixture
def two(deal: str, open_bench: Callable[..., Workbench], tmp_path: Path, clock: Any) -> TwoHomes:
    """Anna's and Bob's homes, both with the deal; Anna has just looked."""
    found = TwoHomes(open_bench, tmp_path, clock)
    look(found)
    return found


def look(two: TwoHomes) -> None:
    looked(two.anna.folder, "anna", two.anna.snapshot, two.anna.clock())


def last(two: TwoHomes) -> Look:
    found = last_look(two.anna.folder, "anna")
    assert found is not None
    return found


def set_to(deal: str, **values: Any) -> Any:
    return lambda s, c: set_deal(s, c, deal, values)


async def opened(it: Any) -> NewsScreen:
    """Go there by name and wait until the log was read."""
    it.type(":news\r")
    await it.until(lambda: isinstance(it.app.screen, NewsScreen))
    screen: NewsScreen = it.app.screen
    await it.until(lambda: screen.news is not None)
    return screen


async def test_by_record_who_when_field_old_and_new(sit: Sit, two: TwoHomes, deal: str) -> None:
    two.bob.commit(lambda s, c: add_account(s, c, {"name": "Taihe Foods"}))
    two.bob.commit(set_to(deal, amount=9_000_000, currency="CNY"))
    two.bob.commit(set_to(deal, product="P2"))
    two.anna.commit(set_to(deal, region="East"))
    two.meet()
    async with sit() as it:
        await opened(it)
        await it.sees("3 changes by others since ")
        lines = [line.rstrip() for line in it.lines[2:8]]
        assert lines[0] == " D-1  Hengda Valve  line 2 leak monitoring"
        assert "Bob Wu  Product      - > P2" in lines[1]
        assert "Bob Wu  Amount       860k > 90k" in lines[2]
        assert lines[3].endswith("Taihe Foods")
        assert "Bob Wu  new account" in lines[4]
        await it.sees_no("Region")
        await it.press("j")
        await it.sees("before  CNY 860,000.00")
        await it.sees("after   CNY 90,000.00")
        await it.press("enter")
        await it.until(lambda: isinstance(it.app.screen, DealScreen))
        await it.until(lambda: it.app.screen.spot == ("field", "amount"))
        await it.press("esc")
        await it.sees("3 changes by others since ")
        await it.sees("before  CNY 860,000.00")


async def test_todays_line_leads_here_and_goes_when_all_was_seen(
    sit: Sit, two: TwoHomes, deal: str
) -> None:
    two.bob.commit(set_to(deal, amount=9_000_000, currency="CNY"))
    two.meet()
    async with sit() as it:
        await it.press("1")
        await it.sees("C lists 1")
        await it.press("C")
        await it.sees("1 change by others since ")
        await it.sees("860k > 90k")
        await it.press("esc")
        await it.sees_no("C lists 1")
        await it.sees_no("by others")


async def test_one_key_marks_all_as_seen(sit: Sit, two: TwoHomes, deal: str) -> None:
    two.bob.commit(set_to(deal, product="P2"))
    two.meet()
    async with sit() as it:
        await opened(it)
        await it.sees("1 change by others since ")
        await it.press("x")
        await it.sees("1 change marked as seen")
        await it.sees("Nothing new since you looked ")
        assert last(two).vector == two.anna.snapshot.vector
        two.bob.commit(set_to(deal, product="P3"))
        two.meet()
        await it.sees("P2 > P3")


async def test_who_had_all_in_sight_has_looked_when_leaving(
    sit: Sit, two: TwoHomes, deal: str
) -> None:
    before = last(two)
    two.bob.commit(set_to(deal, product="P2"))
    two.meet()
    async with sit() as it:
        await opened(it)
        await it.sees("P2")
        await it.press("esc")
        await it.until(lambda: last(two).vector != before.vector)


async def test_who_left_before_the_end_finds_the_list_again(
    sit: Sit, two: TwoHomes, deal: str
) -> None:
    before = last(two)
    for n in range(40):
        two.bob.commit(set_to(deal, product=f"P{n}"))
    two.meet()
    async with sit() as it:
        await opened(it)
        await it.sees("40 changes by others since ")
        await it.press("esc")
        await it.sees("> Board")
        await opened(it)
        await it.sees("40 changes by others since ")
        assert last(two) == before
        for _ in range(9):
            await it.press("ctrl+d")
        await it.sees("- > P0")
        await it.press("esc")
        await it.until(lambda: last(two).vector != before.vector)


async def test_late_and_replaced_values_say_so(
    sit: Sit, two: TwoHomes, deal: str, clock: Any
) -> None:
    two.bob.commit(set_to(deal, product="offline"))
    clock.now += DAY
    look(two)
    two.bob.commit(set_to(deal, region="West"))
    two.meet()
    two.anna.commit(set_to(deal, region="East"))
    two.bob.commit(lambda s, c: archive(s, c, "deals", [deal]))
    two.meet()
    async with sit() as it:
        await opened(it)
        late = await it.line(lambda line: "offline" in line)
        assert late.endswith("came late")
        replaced = await it.line(lambda line: "> West" in line)
        assert replaced.endswith("replaced since")
        await it.press("j")
        await it.sees("not the value any more")
        await it.sees("now     East")
        await it.press("j")
        await it.sees("made before you looked, arrived after")


async def test_an_import_is_one_line(sit: Sit, two: TwoHomes, deal: str) -> None:
    edits = [Edit("accounts", f"ac_{n}", {"name": f"A{n}"}) for n in range(300)]
    two.bob.commit(lambda s, c: Act("import", tuple(edits)))
    two.meet()
    async with sit() as it:
        await opened(it)
        await it.sees("several records at once")
        await it.until(lambda: "import  300 accounts" in it.lines[3])
        await it.press("enter")
        await it.sees("One act on many records has no page; `salestui history` lists it")


async def test_nothing_new_and_the_first_look(sit: Sit, two: TwoHomes, deal: str) -> None:
    async with sit() as it:
        await opened(it)
        await it.sees("Nothing new since you looked ")
        await it.press("enter")
        await it.sees("There is no change under the cursor")


async def test_looking_begins_with_the_first_start(sit: Sit, deal: str, bench: Workbench) -> None:
    assert last_look(bench.folder, "anna") is None
    async with sit() as it:
        await it.until(lambda: last_look(bench.folder, "anna") is not None)


async def test_news_in_chinese(sit: Sit, two: TwoHomes, deal: str) -> None:
    two.bob.commit(set_to(deal, amount=9_000_000, currency="CNY"))
    two.bob.commit(lambda s, c: add_account(s, c, {"name": "泰和食品"}))
    two.meet()
    async with sit(lang="zh") as it:
        await opened(it)
        await it.sees("以来，他人改动 2 处")
        await it.until(lambda: "新建客户" in it.text and "86万 > 9万" in it.text)
        await it.until(lambda: it.lines[-1].startswith(" enter 打开  x 已看  tab 换栏"))


NASTY = "[/b]\x1b[31m\u202e恶意👩‍👩‍👧‍👦e\u0301" + "长" * 90


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_hostile_values_stay_text_on_rows_of_the_right_width(
    sit: Sit, two: TwoHomes, deal: str, lang: str, size: tuple[int, int]
) -> None:
    values: dict[str, Any] = {
        "product": NASTY,
        "amount": "x",
        "currency": NASTY,
        "expected_close": 7,
        "owner": NASTY,
        f"tags/{NASTY[:9]}": NASTY,
        NASTY[:20]: NASTY,
    }
    two.bob.commit(lambda s, c: Act(NASTY[:9], (Edit("deals", deal, values),)))
    two.bob.commit(lambda s, c: Act("x", (Edit(NASTY[:20], NASTY[:30], {"a": NASTY}),)))
    two.meet()
    async with sit(size=size, lang=lang) as it:
        screen = await opened(it)
        for _ in range(len(screen.entries)):
            for strip in it.app.screen._compositor.render_strips():
                text = "".join(segment.text for segment in strip)
                assert cell_len(text) == size[0], text
                assert "\x1b" not in text and "\u202e" not in text
            await it.press("j")
