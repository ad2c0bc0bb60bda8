"""The funnel report to the cell: every size, both languages, one currency or many."""

from __future__ import annotations

import json
from datetime import UTC, date
from typing import Any

import pytest
from rich.cells import cell_len

from salestui.charts import bar_cells, plot_bars, text_bars
from salestui.domain.metrics.funnel import Funnel, funnel
from salestui.domain.money import short_money
from salestui.domain.pipelines import Path, parse_path
from salestui.exchange.chartline import Line
from salestui.exchange.funnel_json import funnel_json
from salestui.exchange.funnel_text import report
from salestui.exchange.funnel_words import notes, percent, stage_sentence
from salestui.exchange.wrapping import packed, wrapped

Doc = dict[str, Any]
Q1 = (date(2026, 1, 1), date(2026, 3, 31))
DAY = 86_400_000
START = 1_767_225_600_000  # 1 January 2026, UTC
STAGES = (
    ("lead", "Lead", "线索", "open"),
    ("needs", "Needs", "需求", "open"),
    ("demo", "Demo", "演示", "open"),
    ("proposal", "Proposal", "方案", "open"),
    ("negot", "Negot", "谈判", "open"),
    ("won", "Won", "签约", "won"),
    ("lost", "Lost", "输单", "lost"),
    ("hold", "On hold", "搁置", "hold"),
)
KEYS = [stage[0] for stage in STAGES]
FRAME = ((23, 31, "unresponsive"), (17, 8, "budget"), (11, 7, "missing_feature"),
         (9, 3, "price"), (4, 2, "no_decision"))  # fmt: skip
"""The figures of the drawn frame: open and lost at each stage."""


def make_path(**more: Any) -> Path:
    """The six-stage path of the drawn frame."""
    doc: Doc = {"_id": "pl", "key": "new", "name_en": "New customers", "name_zh": "新客户"}
    for order, (key, en, zh, kind) in enumerate(STAGES):
        doc |= {f"stages/{key}": True, f"stages/{key}/order": order, f"stages/{key}/kind": kind}
        doc |= {f"stages/{key}/short_en": en, f"stages/{key}/short_zh": zh}
        doc[f"stages/{key}/is_qualified"] = order > 1
    return parse_path(doc | more)


PATH = make_path()


def deal(keys: list[str], number: int, currencies: str, **more: Any) -> Doc:
    """A deal that went through these stages a day each; every seventh has no amount."""
    moves = [[START + day * DAY, "pl", key] for day, key in enumerate(keys)]
    doc: Doc = {"_created": START, "_moves": moves, "pipeline": "pl", "stage": keys[-1]}
    if number % 7:
        doc["currency"] = currencies.split(",")[number % len(currencies.split(","))]
        doc["amount"] = number * 1_234_567
    outcome = keys[-1] if keys[-1] in ("won", "lost") else "open"
    return doc | {"outcome": outcome} | more


