"""Goals between their sentence, what they are measured as, and the records that keep them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from salestui.domain.change import Value
from salestui.domain.goals.about import about
from salestui.domain.goals.ground import Ground
from salestui.domain.goals.metrics import METRICS
from salestui.domain.goals.records import Goal, KeyResult
from salestui.domain.goals.sentence import Sentence, Share, Style
from salestui.domain.query import Env
from salestui.domain.refs import find
from salestui.services.goalplace import parent_for, plan_for

if TYPE_CHECKING:
    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context

Values = dict[str, Value]


def ground_of(snapshot: Snapshot, ctx: Context) -> Ground:
    """What a goal is read and measured against now."""
    return Ground(snapshot, Env(ctx.today, ctx.zone, ctx.me, ctx.currency, ctx.now))


def style_of(ground: Ground, lang: str) -> Style:
    """How goals are written here in a language."""
    return Style(lang, ground.env.currency, ground.calendar[0])


def results_of(sentence: Sentence) -> tuple[KeyResult, ...]:
    """The key results that a sentence stands for: what is counted, then its shares."""
    plain = KeyResult(
        metric=sentence.metric,
        target=sentence.target,
        unit=sentence.unit,
        mode=sentence.mode,
        op=sentence.op,
        filter=sentence.filter,
        base=sentence.base,
        pacing=sentence.pacing,
    )
    found = [plain] if sentence.mode else []
    for share in sentence.shares:
        found.append(
            KeyResult(
                metric=sentence.metric,
                target=share.target,
                unit=sentence.unit,
                mode="share",
                op=share.op,
                filter=sentence.filter,
                share_of=share.of,
                order=len(found),
            )
        )
    return tuple(found)


def goal_from(sentence: Sentence, ground: Ground, text: str = "") -> Goal:
    """The goal that a sentence would make, at its place among the others."""
    narrowed = about(sentence.filter, ground)
    level = sentence.level or narrowed.level
    parent = ""
    if sentence.parent:
        parent = str(find(ground.snapshot, "goals", sentence.parent)["_id"])
    else:
        parent = parent_for(sentence, ground)
    above = ground.snapshot.get("goals", parent) or {}
    return Goal(
        id="",
        number="",
        plan=str(above.get("plan") or "") or plan_for(sentence, ground),
        parent=parent,
        title="",
        statement=text,
        level=level,
        owner=narrowed.owner or ground.env.me,
        period=sentence.period,
        base_period=sentence.base_period,
        status="active",
        note="",
        key_results=results_of(sentence),
    )


def sentence_of(goal: Goal) -> Sentence | None:
    """The sentence that says a goal; None for one that no sentence can say."""
    main = goal.main
    basis = main or next(iter(goal.key_results), None)
    shares = [kr for kr in goal.key_results if kr.mode == "share"]
    alike = all(
        (kr.metric, kr.unit, kr.filter) == (basis.metric, basis.unit, basis.filter)
        for kr in goal.key_results
        if basis
    )
    plain = len(goal.key_results) - len(shares) <= 1
    if basis is None or goal.period is None or not alike or not plain:
        return None
    if basis.metric not in METRICS:
        return None
    return Sentence(
        metric=basis.metric,
        period=goal.period,
        unit=basis.unit,
        mode=main.mode if main else "",
        op=main.op if main else ">=",
        target=main.target if main else 0,
        filter=basis.filter,
        base_period=goal.base_period,
        base=main.base if main else None,
        shares=tuple(Share(kr.share_of, kr.target, kr.op) for kr in shares),
        pacing=main.pacing if main else "linear",
    )


def goal_values(goal: Goal) -> Values:
    """The fields of a goal as they are written; what is empty is left out."""
    first, last = goal.period or (None, None)
    base_first, base_last = goal.base_period or (None, None)
    values: Values = {
        "plan": goal.plan or None,
        "parent": goal.parent or None,
        "title": goal.title or None,
        "statement": goal.statement or None,
        "level": goal.level,
        "owner": goal.owner or None,
        "starts_on": _iso(first),
        "ends_on": _iso(last),
        "base_from": _iso(base_first),
        "base_to": _iso(base_last),
        "status": goal.status,
    }
    return values


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def result_values(goal: str, result: KeyResult) -> Values:
    """The fields of a key result as they are written."""
    return {
        "goal": goal,
        "order": result.order,
        "metric": result.metric,
        "op": result.op,
        "target": result.target,
        "unit": result.unit,
        "mode": result.mode,
        "filter": result.filter or None,
        "share_of": result.share_of or None,
        "base": result.base,
        "weight": result.weight,
        "pacing": result.pacing,
    }
