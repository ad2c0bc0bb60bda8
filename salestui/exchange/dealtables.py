"""A list of deals as text to paste: Markdown for people, TSV for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from salestui import cells
from salestui.domain.snapshot import Doc
from salestui.exchange.dealcells import DEAL_CELLS
from salestui.exchange.formulas import guarded
from salestui.exchange.listing import Rows


def _heads(columns: Sequence[str], lang: str) -> list[str]:
    named = [DEAL_CELLS[key] for key in columns]
    return [(cell.head.say(lang) or cell.help.say(lang)) for cell in named]


def _line(rows: Rows, doc: Doc, columns: Sequence[str]) -> list[str]:
    return [" ".join(cells.visible(DEAL_CELLS[key].read(rows, doc)).split()) for key in columns]


def markdown(rows: Rows, docs: Iterable[Doc], columns: Sequence[str]) -> list[str]:
    """A heading, the rule that says which columns stand at the right, a line for each deal."""
    rule = ["---:" if DEAL_CELLS[key].align == "right" else "---" for key in columns]
    table = [_heads(columns, rows.lang), rule, *(_line(rows, doc, columns) for doc in docs)]
    return ["| " + " | ".join(map(_escaped, line)) + " |" for line in table]


def _escaped(text: str) -> str:
    """Text that stays one cell and is no markup."""
    for sign in "\\|*_`<[":
        text = text.replace(sign, "\\" + sign)
    return text


def tsv(rows: Rows, docs: Iterable[Doc], columns: Sequence[str]) -> list[str]:
    """A heading and a line for each deal, apart by tabs; nothing that a spreadsheet computes."""
    table = [_heads(columns, rows.lang), *(_line(rows, doc, columns) for doc in docs)]
    return ["\t".join(map(guarded, line)) for line in table]
