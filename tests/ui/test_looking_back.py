"""Looking back in stories of keys: another day on every screen, read-only, and back to now."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from salestui.domain.change import Act, Edit
from salestui.services.records import archive
from salestui.services.setup import open_workbench
from salestui.services.workbench import Workbench
from salestui.ui.commands import COMMANDS
from salestui.ui.screens.record import RecordScreen
from tests.ui.boardcase import deal, stage, under

DAY = 86_400_000


@pytest.fixture
def grown(bench: Workbench) -> Workbench:
    """Six deals of mine, one a week; all moved to the demo three days ago."""
    now, me = bench.clock(), bench.me
    path = next(doc["_id"] for doc in bench.snapshot.live("pipelines") if doc["key"] == "new")
    today = bench.context().today
    for n in range(6):
        edits = (
            Edit("accounts", f"ac_{n:016d}", {"name": f"Firm {n}"}),
            Edit("deals", f"dl_{n:016d}", {**deal(n, path, me, today), "stage": "lead"}),
        )
        act = Act("import", edits, now - (n * 7 + 4) * DAY)
        bench.commit(lambda s, c, act=act: act)  # type: ignore[misc]
    moved = {**deal(0, path, me, today), "stage": "demo"}
    group = {path: moved[path] for path in ("pipeline", "stage", "outcome")}
    moves = tuple(Edit("deals", f"dl_{n:016d}", group) for n in range(6))
    bench.commit(lambda s, c: Act("deal.stage", moves, now - 3 * DAY))
    return bench


async def test_a_week_back_a_week_on_and_now(grown: Workbench, sit: Callable[..., Any]) -> None:
    """The deals of that day in the stages of that day, under a banner."""
    async with sit() as it:
        await it.sees("Demo 6")
        await it.press("<")
        await it.sees("as of Mon 14 Sep")
        await it.sees("Lead 5")
        await it.until(lambda: "Demo 0" in it.text and "Firm 0" not in it.text)
        it.type("<<")
        await it.sees("as of Mon 31 Aug")
        await it.sees("Lead 3")
        await it.press(">")
        await it.sees("as of Mon 7 Sep")
        await it.press("=")
        await it.sees("Demo 6")
        await it.sees_no("as of")
        await it.press(">")
        await it.sees("This is now")


async def test_forward_from_the_last_week_is_now(grown: Workbench, sit: Callable[..., Any]) -> None:
    async with sit() as it:
        await it.sees("Demo 6")
        await it.press("<")
        await it.sees("as of")
        await it.press(">")
        await it.sees_no("as of")
        await it.sees("Demo 6")


@pytest.mark.parametrize(
    ("lang", "typed", "banner"),
    [
        ("en", "9/8", "as of Tue 8 Sep"),
        ("en", "-13d", "as of Tue 8 Sep"),
        ("zh", "9月8日", "回看 9月8日周二"),
        ("zh", "2025-12-31", "回看 2025年12月31日周三"),
    ],
)
async def test_a_date_as_people_type_it(
    grown: Workbench, sit: Callable[..., Any], lang: str, typed: str, banner: str
) -> None:
    async with sit(lang=lang) as it:
        await it.sees("Firm 0")
        it.type(f"T{typed}\r")
        await it.sees(banner)
        await it.until(lambda: it.app.snapshot is not it.app.live)


async def test_the_future_is_refused_and_today_is_now(
    grown: Workbench, sit: Callable[..., Any]
) -> None:
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("<")
        await it.sees("as of")
        it.type("T2027-01-01")
        await it.sees("The date lies in the future")
        await it.press("escape")
        it.type("Ttoday\r")
        await it.sees_no("as of")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "The past can only be read; = comes back to now"),
        ("zh", "回看时只能查看；按 = 回到现在"),
    ],
)
async def test_every_act_is_refused_in_one_sentence(
    grown: Workbench, sit: Callable[..., Any], lang: str, said: str
) -> None:
    """By its key, before anything is asked; looking around works."""
    async with sit(lang=lang) as it:
        await it.sees("Firm 0")
        await it.press("<")
        await it.until(lambda: it.app.then is not None)
        before = dict(grown.snapshot.vector)
        for command in COMMANDS:
            if command.acts and command.works_on("board"):
                it.app.screen.desk.run(command.id)
                await it.until(lambda: it.app.screen.notice[0] == said)
                await it.until(lambda: it.app.screen.prompt is None)
                it.app.screen.clear_notice()
        await it.press("j", "L")
        await it.sees(said)
        await it.press("z", "@")
        await it.sees_no(said)
        assert dict(grown.snapshot.vector) == before


async def test_saving_itself_refuses_too(grown: Workbench, sit: Callable[..., Any]) -> None:
    """For a command that forgot to say that it acts."""
    from salestui.domain.problems import Refused

    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("<")
        await it.until(lambda: it.app.then is not None)
        with pytest.raises(Refused, match="past"):
            await it.app.save(lambda s, c: archive(s, c, "deals", ["dl_0000000000000000"]))
        with pytest.raises(Refused):
            it.app.act(lambda s, c: archive(s, c, "deals", ["dl_0000000000000000"]))
        assert not (grown.snapshot.get("deals", "dl_0000000000000000") or {}).get("_del")


async def test_the_deal_and_the_funnel_of_then(grown: Workbench, sit: Callable[..., Any]) -> None:
    """One state on all screens; the history ends there."""
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("<", "<")
        await it.sees("as of Mon 7 Sep")
        await it.until(lambda: stage(it) == "lead")
        title = under(it)
        await it.press("enter")
        await it.sees("> Firm")
        await it.sees(title)
        await it.sees("History 1")
        await it.sees("as of Mon 7 Sep")
        await it.press("=")
        await it.sees("History 2")
        await it.press("<", "9")
        await it.sees("5 deals")
        await it.sees("as of Mon 14 Sep")
        await it.press("=")
        await it.sees("6 deals")


async def test_a_day_before_the_deal_came(grown: Workbench, sit: Callable[..., Any]) -> None:
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("l", "l")
        await it.until(lambda: under(it) == "Line 0")
        await it.press("enter")
        await it.sees("Overview")
        await it.press("<")
        await it.sees("This deal came later, on 17 Sep")
        await it.until(lambda: "Firm 0" in it.lines[0])
        await it.press("=")
        await it.sees("Overview")


async def test_a_filter_may_name_who_came_later(grown: Workbench, sit: Callable[..., Any]) -> None:
    """It finds nothing there, instead of failing."""
    async with sit() as it:
        await it.sees("Firm 0")
        it.type('/account:"Firm 0"\r')
        await it.sees("Demo 1")
        await it.press("<")
        await it.sees("No deal matches the filter")
        await it.sees("back to now")
        await it.press("escape")
        await it.sees("Lead 5")


async def test_an_edit_that_arrives_late_changes_the_day(
    grown: Workbench, sit: Callable[..., Any], home: Any, clock: Any
) -> None:
    """Another program dates something back: it is there at once."""
    async with sit() as it:
        await it.sees("Firm 0")
        await it.press("<")
        await it.sees("Lead 5")
        other = open_workbench(home, user="anna", lang="en", clock=clock, random_bytes=os.urandom)
        try:
            values = deal(0, grown.me, grown.me, grown.context().today)
            path = (grown.snapshot.get("deals", "dl_0000000000000000") or {})["pipeline"]
            late = {**values, "pipeline": path, "stage": "lead", "title": "Late line"}
            when = clock() - 30 * DAY
            other.commit(lambda s, c: Act("import", (Edit("deals", "dl_late", late),), when))
        finally:
            other.close()
        await it.sees("Lead 6")
        await it.sees("as of Mon 14 Sep")


async def test_the_bottom_line_offers_the_way_back(
    grown: Workbench, sit: Callable[..., Any]
) -> None:
    """And nothing that would be refused."""
    async with sit(size=(120, 40)) as it:
        await it.sees("s step")
        await it.press("<")
        await it.sees("= now  < a week back  > a week on  T a date  enter open")
        await it.until(lambda: "s step" not in it.lines[-1] and "? help" in it.lines[-1])


async def test_the_history_of_a_record_ends_on_the_day_that_is_shown(
    grown: Workbench, sit: Callable[..., Any]
) -> None:
    async with sit() as it:
        await it.sees("Demo 6")
        await it.press("<")
        await it.sees("as of Mon 14 Sep")
        it.app.open(RecordScreen("deals", "dl_0000000000000003"))
        await it.until(lambda: bool(getattr(it.app.screen, "steps", None)))
        then = it.app.then.instant
        await it.until(lambda: all(step.row.when <= then for step in it.app.screen.steps))
