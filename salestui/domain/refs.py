"""Finding a record by what a person calls it: number, id, start of an id, part of a name."""

from __future__ import annotations

from collections.abc import Iterable

from salestui.domain.names import deal_name, record_name
from salestui.domain.pipelines import Path, paths
from salestui.domain.problems import InputProblem, NotFound
from salestui.domain.schema import KINDS
from salestui.domain.snapshot import Doc, Snapshot, is_live
from salestui.domain.text import searchable
from salestui.domain.words import Words

SHOWN = 5
NOBODY = Words("No {kind} is called {text}", "没有叫“{text}”的{kind}")
SEVERAL = Words("{text} names {n} {plural}: {which}", "“{text}”对应 {n} 条{plural}：{which}")
BE_EXACT = Words("Use its number or more of its name", "请用编号或更完整的名称")
REFERABLE = ("deals", "accounts", "contacts", "members", "goals", "plans", "tasks")


def find(snapshot: Snapshot, kind: str, text: str) -> Doc:
    """The one live record of a kind that `text` names.

    Raises NotFound when none answers and InputProblem when several do.
    """
    found = candidates(snapshot, kind, text)
    if len(found) == 1:
        return found[0]
    known = KINDS[kind]
    if not found:
        raise NotFound(NOBODY.fill(kind=known.label, text=text), where=text)
    which = ", ".join(_label(snapshot, kind, doc) for doc in found[:SHOWN])
    more = " …" if len(found) > SHOWN else ""
    message = SEVERAL.fill(text=text, n=len(found), plural=known.plural, which=which + more)
    raise InputProblem(message, hint=BE_EXACT, where=text)


def any_ref(snapshot: Snapshot, text: str) -> tuple[str, Doc]:
    """The kind and record that `text` names: exact references first, then names, deals first."""
    for kind in REFERABLE:
        exact = _exact(snapshot, kind, text)
        if len(exact) == 1:
            return kind, exact[0]
    for kind in REFERABLE:
        if candidates(snapshot, kind, text):
            return kind, find(snapshot, kind, text)
    record = Words("record", "记录")
    raise NotFound(NOBODY.fill(kind=record, text=text), where=text)


def path_called(snapshot: Snapshot, text: str) -> Path | None:
    """The sales path whose key, id or name in either language is `text`; None for none."""
    wanted = searchable(text.strip())
    return next((path for path in paths(snapshot) if wanted in path_names(path)), None)


def path_names(path: Path) -> tuple[str, ...]:
    """What a sales path answers to, as it is searched."""
    return tuple(map(searchable, (path.key, path.id, *path.name)))


def candidates(snapshot: Snapshot, kind: str, text: str) -> list[Doc]:
    """The records that `text` may mean: the exact ones, else those whose name contains it."""
    text = text.strip()
    if not text:
        return []
    return _exact(snapshot, kind, text) or _named(snapshot, kind, text)


def _exact(snapshot: Snapshot, kind: str, text: str) -> list[Doc]:
    doc = snapshot.get(kind, text.lower())
    if doc is not None and (found := _standing(snapshot, kind, [doc])):
        return found
    index = f"{kind}.number" if KINDS[kind].letter else ""
    if index:
        found = _docs(snapshot, kind, snapshot.ids(index, text.upper()))
        if found:
            return found
    if kind == "members":
        return _docs(snapshot, kind, snapshot.ids("members.handle", text))
    if text.lower().startswith(KINDS[kind].prefix + "_"):
        start = text.lower()
        rows = snapshot.table(kind).items()
        return _standing(snapshot, kind, (doc for id, doc in rows if id.startswith(start)))
    return []


def _docs(snapshot: Snapshot, kind: str, ids: Iterable[str]) -> list[Doc]:
    rows = [doc for id in ids if (doc := snapshot.get(kind, id)) is not None]
    return _standing(snapshot, kind, rows)


def _standing(snapshot: Snapshot, kind: str, docs: Iterable[Doc]) -> list[Doc]:
    """The records as they stand, each once; a merged account is what it is part of."""
    found: dict[str, Doc] = {}
    for doc in docs:
        stands = snapshot.referred(kind, doc["_id"]) if is_live(kind, doc) else None
        if stands is not None and is_live(kind, stands):
            found[stands["_id"]] = stands
    return list(found.values())


def _named(snapshot: Snapshot, kind: str, text: str) -> list[Doc]:
    wanted = searchable(text)
    whole, part = [], []
    for doc in snapshot.table(kind).values():
        names = _names(snapshot, kind, doc)
        if any(name == wanted for name in names):
            whole.append(doc)
        elif any(wanted in name for name in names):
            part.append(doc)
    found = _standing(snapshot, kind, whole) or _standing(snapshot, kind, part)
    return found or _initialled(snapshot, kind, wanted)


def _initialled(snapshot: Snapshot, kind: str, letters: str) -> list[Doc]:
    """The records of whose name these are the pinyin initials."""
    if not (letters.isascii() and letters.isalpha()):
        return []
    from salestui.domain.initials import initials_pattern

    pattern = initials_pattern(letters)
    if pattern is None:
        return []
    rows = snapshot.table(kind).values()
    found = (doc for doc in rows if any(map(pattern.search, _names(snapshot, kind, doc))))
    return _standing(snapshot, kind, found)


def _names(snapshot: Snapshot, kind: str, doc: Doc) -> list[str]:
    if kind == "deals":
        names = [deal_name(snapshot, doc), str(doc.get("title", ""))]
    elif kind == "members":
        names = [str(doc.get(path, "")) for path in ("name", "short_name", "handle", "email")]
    elif kind in ("goals", "plans", "tasks"):
        names = [str(doc.get(path, "")) for path in ("title", "statement")]
    else:
        names = [str(doc.get("name", ""))]
    return [searchable(name) for name in names if name]


def _label(snapshot: Snapshot, kind: str, doc: Doc) -> str:
    name = record_name(snapshot, kind, doc)
    number = doc.get("number") or doc.get("handle")
    return f"{number} {name}" if number else name
