"""The goals screen as its users live it: one sentence, why a goal stands so, giving it out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from salestui.domain.change import Act, Edit
from salestui.domain.goals.book import Book
from salestui.services.defaults import pipeline_id
from salestui.services.goals import add_goal
from salestui.services.records import archive
from salestui.services.workbench import Workbench
from salestui.ui.screens.figure import FigureScreen
from salestui.ui.screens.goals import GoalsScreen
from tests.patience import PATIENCE

DAY = 86_400_000
HANDBOOK = "new customers region:East q3 +30% on q2; industry:manufacturing share>=50%"
HANDBOOK_ZH = "新签客户 区域：East Q3 较Q2 +30%，行业：manufacturing 占比≥50%"
Q2 = [f"2026-05-{n + 1:02}" for n in range(10)]
Q3 = [f"2026-07-{n + 1:02}" for n in range(8)]


def won(n: int, day: str, industry: str) -> tuple[Edit, Edit]:
    """An account first won on a day."""
    deal: dict[str, Any] = {
        "account": f"ac_{n}", "pipeline": pipeline_id("new"), "stage": "won", "outcome": "won",
        "closed_on": day, "amount": 100_000, "currency": "CNY", "region": "East",
        "owner": "mb_lina" if n % 2 else "mb_lei",
    }  # fmt: skip
    account = {"name": f"Firm {n}", "industry": industry}
    return Edit("accounts", f"ac_{n}", account), Edit("deals", f"dl_{n}", deal)


@pytest.fixture
def team(bench: Workbench, clock: Any) -> Workbench:
    """Two reps; ten customers won in the second quarter, eight in the third, three of a kind."""
    rows: list[Edit] = [
        Edit("members", bench.me, {"role": "manager"}),
        Edit("members", "mb_lina", {"handle": "lina", "name": "Li Na", "role": "rep"}),
        Edit("members", "mb_lei", {"handle": "lei", "name": "Zhao Lei", "role": "rep"}),
    ]
    for n, day in enumerate(Q2 + Q3):
        rows += won(n, day, "manufacturing" if 10 <= n < 13 else "retail")
    before = clock.now - 30 * DAY
    bench.commit(lambda s, c: Act("import", tuple(rows), before))
    return bench


Story = Callable[..., Any]


@pytest.fixture
def goal(team: Workbench) -> str:
    """The handbook's goal."""
    return team.commit(lambda s, c: add_goal(s, c, HANDBOOK)).records[0][1]


def screen(it: Any) -> GoalsScreen:
    found = it.app.screen
    assert isinstance(found, GoalsScreen)
    return found


async def opened(it: Any, text: str) -> GoalsScreen:
    """Go to the goals and wait for something there."""
    await it.press("5")
    await it.sees(text)
    return screen(it)


# -- one sentence


@pytest.mark.parametrize(
    ("lang", "sentence", "base", "more"),
    [
        ("en", HANDBOOK, "10 -> 13", "5 more to win, at least 4 of them industry:manufacturing"),
        ("zh", HANDBOOK_ZH, "10 -> 13", "还需签5家，其中至少4家须为 行业:manufacturing"),
    ],
)
async def test_the_handbook_goal_in_one_sentence(
    team: Workbench, sit: Story, lang: str, sentence: str, base: str, more: str
) -> None:
    async with sit(size=(100, 30), lang=lang) as it:
        await opened(it, "No goals yet" if lang == "en" else "还没有目标")
        await it.press("n")
        await it.sees("for example" if lang == "en" else "例如")
        it.type(sentence)
        await it.sees(base)
        await it.sees(more)
        await it.until(lambda: "Time-bound" in it.text or "有时限" in it.text)
        await it.press("enter")
        await it.sees("8/13")
        await it.sees("61.5%")
        await it.sees(more)
    (doc,) = team.snapshot.live("goals")
    assert doc["statement"] == sentence


async def test_a_slip_is_pointed_at_and_nothing_is_lost(team: Workbench, sit: Story) -> None:
    async with sit() as it:
        await opened(it, "No goals yet")
        await it.press("n")
        it.type("won count q3 20 ownr:lina")
        await it.sees("Did you mean owner?")
        caret = await it.line(lambda line: line.strip() == "^")
        assert caret.index("^") == len(" goal: won count q3 20 ")
        await it.press("enter")
        await it.sees("Did you mean owner?")
        await it.press("escape")
        await it.sees("No goals yet")
    assert not list(team.snapshot.live("goals"))


