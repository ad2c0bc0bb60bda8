"""The line that a goal is typed on; below it how it is understood and the SMART answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from salestui.domain.goals.ground import Ground
from salestui.domain.goals.sentence import Style, written
from salestui.domain.problems import Problem
from salestui.domain.words import Words
from salestui.exchange import goal_why as told
from salestui.exchange.goal_why import Told
from salestui.services.goalpreview import Preview, preview
from salestui.ui.goals.view import drawn
from salestui.ui.widgets.lineprompt import LinePrompt, Submit
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

SOON = 0.08
"""Seconds of rest after which the figures follow what is typed."""
LINES = 9
"""Lines of figures below the sentence."""
EXAMPLE = Words(
    "for example: new customers region:East q3 +30% on q2, industry:manufacturing share>=50%",
    "例如：新签客户 区域:华东 Q3 较Q2 +30%，行业:制造业 占比>=50%",
)
UNDERSTOOD = Words("understood: {text}", "已理解：{text}")

About = Callable[[str], Sequence[Row]]
"""What is known of a sentence, in lines; raises Problem for one that can't be read."""


class SentencePrompt(LinePrompt):
    """One line of text, its read-back, and what the goal would be."""

    def __init__(self, label: Words, initial: str, read: Reads, submit: Submit) -> None:
        super().__init__(label, initial, check=read.check, submit=submit)
        self._about = read.about
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The line and its read-back, then the figures."""
        yield from super().compose()
        rows = Rows(id="about")
        rows.styles.height = max(min(LINES, self.sales.size.height - 12), 2)
        yield rows

    def read_back(self, text: str) -> None:
        """Say at once how a text is understood; the figures follow when typing rests."""
        super().read_back(text)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(SOON, self._follow)

    def _follow(self) -> None:
        if not self.is_attached:
            return
        try:
            rows = self._about(self.field.value)
        except Problem:
            rows = ()
        self.query_one("#about", Rows).show(rows)


class Reads:
    """Reads sentences against one state, in a language and so many cells."""

    def __init__(self, ground: Ground, style: Style, width: int) -> None:
        self.ground = ground
        self.style = style
        self.width = width

    def check(self, text: str) -> Words:
        """How a text is understood. Raises InputProblem with the column of a slip."""
        if not text.strip():
            return EXAMPLE
        from salestui.domain.goals.parse import read_sentence

        said = written(read_sentence(text, self.ground), self.style)
        return UNDERSTOOD.fill(text=said)

    def about(self, text: str) -> Sequence[Row]:
        """The key results with base and figures of now, what is needed, the five answers."""
        if not text.strip():
            return ()
        return [self._row(each) for each in self._told(preview(text, self.ground))]

    def _told(self, found: Preview) -> list[Told]:
        lines = [each for each in told.results(found.sight, self.style) if each.role != "dim"]
        needed = told.needed(found.sight)
        lines += [needed] if needed else []
        return [*lines, *told.smart(found.answers, self.style.lang, self.width - 2)]

    def _row(self, each: Told) -> Row:
        lang = self.style.lang
        left = (Span(" "), Span(each.left.say(lang), each.role))
        right = [*drawn(each.bar), Span("  ")] if each.bar else []
        right += [Span(each.right.say(lang) + " ", each.role)] if each.right.en else []
        return Row(left, tuple(right))
