"""The form in which a goal is given out: a part for each, the sum kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from salestui.domain.goals.about import goal_words
from salestui.domain.goals.breakdown import BYS, HOWS, Part
from salestui.domain.goals.evaluate import Figures
from salestui.domain.goals.records import Goal
from salestui.domain.goals.sentence import amount_text
from salestui.domain.goals.shown import shown_number
from salestui.domain.problems import InputProblem, Problem
from salestui.domain.words import Words
from salestui.services.goalrecords import ground_of, style_of
from salestui.services.goalsplit import gap_words, proposal, split_goal, typed_part
from salestui.ui.forms.form import Form, FormField, Read, Texts

if TYPE_CHECKING:
    from salestui.domain.change import Act
    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context
    from salestui.ui.app import SalesApp

TITLE = Words(
    "Give out {name}: {total} among {whom}, {how}", "分解 {name}：{total}，对象{whom}，{how}"
)
ADDS_UP = Words("adds up to {total}", "合计{total}")


class Sums:
    """What stands in the fields, so that each can say what all add up to."""

    def __init__(self, main: Figures, parts: tuple[Part, ...]) -> None:
        self.main = main
        self.values = {part.key: part.value for part in parts}

    def words(self) -> Words:
        """Whether the parts add up."""
        total = shown_number(int(self.main.required or 0), self.main.result)
        return gap_words(self.main, self.values) or ADDS_UP.fill(total=total)

    def read(self, key: str, ctx: Context) -> Read:
        """Reads one part back: what all add up to with it."""

        def reads(text: str) -> Words:
            self.values |= self.typed({key: text}, ctx)
            return self.words()

        return reads

    def typed(self, texts: Texts, ctx: Context) -> dict[str, int]:
        """The parts as they are typed; nothing typed is none. Raises InputProblem."""
        return {
            key: typed_part(text, self.main, ctx) if text.strip() else 0
            for key, text in texts.items()
        }

    def check(self, texts: Texts, ctx: Context) -> Mapping[str, Problem]:
        """What is wrong with all of them together, told at the last one."""
        try:
            wrong = gap_words(self.main, self.typed(texts, ctx))
        except Problem:
            # The field says so itself.
            return {}
        return {list(texts)[-1]: InputProblem(wrong)} if wrong else {}


def split_form(sales: SalesApp, goal: Goal, by: str, how: str) -> Form:
    """A form with a part for each, proposed by `how`. Raises Refused where nothing can be given."""
    ctx = sales.context()
    ground = ground_of(sales.snapshot, ctx)
    main, parts = proposal(ground, goal, by, how)
    sums, style = Sums(main, parts), style_of(ground, sales.lang)
    fields = tuple(
        FormField(
            key=part.key,
            label=Words(part.name, part.name),
            initial=amount_text(part.value, main.result.unit, style),
            read=sums.read(part.key, ctx),
        )
        for part in parts
    )
    title = TITLE.fill(
        name=goal_words(goal, ground),
        total=shown_number(int(main.required or 0), main.result),
        whom=BYS[by],
        how=HOWS[how],
    )

    async def save(texts: Texts) -> None:
        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            return split_goal(snapshot, ctx, goal.id, by, how, sums.typed(texts, ctx))

        await sales.save(use_case)

    return Form(title, fields, save, lambda texts: sums.check(texts, ctx))