async def test_a_goal_by_a_form(team: Workbench, sit: Story) -> None:
    async with sit(size=(100, 30)) as it:
        await opened(it, "No goals yet")
        await it.press("N")
        await it.sees("What is counted")
        await it.press("3", "enter")
        it.type("q3\r")
        it.type("some\r")
        await it.press("ctrl+s")
        await it.sees('"some"; Write for example')
        for _ in "some":
            await it.press("backspace")
        it.type("20")
        await it.press("ctrl+s")
        await it.sees("8/20")


# -- the tree and its pages


async def test_why_a_goal_stands_so(goal: str, sit: Story) -> None:
    async with sit() as it:
        await opened(it, "8/13")
        await it.sees("New customers +30% on 2026-q2")
        await it.sees("8 of 13  61.5%")
        await it.sees("share of industry:manufacturing >= 50%")
        await it.sees("3 of 8  37.5%")
        await it.sees("Still needed  5 more to win")
        await it.sees("Path to the goal")


async def test_the_pages_in_turn(goal: str, sit: Story) -> None:
    async with sit() as it:
        await opened(it, "8/13")
        await it.press("right_square_bracket")
        await it.sees("Not given out yet: a gives it")
        await it.press("right_square_bracket")
        await it.sees("x Specific")
        await it.press("right_square_bracket")
        await it.sees("# reached 8")
        await it.until(lambda: any(line.count("#") > 5 for line in it.lines[8:]))
        await it.press("right_square_bracket")
        await it.sees("new goal")
        await it.press("right_square_bracket")
        await it.sees("Still needed")
        await it.press("left_square_bracket")
        await it.sees("new goal")


async def test_figures_explain_themselves(goal: str, sit: Story) -> None:
    async with sit() as it:
        await opened(it, "8/13")
        await it.press("i")
        await it.sees("accounts whose first won deal closed in the period")
        await it.sees("2026-q3, 83 of 92 days gone")
        await it.press("G")
        await it.sees("at risk: projected below the goal")
        await it.press("escape")
        await it.sees("Still needed")


# -- the deals behind a figure


async def test_enter_lists_exactly_the_deals_behind(goal: str, sit: Story) -> None:
    async with sit() as it:
        await opened(it, "8/13")
        await it.press("enter")
        await it.sees("8 deals")
        found = it.app.screen
        assert isinstance(found, FigureScreen)
        assert len(found.docs) == len(found.rows.rows) == 8
        await it.press("escape")
        await it.sees("8/13")
        await it.press("tab", "down", "enter")
        await it.sees("10 deals")
        await it.press("escape", "down", "enter")
        await it.until(lambda: isinstance(it.app.screen, FigureScreen))
        await it.until(lambda: it.app.screen.docs == [])
        await it.press("escape", "down", "enter")
        await it.sees("3 deals")
        await it.press("enter")
        await it.sees("Firm 1")


async def test_the_cursor_stays_on_its_deal_when_others_leave(
    team: Workbench, goal: str, sit: Story
) -> None:
    async with sit() as it:
        await opened(it, "8/13")
        await it.press("enter")
        await it.sees("8 deals")
        await it.press("j", "j", "j")
        [here], first = it.app.screen.targets(), str(it.app.screen.docs[0]["_id"])
        it.app.act(lambda s, c: archive(s, c, "deals", [first]))
        await it.sees("7 deals")
        await it.until(lambda: it.app.screen.targets() == (here,))


async def test_a_deal_won_meanwhile_changes_the_goal(
    team: Workbench, goal: str, sit: Story
) -> None:
    async with sit() as it:
        await opened(it, "8/13")
        rows = won(99, "2026-09-20", "manufacturing")
        await it.app.save(lambda s, c: Act("import", rows))
        await it.sees("9/13")
        await it.sees("4 more to win, at least 3 of them")
        await it.press("u")
        await it.sees("8/13")


# -- giving out


async def test_giving_out_keeps_the_sum_and_is_one_act(
    team: Workbench, goal: str, sit: Story
) -> None:
    async with sit() as it:
        await opened(it, "8/13")
        await it.press("a")
        await it.sees("members, equal parts")
        await it.press("e")
        await it.sees("adds up to 13")
        await it.press("backspace", "9", "ctrl+s")
        await it.sees("15 of 13 given out, 2 too many")
        await it.press("backspace", "4", "ctrl+s")
        await it.sees("[Split 2]")
        await it.sees("the parts add up: 13 of 13")
        await it.until(lambda: "Li Na" in it.text and "Zhao Lei" in it.text)
        assert len(list(team.snapshot.live("goals"))) == 3
        await it.press("u")
        await it.until(lambda: len(list(team.snapshot.live("goals"))) == 1)


