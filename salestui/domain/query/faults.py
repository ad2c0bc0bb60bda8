"""The sentences with which a filter is refused: the place, what was expected, and a cure."""

from __future__ import annotations

from salestui.domain.problems import NOWHERE, InputProblem
from salestui.domain.text import quoted
from salestui.domain.words import Words

QUOTE_IT = Words("To look for this as text, put it in quotes.", "要按文字查找，请加引号。")
NEAREST_POOL = 2000
"""At most this many names are compared for a suggestion, so that a hint never takes long."""


def fault(position: int, message: Words, hint: Words = NOWHERE) -> InputProblem:
    """A refusal that points at the 0-based column `position` of the filter."""
    return InputProblem(message, hint=hint, where=str(position))


def expected(position: int, what: Words, got: str, hint: Words = NOWHERE) -> InputProblem:
    """A refusal of `got`, saying what was expected in its place."""
    message = Words("Expected {what}, not {got}.", "这里应为{what}，而不是 {got}。")
    if not got:
        message = Words("Expected {what} here.", "这里应为{what}。")
    return fault(position, message.fill(what=what, got=quoted(got)), hint)


def nearest(name: str, names: list[str]) -> str:
    """The one of `names` that is most like `name`, whole or in one of its words, or nothing."""
    # Only a refusal needs it, and loading it is felt by every command.
    from difflib import get_close_matches

    wanted = name.casefold()
    pool = sorted(names, key=lambda one: one[:1].casefold() != wanted[:1])[:NEAREST_POOL]
    folded = {candidate.casefold(): candidate for candidate in reversed(pool)}
    for candidate in pool:
        for word in candidate.casefold().split():
            folded.setdefault(word, candidate)
    # Of two Chinese characters one is enough to be near: 行页 is 行业.
    close = get_close_matches(wanted, folded, n=1, cutoff=0.6 if wanted.isascii() else 0.5)
    if not close:
        holding = [candidate for candidate in folded if len(wanted) > 1 and wanted in candidate]
        close = sorted(holding, key=len)[:1]
    return folded[close[0]] if close else ""


def did_you_mean(name: str, names: list[str], otherwise: Words = NOWHERE) -> Words:
    """The hint that names the nearest of `names`, or `otherwise` where nothing is near."""
    close = nearest(name, names)
    if not close:
        return otherwise
    return Words("Did you mean {name}?", "是否想写 {name}？").fill(name=close)


def listed(names: list[str]) -> str:
    """A few names in a row, for a hint."""
    return " ".join(names[:12]) + (" …" if len(names) > 12 else "")
