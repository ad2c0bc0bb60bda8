"""Which field of ours each column of a file is: guessed from its header, or told by `--map`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from salestui.domain.currencies import CODES
from salestui.domain.numerals import UNITS
from salestui.domain.problems import InputProblem
from salestui.domain.schema import KINDS
from salestui.domain.text import quoted
from salestui.domain.words import Words
from salestui.services.importing.names import folded

CREATED = "created"
"""A column that says when the record came to be."""
ENTERED = "entered:"
"""Followed by a stage: a column that says when the deal entered it."""
IGNORE = "-"
NOT_IMPORTED = frozenset(
    {"number", "outcome", "history_from", "merged_into", "primary_contact", "contacts",
     "checklist", "collaborators", "pains", "stages"}
)  # fmt: skip
"""Fields that a file can't fill: derived here, or made of records that are not imported."""

_CREATED_NAMES = (
    "created", "create date", "created date", "created at", "created on", "created time",
    "create time", "creation date", "date created", "open date", "opened", "创建日期",
    "创建时间", "创建", "建立日期", "录入日期", "录入时间", "立项日期",
)  # fmt: skip
_PEOPLE_NAMES = {
    "external_id": ("id", "member id", "employee id"),
    "first_name": ("first name", "given name", "名"),
    "last_name": ("last name", "surname", "family name", "姓"),
}
_OWN_WORDS = {
    "deals": ("deal", "opportunity", "potential", "商机"),
    "accounts": ("account", "company", "customer", "客户", "公司"),
    "members": ("member", "user", "employee", "成员", "员工"),
}
_BRACKETS = re.compile(r"[(\[（【](.*?)[)\]）】]")
_NOT_TEXT = re.compile(r"[\W_]+")
_WHEN_ENDING = re.compile(r"(?:date|time|on|at|日期|时间|日)$")
_INFLECTION = re.compile(r"(?:ing|ed|e|s)$")
_WORD_UNITS = {"thousand": 3, "thousands": 3, "million": 6, "millions": 6, "mm": 6, "wan": 4}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file and what it is to us."""

    at: int
    label: str
    field: str
    """A path of the kind, `created`, `entered:STAGE`, `first_name` or `last_name`."""
    power: int = 0
    """Amounts in it are to be taken times 10 to this power."""
    currency: str = ""
    """The currency that the header names."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What was understood of a header."""

    known: tuple[Column, ...]
    ignored: tuple[str, ...]
    """Labels of columns that are not imported."""

    @property
    def mapping(self) -> dict[str, str]:
        """Their label -> our field."""
        return {column.label: column.field for column in self.known}

    @property
    def labels(self) -> dict[str, str]:
        """Our field -> their label."""
        return {column.field: column.label for column in self.known}


def labels_of(header: Sequence[str]) -> tuple[str, ...]:
    """A name for each column: its header, `#3` for one without, `B #2` for the second `B`."""
    counts: dict[str, int] = {}
    labels = []
    for at, text in enumerate(header):
        counts[text] = counts.get(text, 0) + 1
        repeated = f"{text} #{counts[text]}" if counts[text] > 1 else text
        labels.append(repeated if text else f"#{at + 1}")
    return tuple(labels)


@cache
def names_of(kind: str) -> Mapping[str, tuple[str, int]]:
    """Folded name -> (field, how far down its list of names); the field's own name is first."""
    names: dict[str, tuple[str, int]] = {}
    for field in KINDS[kind].fields:
        if field.path in NOT_IMPORTED:
            continue
        for rank, name in enumerate((field.path, *field.label, *field.aliases)):
            known = names.get(folded(name))
            # A word may be the alias of one field and the name of another: the name counts.
            if known is None or (rank < 3 <= known[1]):
                names[folded(name)] = (field.path, rank)
    for name in _CREATED_NAMES:
        names.setdefault(folded(name), (CREATED, 0))
    if kind == "members":
        for path, words in _PEOPLE_NAMES.items():
            names.update({folded(word): (path, 0) for word in words})
    return names


def guess(
    header: Sequence[str], kind: str, *, maps: Sequence[str] = (), stages: Sequence[str] = ()
) -> Columns:
    """The columns of a file of that kind.

    `maps` are `COL=FIELD` as given by the person; `stages` the names of the open stages, so that
    `engage_date` is found to be the entry into Engaging. Raises InputProblem for a wrong map.
    """
    labels = labels_of(header)
    told = dict(_told(item, header, labels, kind) for item in maps)
    taken = {column.field for column in told.values() if column is not None}
    best: dict[str, tuple[int, int, Column]] = {}
    for at, text in enumerate(header):
        found = None if at in told else _guessed(at, labels[at], text, kind)
        if found is None or found[1].field in taken:
            continue
        column = found[1]
        held = best.get(column.field)
        if held is None or found[0] < held[0]:
            best[column.field] = (found[0], at, column)
    known = {at: column for _, at, column in best.values()}
    known.update({at: column for at, column in told.items() if column is not None})
    if kind == "deals":
        _find_stage_dates(header, labels, stages, told, known)
    ignored = tuple(labels[at] for at in range(len(header)) if at not in known)
    return Columns(tuple(known[at] for at in sorted(known)), ignored)