async def test_a_part_leads_to_its_goal(team: Workbench, goal: str, sit: Story) -> None:
    async with sit() as it:
        await opened(it, "8/13")
        await it.press("a", "e")
        await it.sees("adds up to 13")
        await it.press("ctrl+s")
        await it.sees("[Split 2]")
        await it.press("tab", "enter")
        await it.sees("Not given out yet")
        await it.until(lambda: screen(it).here != goal)


async def test_a_rate_is_not_given_out(team: Workbench, sit: Story) -> None:
    team.commit(lambda s, c: add_goal(s, c, "win rate 40% q3"))
    async with sit() as it:
        await opened(it, "Win rate")
        await it.press("a")
        await it.sees("does not add up")


# -- changing


async def test_a_goal_is_said_anew(team: Workbench, goal: str, sit: Story) -> None:
    async with sit(size=(120, 30)) as it:
        await opened(it, "8/13")
        await it.press("e", "s")
        await it.sees("goal: new customers region:East 2026-q3 +30% on 2026-q2")
        await it.press("ctrl+u")
        it.type("new customers region:East q3 20\r")
        await it.sees("8/20")
        await it.press("e", "t")
        it.type("Grow East\r")
        await it.sees("Grow East")


async def test_archived_and_brought_back(goal: str, sit: Story) -> None:
    async with sit() as it:
        await opened(it, "8/13")
        await it.press("D")
        await it.sees("archived; u brings it back")
        await it.sees("No goals yet")
        await it.press("u")
        await it.sees("8/13")


async def test_a_plan_makes_goals_relevant(goal: str, sit: Story) -> None:
    async with sit(size=(100, 30)) as it:
        await opened(it, "8/13")
        await it.press("P")
        await it.sees("New plan")
        it.type("East\rq3\rEast\r\r\rfewer stops\r")
        await it.press("ctrl+s")
        await it.sees_no("New plan")
        await it.until(lambda: list(it.app.snapshot.live("plans")))
        await it.press("n")
        it.type("won count q3 20 region:East")
        await it.sees("plan East: fewer stops")


async def test_a_sentence_is_judged_over_what_was_saved_while_the_screen_still_counts(
    team: Workbench, goal: str, sit: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted, real = threading.Event(), Book.begin

    def begin(book: Book, id: str = "") -> Book:
        counted.wait(PATIENCE)
        return real(book, id)

    async with sit(size=(100, 30)) as it:
        await opened(it, "8/13")
        monkeypatch.setattr(Book, "begin", begin)
        await it.press("P")
        await it.sees("New plan")
        it.type("East\rq3\rEast\r\r\rfewer stops\r")
        await it.press("ctrl+s")
        await it.until(lambda: list(it.app.snapshot.live("plans")))
        await it.press("n")
        it.type("won count q3 20 region:East")
        await it.sees("plan East: fewer stops")
        counted.set()


# -- choosing


async def test_mine_and_filter(team: Workbench, goal: str, sit: Story) -> None:
    team.commit(lambda s, c: add_goal(s, c, "won count q3 20 owner:lina"))
    async with sit() as it:
        await opened(it, "Deals won")
        await it.press("at")
        await it.sees_no("Deals won")
        await it.press("at", "slash")
        it.type("level:person\r")
        await it.sees_no("New customers")
        await it.sees("/level:person")
        await it.press("escape")
        await it.sees("New customers")


# -- looking back


async def test_the_past_is_shown_and_not_changed(team: Workbench, goal: str, sit: Story) -> None:
    async with sit() as it:
        await opened(it, "8/13")
        await it.sees("pace -3.7")
        await it.press("less_than_sign")
        await it.sees("as of")
        await it.sees("pace -2.7")
        await it.press("n")
        await it.sees("The past can only be read")
        await it.press("equals_sign")
        await it.sees("8/13")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_every_size_shows_tree_and_page(goal: str, sit: Story, size: tuple[int, int]) -> None:
    async with sit(size=size) as it:
        await opened(it, "8/13")
        await it.sees("Still needed")
        await it.until(lambda: max(map(len, it.lines)) <= size[0])
        for _ in range(5):
            await it.press("right_square_bracket")
