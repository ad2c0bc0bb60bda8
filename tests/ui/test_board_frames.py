"""The board's pictures: every row as wide as the screen, no number cut, in both languages."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from salestui.cells import visible
from salestui.config import Config
from salestui.domain.money import short_money
from salestui.domain.pipelines import default_path
from salestui.services.board import BoardView
from salestui.services.setup import demo_workspace
from salestui.services.workbench import Workbench
from salestui.ui.app import SalesApp
from salestui.ui.board.cards import Cards
from salestui.ui.board.heads import foot_row, head_rows, path_row
from salestui.ui.board.layout import layout
from salestui.ui.widgets.lines import Span

NOW = 1_787_200_000_000
"""20 August 2026: what the sample is dated around."""
LANGS = ("en", "zh")
SIZES = ((80, 24), (120, 40), (100, 30), (60, 20), (27, 20), (200, 60))


def demo(folder: Path, lang: str) -> Workbench:
    """Lina's sample team."""
    home = folder / lang
    if not home.exists():
        home.mkdir()
        demo_workspace(home, lang=lang, clock=lambda: NOW, random_bytes=random.Random(1).randbytes)
    return Workbench(
        next(home.iterdir()), user="lina", lang=lang, clock=lambda: NOW,
        random_bytes=random.Random(2).randbytes,
    )  # fmt: skip


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Workbench]]:
    """The sample team in both languages."""
    folder = tmp_path_factory.mktemp("samples")
    found = {lang: demo(folder, lang) for lang in LANGS}
    yield found
    for bench in found.values():
        bench.close()


def painter(bench: Workbench, lang: str, *, everybody: bool) -> tuple[BoardView, Cards]:
    """The board of everybody's or Lina's deals and what draws its cards."""
    snapshot, ctx = bench.snapshot, bench.context()
    path = default_path(snapshot)
    owner = "" if everybody else ctx.me
    view = BoardView.of(snapshot, path, today=ctx.today, owner=owner)
    return view, Cards(snapshot, path, ctx.today, ctx.zone, lang, ctx.currency, everybody=everybody)


def text(row: list[Span]) -> str:
    """A row as it is seen."""
    return "".join(span.text for span in row)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("everybody", [False, True])
@pytest.mark.parametrize(("width", "lines"), [(26, 2), (27, 2), (39, 2), (19, 3), (22, 3), (44, 3)])
def test_cards_fill_their_cells_and_keep_their_numbers(
    samples: dict[str, Workbench], lang: str, everybody: bool, width: int, lines: int
) -> None:
    """The amount stands whole at the right end; a date that there is room for is whole."""
    view, cards = painter(samples[lang], lang, everybody=everybody)
    for column in view.columns:
        for id in column.ids:
            doc = column.deals[id]
            rows = [text(row) for row in cards.rows(doc, column.stage, width, lines)]
            assert [cell_len(row) for row in rows] == [width] * lines
            won = column.stage.kind == "won"
            amount = doc.get("won_amount" if won else "amount")
            if amount is not None:
                assert rows[0].rstrip().endswith(" " + short_money(amount, "CNY", lang))
            assert not re.search(r"\d~", "".join(rows))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [19, 22, 26, 27, 39, 44])
@pytest.mark.parametrize("rows", [1, 2])
def test_heads_and_feet_fill_their_cells(
    samples: dict[str, Workbench], lang: str, width: int, rows: int
) -> None:
    """And no sum is cut: what has no room is left out."""
    view, _ = painter(samples[lang], lang, everybody=True)
    for column in view.columns:
        drawn = head_rows(
            column, width, rows, active=False, currency="CNY", lang=lang, rule="-"
        )  # fmt: skip
        drawn.append(foot_row(3, 1200, width, lang=lang, rule="-"))
        assert [cell_len(text(row)) for row in drawn] == [width] * (rows + 1)
        assert not re.search(r"\d~", "".join(map(text, drawn)))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("everybody", [False, True])
@pytest.mark.parametrize(("width", "shown"), [(80, 3), (60, 2), (120, 5), (27, 1), (200, 8)])
def test_the_path_fills_the_row_wherever_the_columns_stand(
    samples: dict[str, Workbench], lang: str, everybody: bool, width: int, shown: int
) -> None:
    """Counts may be left out, never cut."""
    view, _ = painter(samples[lang], lang, everybody=everybody)
    for first in range(len(view.columns) - shown + 1):
        row = path_row(
            view, first, shown, width, everybody=everybody, currency="CNY", lang=lang
        )  # fmt: skip
        said = text(row)
        assert cell_len(said) == width
        assert "~" not in said


