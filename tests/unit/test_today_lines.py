"""The lines of today's list: exact to the cell at any width, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from rich.cells import cell_len

from salestui.domain.agenda import Group
from salestui.domain.pmap import PMap
from salestui.domain.snapshot import Snapshot
from salestui.services.newsline import NewsLine
from salestui.services.reading import Reading
from salestui.services.today import Scope, Today
from salestui.ui.theme import look
from salestui.ui.today import lines
from salestui.ui.whose import MINE
from salestui.ui.widgets.lines import strip_of
from salestui.ui.widgets.rows import Row

from .conftest import TODAY, ZONE, ago

NASTY = "[/b]\x1b[31m\u202e恶意👩‍👩‍👧‍👦e\u0301" + "长" * 40


def made(team: Snapshot, lang: str, *, owner: str = "mb_zw") -> tuple[Today, Reading]:
    """The list of a member, and how it is looked at."""
    view = Today.of(team, today=TODAY, zone=ZONE, scope=Scope(owner))
    return view, Reading(view.snapshot, ago(0), TODAY, ZONE, owner, lang)


def text(row: Row, width: int) -> str:
    """A line as it is seen."""
    return "".join(s.text for s in strip_of(row.left, row.right, width, look("dark")))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [60, 79, 80, 100, 110, 132, 200])
@pytest.mark.parametrize("everybody", [True, False])
def test_columns_stand_under_their_heads(
    team: Snapshot, lang: str, width: int, everybody: bool
) -> None:
    view, reading = made(team, lang)
    columns = lines.layout(width, lang, view.items, "CNY", everybody=everybody)
    head = lines.head(columns, "-")
    assert sum(cell_len(span.text) for span in head.left) == width - 1
    for item in view.items:
        row = lines.line(item, columns, reading, None)
        # The list puts the cursor's edge before a line.
        assert sum(cell_len(span.text) for span in row.left) == width - 1


def test_what_others_wrote_stays_text(team: Snapshot) -> None:
    deal = {**team.table("deals")["dl_1"], "next_step": NASTY, "next_step_due": "2026-09-01"}
    account = {**team.table("accounts")["ac_hd"], "name": NASTY}
    state = Snapshot({
        **team.tables,
        "deals": PMap({"dl_1": deal}),
        "accounts": PMap({"ac_hd": account}),
    })  # fmt: skip
    view, reading = made(state, "zh")
    for width in (60, 80, 120):
        columns = lines.layout(width, "zh", view.items, "CNY", everybody=True)
        for item in view.items:
            said = text(lines.line(item, columns, reading, None), width - 1)
            assert cell_len(said) == width - 1
            assert "\x1b" not in said and "\u202e" not in said


def test_the_rank_is_explained(team: Snapshot) -> None:
    view, reading = made(team, "en")
    left, right = lines.explain(view, 1, reading)
    assert left[0].text == " 2 of 2: needs a look, key tier, 100k"
    assert right[0].text == "  also: only one contact "
    view, reading = made(team, "zh")
    left, right = lines.explain(view, 1, reading)
    assert left[0].text == " 2/2：需关注，重点层，10万"
    assert right[0].text == "  另：只有一位联系人 "


def test_the_fold_says_how_many_and_until_when(team: Snapshot) -> None:
    view, reading = made(team, "en")
    columns = lines.layout(40, "en", view.items, "CNY", everybody=False)
    foot = lines.foot(view.items, columns, reading, "-")
    assert text(foot(0, 0), 40) == "-" * 40
    assert text(foot(1, 1), 40).startswith("- 1 more ---")
    soon = view.items[1]
    step = soon.reasons[0]._replace(group=Group.SOON, due=date(2026, 9, 4))
    items = [*view.items, replace(soon, reasons=(step,))]
    foot = lines.foot(items, columns, reading, "-")
    assert text(foot(1, 1), 40).startswith("- 1 more by Fri ---")


def test_news_name_the_latest_and_the_key_that_lists_them(team: Snapshot) -> None:
    _, reading = made(team, "en")
    found = NewsLine(6, ago(1), "Jie", "Hengda Valve", MINE)
    said = text(lines.news(found, reading, "C"), 80)
    assert said.startswith(" 6 changes by others since Tue 12:00: Jie, Hengda Valve mine")
    assert said.endswith("  C lists 6 ")
    assert not lines.news(found, reading, "").right
