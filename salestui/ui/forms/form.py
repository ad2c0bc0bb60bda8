"""A form as data: its fields, how each reads back what is typed, and what saving does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from salestui.domain.problems import NOWHERE, Problem
from salestui.domain.words import Words

Texts = Mapping[str, str]
"""Field key -> what stands in the field."""

Read = Callable[[str], Words]
Save = Callable[[Texts], Awaitable[None] | None]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a field that is picked by a digit."""

    digit: str
    label: Words


@dataclass(frozen=True, slots=True)
class FormField:
    """One thing that a form asks for."""

    key: str
    label: Words
    initial: str = ""
    read: Read | None = None
    """What a text means, in words for reading back; raises Problem for what it can't be."""
    hint: Words = NOWHERE
    """Shown while the field is empty: what may be typed."""
    choices: tuple[Choice, ...] = ()
    lines: int = 1
    """More than one for long text, where enter begins a new line."""
    roomy: bool = False
    """The reading back is long, so it has a line of its own under the field."""


@dataclass(frozen=True, slots=True)
class Form:
    """A question of one or more fields; answering it is one act."""

    title: Words
    fields: tuple[FormField, ...]
    save: Save | None = None
    """Saves what was typed. A Problem that it raises keeps the form open with its text."""
    check: Callable[[Texts], Mapping[str, Problem]] | None = None
    """What is wrong between the fields, by field."""
    note: Words = NOWHERE
    """A line under the fields."""
    start: str = ""
    """Key of the field to begin at; the first where empty."""


class FieldProblems(Problem):
    """Several fields are wrong at once."""

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        super().__init__(next(iter(problems.values())).message)
        self.problems = dict(problems)
        """Field key -> what is wrong with it."""


def initial_texts(form: Form) -> dict[str, str]:
    """What stands in the fields when the form opens."""
    return {field.key: field.initial for field in form.fields}


def reading(field: FormField, text: str) -> Words:
    """What a text means for a field. Raises Problem."""
    return field.read(text) if field.read else NOWHERE


def problems_of(form: Form, texts: Texts) -> dict[str, Problem]:
    """What is wrong with the texts, by field; nothing when the form may be saved."""
    found: dict[str, Problem] = dict(form.check(texts)) if form.check else {}
    for field in form.fields:
        try:
            reading(field, texts.get(field.key, ""))
        except Problem as problem:
            found[field.key] = problem
    return found


def by_field(form: Form, problem: Problem) -> dict[str, Problem]:
    """A problem of saving, under the field that it names; else under the last one."""
    if isinstance(problem, FieldProblems):
        return problem.problems
    keys = [field.key for field in form.fields]
    return {problem.where if problem.where in keys else keys[-1]: problem}
