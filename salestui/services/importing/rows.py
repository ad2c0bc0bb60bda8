"""What an import works with: typed rows in, tallies and faults out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from salestui.domain.words import Words


class Moment(NamedTuple):
    """A day, and the instant that stands for it."""

    date: str
    """ISO, in the workspace's time zone."""
    ms: int
    """Milliseconds since the epoch, UTC; noon where the source gives no time of day."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file with every cell of its field's type; empty cells are left out.

    Fields that refer to other records hold their text. `created`, `closed_on` of deals and
    `entered:STAGE` hold a Moment.
    """

    line: int
    values: Mapping[str, Any]
    content: str = ""
    """All cells as read, to know a row again that has no id."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row could not be imported."""

    line: int
    column: str
    value: str
    message: Words
    file: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as typed rows of one kind."""

    kind: str
    name: str
    rows: tuple[Row, ...]
    labels: Mapping[str, str]
    """Our field -> their column."""


@dataclass(frozen=True, slots=True)
class Setup:
    """How a person wants a file imported."""

    source: str = "import"
    """Which system the external ids are from: the same id of the same source is the same record."""
    own_source: bool = False
    """Whether the person named the source."""
    pipeline: str = ""
    stages: tuple[str, ...] = ()
    map_stage: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """What became of the rows of one sheet."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    undated: int = 0
    faults: list[Fault] = field(default_factory=list)
    notices: list[Words] = field(default_factory=list)
    stages: dict[str, str] = field(default_factory=dict)
    """Their stage -> the key of ours."""
