"""The sample team's plan and goals, for three months with today in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from salestui.domain.calendars import add_months, month_of, quarter_of
from salestui.domain.change import Act, Edit, Value
from salestui.domain.goals.metrics import METRICS
from salestui.domain.goals.records import Goal
from salestui.domain.goals.sentence import Sentence, Share, Style, written
from salestui.domain.metrics.period import Period
from salestui.services.defaults import member_id, read_data
from salestui.services.goalrecords import goal_values, result_values, results_of
from salestui.services.sampledeals import THOUSAND, Row, Told, sample_id
from salestui.services.sampletime import MORNING

if TYPE_CHECKING:
    from salestui.services.sample import Sample

YOUNG = 30
"""A quarter that began fewer days ago has nothing to show yet."""
AHEAD = 10
"""Days before its period that the plan was made."""


def sample_period(today: date) -> Period:
    """Three whole months with today in them, a month of them gone; the quarter where it can be."""
    quarter = quarter_of(today)
    if (today - quarter[0]).days >= YOUNG:
        return quarter
    first = add_months(month_of(today)[0], -1)
    return first, month_of(add_months(first, 2))[1]


class SampleGoals:
    """The goals of `data/sample/goals.json` in the sample's language."""

    def __init__(self, sample: Sample) -> None:
        self.sample = sample
        self.data: Row = read_data("sample/goals.json")
        self.period = sample_period(sample.time.today)

    def tell(self) -> Iterator[Told]:
        """The plan, then each goal, the morning before their period begins."""
        time = self.sample.time
        offset = (self.period[0] - time.today).days - AHEAD
        start = time.instant(time.day(offset), MORNING)
        yield "jie", Act("plan.add", (Edit("plans", self._plan_id, self._plan()),), start)
        for minutes, row in enumerate(self.data["goals"], 1):
            yield "jie", Act("goal.add", tuple(self._goal(row)), start + minutes * 60_000)

    @property
    def _plan_id(self) -> str:
        return sample_id("plans", self.data["plan"]["key"])

    def _plan(self) -> dict[str, Value]:
        row, say = self.data["plan"], self.sample.say
        first, last = (day.isoformat() for day in self.period)
        values: dict[str, Value] = {
            "number": "",
            "title": say(row["title"]),
            "version": 1,
            "starts_on": first,
            "ends_on": last,
            "region": self.sample.region,
            "status": "active",
            "rationale": say(row["rationale"]),
            "effective_on": first,
        }
        return values | {f"themes/{say(theme)}": True for theme in row["themes"]}

    def _goal(self, row: Row) -> Iterator[Edit]:
        sentence = self._sentence(row)
        style = Style(self.sample.lang, self.sample.currency)
        goal = Goal(
            id=sample_id("goals", row["key"]),
            number="",
            plan=self._plan_id,
            parent=sample_id("goals", row["under"]) if "under" in row else "",
            title="",
            statement=written(sentence, style),
            level=row["level"],
            owner=member_id(row["owner"]),
            period=self.period,
            base_period=None,
            status="active",
            note="",
            key_results=results_of(sentence),
        )
        yield Edit("goals", goal.id, _given({"number": "", **goal_values(goal)}))
        for result in goal.key_results:
            id = sample_id("key_results", f"{row['key']}{result.order}")
            yield Edit("key_results", id, _given(result_values(goal.id, result)))

    def _sentence(self, row: Row) -> Sentence:
        zh = self.sample.lang == "zh"
        conditions = {
            "region": f"{'区域' if zh else 'region'}:{self.sample.region}",
            "owner": f"{'负责人' if zh else 'owner'}:{row['owner']}",
        }
        made = self.sample.say(self.data["share_of"])
        share = Share(f"{'行业' if zh else 'industry'}:{made}", row.get("share", 0) * 100)
        kind = METRICS[row["metric"]].unit
        scale = {"money": THOUSAND, "bp": 100}.get(kind, 1)
        return Sentence(
            metric=row["metric"],
            period=self.period,
            unit=self.sample.currency if kind == "money" else kind,
            mode="growth_vs_base" if "growth" in row else "absolute",
            target=row["growth"] * 100 if "growth" in row else row["target"] * scale,
            filter=" ".join(conditions[name] for name in row.get("where", ())),
            base=row.get("base"),
            shares=(share,) if "share" in row else (),
        )


def _given(values: dict[str, Value]) -> dict[str, Value]:
    """The values that there are."""
    return {path: value for path, value in values.items() if value is not None}
