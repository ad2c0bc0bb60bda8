"""Goals as `salestui goals --json` prints them; a contract with scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from salestui.domain.goals.book import Book, Sight
from salestui.domain.goals.evaluate import WHOLE, Figures
from salestui.domain.goals.records import KeyResult
from salestui.domain.goals.smart import Answer
from salestui.domain.goals.tree import Branch, Rollup, notice
from salestui.domain.goals.way import Way
from salestui.domain.metrics.measure import PLAIN_UNITS, Number
from salestui.domain.metrics.period import Period
from salestui.domain.moneyshow import decimal_text
from salestui.exchange import goal_words as say
from salestui.exchange.goal_rows import GoalRows
from salestui.exchange.shapes import SCHEMA, Shape, Shapes
from salestui.services.reading import Reading


def goals_json(book: Book, branches: Sequence[Branch], reading: Reading) -> Shape:
    """The goals as plain values; shares are 0 to 1, multiples unbounded, null where undefined."""
    made = _Maker(book, reading)
    return {"schema": SCHEMA, "goals": [made.goal(branch.goal.id) for branch in branches]}


def value(number: Number | None, result: KeyResult) -> Any:
    """A value of a key result: a number, or money in its currency."""
    if number is None:
        return None
    if result.mode == "share" or result.unit in PLAIN_UNITS:
        whole = int(number) == number and result.unit == "count" and result.mode != "share"
        return int(number) if whole else round(float(number), 6)
    return {"currency": result.unit, "amount": decimal_text(round(number), result.unit)}


def share(number: Number | None) -> float | None:
    """A share or a multiple."""
    return None if number is None else round(float(number), 6)


def _span(period: Period | None) -> Shape | None:
    return period and {"from": period[0].isoformat(), "to": period[1].isoformat()}


class _Maker:
    """Makes the shapes of one book."""

    def __init__(self, book: Book, reading: Reading) -> None:
        self.book = book
        self.reading = reading
        self.shapes = Shapes(reading)
        self.rows = GoalRows(book, reading.lang)

    def goal(self, id: str) -> Shape:
        """One goal in full."""
        sight, lang = self.book.sight(id), self.reading.lang
        goal, way, remaining = sight.goal, self.book.way(id), sight.remaining
        return {
            "id": goal.id,
            "number": goal.number,
            "title": self.rows.name(goal),
            "statement": goal.statement or None,
            "level": goal.level,
            "owner": self.shapes.person(goal.owner or None),
            "period": _span(goal.period),
            "base_period": _span(goal.base_period),
            "parent": goal.parent or None,
            "plan": goal.plan or None,
            "status": sight.standing,
            "stored_status": goal.status,
            "set_later": self.rows.set_later(goal),
            "attainment": share(sight.attainment),
            "key_results": [self._result(figures) for figures in sight.figures],
            "smart": {answer.key: _answer(answer, lang) for answer in self.book.smart(id)},
            "remaining": remaining and say.remaining_words(remaining).say(lang),
            "way": way and _way(way, sight),
            "children": [self._rollup(each, sight) for each in self.book.rollups(id)],
        }

    def _result(self, figures: Figures) -> Shape:
        result = figures.result
        growth = result.target / WHOLE if result.mode == "growth_vs_base" else None
        return {
            "id": result.id,
            "metric": result.metric,
            "mode": result.mode,
            "op": result.op,
            "filter": result.filter,
            "share_of": result.share_of or None,
            "growth": growth,
            "target": value(figures.required, result),
            "actual": value(figures.actual, result),
            "attainment": share(figures.attainment),
            "base": value(figures.base, result),
            "expected_to_date": value(figures.expected, result),
            "pace_gap": value(figures.pace_gap, result),
            "projection": value(figures.projection, result),
            "required_per_week": value(figures.per_week, result),
            "met": figures.met,
            "n": len(figures.whole or figures.deals),
            "deals": [doc["_id"] for doc in figures.deals],
            "excluded": dict(figures.excluded),
            "fault": figures.fault and figures.fault.say(self.reading.lang),
        }

    def _rollup(self, rollup: Rollup, sight: Sight) -> Shape:
        main = sight.main
        assert main is not None
        told = notice(rollup, main)
        return {
            "level": rollup.level,
            "goals": list(rollup.children),
            "target": value(rollup.required, main.result),
            "actual": value(rollup.actual, main.result),
            "gap": value(rollup.gap, main.result),
            "notice": told and told.say(self.reading.lang),
        }


def _answer(answer: Answer, lang: str) -> Shape:
    return {"ok": answer.ok, "why": answer.why.say(lang)}


def _way(way: Way, sight: Sight) -> Shape:
    main = sight.main
    assert main is not None
    return {
        "wins": way.wins,
        "win_rate": share(way.rate.value),
        "win_rate_n": way.rate.n,
        "average_deal": value(way.average, main.result),
        "deals_needed": way.needed,
        "deals_open": way.opened,
        "undated": way.undated,
        "short": way.short,
        "leads_per_week": share(way.leads_per_week),
        "tiers": [
            {"tier": tier.key or None, "count": len(tier.deals),
             "weighted": value(tier.likely, main.result)}
            for tier in way.tiers
        ],
    }  # fmt: skip
