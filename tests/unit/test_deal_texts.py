"""Deals as text for other programs: the brief, tables to paste, files, what a clipboard takes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from salestui.domain.pipelines import paths
from salestui.domain.problems import StoreProblem
from salestui.domain.query import Env
from salestui.domain.snapshot import Snapshot
from salestui.exchange.brief import brief
from salestui.exchange.dealcells import DEAL_CELLS, USUAL
from salestui.exchange.dealtables import markdown, tsv
from salestui.exchange.listing import Rows
from salestui.exchange.outfile import write_out
from salestui.services.reading import Reading
from salestui.ui.clipboard import clipped


@pytest.fixture
def reading(team: Snapshot, env: Env) -> Reading:
    """The team, looked at by Zhang Wei."""
    return Reading(team, env.now, env.today, env.zone, env.me, "en")


def lines(reading: Reading, id: str) -> list[str]:
    doc = reading.snapshot.table("deals")[id]
    path = next((p for p in paths(reading.snapshot) if p.id == doc["pipeline"]), None)
    return brief(reading, doc, path)


def test_a_brief_says_what_a_successor_needs(reading: Reading) -> None:
    assert lines(reading, "dl_1") == [
        "恒达机械  Press line  D-4K7Q-17",
        "CNY 100,000.00, Product demo, 40%, closes 4 Sep, owner 张",
        "Next: send offer, Thu 3 Sep",
        "Gate 0/3, lacks demo held; technical contact present; feedback recorded",
        "People: 李强 (Champion)",
        "1 Sep Note: internal",
        "24 Aug Call: 报价收到",
    ]


def test_a_brief_of_what_is_over(reading: Reading) -> None:
    assert lines(reading, "dl_2")[1] == "JPY 90,000, Signed, won 5 Aug, owner AL"
    assert lines(reading, "dl_5")[1] == "CNY 0.00, Lost, lost 30 Jun: Price, owner Bob Ray"


def test_a_brief_in_chinese(reading: Reading) -> None:
    found = lines(replace(reading, lang="zh"), "dl_3")
    assert found[0] == "恒达机械  续约 2027  D-9ZZZ-3"
    assert "注意：下一步逾期3天；预计签约日已过13天" in found


def test_hostile_text_stays_in_its_line(reading: Reading, changed: object) -> None:
    world = reading.snapshot
    old = world.table("deals")["dl_1"]
    doc = {**old, "title": "a\x1b[31m\nb", "next_step": "x\ty"}
    text = "\n".join(brief(replace(reading, snapshot=world), doc, None))
    assert "\x1b" not in text and "\t" not in text
    assert len(text.split("\n")) == len(brief(reading, doc, None))


def test_tables_have_heads_and_one_line_a_deal(reading: Reading) -> None:
    rows = Rows(reading, paths(reading.snapshot))
    docs = [reading.snapshot.table("deals")[id] for id in ("dl_1", "dl_3")]
    table = markdown(rows, docs, ("deal", "amount", "due"))
    assert table == [
        "| Deal | Amount | Due |",
        "| --- | ---: | ---: |",
        "| 恒达机械 | 100k | Thu |",
        "| 恒达机械 | USD 50k | -3d |",
    ]
    assert tsv(rows, docs[:1], ("tier", "deal")) == ["tier, a letter\tDeal", "K\t恒达机械"]


def test_tables_hold_no_markup_and_no_formula(reading: Reading) -> None:
    doc = {**reading.snapshot.table("deals")["dl_1"], "title": "=1+1 |*b*\n[x](y) <i>"}
    rows = Rows(reading, paths(reading.snapshot))
    assert markdown(rows, [doc], ("title",))[2] == "| =1+1 \\|\\*b\\* \\[x](y) \\<i> |"
    assert tsv(rows, [doc], ("title",))[1] == "'=1+1 |*b* [x](y) <i>"


def test_every_column_reads_every_deal(reading: Reading) -> None:
    """Also of deals that lack nearly everything, in both languages."""
    bare = {"_id": "dl_x", "stage": "?", "next_step_due": "soon", "closed_on": 7}
    for lang in ("en", "zh"):
        rows = Rows(replace(reading, lang=lang), paths(reading.snapshot))
        for doc in (*reading.snapshot.table("deals").values(), bare):
            assert all(isinstance(cell.read(rows, doc), str) for cell in DEAL_CELLS.values())
    assert set(USUAL) <= set(DEAL_CELLS)


def test_a_clipboard_takes_whole_lines_up_to_its_size() -> None:
    assert clipped(["a", "b"]) == ("a\nb", 2)
    assert clipped(["aaaa", "bbbb", "c"], 10) == ("aaaa\nbbbb", 2)
    text, kept = clipped(["恒" * 10], 10)
    assert (text, kept) == ("恒恒恒", 1)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("before", encoding="utf-8")
    write_out(path, "恒达\n")
    assert path.read_text(encoding="utf-8") == "恒达\n"
    with pytest.raises(StoreProblem):
        write_out(tmp_path / "none" / "out.csv", "x")
    with pytest.raises(StoreProblem):
        write_out(tmp_path, "x")
    assert [p.name for p in tmp_path.iterdir()] == ["out.csv"]
