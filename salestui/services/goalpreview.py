"""What a sentence would make, before it is saved: the goal, its figures, its SMART answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from salestui.domain.goals.book import Sight, sight_of
from salestui.domain.goals.parse import read_sentence
from salestui.domain.goals.sentence import Sentence
from salestui.domain.goals.smart import Answer, smart
from salestui.services.goalrecords import goal_from

if TYPE_CHECKING:
    from salestui.domain.goals.ground import Ground


class Preview(NamedTuple):
    """A goal that is not there yet."""

    sentence: Sentence
    sight: Sight
    answers: tuple[Answer, ...]


def preview(text: str, ground: Ground) -> Preview:
    """What a sentence means here and now. Raises InputProblem with the column of a slip."""
    sentence = read_sentence(text, ground)
    goal = goal_from(sentence, ground, text)
    sight = sight_of(ground, goal)
    return Preview(sentence, sight, smart(ground, goal, sight.figures))
