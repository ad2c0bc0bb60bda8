"""The conditions of a goal's sentence as one filter that means the same to everybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salestui.domain.goals.known import value_text
from salestui.domain.goals.scan import Item
from salestui.domain.problems import InputProblem
from salestui.domain.query import canonical, parse
from salestui.domain.query.check import resolve
from salestui.domain.query.faults import expected, fault
from salestui.domain.query.naming import ME
from salestui.domain.query.syntax import And, Node, Not, Or, Part, Query, Term
from salestui.domain.text import searchable
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.goals.ground import Ground

NO_SORT = Words("A goal has no order.", "目标里不能排序。")
NOT_MINE = Words(
    "A goal means the same to everybody: name the owner.", "目标对所有人含义相同，请写明负责人。"
)
WRITE_OWNER = Words("Write owner:{handle}.", "请写 负责人:{handle}。")
ME_UNKNOWN = Words("a member's handle", "成员的账号")


def filter_of(items: Sequence[Item], ground: Ground) -> str:
    """The conditions as the text of a filter, `me` replaced by the handle.

    Raises InputProblem whose `where` is a column of the sentence.
    """
    text = " ".join(item.text for item in items)
    if not text:
        return ""
    try:
        query = parse(text)
        if query.sort:
            raise fault(query.sort[0].pos, NO_SORT)
        handle = str((ground.snapshot.get("members", ground.env.me) or {}).get("handle", ""))
        where = _fixed(query.where, handle) if query.where is not None else None
        found = canonical(Query(where))
        ground.test(found)
    except InputProblem as problem:
        if problem.where.isdecimal():
            problem.where = str(_column(items, int(problem.where)))
        raise
    return found


def _column(items: Sequence[Item], place: int) -> int:
    """The column of the sentence at a place in the joined conditions."""
    for item in items:
        if place <= len(item.text):
            return item.pos + place
        place -= len(item.text) + 1
    return items[-1].pos + len(items[-1].text)


def _fixed(node: Node, handle: str) -> Node:
    """The condition without what depends on who reads it."""
    if isinstance(node, And | Or):
        return type(node)(tuple(_fixed(item, handle) for item in node.items))
    if isinstance(node, Not):
        return Not(_fixed(node.item, handle))
    if not isinstance(node, Term):
        return node
    known = resolve(node.name, "deals", node.pos)[1]
    if known.shape == "is" and any("mine" in part.text for part in node.value):
        hint = WRITE_OWNER.fill(handle=handle) if handle else Words("", "")
        raise fault(node.pos, NOT_MINE, hint)
    if known.ref != "members":
        return node
    return Term(node.name, node.op, tuple(_named(part, handle) for part in node.value), node.pos)


def _named(part: Part, handle: str) -> Part:
    """A value in which `me` is the handle."""
    if part.quoted:
        return part
    names = part.text.split(",")
    if not any(searchable(name) in ME for name in names):
        return part
    if not handle:
        raise expected(part.pos, ME_UNKNOWN, part.text)
    text = ",".join(value_text(handle) if searchable(n) in ME else n for n in names)
    return Part(text, False, part.pos)