def make_funnel(currencies: str = "CNY", times: int = 1, path: Path = PATH) -> Funnel:
    """The funnel of the drawn frame, in these currencies, with all counts `times` as large."""
    deals = []
    for place, (waiting, lost, reason) in enumerate(FRAME):
        way = KEYS[: place + 1]
        deals += [deal(way, n, currencies) for n in range(waiting * times)]
        gone = [deal([*way, "lost"], n, currencies) for n in range(lost * times)]
        for doc in gone[: (len(gone) + 1) // 2]:
            doc["lost_reason"] = reason
        deals += gone
    deals += [deal(KEYS[:6], n, currencies) for n in range(13 * times)]
    deals += [deal(["lead", "hold"], 1, currencies), deal(["lost"], 1, currencies)]
    return funnel(deals, path, period=Q1, zone=UTC)


FRAMED = make_funnel()
MANY = make_funnel("CNY,JPY,USD,EUR,KWD", times=40)


def shown(of: Funnel, lang: str, cells: int, rows: int | None = None, **more: Any) -> list[Line]:
    """The report, by plotext where it is for a screen."""
    draw = text_bars if rows is None else plot_bars
    return report(of, more.pop("path", PATH), lang=lang, cells=cells, rows=rows, draw=draw, **more)


SIZES = [(60, 20), (80, 24), (80, 18), (81, 25), (100, 30), (120, 40), (199, 50), (250, 70)]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [*SIZES, (80, None), (60, None), (40, 20)], ids=str)
@pytest.mark.parametrize("of", [FRAMED, MANY], ids=["one", "many"])
def test_every_line_is_whole(of: Funnel, size: tuple[int, int | None], lang: str) -> None:
    """Exactly as wide as asked, edges free, bars exact, every figure of a stage in its row."""
    cells, rows = size
    lines = shown(of, lang, cells, rows)
    for line in lines:
        assert cell_len(line.text) == cells, line
        if line.role != "rule":
            assert line.text[0] == " "
            assert line.text[-1] == " "
    bars = [line for line in lines if line.role == "bar"]
    thick = len(bars) // len(of.stages)
    starts = {line.start for line in bars}
    assert len(starts) == 1
    for stage in of.stages:
        rows_of = [line for line in bars if line.stage == stage.key]
        assert len(rows_of) == thick
        told = rows_of[(thick - 1) // 2]
        figures = told.text.replace("#", " ").split()
        assert figures[:2] == [stage.short.say(lang), str(stage.reached)]
        assert str(stage.current) in figures[2:]
        for line in rows_of:
            assert line.text.count("#") == line.stop - line.start


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("of", [FRAMED, MANY], ids=["one", "many"])
def test_bars_are_proportional(of: Funnel, size: tuple[int, int], lang: str) -> None:
    """Lengths read off the report are the shares of the first stage, within one cell."""
    bars = [line for line in shown(of, lang, *size) if line.role == "bar"]
    full = bars[0].stop - bars[0].start
    assert full >= 6
    for line in bars:
        stage = next(each for each in of.stages if each.key == line.stage)
        assert line.stop - line.start == bar_cells(stage.reached, of.n, full)
        assert abs((line.stop - line.start) - full * stage.reached / of.n) <= 1


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_conversion_is_always_told(size: tuple[int, int], lang: str) -> None:
    """Between the bars it joins, or as a column where there are too few rows."""
    lines = shown(FRAMED, lang, *size)
    between = [line for line in lines if line.role == "between"]
    assert len(between) in (0, 5)
    for place, stage in enumerate(FRAMED.stages[:-1]):
        bar = next(line for line in lines if line.role == "bar" and line.stage == stage.key)
        told = between[place].text if between else bar.text
        assert percent(stage.advanced, stage.reached, lang) in told.split()
    if size == (80, 24):
        assert between
    if size[1] >= 20:
        assert len(lines) <= size[1]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("cells", [40, 60, 80, 120, 250])
def test_every_sum_is_somewhere(cells: int, lang: str) -> None:
    """Each currency has its own column, or a sentence in the foot; never a total of both."""
    lines = shown(MANY, lang, cells)
    head = next(line.text for line in lines if line.role == "head")
    foot = " ".join(line.text.strip() for line in lines if line.role == "foot")
    for code in ("CNY", "JPY", "USD", "EUR", "KWD"):
        place = head if code in head else foot
        assert place.count(code) == 1
        for stage in MANY.stages:
            told = foot
            if place is head:
                told = next(x.text for x in lines if x.role == "bar" and x.stage == stage.key)
            assert short_money(stage.current_totals[code], code, lang) in told


EN_80 = """\
 New customers   created 2026-01-01 - 2026-03-31   130 deals
 stage ─── reached ────────────────────────────────────────────────  now ── CNY
 Lead          130 ################################################   23   2.6m
             56.9% go on   decided 69.8%   lost 32, 16 unresponsive
 Needs          74 ###########################                        17   1.4m
             66.2% go on   decided 86.0%   lost 8, 4 budget cancelled
 Demo           49 ##################                                 11   593k
             63.3% go on   decided 81.6%   lost 7, 4 missing feature
 Proposal       31 ###########                                         9   358k
             61.3% go on   decided 86.4%   lost 3, 2 price
 Negot          19 #######                                             4  74.1k
             68.4% go on   decided 86.7%   lost 2, 1 no decision
 Won            13 #####                                              13   877k
 lead > opportunity 37.7%, 49 of 130   opportunity > win 26.5%, 13 of 49
────────────────────────────────────────────────────────────────────────────────
 reached: 130 deals created in the period by highest stage ever, a skip counts,
 a return counts once. now: snapshot, 64 open, 13 won.
 1 lost from an unknown stage: counted at the first.
 1 on hold: at no stage now. 14 without an amount: in no sum.
"""
ZH_60 = """\
 新客户   2026-01-01 至 2026-03-31 创建   130个商机
 阶段   到达 ────────────────────────────────  现有 ─── CNY
 线索    130 ################################    23   260万
       56.9% 继续   已决 69.8%   输单 32，16 无回应
 需求     74 ##################                  17   142万
       66.2% 继续   已决 86.0%   输单 8，4 预算取消
 演示     49 ############                        11  59.3万
       63.3% 继续   已决 81.6%   输单 7，4 功能不满足
 方案     31 ########                             9  35.8万
       61.3% 继续   已决 86.4%   输单 3，2 价格
 谈判     19 #####                                4   7.4万
       68.4% 继续   已决 86.7%   输单 2，1 维持现状
 签约     13 ###                                 13  87.7万
 线索>商机 37.7%，49/130   商机>签约 26.5%，13/49
────────────────────────────────────────────────────────────
 到达：期内创建的130个商机按曾到的最高阶段计，跳级算到达，
 退回再进只算一次。现有：当前快照，进行中64，签约13。
 1个输单不知曾到哪个阶段，计在首阶段。
 1个搁置，不在现有之列。14个没有金额，不计入合计。
"""


def test_english_report() -> None:
    """The command's report at 80 columns, whole."""
    lines = shown(FRAMED, "en", 80)
    assert [line.text.rstrip() for line in lines] == EN_80.splitlines()


def test_chinese_report() -> None:
    """The same in Chinese at 60 columns: names, notes and money in Chinese units."""
    lines = shown(FRAMED, "zh", 60)
    assert [line.text.rstrip() for line in lines] == ZH_60.splitlines()


def test_ascii_has_no_rules() -> None:
    """On request nothing but ASCII is left of the English report."""
    assert all(line.text.isascii() for line in shown(FRAMED, "en", 80, ascii=True))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_names_of_people_are_data(lang: str) -> None:
    """Control characters, long and wide names and filters never break a row."""
    names = {"stages/lead/short_en": "\x1b[31mx\ty" * 9, "stages/lead/short_zh": "阶段很长" * 9}
    path = make_path(name_en="\x1b]0;x\x07" * 40, name_zh="名" * 90, **names)
    of = make_funnel(path=path)
    for cells in (40, 60, 80, 250):
        lines = shown(of, lang, cells, path=path, filter_text="客户:\x1b[2J" + "x" * 300)
        for line in lines:
            assert cell_len(line.text) == cells
            assert line.text.isprintable()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_to_show(lang: str) -> None:
    """No deals, and even no stages: lines without bars, shares undefined, no fault."""
    empty = funnel([], PATH, period=None, zone=UTC)
    lines = shown(empty, lang, 80, 24)
    assert {line.stop - line.start for line in lines} == {0}
    assert any({"en": "n/a", "zh": "无"}[lang] in line.text.split() for line in lines)
    bare = parse_path({"_id": "pl", "key": "bare"})
    roles = {line.role for line in shown(funnel([], bare, period=None, zone=UTC), lang, 80, 24)}
    assert roles == {"title", "rule", "foot"}


@pytest.mark.parametrize(
    ("part", "whole", "en", "zh"),
    [
        (1, 16, "6.3%", "6.3%"),
        (74, 128, "57.8%", "57.8%"),
        (3, 3, "100.0%", "100.0%"),
        (0, 5, "0.0%", "0.0%"),
        (0, 0, "n/a", "无"),
        (None, 4, "n/a", "无"),
    ],
)
def test_percent(part: int | None, whole: int, en: str, zh: str) -> None:
    """One decimal, half up; undefined is said, never 0 or 100 %."""
    assert (percent(part, whole, "en"), percent(part, whole, "zh")) == (en, zh)


def test_stage_in_a_sentence() -> None:
    """Where a stage's deals went, in both languages."""
    demo, won = FRAMED.stages[2], FRAMED.stages[5]
    assert stage_sentence(demo, "en") == "demo: of 49, 31 went on, 11 are open, 7 lost"
    assert stage_sentence(demo, "zh") == "demo 到达49：继续31，进行中11，输单7"
    assert stage_sentence(won, "en") == "won: 13 reached it"
    assert notes(demo, "zh") == ("已决 81.6%", "输单 7，4 功能不满足")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("线索 590万，需求", ["线索", "590万，", "需求"]),
        ("阶段阶段。阶段", ["阶段阶", "段。阶", "段"]),
        ("", []),
    ],
)
def test_wrapped(text: str, lines: list[str]) -> None:
    """Words, and numbers with their units, stay whole; no line begins with a stop."""
    assert wrapped(text, 7) == lines


