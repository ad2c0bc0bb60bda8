"""The deal screen's lines, without a terminal: ends, unknown history, narrow screens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from salestui import cells
from salestui.domain.change import Act, Edit
from salestui.domain.history import changes
from salestui.services.deals import add_deal, set_deal
from salestui.services.moves import lose_deal, move_deal, win_deal
from salestui.services.workbench import Workbench
from salestui.ui.deal import gate, head
from salestui.ui.deal.sight import DealSight
from salestui.ui.records import changelist, fieldlist, people
from salestui.ui.records.past import past
from salestui.ui.widgets.entries import Entry

DAY = 86_400_000


@pytest.fixture
def deal(bench: Workbench, clock: Any) -> str:
    """A deal of 1.2m that went to the demo within five days and was left for two more."""
    id = bench.commit(
        lambda s, c: add_deal(s, c, {"title": "line 2", "amount": 120_000_000})
    ).records[0][1]
    for days in (2, 3):
        clock.now += days * DAY
        bench.commit(lambda s, c: move_deal(s, c, [id], by=1, bypass="urgent"))
    clock.now += 2 * DAY
    return id


def sight(bench: Workbench, deal: str, lang: str = "en") -> DealSight:
    """The deal as it is now."""
    context = bench.context()
    return DealSight.of(
        bench.snapshot, deal, today=context.today, zone=context.zone, lang=lang, dash="-"
    )


def texts(bench: Workbench, deal: str, width: int = 100, lang: str = "en") -> list[str]:
    """The three lines of the head, left and right end apart by a bar."""
    return [
        "".join(s.text for s in line.left) + "|" + "".join(s.text for s in line.right).rstrip()
        for line in head.head(sight(bench, deal, lang), width)
    ]


def entry_text(entry: Entry) -> str:
    """A line of a column."""
    return "".join(span.text for span in (*entry.left, *entry.right)).strip()


@pytest.mark.parametrize(
    ("lang", "first", "way", "step"),
    [
        ("en", "|  1.2m  40% (stage)  no close date  Anna Li", "[Demo 2d]", "Next step  none"),
        ("zh", "|  120万  40%阶段值  无预计签约日  Anna Li", "[演示 2天]", "下一步  无"),
    ],
)
def test_an_open_deal(
    bench: Workbench, deal: str, lang: str, first: str, way: str, step: str
) -> None:
    lines = texts(bench, deal, lang=lang)
    assert lines[0].endswith(first)
    assert way in lines[1]
    assert lines[2].strip().startswith(step)
    assert lines[2].endswith("!next" if lang == "en" else "!无下一步")


def test_days_add_up_over_a_return(bench: Workbench, deal: str, clock: Any) -> None:
    bench.commit(lambda s, c: move_deal(s, c, [deal], by=-1, reason="no budget", bypass="urgent"))
    clock.now += 4 * DAY
    assert head.days_on_path(sight(bench, deal)) == {"lead": 2, "contact": 7, "demo": 2}


def test_a_won_deal_shows_what_it_brought(bench: Workbench, deal: str) -> None:
    bench.commit(
        lambda s, c: win_deal(
            s, c, [deal], amount=(99_000_000, "CNY"), contract_no="HT-1", bypass="urgent"
        )
    )
    lines = texts(bench, deal)
    assert "  990k  won 28 Sep" in lines[0]
    assert "[Won]" in lines[1] and "[Won 0d]" not in lines[1]
    assert lines[2] == " Signed  contract HT-1|"


@pytest.mark.parametrize(
    ("lang", "way", "end"),
    [
        ("en", "Lead 2d > Needs 3d > Demo 2d > [Lost]", "Price, too dear, to Sanhe, try again"),
        ("zh", "线索 2天 > 需求 3天 > 演示 2天 > [输单]", "价格，too dear，输给Sanhe，12/1再跟进"),
    ],
)  # fmt: skip
def test_a_lost_deal_says_why(bench: Workbench, deal: str, lang: str, way: str, end: str) -> None:
    again = date(2026, 12, 1)
    bench.commit(
        lambda s, c: lose_deal(
            s, c, [deal], reason="price", note="too dear", lost_to="Sanhe", recycle_on=again
        )
    )
    lines = texts(bench, deal, lang=lang)
    assert way in lines[1]
    assert end in lines[2]


def test_a_deal_on_hold_says_until_when(bench: Workbench, deal: str) -> None:
    wake = date(2026, 11, 2)
    bench.commit(lambda s, c: move_deal(s, c, [deal], to="hold", wake_on=wake, bypass="urgent"))
    lines = texts(bench, deal)
    assert "Demo 2d > [Hold 0d]" in lines[1]
    assert lines[2].startswith(" On hold until 2 Nov")


def test_an_imported_deal_claims_no_days(bench: Workbench) -> None:
    """What was imported without history stands where it stands; how long is not known."""
    path = next(iter(bench.snapshot.live("pipelines")))
    values = {"title": "old", "pipeline": path["_id"], "stage": "demo", "outcome": "open",
              "history_from": 1_790_000_000_000}  # fmt: skip
    bench.commit(lambda s, c: Act("import", (Edit("deals", "dl_old", values),)))
    assert head.days_on_path(sight(bench, "dl_old")) == {}
    assert "[Demo]" in texts(bench, "dl_old")[1]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 50, 60, 70, 80])
def test_a_narrow_way_keeps_the_stage_where_the_deal_is(
    bench: Workbench, deal: str, lang: str, width: int
) -> None:
    line = head.head(sight(bench, deal, lang), width)[1]
    way = "".join(span.text for span in line.left)
    assert "[Demo 2d]" in way or "[演示 2天]" in way
    assert cells.width(way) + sum(cells.width(span.text) for span in line.right) <= width


def test_the_gate_names_what_meets_an_item(bench: Workbench, deal: str) -> None:
    bench.commit(lambda s, c: move_deal(s, c, [deal], by=1, bypass="urgent"))
    bench.commit(lambda s, c: set_deal(s, c, deal, {"expected_close": "2026-11-20"}))
    lines = [entry_text(entry) for entry in gate.gate(sight(bench, deal), 60)]
    assert lines[0].startswith("Gate to Negot") and lines[0].endswith("2 of 4")
    assert "x amount set  1.2m" in [
        " ".join(line.split()).replace("set 1", "set  1") for line in lines
    ]
    assert any(line.startswith("x expected close date set") and "20 Nov" in line for line in lines)
    assert any(line.startswith(". economic buyer identified") for line in lines)


def test_a_chain_without_an_account_says_so(bench: Workbench, deal: str) -> None:
    lines = [entry_text(entry) for entry in people.chain(sight(bench, deal), 60)]
    assert lines[0].startswith("Decision chain")
    assert "Nobody known yet" in lines[1]


@pytest.mark.parametrize(
    ("lang", "move", "amount"),
    [("en", "Needs > Demo", "1.2m > 1.5m"), ("zh", "需求 > 演示", "120万 > 150万")],
)
def test_history_speaks_the_language_and_can_put_values_back(
    bench: Workbench, deal: str, lang: str, move: str, amount: str
) -> None:
    bench.commit(lambda s, c: set_deal(s, c, deal, {"amount": 150_000_000, "tags/vip": True}))
    found = past(changes(bench.history.of_records([deal]), "deals", deal))
    lines = [entry_text(e) for e in changelist.history(sight(bench, deal, lang), found, 100)]
    assert any(line.endswith(move) for line in lines)
    assert any(line.endswith(amount) for line in lines)
    assert lines[-1].endswith("created" if lang == "en" else "创建")
    raised = next(each for each in found if each.path == "amount")
    assert (raised.old, dict(raised.beside)) == (120_000_000, {"currency": "CNY"})
    assert changelist.restorable(sight(bench, deal, lang), raised)
    moved = next(each for each in found if each.path == "stage")
    assert not changelist.restorable(sight(bench, deal, lang), moved)


def test_while_the_log_is_read_the_page_says_so(bench: Workbench, deal: str) -> None:
    lines = [entry_text(e) for e in changelist.history(sight(bench, deal), None, 80)]
    assert lines == ["reading the log"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_to_be_decided_stands_first_on_the_head_and_at_its_field(
    bench: Workbench, deal: str, lang: str
) -> None:
    def signed(**signs: Any) -> DealSight:
        old = bench.snapshot.get("deals", deal) or {}
        snapshot = bench.snapshot.stepped({"deals": {deal: (old, {**old, **signs})}}, {}, {})
        return replace(sight(bench, deal, lang), snapshot=snapshot, record={**old, **signs})

    both = signed(_disputed=["amount", "tags/vip"], _contested=True)
    flags = "".join(span.text for span in head.head(both, 100)[2].right).split("  ")
    gone = {"en": "archived by one, edited by another", "zh": "有人归档，有人修改"}[lang]
    two = {"en": "!two", "zh": "!冲突"}[lang]
    assert flags[1:3] == [gone, two]
    marked = {
        entry.spot.id
        for column in fieldlist.field_columns(both, (80,))
        for entry in column
        if entry.spot and any(two in span.text for span in entry.right)
    }
    assert marked == {"amount", "tags"}
    ended = signed(_disputed=["pipeline"], outcome="won")
    assert two in "".join(span.text for span in head.head(ended, 100)[2].right)
