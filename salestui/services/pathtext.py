"""Fields of stages, exit criteria and task templates as a person types and reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from salestui.cells import width
from salestui.domain.change import Value
from salestui.domain.problems import InputProblem
from salestui.domain.schema import DEPARTMENTS, Field, key_path
from salestui.domain.schema.ranges import DAYS
from salestui.domain.schema.stages import CRITERION, NODE, Part
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.text import clean, searchable
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.criterionargs import read_arg
from salestui.services.typed import shown, typed_values

NO_DEPARTMENT = Words("There is no department {name}", "没有部门“{name}”")
RESOURCE_HINT = Words("One a line: marketing | white paper | 白皮书",
                      "每行一项：市场 | white paper | 白皮书")  # fmt: skip
NO_DAYS = Words("{label} is a number from 0 to {most}", "{label}须为0到{most}的整数")
TOO_WIDE = Words("{label} has room for {most} columns, a Chinese character takes two",
                 "{label}最多{most}列，汉字占两列")  # fmt: skip
SHORT = 8
"""Columns that a stage's short name takes at most."""
LONGEST_KEY = 40
_APART = re.compile(r"[\n;；]")


def key_for(name: str, taken: Mapping[str, object] | frozenset[str] | set[str]) -> str:
    """The key that a new thing with that name gets: its letters and digits, or a number more."""
    words = re.findall(r"[^\W_]+", clean(name).casefold())
    key = "_".join(words)[:LONGEST_KEY] or "x"
    found, count = key, 1
    while found in taken:
        count += 1
        found = f"{key}_{count}"
    return found


def below(doc: Doc, at: str) -> dict[str, Any]:
    """What stands below a path of a record, by the rest of the path."""
    start = at + "/"
    return {path[len(start) :]: value for path, value in doc.items() if path.startswith(start)}


def field_text(field: Field, values: Mapping[str, Any], snapshot: Snapshot, lang: str) -> str:
    """What stands in a field as one would type it; of a list one line each."""
    if field.type != "map":
        return shown(field, values, snapshot, lang)
    return "\n".join(line_text(field.path, value, lang) for _, value in members(field, values))


def members(field: Field, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The members of a list: (key, what is kept), by key."""
    start = field.path + "/"
    found = [(name[len(start) :], str(value)) for name, value in values.items()
             if name.startswith(start) and value]  # fmt: skip
    return sorted(found)


def line_text(path: str, kept: str, lang: str) -> str:
    """A member of a list as one types it: `marketing | white paper | 白皮书`."""
    first, *rest = kept.split("|")
    if path == "resources":
        department = DEPARTMENTS.get(first)
        first = department.say(lang) if department else first
    return " | ".join(part for part in (first, *rest) if part)


def read_fields(
    part: Part, texts: Mapping[str, str], values: Mapping[str, Any], where: tuple[Doc, str],
    snapshot: Snapshot, ctx: Context,
) -> dict[str, Value]:  # fmt: skip
    """The values that typed fields mean for a thing whose values are `values`, `{}` for a new one.

    `where` is the path and the stage. Raises InputProblem with the field as its place.
    """
    found: dict[str, Value] = {}
    for name, text in texts.items():
        field = part.field(name)
        assert field is not None, name
        try:
            if field.type == "map":
                found |= _lines(field, text, values)
            else:
                found |= _judged(field, typed_values(field, text, snapshot, ctx))
        except InputProblem as problem:
            problem.where = name
            raise
    if part is CRITERION and {"check", "arg"} & found.keys():
        check = str(found.get("check", values.get("check")) or "checklist")
        arg = texts.get("arg", str(values.get("arg") or ""))
        found["arg"] = read_arg(check, arg, *where) or None
    if part is NODE and found.get("filter"):
        _check_filter(str(found["filter"]), snapshot, ctx)
    return found


def _judged(field: Field, values: dict[str, Value]) -> dict[str, Value]:
    """The values, if a number of days or a short name can be so. Raises InputProblem."""
    value = values.get(field.path)
    if field.type == "integer" and value is not None and value not in DAYS:
        raise InputProblem(NO_DAYS.fill(label=field.label, most=DAYS[-1]))
    if field.path.startswith("short_") and width(str(value or "")) > SHORT:
        raise InputProblem(TOO_WIDE.fill(label=field.label, most=SHORT))
    return values


def _check_filter(text: str, snapshot: Snapshot, ctx: Context) -> None:
    from salestui.domain.query import Env, compile_filter

    env = Env(ctx.today, ctx.zone, ctx.me, ctx.currency, ctx.now)
    try:
        compile_filter(text, "deals", snapshot, env)
    except InputProblem as problem:
        problem.where = "filter"
        raise


def _lines(field: Field, text: str, values: Mapping[str, Any]) -> dict[str, Value]:
    """Lines that are named stay or come, all others go; a line keeps its key while it is there."""
    old = {kept: key for key, kept in members(field, values)}
    taken = {key: True for key in old.values()}
    found: dict[str, Value] = {key_path(field.path, key): None for key in old.values()}
    for line in _APART.split(text):
        kept = _kept(field, line)
        if not kept:
            continue
        key = old.get(kept) or key_for(kept.split("|")[-2] or kept.split("|")[-1], taken)
        taken[key] = True
        found[key_path(field.path, key)] = kept
    return found


def _kept(field: Field, line: str) -> str:
    parts = [clean(part) for part in line.replace("｜", "|").split("|")]
    if not any(parts):
        return ""
    if field.path != "resources":
        return "|".join([*parts, ""][:2])
    wanted = searchable(parts[0])
    for key, words in DEPARTMENTS.items():
        if wanted in {searchable(each) for each in (key, *words)}:
            return "|".join((key, *[*parts[1:], "", ""][:2]))
    raise InputProblem(NO_DEPARTMENT.fill(name=parts[0]), hint=RESOURCE_HINT, where=field.path)