def test_packed_keeps_sentences() -> None:
    """A sentence goes on the line before only when all of it fits there."""
    assert packed(["a b c.", "d e.", "f g h i."], 12) == ["a b c. d e.", "f g h i."]
    assert packed(["现有。", "到达。"], 12) == ["现有。到达。"]


def test_json_shape() -> None:
    """What scripts read: counts, shares as numbers or null, money as decimal text."""
    value = json.loads(json.dumps(funnel_json(FRAMED, PATH, lang="zh", filter_text="is:open")))
    assert value["schema"] == 1
    assert (value["basis"], value["pipeline"], value["filter"]) == ("cohort", "new", "is:open")
    assert value["period"] == {"from": "2026-01-01", "to": "2026-03-31"}
    demo, won = value["stages"][2], value["stages"][5]
    assert (demo["key"], demo["reached"], demo["current"]) == ("demo", 49, 11)
    assert demo["conversion"] == 31 / 49
    assert demo["resolved"] == 31 / 38
    assert demo["current_totals"] == [{"currency": "CNY", "amount": "592592.16"}]
    assert demo["lost"] == {"count": 7, "reason": "missing_feature", "reason_count": 4}
    assert (won["conversion"], won["resolved"]) == (None, None)
    assert value["lead_to_opportunity"] == 49 / 130
    assert value["opportunity_to_win"] == 13 / 49
    assert value["n"] == 130
    assert value["excluded"] == {"lost_stage_unknown": 1, "on_hold": 1, "no_amount": 14}
    empty = funnel_json(funnel([], PATH, period=None, zone=UTC), PATH, lang="en")
    assert (empty["period"], empty["lead_to_opportunity"]) == (None, None)
