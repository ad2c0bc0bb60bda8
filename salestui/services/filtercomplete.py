"""What the end of a filter may become: names of fields, then values that occur in the data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from salestui.domain.pipelines import paths
from salestui.domain.query.fields import BY, FilterField, field_named, field_names, plain
from salestui.domain.query.syntax import SORT_NAMES
from salestui.domain.schema import KINDS, members_of
from salestui.domain.snapshot import Snapshot
from salestui.domain.text import ascii_keys, searchable

MOST = 50
"""Values that are offered of one field."""
NAMES_OF = {"members": "handle", "accounts": "name", "contacts": "name", "pipelines": "key"}
"""What a reference is written as, by kind."""
_TERM = re.compile(r"(?P<before>(?:.*[\s(（])?[-!]?)(?P<term>[^\s(（]*)$", re.S)
_ASK = re.compile(r"(?P<name>[^:=<>]+)(?P<op>[:=])(?P<done>(?:[^,]*,)*)(?P<start>[^,]*)$")


def completions(text: str, kind: str, snapshot: Snapshot, lang: str) -> Sequence[str]:
    """Whole lines that `text` may become, most likely first; none where nothing fits."""
    found = _TERM.match(text)
    if found is None or '"' in found["term"]:
        return ()
    # One character stays one, so that what was typed is kept around what is completed.
    term = ascii_keys(found["term"])
    asked = _ASK.match(term)
    if asked is None:
        ends = _names(term, kind, lang)
    else:
        head = asked["name"] + asked["op"] + asked["done"]
        values = _starting(asked["start"], _values(asked["name"], kind, snapshot, lang))
        ends = [head + _written(value) for value in values]
    return [found["before"] + end for end in ends if end != term]


def _names(start: str, kind: str, lang: str) -> list[str]:
    if not start:
        return []
    other = "en" if lang == "zh" else "zh"
    names = ("is", *field_names(kind, lang), *field_names(kind, other), "changed", "by", "sort")
    return [name + ":" for name in dict.fromkeys(_starting(start, names))]


def _starting(start: str, names: Iterable[str]) -> list[str]:
    wanted = searchable(start)
    return [name for name in names if searchable(name).startswith(wanted)]


def _written(value: str) -> str:
    """A value as a term takes it: quoted where it would end the term."""
    whole = not re.search(r"[\s\"“”,，()（）:：|]", value)
    return value if whole else '"' + value.replace('"', "") + '"'


def _values(name: str, kind: str, snapshot: Snapshot, lang: str) -> Sequence[str]:
    """What to offer behind a name: keys, names of records, else what occurs most often."""
    field = field_named(kind, name)
    if plain(name) in SORT_NAMES:
        return field_names(kind, lang)
    if plain(name) in BY:
        return _records("members", snapshot)
    if field is None:
        return ()
    if field.choices:
        labels = [label.zh for label in field.choices.values()] if lang == "zh" else []
        return list(dict.fromkeys([*labels, *field.choices]))
    if field.ref in NAMES_OF:
        return _records(field.ref, snapshot)
    return _stages(snapshot, lang) if field.shape == "stage" else _occurring(field, kind, snapshot)


def _records(kind: str, snapshot: Snapshot) -> list[str]:
    path = NAMES_OF[kind]
    names = [str(doc[path]) for doc in snapshot.live(kind) if doc.get(path)]
    names.sort(key=searchable)
    return ["me", *names] if kind == "members" else names


def _stages(snapshot: Snapshot, lang: str) -> list[str]:
    stages = [stage for path in paths(snapshot) for stage in path.stages]
    shorts = [stage.short.zh if lang == "zh" else stage.key for stage in stages]
    return list(dict.fromkeys([*shorts, *(stage.key for stage in stages)]))


def _occurring(field: FilterField, kind: str, snapshot: Snapshot) -> list[str]:
    stored = KINDS[kind].field(field.name)
    if stored is None or stored.type not in ("text", "map"):
        return []
    docs = snapshot.live(kind)
    if stored.type == "text":
        counts = Counter(str(doc[stored.path]) for doc in docs if doc.get(stored.path))
    else:
        counts = Counter(member for doc in docs for member in members_of(doc, stored.path))
    return [value for value, _ in counts.most_common(MOST)]
