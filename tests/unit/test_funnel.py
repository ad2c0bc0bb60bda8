"""The cohort funnel against the worked vectors and against deals made by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from salestui.domain.metrics.funnel import EXCLUSIONS, Funnel, funnel
from salestui.domain.metrics.win_rate import cohort_win_rate, period_win_rate
from salestui.domain.pipelines import Path, parse_path

Doc = dict[str, Any]
Q1 = (date(2026, 1, 1), date(2026, 3, 31))
Q2 = (date(2026, 4, 1), date(2026, 6, 30))


def make_path(*keys: str, qualified: str = "") -> Path:
    """A path with these open stages, then won, lost and hold."""
    doc: Doc = {"_id": "pl_1", "key": "new", "name_en": "New", "name_zh": "新"}
    stages = [(key, "open") for key in keys] + [("won", "won"), ("lost", "lost"), ("hold", "hold")]
    for order, (key, kind) in enumerate(stages):
        doc |= {f"stages/{key}": True, f"stages/{key}/order": order, f"stages/{key}/kind": kind}
        doc |= {f"stages/{key}/name_en": key.title(), f"stages/{key}/name_zh": f"{key}阶段"}
        doc[f"stages/{key}/is_qualified"] = bool(qualified) and key >= qualified
    return parse_path(doc)


def ms(text: str) -> int:
    """The instant of an ISO date and time in UTC, ms."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def make_deal(*stages: str, created: str = "2026-02-01", **fields: Any) -> Doc:
    """A deal that went through `stages`, a day each, as the fold hands it out."""
    start = ms(created)
    moves = [[start + day * 86_400_000, "pl_1", stage] for day, stage in enumerate(stages)]
    doc: Doc = {"_id": "dl", "_created": start, "pipeline": "pl_1", "stage": stages[-1]}
    doc["outcome"] = stages[-1] if stages[-1] in ("won", "lost") else "open"
    if len(stages) > 1:
        doc["_moves"] = moves
    if doc["outcome"] != "open":
        doc["closed_on"] = "2026-05-05"
    return doc | fields


PATH = make_path("s1", "s2", "s3", "s4", "s5", qualified="s2")
EIGHT = [
    make_deal("s1", "s2", "s3", "s4", "s5", "won", amount=1000, currency="CNY"),
    make_deal("s1", "s2", "s3", "lost", lost_reason="price"),
    make_deal("s1", "s3", "s4", amount=300, currency="CNY"),
    make_deal("s1", "s2", "s1", "s2", amount=200, currency="USD"),
    make_deal("s1", "lost", lost_reason="too_slow"),
    make_deal("s1", amount=50, currency="CNY"),
    make_deal("s2", "s3", "s4", "s5", "lost"),
    make_deal("s1", "s2", "s3", "s4", "s5", "won", amount=1, won_amount=700, won_currency="CNY"),
]


def of(*deals: Doc, path: Path = PATH, period: Any = None, zone: Any = UTC) -> Funnel:
    """The funnel of these deals."""
    return funnel(deals, path, period=period, zone=zone)


def percent(value: float | None) -> str:
    """A share as the document writes it."""
    return "n/a" if value is None else f"{100 * value:.1f}"


def test_v1_reached_conversion_resolved() -> None:
    """Worked vector V1 of the domain document."""
    result = of(*EIGHT)
    assert [stage.reached for stage in result.stages] == [8, 6, 5, 4, 3, 2]
    conversion = [percent(stage.conversion) for stage in result.stages]
    assert conversion == ["75.0", "83.3", "80.0", "75.0", "66.7", "n/a"]
    resolved = [percent(stage.resolved) for stage in result.stages]
    assert resolved == ["85.7", "100.0", "80.0", "100.0", "66.7", "n/a"]


def test_v1_win_rates() -> None:
    """Worked vector V1: 2 of 5 on the period basis, 2 of 8 with 3 open on the cohort basis."""
    by_period = period_win_rate(EIGHT, Q2)
    assert (by_period.won, by_period.n, by_period.rate) == (2, 5, 0.4)
    by_cohort = cohort_win_rate(EIGHT, Q1, UTC)
    assert (by_cohort.won, by_cohort.open, by_cohort.n, by_cohort.rate) == (2, 3, 8, 0.25)
    assert by_cohort.open_share == 3 / 8