def _guessed(at: int, label: str, text: str, kind: str) -> tuple[int, Column] | None:
    """The field that a header names, and how good a match that is (less is better)."""
    names = names_of(kind)
    bare, power, currency = _units(text)
    forms = [folded(text), folded(bare)]
    for word in _OWN_WORDS.get(kind, ()):
        forms += [form.removeprefix(word) for form in forms[:2] if form.startswith(word)]
    for worse, form in enumerate(forms):
        if form in names:
            path, rank = names[form]
            return rank + 100 * (worse > 1), Column(at, label, path, power, currency)
    return None


def _units(text: str) -> tuple[str, int, str]:
    """A header without what stands in brackets; the power of ten and the currency it names."""
    power, currency = 0, ""
    words = [word for part in _BRACKETS.findall(text) for word in _NOT_TEXT.split(part)]
    for word in (*words, *_NOT_TEXT.split(text)[-1:]):
        if word.upper() in CODES:
            currency = word.upper()
        lower = unicodedata.normalize("NFKC", word).casefold()
        bare = lower.removesuffix("元")
        in_brackets = word in words
        if lower in _WORD_UNITS:
            power = _WORD_UNITS[lower]
        elif bare in UNITS and (in_brackets or not bare.isascii()):
            power = UNITS[bare]
    tail = re.search(r"([十百千]?[万亿]|千)元$", text.strip())
    if not power and tail:
        power = UNITS[tail[1]]
    bare_text = _BRACKETS.sub(" ", text)
    return (bare_text[: -len(tail[0])] if tail else bare_text), power, currency


def _find_stage_dates(
    header: Sequence[str],
    labels: Sequence[str],
    stages: Sequence[str],
    told: Mapping[int, Column | None],
    known: dict[int, Column],
) -> None:
    """Add the columns whose header is a stage and a word for a date: `engage_date`."""
    found = {column.field for column in known.values()}
    for at, text in enumerate(header):
        form = folded(text)
        stem = _WHEN_ENDING.sub("", form)
        if at in known or at in told or stem == form:
            continue
        stage = next((name for name in stages if _begins_alike(stem, folded(name))), None)
        if stage is not None and ENTERED + stage not in found:
            found.add(ENTERED + stage)
            known[at] = Column(at, labels[at], ENTERED + stage)


def _begins_alike(stem: str, stage: str) -> bool:
    least = 4 if stem.isascii() else 2
    bare = _INFLECTION.sub("", stem)
    return len(bare) >= least and stage.startswith(bare)


def _told(
    item: str, header: Sequence[str], labels: Sequence[str], kind: str
) -> tuple[int, Column | None]:
    """One `COL=FIELD` as a column's place and what it is; None where it is to be left out."""
    name, equals, target = item.rpartition("=")
    if not equals or not name.strip():
        message = Words("--map {x} is not COL=FIELD.", "--map {x} 不是“列=字段”的形式。")
        raise InputProblem(message.fill(x=quoted(item)), where="--map")
    at = _column_at(name.strip(), header, labels)
    target = target.strip()
    if target in ("", IGNORE):
        return at, None
    path, power = _target(target, kind)
    own = _units(header[at])
    return at, Column(at, labels[at], path, own[1] if power is None else power, own[2])


def _column_at(name: str, header: Sequence[str], labels: Sequence[str]) -> int:
    for forms in (labels, header, [f"#{at + 1}" for at in range(len(header))]):
        if name in forms:
            return list(forms).index(name)
    wanted = folded(name)
    for at, text in enumerate(header):
        if wanted and folded(text) == wanted:
            return at
    message = Words("The file has no column {x}.", "文件中没有列 {x}。").fill(x=quoted(name))
    hint = Words("Its columns: {c}.", "现有的列：{c}。").fill(c=listed(labels))
    raise InputProblem(message, hint=hint, where="--map")


def _target(target: str, kind: str) -> tuple[str, int | None]:
    """The field that a map names, and the power of ten after its colon: `amount:m`."""
    if target.startswith(ENTERED) and kind == "deals":
        return target, None
    name, colon, unit = target.partition(":")
    found = names_of(kind).get(folded(name))
    power = UNITS.get(unit.strip().casefold()) if colon else None
    field = KINDS[kind].field(found[0]) if found else None
    if found and (not colon or (power is not None and field is not None and field.type == "money")):
        return found[0], power
    message = Words("{k} have no field {x}.", "{k}没有字段 {x}。")
    hint = Words("Fields: {f}.", "字段：{f}。").fill(
        f=", ".join(sorted({path for path, _ in names_of(kind).values()}))
    )
    raise InputProblem(
        message.fill(k=KINDS[kind].plural, x=quoted(target)), hint=hint, where="--map"
    )


def listed(labels: Sequence[str], limit: int = 12) -> str:
    """Labels for a sentence, harmless, and no more of them than one can read."""
    shown = ", ".join(quoted(label, 30)[1:-1] for label in labels[:limit])
    return shown + (" …" if len(labels) > limit else "")
