"""Acts on all marked deals, and the last act once more, in stories of keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from salestui.domain.change import Act, Edit
from salestui.services.workbench import Workbench
from tests.ui.boardcase import fill, under


@pytest.fixture
def gated(bench: Workbench) -> Workbench:
    """Twelve deals of mine, three in each of four stages."""
    fill(bench)
    return bench


@pytest.fixture
def filled(gated: Workbench) -> Workbench:
    """The same on a path whose gates stand open."""
    for path in gated.snapshot.live("pipelines"):
        asked = [key for key in path if key.count("/") == 3 and "/criteria/" in key]
        edit = Edit("pipelines", path["_id"], dict.fromkeys(asked))
        gated.commit(lambda s, ctx, edit=edit: Act("x", (edit,)))  # type: ignore[misc]
    return gated


def deals(it: Any) -> dict[str, Any]:
    """The live deals by title."""
    return {str(doc["title"]): doc for doc in it.app.snapshot.live("deals")}


def acts(bench: Workbench) -> int:
    """How many acts there are in the log."""
    return len({commit.act for commit in bench.history.commits()})


@pytest.mark.parametrize(
    ("keys", "path", "value"),
    [
        ("L", "stage", "contact"),
        ("m2", "stage", "contact"),
        ("sfri send offer\r", "next_step", "send offer"),
        ("er GTX\r", "product", "GTX"),
        ("X1\r\r\r", "outcome", "lost"),
        ("W\r\r\r", "outcome", "won"),
        ("D", "_del", True),
    ],
)
async def test_every_act_takes_all_marked_as_one(
    filled: Workbench, sit: Callable[..., Any], keys: str, path: str, value: Any
) -> None:
    """One act in the log, one undo."""
    before = acts(filled)
    async with sit(size=(100, 30)) as it:
        await it.sees("Firm 0")
        it.type("  " + keys)
        ids = ("dl_0000000000000000", "dl_0000000000000001")

        def done() -> list[Any]:
            return [(it.app.snapshot.get("deals", id) or {}).get(path) for id in ids]

        await it.until(lambda: done() == [value, value])
        await it.sees("u undoes" if keys != "D" else "u brings it back")
        assert acts(filled) == before + 1
        await it.until(lambda: deals(it)["Line 2"].get(path) != value)
        await it.press("escape", "u")
        await it.until(lambda: value not in done())


async def test_a_log_line_for_all_marked(filled: Workbench, sit: Callable[..., Any]) -> None:
    """One e-mail to three deals, with one next step."""
    async with sit() as it:
        await it.sees("Firm 0")
        it.type("V" + "ce" + "prices sent > fri call\r")
        await it.sees("3 deals, email, prices sent; u undoes")
        logged = [doc["deal"] for doc in it.app.snapshot.live("activities")]
        assert sorted(logged) == [f"dl_{n:016d}" for n in range(3)]
        await it.until(lambda: {deals(it)[f"Line {n}"]["next_step"] for n in range(3)} == {"call"})
        await it.press("u")
        await it.until(lambda: not list(it.app.snapshot.live("activities")))


async def test_what_could_not_be_done_is_named_and_stays_marked(
    filled: Workbench, sit: Callable[..., Any]
) -> None:
    """A move onto won needs fields; the others went on."""
    one = Edit("deals", "dl_0000000000000001", {"stage": "negotiation"})
    filled.commit(lambda s, ctx: Act("x", (one,)))
    async with sit(size=(120, 30)) as it:
        await it.sees("Firm 0")
        await it.press("v", "space", "space", "space", "L")
        await it.sees("2 of 3 done, u undoes; Firm 1: Winning needs the amount and the date")
        await it.until(lambda: it.app.screen.deals.marked == {"dl_0000000000000001"})
        await it.until(
            lambda: deals(it)["Line 0"]["stage"] == deals(it)["Line 2"]["stage"] == "contact"
        )
        await it.press("u")
        await it.until(lambda: deals(it)["Line 0"]["stage"] == "lead")
        await it.until(lambda: deals(it)["Line 1"]["stage"] == "negotiation")


async def test_what_the_gate_holds_can_be_left(gated: Workbench, sit: Callable[..., Any]) -> None:
    """One answer for all that are held; a repetition asks for its own."""
    ready = Edit("deals", "dl_0000000000000003", {"stage": "negotiation"})
    gated.commit(lambda s, ctx: Act("x", (ready,)))
    async with sit(size=(120, 30)) as it:
        await it.sees("Firm 0")
        await it.press("space", "space", "L")
        await it.sees("2 of 2 are not ready")
        await it.press("2")
        await it.sees("2 deals moved; u undoes")
        await it.press("escape", "u")
        await it.until(lambda: deals(it)["Line 0"]["stage"] == "lead")
        await it.press("g", ".")
        await it.sees("Firm 0")
        await it.until(lambda: it.app.screen.prompt is not None)
        await it.press("escape")
        await it.until(lambda: deals(it)["Line 0"]["stage"] == "lead")


async def test_won_leaves_what_has_no_amount(filled: Workbench, sit: Callable[..., Any]) -> None:
    """Each of the others closes with its own."""
    bare = Edit("deals", "dl_0000000000000001", {"amount": None, "currency": None})
    filled.commit(lambda s, ctx: Act("x", (bare,)))
    async with sit(size=(120, 30)) as it:
        await it.sees("Firm 0")
        it.type("VW\r\r\r")
        await it.sees("2 of 3 done, u undoes; Firm 1")
        await it.until(lambda: deals(it)["Line 2"]["won_amount"] == deals(it)["Line 2"]["amount"])
        await it.until(lambda: deals(it)["Line 1"]["outcome"] == "open")


async def test_a_dot_does_the_last_act_again(filled: Workbench, sit: Callable[..., Any]) -> None:
    """On the deal now under the cursor, then on those marked."""
    async with sit(size=(100, 30)) as it:
        await it.sees("Firm 0")
        await it.press(".")
        await it.sees("Nothing was done yet that could be repeated")
        await it.press("s", "ctrl+u")
        it.type("fri send offer\r")
        await it.sees("Firm 0, next: send offer, Fri")
        await it.press("l", "g", ".")
        await it.sees("Firm 3, next: send offer")
        await it.until(lambda: deals(it)["Line 3"]["next_step"] == "send offer")
        it.type("lg  .")
        await it.sees("2 deals, next: send offer")
        await it.until(
            lambda: {deals(it)[f"Line {n}"]["next_step"] for n in (6, 7)} == {"send offer"}
        )
        await it.press("escape")
        await it.press("e", "a", "ctrl+u")
        it.type("33k\r")
        await it.until(lambda: deals(it)[under(it)]["amount"] == 3_300_000)
        await it.press("l", ".")
        await it.sees("Amount 33k; u undoes")
        await it.until(lambda: deals(it)[under(it)]["amount"] == 3_300_000)


async def test_a_dot_moves_logs_and_loses_again(filled: Workbench, sit: Callable[..., Any]) -> None:
    """Whatever the last act was; undo takes back one repetition at a time."""
    async with sit(size=(100, 30)) as it:
        await it.sees("Firm 0")
        await it.press("L", "h", ".")
        await it.until(lambda: deals(it)["Line 1"]["stage"] == "contact")
        await it.press("u")
        await it.until(lambda: deals(it)["Line 1"]["stage"] == "lead")
        await it.until(lambda: deals(it)["Line 0"]["stage"] == "contact")
        it.type("ccasked for papers\r")
        await it.sees("call, asked for papers; u undoes")
        await it.press("l", ".")
        await it.until(lambda: len(list(it.app.snapshot.live("activities"))) == 2)
        it.type("X1\r\r\r")
        await it.sees("lost; u undoes")
        await it.press(".")
        await it.sees("nothing to change")
        await it.press(*"hhhhhhg.")
        await it.until(lambda: [d["outcome"] for d in deals(it).values()].count("lost") == 2)


async def test_a_tick_is_repeated_on_another_deal(
    gated: Workbench, sit: Callable[..., Any]
) -> None:
    """Where its stage asks for the same thing, and refused where it does not."""
    async with sit(size=(100, 30)) as it:
        await it.sees("Firm 0")
        await it.press("l", "enter")
        await it.sees("[Overview]")
        screen = it.app.screen
        while screen.spot is None or screen.spot.id != "needs_note":
            await it.press("j")
        await it.press("space")
        await it.until(lambda: "checklist/needs_note" in deals(it)["Line 3"])
        await it.press("q", "j", ".")
        await it.until(lambda: "checklist/needs_note" in deals(it)["Line 4"])
        await it.press("h", ".")
        await it.sees("Its stage does not ask for")
