"""Values that name something in the workspace: members, accounts and other records, stages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from salestui.domain.query.asks import SEVERAL, Ask, me
from salestui.domain.query.conditions import Condition, Keys, Predicate
from salestui.domain.query.faults import did_you_mean, expected, fault, listed
from salestui.domain.query.scope import Scope
from salestui.domain.query.values import Piece
from salestui.domain.schema import KINDS
from salestui.domain.text import searchable
from salestui.domain.words import Words

ME = frozenset(("me", "我"))

REF_INDEXES = frozenset(
    ("deals.owner", "deals.account", "contacts.account", "activities.deal",
     "activities.account", "accounts.owner", "tasks.owner", "tasks.deal")
)  # fmt: skip

Finder: TypeAlias = Callable[[Scope], frozenset[str]]
StageKeys: TypeAlias = frozenset[tuple[str, str]]


def finder(pieces: list[Piece], kind: str, exact: bool, scope: Scope) -> Finder:
    """Finds the ids of the records of `kind` that the values name; raises for unknown names."""
    texts: list[str] = []
    fixed: set[str] = set()
    for piece in pieces:
        if kind == "members" and piece.word in ME:
            fixed.add(me(piece, scope))
        elif scope.find(kind, piece.text, exact):
            texts.append(piece.text)
        else:
            raise unknown(piece, kind, scope)

    def find(scope: Scope) -> frozenset[str]:
        return frozenset(fixed).union(*(scope.find(kind, text, exact) for text in texts))

    return find


def unknown(piece: Piece, kind: str, scope: Scope) -> Exception:
    """The refusal of a name that no record of a kind has."""
    message = Words("No {kind} is called “{text}”.", "没有叫“{text}”的{kind}。")
    label, names = KINDS[kind].label, scope.shown_names(kind)
    return fault(
        piece.pos,
        message.fill(kind=label, text=piece.text[:40]),
        did_you_mean(piece.text, names),
    )


def ref(ask: Ask, scope: Scope) -> Condition:
    """A reference to one of the records named."""
    find = finder(ask.pieces, ask.field.ref, ask.exact, scope)
    path, index = ask.field.name, f"{ask.kind}.{ask.field.name}"

    def bind(scope: Scope) -> Predicate:
        ids = find(scope)
        return lambda doc: doc.get(path) in ids

    def keys(scope: Scope) -> Keys | None:
        return [(index, id) for id in sorted(find(scope))] if index in REF_INDEXES else None

    return Condition(bind, keys)


def stages_called(scope: Scope, text: str) -> tuple[StageKeys, bool]:
    """Stages with that key or name, else those of which one starts so; whether it is a start."""
    wanted = searchable(text)
    whole: set[tuple[str, str]] = set()
    starts: set[tuple[str, str]] = set()
    for key, (_, stage) in scope.stages.items():
        names = [searchable(name) for name in (stage.key, *stage.name, *stage.short)]
        if wanted in names:
            whole.add(key)
        elif any(name.startswith(wanted) for name in names):
            starts.add(key)
    return frozenset(whole or starts), not whole


def stage(ask: Ask, scope: Scope) -> Condition:
    """One of the stages named, of whichever path has them."""
    texts = tuple(piece.text for piece in ask.pieces)
    for piece in ask.pieces:
        _check_stage(piece, scope)

    def find(scope: Scope) -> StageKeys:
        return frozenset[tuple[str, str]]().union(
            *(stages_called(scope, text)[0] for text in texts)
        )

    def bind(scope: Scope) -> Predicate:
        wanted = find(scope)
        return lambda doc: (doc.get("pipeline"), doc.get("stage")) in wanted

    def keys(scope: Scope) -> Keys:
        return [("deals.stage", f"{path}|{stage}") for path, stage in sorted(find(scope))]

    return Condition(bind, keys)


def _check_stage(piece: Piece, scope: Scope) -> None:
    """Refuse a stage that no path has, or the start of several."""
    found, start = stages_called(scope, piece.text)
    meant = [stage for key, (_, stage) in scope.stages.items() if not found or key in found]
    shown = Words("One of: {names}", "可选：{names}").fill(
        names=Words(_listed(one.key for one in meant), _listed(one.short.zh for one in meant))
    )
    if not found:
        names = dict.fromkeys(name for one in meant for name in (one.key, *one.short, *one.name))
        hint = did_you_mean(piece.text, list(names), shown)
        raise expected(piece.pos, Words("a stage", "阶段"), piece.text, hint)
    if start and len({key for _, key in found}) > 1:
        raise fault(piece.pos, SEVERAL.fill(text=piece.text[:40]), shown)


def _listed(names: Iterable[str]) -> str:
    return listed(list(dict.fromkeys(names)))
