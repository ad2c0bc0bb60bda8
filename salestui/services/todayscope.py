"""What a person's filter on today's list means: whose things, which deals, which accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from salestui.domain.problems import InputProblem
from salestui.services.todayitems import Scope

if TYPE_CHECKING:
    from salestui.domain.query import Env, Filter, Memory
    from salestui.domain.query.syntax import Node
    from salestui.domain.snapshot import Snapshot


def today_scope(
    text: str,
    snapshot: Snapshot,
    env: Callable[[], Env],
    owner: str,
    memory: Memory | None = None,
) -> Scope:
    """The scope of a filter on the things of `owner`; one that names an owner means that one.

    It is a filter of deals. Accounts that stand on the list by themselves stay as far as the same
    words mean something for accounts; tasks go with their deals, or where it names an owner, with
    the owner of the task. Raises InputProblem for what is no filter of deals.
    """
    if not text.strip():
        return Scope(owner)
    # The filter language is only loaded by who uses it.
    from salestui.domain.query import compile_filter

    here = env()
    deals = compile_filter(text, "deals", snapshot, here, memory)

    def also(kind: str) -> Filter | None:
        try:
            return compile_filter(text, kind, snapshot, here, memory)
        except InputProblem:
            return None

    if _names_owner(deals.query.where):
        return Scope("", deals, also("accounts"), also("tasks"))
    return Scope(owner, deals, also("accounts"))


def _names_owner(node: Node | None) -> bool:
    """Whether a filter says whose things are meant."""
    from salestui.domain.query.fields import field_named
    from salestui.domain.query.syntax import And, Not, Or, Term

    if isinstance(node, Term):
        known = field_named("deals", node.name.split(".")[0])
        if known is not None and known.name == "is":
            return any(part.text in ("mine", "unowned") for part in node.value)
        return known is not None and known.name == "owner"
    if isinstance(node, And | Or):
        return any(_names_owner(item) for item in node.items)
    return isinstance(node, Not) and _names_owner(node.item)
