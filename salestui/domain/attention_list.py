"""Needs attention: what a merge, an import or a newer version left in a record that no rule allows.

Nothing is mended here and nothing is refused: data of others is shown as it is, with what is wrong
and where. Rules are pure functions of the state, worked out when somebody looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from salestui.domain.attention_work import broken_gates, task_circle, task_owner_left
from salestui.domain.duplicates import twins
from salestui.domain.names import member_short, record_name
from salestui.domain.pipelines import Path, paths
from salestui.domain.schema import KINDS
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.text import quoted
from salestui.domain.words import Words

RULES: Mapping[str, Words] = {
    "unknown_path": Words("its sales path is not here", "销售路径不存在"),
    "unknown_stage": Words("the path {path} has no stage {stage}", "路径“{path}”没有阶段 {stage}"),
    "closed_but_open": Words(
        "stands in {stage}, yet its outcome is open", "已到“{stage}”，结果却是进行中"
    ),
    "outcome_differs": Words(
        "its outcome is {outcome}, yet it stands in {stage}", "结果为{outcome}，却停在“{stage}”"
    ),
    "won_no_amount": Words("won without an amount", "已签约但没有金额"),
    "lost_no_reason": Words("lost without a reason", "已输单但没有原因"),
    "closed_no_date": Words("closed without a date", "已结束但没有日期"),
    "nameless": Words("has neither account nor title", "没有客户也没有标题"),
    "owner_unknown": Words("its owner is no member", "负责人不是成员"),
    "owner_left": Words("its owner {who} is not active any more", "负责人 {who} 已不在职"),
    "account_gone": Words("its account is archived or not here", "客户已归档或不存在"),
    "no_currency": Words("{field} has no currency", "{field}缺少币种"),
    "unknown_choice": Words(
        "{field} has an unknown value: {value}", "{field}的值无法识别：{value}"
    ),
    "same_name": Words("probably the same company as {others}", "可能与 {others} 是同一家公司"),
    "same_phone": Words(
        "probably the same company as {others}: one phone", "可能与 {others} 是同一家公司：电话相同"
    ),
    "same_mail": Words(
        "probably the same company as {others}: one mail domain and city",
        "可能与 {others} 是同一家公司：邮箱域名和城市相同",
    ),
    "same_number": Words("has the same number as {others}", "编号与 {others} 相同"),
    "same_handle": Words("has the same handle as {others}", "账号与 {others} 相同"),
    "gate_broken": Words("left {stage} without: {item}", "已离开“{stage}”，但缺：{item}"),
    "task_circle": Words("waits for itself through others", "前置任务形成循环"),
    "circle": Words("{field} leads in a circle", "{field}形成循环"),
}
"""Rule -> what is wrong, as the end of a sentence about the record."""


class Concern(NamedTuple):
    """One thing about one record that asks for a person."""

    kind: str
    id: str
    rule: str
    """A key of RULES."""
    words: Words
    path: str = ""
    """The field to look at; empty for the record as a whole."""
    others: tuple[str, ...] = ()
    """Records of the same kind that are part of it."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the rules of every record look things up in."""

    snapshot: Snapshot
    paths: Mapping[str, Path]


Rule = Callable[[_Known, Doc], Iterable[tuple[str, str, dict[str, object]]]]
"""Gives (rule, path, what its words are filled with)."""


def needs_attention(snapshot: Snapshot) -> list[Concern]:
    """Everything that asks for attention: deals first, then by rule and record."""
    known = _known(snapshot)
    found = [
        concern
        for kind in KINDS
        for doc in snapshot.live(kind)
        for concern in _of_record(known, kind, doc)
    ]
    found += _companies(snapshot)
    for kind, known_kind in KINDS.items():
        if known_kind.letter:
            found += _same(snapshot, kind, "same_number", "number", _number)
    found += _same(snapshot, "members", "same_handle", "handle", _handle)
    order = {rule: place for place, rule in enumerate(RULES)}
    return sorted(found, key=lambda c: (c.kind != "deals", order[c.rule], c.kind, c.id, c.path))


def concerns_of(snapshot: Snapshot, kind: str, doc: Doc) -> list[Concern]:
    """What asks for attention on one record, apart from what takes all records to see."""
    return list(_of_record(_known(snapshot), kind, doc))


def _known(snapshot: Snapshot) -> _Known:
    return _Known(snapshot, {path.id: path for path in paths(snapshot)})


def _of_record(known: _Known, kind: str, doc: Doc) -> Iterator[Concern]:
    for check in (*_CHECKS.get(kind, ()), _fields_of(kind)):
        for rule, path, fill in check(known, doc):
            yield Concern(kind, doc["_id"], rule, RULES[rule].fill(**fill), path)


Found = Iterator[tuple[str, str, dict[str, object]]]


# -- deals


def _stage(known: _Known, deal: Doc) -> Found:
    path = known.paths.get(str(deal.get("pipeline")))
    if path is None:
        yield "unknown_path", "pipeline", {}
        return
    stage = path.stage(deal.get("stage"))
    if stage is None:
        key = quoted(str(deal.get("stage", "")))
        yield "unknown_stage", "stage", {"path": path.name, "stage": key}
        return
    outcome = str(deal.get("outcome", "open"))
    ends = stage.kind if stage.kind in ("won", "lost") else "open"
    if outcome == "open" and ends != "open":
        yield "closed_but_open", "outcome", {"stage": stage.name}
    elif outcome != ends:
        label = _choice("deals", "outcome", outcome)
        yield "outcome_differs", "outcome", {"stage": stage.name, "outcome": label}


