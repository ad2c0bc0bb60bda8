"""What a kind of record and a field are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from salestui.domain.words import Words

FieldType = Literal[
    "text",  # one line
    "long_text",  # several lines
    "key",  # one of `choices`
    "ref",  # the id of a record of kind `ref`
    "money",  # integer minor units; its currency stands in path `currency`
    "integer",
    "percent",  # integer 0..100
    "date",  # ISO local date
    "instant",  # integer milliseconds since the epoch, UTC
    "flag",  # true or false
    "map",  # members are the paths `<field>/<member>`
]

MergeType = Literal[
    "register",  # the later value stands, the other is offered
    "group",  # the same, for several paths that stand or fall together
    "members",  # every member is a register of its own
    "text",  # a register of long text: a three-way merge is offered too
    "parent",  # a register that points to a record of its own kind: a circle counts as none
    "append",  # a record that is written once: nothing to merge
]
"""What becomes of two values that were written without knowing of each other."""

Choices = Mapping[str, Words]
NO_CHOICES: Choices = MappingProxyType({})


class Field(NamedTuple):
    """One field of a record."""

    path: str
    type: FieldType
    label: Words
    choices: Choices = NO_CHOICES
    ref: str = ""
    """For `ref` fields: the kind referred to."""
    currency: str = ""
    """For `money` fields: the path that holds the currency."""
    aliases: tuple[str, ...] = ()
    """More names for filters and import headers, lower case, either language."""

    @property
    def merge(self) -> MergeType:
        """How two values of the field come together, as far as its own type says."""
        return {"map": "members", "long_text": "text"}.get(self.type, "register")  # type: ignore[return-value]


class Kind(NamedTuple):
    """One kind of record."""

    name: str
    """The table and collection name, plural: `deals`."""
    prefix: str
    """Of ids: `dl`."""
    letter: str
    """Of human numbers: `D`; empty where a kind has none."""
    label: Words
    plural: Words
    essential: str
    """The path that the creating commit always writes; without it a record is incomplete."""
    fields: tuple[Field, ...]
    groups: tuple[tuple[str, ...], ...] = ()
    """Paths always written together under one stamp. Membership is frozen once shipped."""
    append_only: bool = False
    """Whether records are written once and rarely touched again."""

    def named(self, n: int) -> Words:
        """What `n` records of the kind are called."""
        return self.label if n == 1 else self.plural

    def field(self, path: str) -> Field | None:
        """The field at `path`, or None."""
        for candidate in self.fields:
            if candidate.path == path:
                return candidate
        return None

    def merge(self, path: str) -> MergeType:
        """How two values at a path come together; unknown paths are registers."""
        if any(path in group for group in self.groups):
            return "group"
        field = self.field(path.split("/", 1)[0])
        merge = field.merge if field else "register"
        if field and field.ref == self.name:
            return "parent"
        return "append" if self.append_only and merge == "register" else merge


def a_field(
    path: str,
    type_: FieldType,
    en: str,
    zh: str,
    *aliases: str,
    choices: Choices | None = None,
    ref: str = "",
    currency: str = "",
) -> Field:
    """A field in one line of a table."""
    return Field(path, type_, Words(en, zh), choices or {}, ref, currency, aliases)