def test_v2_bases() -> None:
    """Worked vector V2: created in Q1, closed in Q2."""
    assert period_win_rate(EIGHT, Q1).rate is None
    assert period_win_rate(EIGHT, Q2).rate == 0.4
    assert cohort_win_rate(EIGHT, Q1, UTC).rate == 0.25
    assert cohort_win_rate(EIGHT, Q2, UTC).rate is None


def test_lead_to_opportunity_and_to_win() -> None:
    """Six of eight reached the first qualified stage, two of those six won (4.4.7)."""
    result = of(*EIGHT)
    assert result.n == 8
    assert (result.qualified, result.won) == (6, 2)
    assert result.lead_to_opportunity == 0.75
    assert result.opportunity_to_win == 2 / 6
    unmarked = of(*EIGHT, path=make_path("s1", "s2", "s3", "s4", "s5"))
    assert unmarked.lead_to_opportunity is None
    assert unmarked.opportunity_to_win is None


def test_snapshot_counts_and_sums() -> None:
    """Current figures hold each currency apart; won deals give the won amount first (4.4.5)."""
    stages = {stage.key: stage for stage in of(*EIGHT).stages}
    assert [stages[key].current for key in stages] == [1, 1, 0, 1, 0, 2]
    assert stages["won"].current_totals == {"CNY": 1700}
    assert stages["s2"].current_totals == {"USD": 200}
    mixed = of(EIGHT[5], make_deal("s1", amount=7, currency="JPY"), make_deal("s1"))
    assert mixed.stages[0].current_totals == {"CNY": 50, "JPY": 7}
    assert mixed.excluded == {"no_amount": 1}


def test_lost_counts_where_it_happened() -> None:
    """Each lost deal stands at its highest stage with the most frequent reason."""
    more = [make_deal("s1", "lost", lost_reason=reason) for reason in ("budget", "price", "price")]
    first = of(*EIGHT, *more).stages[0]
    assert (first.lost, first.lost_reason, first.lost_reason_count) == (4, "price", 2)
    last_open = of(*EIGHT).stages[4]
    assert (last_open.lost, last_open.lost_reason, last_open.lost_reason_count) == (1, "", 0)
    tied = of(make_deal("s1", "lost", lost_reason="other"), more[0]).stages[0]
    assert tied.lost_reason == "budget"


def test_period_cuts_the_cohort_but_not_the_snapshot() -> None:
    """A cohort is told by local day; what stands on the path now stands there anyway."""
    zone = ZoneInfo("Asia/Shanghai")
    late = make_deal("s1", created="2026-03-31T16:30:00")
    early = make_deal("s1", created="2026-03-31T15:30:00")
    assert of(late, early, period=Q1, zone=zone).n == 1
    assert of(late, early, period=Q1, zone=UTC).n == 2
    assert of(late, early, period=Q1, zone=zone).stages[0].current == 2


def test_return_from_a_higher_stage_stays_reached() -> None:
    """A deal that moved back keeps its highest stage and waits there, not where it stands."""
    stages = {stage.key: stage for stage in of(make_deal("s1", "s4", "s2")).stages}
    assert [stages[key].reached for key in stages] == [1, 1, 1, 1, 0, 0]
    assert stages["s4"].waiting == 1
    assert stages["s2"].current == 1


def test_hold_is_no_advance() -> None:
    """A deal put aside keeps its place in the cohort and stands at no stage now."""
    result = of(make_deal("s1", "s2", "hold"), make_deal("hold"))
    assert [stage.reached for stage in result.stages] == [2, 1, 0, 0, 0, 0]
    assert sum(stage.current for stage in result.stages) == 0
    assert result.excluded == {"stage_unknown": 1, "on_hold": 2}


