"""The filter of the goals."""

from __future__ import annotations

from typing import ClassVar

from salestui.domain.words import Words
from salestui.ui.filtering import FilterLine


class GoalFilter(FilterLine):
    """The same line as the board's, about goals."""

    kind: ClassVar[str] = "goals"
    found: ClassVar[Words] = Words("{n} goals", "{n}个目标")
    found_one: ClassVar[Words] = Words("1 goal", "1个目标")
