"""Bringing two versions of a text together that both came from a third one.

Lines first; where both changed the same lines, their words. What still overlaps is never decided
here: both versions stand in the text one after the other, and the places are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain
from typing import NamedTuple

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_WORDS = re.compile(r"[A-Za-z0-9_]+|\s+|.")
LARGEST = 1_000_000
"""Pairs of lines (or words) that are compared; beyond that the rest counts as one change."""


class Overlap(NamedTuple):
    """A place that both changed differently."""

    start: int
    """Where it begins in the merged text, in characters."""
    stop: int
    base: str
    mine: str
    theirs: str
    side: int = 1
    """Which of the texts theirs is, where more than two were merged: mine holds those before it."""


class Merged(NamedTuple):
    """A text of two, and the places where a person has to choose."""

    text: str
    overlaps: tuple[Overlap, ...]


class Marked(NamedTuple):
    """A merged text with lines around every place where a person has to choose."""

    text: str
    marks: frozenset[str]
    """The lines that are no part of the text."""

    def left(self, text: str) -> int:
        """How many marks an edited text still has."""
        return sum(line.strip() in self.marks for line in text.split("\n"))


Chunk = tuple[Sequence[str], Sequence[str], Sequence[str]]
"""What base, mine and theirs have between two places where all three agree."""


def merge_texts(base: str, mine: str, theirs: str) -> Merged:
    """The text that has the changes of both; overlapping ones stand one after the other."""
    text, overlaps = "", []
    chunks = _chunks(*(_LINES.findall(each) for each in (base, mine, theirs)))
    for old, ours, others in chain.from_iterable(map(_pieces, chunks)):
        settled = _settle(old, ours, others)
        if settled is None:
            settled = _one_after_the_other(ours, others)
            stop = len(text) + len(settled)
            overlaps.append(Overlap(len(text), stop, old, ours, others))
        text += settled
    return Merged(text, tuple(overlaps))


def marked(merged: Merged, writers: Sequence[str]) -> Marked:
    """The text to be edited: at each overlap every version under a line that says whose it is.

    `writers` name the texts that were merged, in their order.
    """
    text, at, marks = "", 0, set[str]()
    for number, overlap in enumerate(merged.overlaps, 1):
        mine, theirs = ", ".join(writers[: overlap.side]), writers[overlap.side]
        lines = [f">>> {number} {mine}", f">>> {number} {theirs}", f"<<< {number}"]
        marks.update(lines)
        text = _with_line_end(text + merged.text[at : overlap.start])
        for line, version in zip(lines, (overlap.mine, overlap.theirs), strict=False):
            text = _with_line_end(f"{text}{line}\n{version}")
        text += lines[-1] + "\n"
        at = overlap.stop
    return Marked(text + merged.text[at:], frozenset(marks))


def _with_line_end(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _pieces(chunk: Chunk) -> list[tuple[str, str, str]]:
    """A chunk as one piece; line by line where it overlaps and has as many lines in all three."""
    base, mine, theirs = chunk
    whole = ("".join(base), "".join(mine), "".join(theirs))
    if len(base) == len(mine) == len(theirs) and _settle(*whole) is None:
        return list(zip(base, mine, theirs, strict=True))
    return [whole]


def _settle(base: str, mine: str, theirs: str) -> str | None:
    """What a piece comes to; None where a person has to choose."""
    settled = _settled(base, mine, theirs)
    return _by_words(base, mine, theirs) if settled is None else settled


def _settled(base: str, mine: str, theirs: str) -> str | None:
    """What a chunk comes to when at most one side changed it; None when both did differently."""
    if mine in (theirs, base):
        return theirs
    return mine if theirs == base else None


def _by_words(base: str, mine: str, theirs: str) -> str | None:
    """The chunk with both changes, where they touch different words; else None."""
    if not base:
        return None
    parts = []
    for chunk in _chunks(*(_WORDS.findall(each) for each in (base, mine, theirs))):
        settled = _settled(*("".join(part) for part in chunk))
        if settled is None:
            return None
        parts.append(settled)
    return "".join(parts)


def _one_after_the_other(mine: str, theirs: str) -> str:
    return mine + ("\n" if mine and theirs and not mine.endswith("\n") else "") + theirs


def _chunks(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[Chunk]:
    """The three sequences cut at what all have in common, in order."""
    at = (0, 0, 0)
    for start, in_mine, in_theirs, size in _common(base, mine, theirs):
        if (start, in_mine, in_theirs) != at:
            yield base[at[0] : start], mine[at[1] : in_mine], theirs[at[2] : in_theirs]
        same = base[start : start + size]
        if size:
            yield same, same, same
        at = (start + size, in_mine + size, in_theirs + size)


def _common(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Where all three agree, as (place in base, in mine, in theirs, length); the end comes last."""
    with_mine, with_theirs = _matches(base, mine), _matches(base, theirs)
    i = k = 0
    while i < len(with_mine) and k < len(with_theirs):
        (a, m, n), (b, t, o) = with_mine[i], with_theirs[k]
        start, stop = max(a, b), min(a + n, b + o)
        if start < stop:
            yield start, m + start - a, t + start - b, stop - start
        if a + n <= b + o:
            i += 1
        if a + n >= b + o:
            k += 1
    yield len(base), len(mine), len(theirs), 0


def _matches(base: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """The runs that two sequences have in common, as (place in base, place in other, length)."""
    shorter = min(len(base), len(other))
    head = 0
    while head < shorter and base[head] == other[head]:
        head += 1
    tail = 0
    while tail < shorter - head and base[-1 - tail] == other[-1 - tail]:
        tail += 1
    old, new = base[head : len(base) - tail], other[head : len(other) - tail]
    found = [(0, 0, head)] if head else []
    if len(old) * len(new) <= LARGEST:
        blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        found += [(head + a, head + b, size) for a, b, size in blocks if size]
    if tail:
        found.append((len(base) - tail, len(other) - tail, tail))
    return found
