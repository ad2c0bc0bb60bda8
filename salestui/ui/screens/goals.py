"""The goals screen: set them in a sentence, give them out, see why they stand as they do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.goals.sentence import written
from salestui.domain.problems import Refused
from salestui.domain.schema import KINDS
from salestui.domain.words import Words
from salestui.services.goalfigures import deals_behind
from salestui.services.goalrecords import ground_of, sentence_of, style_of
from salestui.services.goals import add_goal, rewrite_goal
from salestui.services.records import archive
from salestui.ui.filtering import ask_filter
from salestui.ui.goals.sentenceprompt import Reads, SentencePrompt
from salestui.ui.screens.goalwalk import WalksGoals

if TYPE_CHECKING:
    from salestui.domain.change import Act
    from salestui.domain.goals.records import Goal
    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context

GOAL = Words("goal:", "目标：")
NO_GOAL = Words("There is no goal under the cursor", "光标处没有目标")
EDIT = Words("edit {name}:", "修改 {name}：")
SENTENCE = Words("sentence", "整句")
EDITS = {
    "t": "title",
    "o": "owner",
    "a": "status",
    "l": "level",
    "p": "parent",
    "b": "plan",
    "n": "note",
}
"""Letter of the edit menu -> field of a goal."""
WHOM = Words("give out {name}:", "分解 {name}：")
SPLITS: tuple[tuple[str, str, str, Words], ...] = (
    ("e", "members", "equal", Words("members, equal parts", "成员平均")),
    ("l", "members", "last", Words("members, by last period", "成员按上期")),
    ("c", "members", "capacity", Words("members, by capacity", "成员按产能")),
    ("r", "regions", "equal", Words("regions, equal parts", "区域平均")),
    ("s", "regions", "last", Words("regions, by last period", "区域按上期")),
    ("w", "regions", "capacity", Words("regions, by capacity", "区域按产能")),
)
"""Letter, to whom, how, words."""
ARCHIVED = Words("{name} archived; {key} brings it back", "{name} 已归档，按 {key} 恢复")
NO_FIGURE = Words("There are no deals behind this line", "这一行没有对应的商机")


class GoalsScreen(WalksGoals):
    """Screen 5."""

    footer: ClassVar[tuple[str, ...]] = (
        "tab_on",
        "goal_deals",
        "goal_new",
        "goal_edit",
        "goal_split",
        "next_pane",
        "explain",
        "mine",
    )

    # -- choosing

    def do_mine(self) -> None:
        """My goals, or everybody's."""
        self.sales.refuse_stranger()
        self.mine = not self.mine
        self.redraw()
        self.draw_lines()

    async def do_filter(self) -> None:
        """Which goals to show."""
        text = await ask_filter(self, self.filter)
        if text is not None:
            self.filter.text = text
            self.redraw()
            self.draw_lines()

    # -- the deals behind a figure

    def do_goal_deals(self) -> None:
        """The deals behind the goal, or behind the line under the cursor."""
        self._goal()
        spot = self.body.spot if self.reading else None
        if not self.reading:
            self._show_figure(self.here, self._main_figure())
        elif spot is None or spot.kind not in ("deal", "goal", "figure"):
            raise Refused(NO_FIGURE)
        elif spot.kind == "deal":
            self.sales.open_deal(spot.id)
        elif spot.kind == "goal":
            self.here, self.reading = spot.id, False
            self.redraw()
            self.draw_lines()
        else:
            self._show_figure(self.here, spot.id)

    def _main_figure(self) -> str:
        sight = self.sight
        place = sight.figures.index(sight.main) if sight and sight.main else 0
        return f"actual:{place}"

    def _show_figure(self, goal: str, figure: str) -> None:
        from salestui.ui.screens.figure import FigureScreen

        assert self.book is not None
        words, _ = deals_behind(self.book, goal, figure)
        name = self.view.rows.name(self.book.goals[goal])
        self.sales.open(FigureScreen(goal, figure, Words(name, name), words))

    # -- setting

    async def do_goal_new(self) -> None:
        """A new goal in one sentence."""

        async def submit(text: str) -> None:
            saved = await self.sales.save(lambda s, ctx: add_goal(s, ctx, text))
            self.here = next((id for kind, id in saved.records if kind == "goals"), self.here)

        await self._ask_sentence("", submit)

    async def _ask_sentence(self, initial: str, submit: Callable[[str], Awaitable[None]]) -> None:
        ctx = self.sales.context()
        ground = self.book.ground if self.book else None
        if ground is None or ground.snapshot is not self.sales.snapshot:
            # What was just saved counts, also while the screen still counts it in.
            ground = ground_of(self.sales.snapshot, ctx)
        reads = Reads(ground, style_of(ground, self.lang), self.size.width)
        await self.ask(SentencePrompt(GOAL, initial, reads, submit))

    async def do_goal_form(self) -> None:
        """A new goal by a form."""
        from salestui.ui.forms.goals import goal_form

        await self.ask_form(goal_form(self.sales))

    async def do_goal_edit(self) -> None:
        """The sentence, or one field."""
        from salestui.ui.forms.fields import field_form

        goal = self._goal()
        fields = {letter: KINDS["goals"].field(path) for letter, path in EDITS.items()}
        choices = [("s", SENTENCE)]
        choices += [(letter, field.label) for letter, field in fields.items() if field]
        name = self.view.rows.name(goal)
        letter = await self.ask_choice(EDIT.fill(name=name), choices)
        if letter == "s":
            await self._rewrite(goal.id)
        elif letter is not None:
            await self.ask_form(await field_form(self.sales, "goals", goal.id, EDITS[letter]))

    async def _rewrite(self, id: str) -> None:
        assert self.book is not None
        goal = self.book.goals[id]
        sentence = sentence_of(goal)
        initial = written(sentence, self.view.style) if sentence else goal.statement

        async def submit(text: str) -> None:
            await self.sales.save(lambda s, ctx: rewrite_goal(s, ctx, id, text))

        await self._ask_sentence(initial, submit)

    async def do_goal_split(self) -> None:
        """Give the goal out to members or regions."""
        from salestui.services.goalsplit import divisible
        from salestui.ui.forms.goalsplit import split_form

        goal = self._goal()
        assert self.book is not None
        divisible(self.book.ground, goal)
        choices = [(letter, words) for letter, _, _, words in SPLITS]
        answer = await self.ask_choice(WHOM.fill(name=self.view.rows.name(goal)), choices)
        for letter, by, how, _ in SPLITS:
            if letter == answer:
                await self.ask_form(split_form(self.sales, goal, by, how))
                self.page = "split"
                self.redraw()

    async def do_goal_plan(self) -> None:
        """The plan of the goal, or a new one."""
        from salestui.ui.forms.plans import plan_form

        plan = self.sight.goal.plan if self.sight else ""
        if self.sales.snapshot.get("plans", plan) is None:
            plan = ""
        await self.ask_form(await plan_form(self.sales, plan))

    def do_goal_archive(self) -> None:
        """Put the goal away; undo brings it back."""
        goal = self._goal()
        name, key = self.view.rows.name(goal), self.sales.keymap.shown("undo")

        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            return archive(snapshot, ctx, "goals", [goal.id])

        self.sales.act(use_case, done=lambda _: self.tell(ARCHIVED.fill(name=name, key=key)))

    def _goal(self) -> Goal:
        sight = self.sight
        if sight is None:
            raise Refused(NO_GOAL)
        return sight.goal
