"""Two people on one field: who saves last is told, and both values are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from salestui.domain.change import Act, Edit
from salestui.services.deals import set_deal, set_next_step
from salestui.services.inbox import inbox
from salestui.services.moves import move_deal
from salestui.services.workbench import Workbench

from .boardcase import under
from .teamcase import Colleague, by_title

pytestmark = pytest.mark.usefixtures("soon")
Story = Callable[..., Any]


async def on_a_deal(it: Any, bench: Workbench) -> str:
    """Wait for the board; the id of the deal under the cursor."""
    await it.sees("Firm 0")
    await it.until(lambda: it.app.sync_state.at)
    return by_title(bench, under(it))


async def came(it: Any, bench: Workbench, id: str, **values: Any) -> None:
    """Wait until a colleague's values are on the screen's state."""
    await it.until(lambda: all(it.app.live.get("deals", id).get(p) == v for p, v in values.items()))


def at_odds(bench: Workbench) -> list[tuple[str, list[Any], Any]]:
    """(field, values with the standing one first, what both replaced) of every conflict."""
    found = inbox(bench.store.fold, bench.history).conflicts
    paths = [c.differing[0] for c in found]
    return [
        (path, [side.values.get(path) for side in c.heads], c.base.get(path))
        for path, c in zip(paths, found, strict=True)
    ]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "bo set amount to 7.5k meanwhile; yours stands, ! has both"),
        ("zh", "bo 同时把金额改为7500；现为你的值，按 ! 查看两者"),
    ],
)
async def test_a_field_that_changed_under_the_form_is_told_at_save_and_nothing_is_lost(
    sit: Story, bench: Workbench, bo: Colleague, lang: str, said: str
) -> None:
    async with sit(lang=lang, size=(100, 30)) as it:
        id = await on_a_deal(it, bench)
        await it.press("e", "a")
        await it.sees("CNY 1,000" if lang == "en" else "enter 保存")
        bo.do(lambda s, c: set_deal(s, c, id, {"amount": 750_000, "currency": "CNY"}))
        await came(it, bench, id, amount=750_000)
        await it.press("ctrl+u")
        it.type("9k")
        await it.press("enter")
        await it.sees(said)
        await it.until(lambda: bo.deal(id)["amount"] == 900_000)
        expected = [("amount", [900_000, 750_000], 100_000)]
        assert at_odds(bench) == at_odds(bo.bench) == expected
        await it.press("j")
        await it.sees_no(said)
        await it.sees("1 to decide, press !" if lang == "en" else "1 项待决定，按 !")


async def test_a_next_step_typed_over_a_colleagues_is_told_too(
    sit: Story, bench: Workbench, bo: Colleague
) -> None:
    async with sit() as it:
        id = await on_a_deal(it, bench)
        await it.press("s")
        await it.sees("next step:")
        bo.do(lambda s, c: set_next_step(s, c, id, "visit them", date(2027, 1, 12)))
        await came(it, bench, id, next_step="visit them")
        await it.press("ctrl+u")
        it.type("+3d send the offer\r")
        await it.sees("bo set next step to visit them meanwhile; yours stands, ! has both")
        assert at_odds(bench) == [("next_step", ["send the offer", "visit them"], "call")]


async def test_other_fields_and_equal_values_are_no_collision(
    sit: Story, bench: Workbench, bo: Colleague
) -> None:
    async with sit() as it:
        id = await on_a_deal(it, bench)
        await it.press("e", "a")
        await it.sees("CNY 1,000")
        bo.do(lambda s, c: set_deal(s, c, id, {"title": "his title"}))
        await came(it, bench, id, title="his title")
        await it.press("ctrl+u")
        it.type("9k\r")
        await it.until(lambda: bo.deal(id)["amount"] == 900_000)
        await it.press("e", "s")
        await it.sees("Source")
        bo.do(lambda s, c: set_deal(s, c, id, {"source": "expo"}))
        await came(it, bench, id, source="expo")
        it.type("1")
        await it.until(lambda: it.app.active.prompt is None)
        assert at_odds(bench) == at_odds(bo.bench) == []
        await it.sees_no("meanwhile")


async def test_members_that_a_colleague_added_stay_when_i_add_mine(
    sit: Story, bench: Workbench, bo: Colleague
) -> None:
    async with sit() as it:
        id = await on_a_deal(it, bench)
        await it.app.save(lambda s, c: set_deal(s, c, id, {"competitors/Sanhe": True}))
        await it.press("e", "c")
        await it.sees("Sanhe")
        bo.do(lambda s, c: set_deal(s, c, id, {"competitors/Yuan": True}))
        await came(it, bench, id, **{"competitors/Yuan": True})
        await it.press("ctrl+u")
        it.type("Lida\r")
        await it.until(lambda: bo.deal(id).get("competitors/Lida"))
        assert bo.deal(id).get("competitors/Yuan") is True
        assert "competitors/Sanhe" not in bo.deal(id)
        assert at_odds(bench) == []


async def test_a_move_chosen_from_the_menu_while_a_colleague_moved_it(
    sit: Story, bench: Workbench, bo: Colleague
) -> None:
    async with sit() as it:
        id = await on_a_deal(it, bench)
        await it.press("m")
        await it.sees("move Firm 0 to:")
        bo.do(lambda s, c: move_deal(s, c, [id], to="negotiation", bypass="urgent"))
        await came(it, bench, id, stage="negotiation")
        await it.press("3")
        await it.until(lambda: "why back" in it.text or "missing" in it.text)
        if "why back" in it.text:
            it.type("too early\r")
        await it.sees("bo set stage to")
        await it.until(lambda: bo.deal(id)["stage"] == "demo")
        assert at_odds(bench) == [("stage", ["demo", "negotiation"], "lead")]


async def test_several_writings_since_are_all_kept_apart_from_mine(
    sit: Story, bench: Workbench, bo: Colleague
) -> None:
    async with sit() as it:
        id = await on_a_deal(it, bench)
        await it.press("e", "a")
        await it.sees("CNY 1,000")
        bo.do(lambda s, c: set_deal(s, c, id, {"amount": 300_000}))
        bo.do(lambda s, c: set_deal(s, c, id, {"amount": 400_000}))
        await came(it, bench, id, amount=400_000)
        await it.press("ctrl+u")
        it.type("9k\r")
        await it.sees("bo set amount to 4k meanwhile")
        assert at_odds(bench) == [("amount", [900_000, 400_000], 100_000)]


async def test_a_record_that_is_gone_keeps_the_text(
    sit: Story, bench: Workbench, bo: Colleague
) -> None:
    async with sit() as it:
        id = await on_a_deal(it, bench)
        await it.press("e", "n")
        it.type("a long note that took me an hour")
        bo.do(lambda s, c: Act("deal.archive", (Edit("deals", id, {"_del": True}),)))
        await it.until(lambda: it.app.live.get("deals", id).get("_del"))
        await it.press("ctrl+s")
        await it.sees("That deal is gone")
        await it.sees("a long note that took me an hour")
