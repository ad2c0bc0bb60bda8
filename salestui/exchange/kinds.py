"""What a file lists, judged by its header: members, accounts, deals, or something else."""

from __future__ import annotations

from collections.abc import Sequence

from salestui.domain.problems import InputProblem
from salestui.domain.words import Words
from salestui.exchange.headers import CREATED, guess, labels_of, listed
from salestui.services.importing.names import folded

IMPORTED = ("members", "accounts", "deals")
PRODUCTS = "products"

_WORDS = {
    "contacts": Words("a list of contacts or leads", "联系人或线索表"),
    "tasks": Words("a list of tasks", "任务表"),
    "activities": Words("a list of activities", "跟进记录表"),
    "history": Words("a history of changes", "变更历史"),
}
_EVERYWHERE = frozenset({"external_id", "number", "name", "title", "note", "tags", CREATED})
"""Fields that tell nothing about the kind."""
_COMPANY = frozenset({"accountid", "account", "accountname", "company", "companyname"})
_PRODUCT = frozenset({"product", "productname", "sku", "产品", "产品名称"})


def guess_kind(header: Sequence[str], name: str) -> str:
    """`members`, `accounts` or `deals`, or `products` (a list that needs no import).

    Raises InputProblem where the file lists something that can't be imported, or where it can't
    be told.
    """
    other = _other(header)
    if other == PRODUCTS:
        return PRODUCTS
    if other:
        message = Words(
            "{name} looks like {what}; members, accounts and deals can be imported.",
            "{name} 看起来是{what}；可以导入的是成员、客户和商机。",
        ).fill(name=name, what=_WORDS[other])
        raise InputProblem(message, hint=_KIND_CURE, where=name)
    scores = {kind: _score(header, kind) for kind in IMPORTED}
    best = max(scores.values())
    kinds = [kind for kind, score in scores.items() if score == best]
    if best > 0 and len(kinds) == 1:
        return kinds[0]
    raise _unclear(header, name)


_KIND_CURE = Words(
    "If it is one of those after all, say --kind members, accounts or deals.",
    "如果确实是其中一种，请加 --kind members、accounts 或 deals。",
)


def _unclear(header: Sequence[str], name: str) -> InputProblem:
    message = Words(
        "It can't be told what {name} lists from its columns: {columns}.",
        "从这些列看不出 {name} 是什么表：{columns}。",
    ).fill(name=name, columns=listed(labels_of(header)))
    cure = Words(
        "Say --kind members, accounts or deals, and --map COL=FIELD for columns with other names.",
        "请加 --kind members、accounts 或 deals；列名不同的用 --map 列=字段 说明。",
    )
    return InputProblem(message, hint=cure, where=name)


def _score(header: Sequence[str], kind: str) -> int:
    """How many fields of a kind the header names that tell it from the others; 0: can't be it."""
    fields = set(guess(header, kind).mapping.values())
    telling = len(fields - _EVERYWHERE)
    if kind == "deals":
        measured = fields & {"stage", "amount", "closed_on", "expected_close", "won_amount"}
        return telling if measured and fields & {"title", "account", "external_id"} else 0
    if kind == "accounts":
        return telling if "name" in fields else 0
    named = fields & {"name", "handle", "last_name"}
    return telling if named and fields & {"handle", "email", "manager", "role"} else 0


def _other(header: Sequence[str]) -> str:
    """The kind of list that we know but don't import, or nothing."""
    names = {folded(text) for text in header}
    if any(name.startswith(("taskowner", "taskid", "tasksubject")) for name in names):
        return "tasks"
    if any(name.startswith(("activityid", "activitytype", "activitydate")) for name in names):
        return "activities"
    if any("history" in name for name in names):
        return "history"
    if names & {"lastname", "firstname"} and names & _COMPANY:
        return "contacts"
    if names & _PRODUCT and not any(_score(header, kind) for kind in IMPORTED):
        return PRODUCTS
    return ""
