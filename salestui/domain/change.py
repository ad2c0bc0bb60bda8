"""Changes as data: what a use case asks for (Edit, Act, Batch) and what the log holds (Commit)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple

from salestui.domain.clock import Stamp, Tick
from salestui.domain.sound import sound

Value = str | int | bool | None
"""A value at a path: text, whole number, yes or no; None clears the path."""


class Edit(NamedTuple):
    """New values of some paths of one record."""

    kind: str
    id: str
    values: Mapping[str, Value]
    seen: Mapping[str, tuple[str, ...]] | None = None
    """Per path the commits whose values the author saw when the form opened; None: those of now."""
    beside: bool = False
    """Whether it stands beside what the same act wrote there before, and replaces only what stood
    before the act.
    """


NOTHING: Mapping[str, Any] = MappingProxyType({})


class Act(NamedTuple):
    """One thing a person did: what undo takes back as a whole."""

    intent: str
    edits: tuple[Edit, ...]
    when: int | None = None
    """Effective time in ms when it differs from now (backdated entries, imports)."""


class Batch(NamedTuple):
    """One thing a person did that holds several effective times, such as an import."""

    intent: str
    acts: tuple[Act, ...]


class BadCommit(ValueError):
    """A line that is valid JSON but not a commit this version can read."""


Op = tuple[str, str, Mapping[str, Any], Mapping[str, Any]]
"""kind, record id, {path: new value}, {path: ids of the commits whose values it replaces}."""


Odd = Mapping[tuple[str, str], Mapping[str, Any]]
"""(kind, id) -> {path: a value that its field can't hold}."""
NO_ODD: Odd = MappingProxyType({})


class Commit(NamedTuple):
    """One line of a log that changes records."""

    stamp: Stamp
    when: int
    """Effective time in ms (`w`, else `t.ms`)."""
    intent: str
    ops: tuple[Op, ...]
    group: tuple[str, int, int] | None = None
    """(group id, index from 0, number of lines) of an act that is larger than one line."""
    undoes: str = ""
    """The act that this one takes back, as the id of its first commit."""
    vector: Mapping[str, int] = NOTHING
    requires: tuple[str, ...] = ()
    reissue: str = ""
    """The id under which this commit was first written, when its replica had to change its name."""
    place: tuple[str, int] | None = None
    """Log and number where the line stands, when that is a second log of its writer."""
    origin: Stamp | None = None
    """The stamp of the first writing of a commit that was written again."""
    odd: Odd = NO_ODD
    """What the line holds where `ops` has none."""

    @property
    def act(self) -> str:
        """The id of the first commit of the act that this line belongs to."""
        _, _, rep, seq, _ = self.stamp
        return f"{rep}:{seq - self.group[1] if self.group else seq}"

    @property
    def position(self) -> tuple[str, int]:
        """The log that holds the line and its number there."""
        return self.place or self.stamp[2:4]


def commit_json(
    seq: int,
    tick: Tick,
    act: Act,
    ops: list[list[Any]],
    *,
    now: int,
    group: tuple[str, int, int] | None = None,
    undoes: str = "",
    vector: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """The JSON object of a commit line, in the form of the protocol's section 4.2.

    `now` is when it happens unless the act says otherwise: a stamp lifted above a value from the
    future must not date the act there.
    """
    line: dict[str, Any] = {"k": "c", "s": seq, "t": [tick.ms, tick.ctr], "i": act.intent, "sv": 1}
    when = now if act.when is None else act.when
    if when != tick.ms:
        line["w"] = when
    if vector:
        line["v"] = dict(vector)
    if group:
        line["g"] = list(group)
    if undoes:
        line["un"] = undoes
    line["o"] = ops
    return line


def _whole(value: object) -> int:
    if type(value) is not int:
        raise BadCommit("a whole number was expected")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadCommit("text was expected")
    return value


_OP_FORM = [str, str, dict, dict]
_COMMIT_FORM = [int, int, int, int, str]


def _op(row: object) -> Op:
    if type(row) is list and len(row) == 3:
        row = [*row, {}]
    if type(row) is not list or [*map(type, row)] != _OP_FORM:
        raise BadCommit("a change is a collection, an id, values and what they replace")
    kind, id, values, replaced = row
    if replaced and not (
        {*map(type, replaced.values())} == {list}
        and {*map(type, chain.from_iterable(replaced.values()))} <= {str}
    ):
        raise BadCommit("what a value replaces is a list of ids")
    return kind, id, sound(kind, values), replaced


def _odd(rows: list[Any], ops: tuple[Op, ...]) -> Odd:
    """What the rows of a line hold that the changes read from them do not."""
    for row, op in zip(rows, ops, strict=True):
        if op[2] is not row[2]:
            break
    else:
        return NO_ODD
    return {
        (kind, id): {path: row[2][path] for path in read if read[path] is not row[2][path]}
        for row, (kind, id, read, _) in zip(rows, ops, strict=True)
        if read is not row[2]
    }


def _group(row: object) -> tuple[str, int, int] | None:
    if row is None:
        return None
    if not isinstance(row, list) or len(row) != 3:
        raise BadCommit("a group is [id, index, count]")
    group = _text(row[0]), _whole(row[1]), _whole(row[2])
    if not 0 <= group[1] < group[2]:
        raise BadCommit("a group's index lies outside its count")
    return group


def _vector(value: object) -> Mapping[str, int]:
    if not isinstance(value, dict) or not {*map(type, value.values())} <= {int}:
        raise BadCommit("a vector is an object of whole numbers")
    return value


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise BadCommit("requirements are a list")
    return tuple(_text(item) for item in value)


_SELDOM: Mapping[str, tuple[str, Callable[[object], Any]]] = {
    "g": ("group", _group),
    "un": ("undoes", _text),
    "v": ("vector", _vector),
    "rq": ("requires", _names),
    "re": ("reissue", _text),
}
"""Parts that most lines do not have: name in the line -> name in the commit, how it is read."""


def read_commit(line: Mapping[str, Any], rep: str, digest: str) -> Commit:
    """The commit of a parsed `c` line.

    Raises BadCommit where a part has the wrong form; never anything else, whatever the line holds.
    """
    tick, ops = line.get("t"), line.get("o")
    if type(tick) is not list or len(tick) != 2 or type(ops) is not list:
        raise BadCommit("a commit has a stamp and changes")
    ms, ctr = tick
    when, intent, seq = line.get("w", ms), line.get("i", ""), line.get("s", "")
    if [*map(type, (ms, ctr, seq, when, intent))] != _COMMIT_FORM:
        raise BadCommit("a commit has whole numbers and an intent")
    read = tuple([_op(row) for row in ops])
    commit = Commit(Stamp(ms, ctr, rep, seq, digest), when, intent, read, odd=_odd(ops, read))
    if line.keys() & _SELDOM.keys():
        more = {name: read(line[key]) for key, (name, read) in _SELDOM.items() if key in line}
        commit = commit._replace(**more)
    return commit