def test_import_knows_only_where_deals_stood() -> None:
    """Assumed moves before `history_from` count for nothing; later ones do."""
    since = ms("2026-06-01")
    dropped = make_deal("s3", "lost", history_from=since)
    shown = make_deal("s1", "s2", history_from=since)
    sold = make_deal("s1", "won", history_from=since)
    result = of(dropped, shown, sold)
    assert result.n == 3
    assert [stage.reached for stage in result.stages] == [3, 2, 1, 1, 1, 1]
    assert result.stages[0].lost == 1
    assert result.excluded["lost_stage_unknown"] == 1


def test_moves_after_an_import_are_known() -> None:
    """A deal imported at a stage and lost later is lost from that stage."""
    since = ms("2026-02-02")
    deal = make_deal("s4", "s2", "s3", "lost", history_from=since)
    result = of(deal)
    assert [stage.lost for stage in result.stages] == [0, 0, 1, 0, 0, 0]
    assert result.excluded == {}


def test_other_paths_are_left_out() -> None:
    """Deals of other paths are skipped; those that came through here are told about."""
    gone = make_deal("s1", "s2", pipeline="pl_2")
    never = make_deal("s1", pipeline="pl_2") | {"_moves": [[0, "pl_2", "s1"]]}
    came = make_deal("s1", "s2")
    came["_moves"][0][1] = "pl_2"
    result = of(gone, never, came)
    assert (result.n, result.stages[1].reached) == (1, 1)
    assert result.excluded["other_path"] == 1


def test_stage_that_the_path_lost() -> None:
    """A deal in a stage that no longer exists counts at the first stage and is told about."""
    result = of(make_deal("gone"))
    assert [stage.reached for stage in result.stages] == [1, 0, 0, 0, 0, 0]
    assert result.excluded == {"stage_unknown": 1}


def test_nothing_gives_no_rate() -> None:
    """No deals: counts of zero, and no share is 0 or 100 %."""
    result = of()
    assert {stage.reached for stage in result.stages} == {0}
    assert {stage.conversion for stage in result.stages} == {None}
    assert {stage.resolved for stage in result.stages} == {None}
    assert result.lead_to_opportunity is None
    assert result.opportunity_to_win is None


def test_path_without_won_stage() -> None:
    """A path that ends open has no win figure, and its last stage no conversion."""
    doc: Doc = {"_id": "pl_1", "stages/a": True, "stages/b": True, "stages/a/is_qualified": True}
    result = of(make_deal("a", "b"), path=parse_path(doc))
    assert result.won is None
    assert result.opportunity_to_win is None
    assert [stage.conversion for stage in result.stages] == [1.0, None]


def test_every_exclusion_speaks_both_languages() -> None:
    """Each reason has a sentence that takes the number, in either language."""
    for words in EXCLUSIONS.values():
        said = words.fill(n=3)
        assert "3" in said.en
        assert "3" in said.zh
        assert said.en != said.zh


def test_win_rate_by_value() -> None:
    """By value within one currency; a mix has a rate for each and none for all."""
    won = make_deal("won", amount=1, won_amount=300, currency="CNY", won_currency="CNY")
    lost = make_deal("lost", amount=100, currency="CNY")
    rate = period_win_rate([won, lost], Q2)
    assert rate.value_rate == 0.75
    foreign = make_deal("lost", amount=5, currency="USD")
    mixed = period_win_rate([won, lost, foreign, make_deal("lost")], Q2)
    assert mixed.value_rate is None
    assert mixed.value_by_currency == {"CNY": 0.75, "USD": 0.0}
    assert mixed.excluded == {"no_amount": 1}


@pytest.mark.parametrize(("period", "counted", "left_out"), [(Q2, 0, 1), (None, 1, 0)])
def test_win_rate_without_a_closing_date(period: Any, counted: int, left_out: int) -> None:
    """A closed deal without a date belongs to no period, and is counted as left out."""
    rate = period_win_rate([make_deal("won", closed_on="", amount=1, currency="CNY")], period)
    assert (rate.n, rate.excluded.get("no_close_date", 0)) == (counted, left_out)
