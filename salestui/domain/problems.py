"""What can go wrong, as exceptions with one sentence in both languages, a place and a cure."""

from __future__ import annotations

from salestui.domain.words import Words

NOWHERE = Words("", "")


class Problem(Exception):
    """Something that a person is told in one sentence. `kind` names it for scripts."""

    kind = "input"
    exit_code = 2

    def __init__(self, message: Words, *, hint: Words = NOWHERE, where: str = "") -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint
        self.where = where


class InputProblem(Problem):
    """What was typed or read can't be understood or isn't allowed."""


class UsageProblem(Problem):
    """The command was called with words it does not take."""

    kind = "usage"


class Refused(Problem):
    """A rule of the workspace refuses the act (a gate, a required field)."""

    kind = "refused"
    exit_code = 1

    def __init__(
        self,
        message: Words,
        *,
        hint: Words = NOWHERE,
        where: str = "",
        missing: tuple[object, ...] = (),
    ) -> None:
        super().__init__(message, hint=hint, where=where)
        self.missing = missing


class NotFound(Problem):
    """No record answers to that name."""

    kind = "not_found"
    exit_code = 3


class StoreProblem(Problem):
    """The local store could not be read or written; nothing was changed."""

    kind = "store"
    exit_code = 4


class FolderProblem(Problem):
    """The shared folder could not be read or written."""

    kind = "folder"
    exit_code = 4