def test_the_path_names_what_lies_beyond(samples: dict[str, Workbench]) -> None:
    """Every stage is either a column or on the path above."""
    view, _ = painter(samples["en"], "en", everybody=False)
    said = text(path_row(view, 1, 3, 80, everybody=False, currency="CNY", lang="en"))
    assert said.startswith("<- Lead 9 ")
    assert said.endswith(" ->")
    assert "mine  30 open 8.6m" in said
    for name in ("Negot 2", "Won 3", "Lost 7", "Hold 1"):
        assert name in said


def test_several_currencies_are_never_added() -> None:
    """One sum each where there is room, else the usual one with a mark."""
    from salestui.ui.board.sums import all_sums, brief, one_sum

    sums = {"USD": 4_000_000, "CNY": 15_600_000, "EUR": 100}
    assert all_sums(sums, "CNY", "en") == "156k EUR 1 USD 40k"
    assert one_sum(sums, "CNY", "zh") == "15.6万+"
    assert brief(sums, "CNY", "zh") == "16万+"
    assert one_sum({"USD": 4_000_000}, "CNY", "en") == "USD 40k"
    assert one_sum({}, "CNY", "en") == ""


@pytest.mark.parametrize(
    ("minor", "lang", "said"),
    [(1_546_000_0, "zh", "15万"), (1_550_000_0, "zh", "16万"), (4_800_000, "zh", "4.8万"),
     (1_420_000_000, "en", "14m"), (2_100_000_00, "en", "2.1m"), (95_000_00, "en", "95k")],
)  # fmt: skip
def test_brief_sums_are_rounded_once(minor: int, lang: str, said: str) -> None:
    """Half to even on the exact amount, not on what was rounded before."""
    from salestui.ui.board.sums import brief

    assert brief({"CNY": minor}, "CNY", lang) == said


@given(
    name=st.text(max_size=30),
    step=st.text(max_size=30),
    amount=st.integers(0, 10**15),
    currency=st.sampled_from(["CNY", "USD", "JPY"]),
    lang=st.sampled_from(LANGS),
    shape=st.sampled_from([(26, 2), (39, 2), (19, 3), (30, 3)]),
    everybody=st.booleans(),
)
def test_no_text_of_people_moves_a_cell(
    samples: dict[str, Workbench],
    name: str,
    step: str,
    amount: int,
    currency: str,
    lang: str,
    shape: tuple[int, int],
    everybody: bool,
) -> None:
    """Control characters, wide ones, emoji, joiners: every line keeps its width and its number."""
    bench = samples[lang]
    _, cards = painter(bench, lang, everybody=everybody)
    doc = {"_id": "dl_x", "title": name, "next_step": step, "stage": "demo", "amount": amount,
           "currency": currency, "pipeline": cards.path.id, "owner": bench.me}  # fmt: skip
    stage = cards.path.stage("demo")
    assert stage is not None
    rows = [text(row) for row in cards.rows(doc, stage, *shape)]
    assert [cell_len(row) for row in rows] == [shape[0]] * shape[1]
    assert rows[0].rstrip().endswith(" " + short_money(amount, currency, lang))
    assert [visible(row) for row in rows] == rows


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("size", SIZES)
def test_the_grid_fits_the_screen(size: tuple[int, int], lang: str) -> None:
    """Columns and cards never reach beyond, and there is always at least one of each."""
    for columns in (1, 3, 8, 20):
        grid = layout(*size, columns, lang)
        assert 1 <= grid.shown <= columns
        assert grid.x(grid.shown - 1) + grid.cell <= size[0]
        assert grid.y(grid.rows) <= grid.foot == size[1] - 1
        assert sum(grid.span(n) for n in range(grid.shown)) == size[0]
        assert [grid.row(grid.y(n)) for n in range(grid.rows)] == list(range(grid.rows))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_every_row_of_the_screen_is_exact(
    samples: dict[str, Workbench], tmp_path: Path, lang: str, size: tuple[int, int]
) -> None:
    """With the cursor anywhere, everybody's deals, the pane open."""
    bench = samples[lang]
    app = SalesApp(bench, Config("lina", lang, tmp_path, state=tmp_path))
    async with app.run_test(size=size) as pilot:
        for key in ("l", "@", "G", "l", "l", "z", "l", "l", "l", "l"):
            await pilot.press(key)
            await pilot.pause(0.15 if key == "z" else 0)
            strips = app.screen._compositor.render_strips()
            rows = ["".join(segment.text for segment in strip) for strip in strips]
            assert [cell_len(row) for row in rows] == [size[0]] * size[1]
            for row in rows[2:-2]:
                assert not re.search(r"\d~", row), row