def _ending(known: _Known, deal: Doc) -> Found:
    outcome = deal.get("outcome")
    if outcome == "won" and deal.get("won_amount") is None and deal.get("amount") is None:
        yield "won_no_amount", "won_amount", {}
    if outcome == "lost" and not deal.get("lost_reason"):
        yield "lost_no_reason", "lost_reason", {}
    if outcome in ("won", "lost") and not deal.get("closed_on"):
        yield "closed_no_date", "closed_on", {}


def _name(known: _Known, deal: Doc) -> Found:
    if not deal.get("account") and not deal.get("title"):
        yield "nameless", "account", {}


def _gates(known: _Known, deal: Doc) -> Found:
    path = known.paths.get(str(deal.get("pipeline")))
    if path is not None:
        yield from broken_gates(known.snapshot, deal, path)


def _task(known: _Known, task: Doc) -> Found:
    yield from task_owner_left(known.snapshot, task)
    yield from task_circle(known.snapshot, task)


# -- what several kinds have in common


def _owner(known: _Known, doc: Doc) -> Found:
    owner = doc.get("owner")
    if not owner:
        return
    member = known.snapshot.get("members", owner)
    if member is None or "handle" not in member or member.get("_del"):
        yield "owner_unknown", "owner", {}
    elif member.get("active") is False and doc.get("outcome", "open") == "open":
        yield "owner_left", "owner", {"who": member_short(known.snapshot, owner)}


def _account(known: _Known, doc: Doc) -> Found:
    id = doc.get("account")
    account = known.snapshot.account(id)
    if id and (account is None or account.get("_del")):
        yield "account_gone", "account", {}


@cache
def _fields_of(kind: str) -> Rule:
    """The rules that follow from the types of a kind's fields."""
    money = [field for field in KINDS[kind].fields if field.currency]
    keys = [field for field in KINDS[kind].fields if field.choices]
    upward = [field for field in KINDS[kind].fields if KINDS[kind].merge(field.path) == "parent"]

    def check(known: _Known, doc: Doc) -> Found:
        for field in money:
            if doc.get(field.path) is not None and not doc.get(field.currency):
                yield "no_currency", field.path, {"field": field.label}
        for field in keys:
            value = doc.get(field.path)
            if value is not None and value not in field.choices:
                fill: dict[str, object] = {"field": field.label, "value": quoted(str(value))}
                yield "unknown_choice", field.path, fill
        for field in upward:
            if field.path in doc and _circles(known.snapshot, kind, field.path, doc):
                yield "circle", field.path, {"field": field.label}

    return check


def _circles(snapshot: Snapshot, kind: str, path: str, doc: Doc) -> bool:
    """Whether following a pointer from a record comes back to it."""
    seen: set[str] = set()
    at = doc.get(path)
    while at and at not in seen:
        if at == doc["_id"]:
            return True
        seen.add(at)
        at = (snapshot.get(kind, at) or {}).get(path)
    return False


def _choice(kind: str, path: str, value: str) -> object:
    field = KINDS[kind].field(path)
    return field.choices.get(value, quoted(value)) if field else quoted(value)


_CHECKS: Mapping[str, tuple[Rule, ...]] = {
    "deals": (_stage, _ending, _name, _owner, _account, _gates),
    "accounts": (_owner,),
    "contacts": (_account,),
    "tasks": (_task, _account),
}


# -- what takes all records to see


PATH_OF = {"same_name": "name", "same_phone": "phone", "same_mail": "website"}
"""The field to look at, by the reason for which two accounts are taken for one."""


def _companies(snapshot: Snapshot) -> Iterator[Concern]:
    """A concern for each account that is probably the same company as others."""
    for doc in snapshot.live("accounts"):
        found = twins(snapshot, doc["_id"])
        rule = found[0].reasons[0] if found else ""
        others = [twin.id for twin in found if rule in twin.reasons]
        if others:
            docs = [snapshot.table("accounts")[id] for id in others]
            yield _alike(snapshot, "accounts", doc, rule, PATH_OF[rule], docs)


def _number(doc: Doc) -> str:
    return str(doc.get("number", "")).upper()


def _handle(doc: Doc) -> str:
    return str(doc.get("handle", ""))


def _same(
    snapshot: Snapshot, kind: str, rule: str, path: str, key_of: Callable[[Doc], str]
) -> Iterator[Concern]:
    """A concern for each record whose key another one has too."""
    found: dict[str, list[Doc]] = {}
    for doc in snapshot.live(kind):
        if key := key_of(doc):
            found.setdefault(key, []).append(doc)
    for docs in found.values():
        for doc in docs if len(docs) > 1 else ():
            others = [other for other in docs if other is not doc]
            yield _alike(snapshot, kind, doc, rule, path, others)


def _alike(
    snapshot: Snapshot, kind: str, doc: Doc, rule: str, path: str, others: list[Doc]
) -> Concern:
    names = ", ".join(_called(snapshot, kind, other) for other in others[:3])
    words = RULES[rule].fill(others=names + (" …" if len(others) > 3 else ""))
    return Concern(kind, doc["_id"], rule, words, path, tuple(other["_id"] for other in others))


def _called(snapshot: Snapshot, kind: str, doc: Doc) -> str:
    name, number = record_name(snapshot, kind, doc), doc.get("number")
    return f"{number} {name}" if number and number != name else name
