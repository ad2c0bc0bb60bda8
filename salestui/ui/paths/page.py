"""A stage whole: its fields, what it asks for, the tasks it brings, and its guidance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from salestui import cells
from salestui.domain.nodes import NodeTemplate
from salestui.domain.pipelines import Criterion, Stage
from salestui.domain.schema.stages import STAGE
from salestui.domain.words import Words
from salestui.exchange import path_rows
from salestui.exchange.wrapping import wrapped
from salestui.services.pathview import StageRow
from salestui.ui.paths import words as say
from salestui.ui.paths.sight import Sight
from salestui.ui.widgets.entries import BLANK, Column, Entry, Spot, line, ruled
from salestui.ui.widgets.lines import Span

WIDE = 110
"""From so many cells on the page has two columns."""
LABEL = 16
GAP = 3
MOST_LINES = 2
"""Lines that a task's output standard takes at most."""
FIELDS = ("name", "short", "probability", "expected_days", "rot_days", "is_qualified", "forecast")


def page_columns(
    sight: Sight, row: StageRow, width: int
) -> tuple[tuple[Column, ...], tuple[int, ...]]:
    """The page in one column, or in two where there is room, and how wide they are."""
    if width < WIDE:
        whole = (_fields(sight, row.stage, width), _asks(sight, row, width))
        return (_parted(*whole, _guidance(sight, row.stage, width)),), (width,)
    right = (width - GAP) // 2
    left = width - GAP - right
    own = _parted(_fields(sight, row.stage, left), _guidance(sight, row.stage, left))
    return (own, _parted(_asks(sight, row, right))), (left, right)


def details(sight: Sight, row: StageRow, width: int) -> Column:
    """What the stage asks for and brings, and its guidance."""
    return _parted(_asks(sight, row, width), _guidance(sight, row.stage, width))


def _parted(*parts: Iterable[Entry]) -> Column:
    """Parts of a column with a blank line between them."""
    every = [tuple(part) for part in parts]
    return tuple(entry for n, part in enumerate(every) for entry in ((BLANK,) * (n > 0) + part))


def _asks(sight: Sight, row: StageRow, width: int) -> Iterator[Entry]:
    """The exit criteria and the task templates."""
    yield from _criteria(sight, row.stage, width)
    yield BLANK
    yield from _nodes(sight, row, width)


def _fields(sight: Sight, stage: Stage, width: int) -> Iterator[Entry]:
    deals = sight.deals(stage)
    note = "" if deals is None else sight.say(say.STANDS.fill(n=deals))
    yield ruled(sight.say(say.STAGE_HEAD), note, width, sight.dash)
    if stage.retired:
        yield line([Span(sight.say(say.RETIRED), "risk")])
    for name in FIELDS:
        label = say.FIELDS.get(name) or _label(name)
        value, other = _value(sight, stage, name)
        spans = [Span(cells.fit(sight.say(label), LABEL), "dim"), Span(value or "-")]
        spans += [Span(f"   {other}", "dim")] if other and other != value else []
        yield line(spans, spot=Spot("field", name))


def _label(name: str) -> Words:
    field = STAGE.field(name)
    assert field is not None, name
    return field.label


def _value(sight: Sight, stage: Stage, name: str) -> tuple[str, str]:
    """A field's value, and of a text what it is in the other language."""
    if name in ("name", "short"):
        text = stage.name if name == "name" else stage.short
        return sight.say(text), text.say("en" if sight.lang == "zh" else "zh")
    if name == "is_qualified":
        return sight.say(say.YES if stage.is_qualified else say.NO), ""
    if name == "forecast":
        return sight.say(path_rows.forecast_words(stage)), ""
    if name == "probability":
        return "" if stage.probability is None else f"{stage.probability}%", ""
    number = stage.expected_days if name == "expected_days" else stage.rot_days
    return "" if number is None else str(number), ""


def _guidance(sight: Sight, stage: Stage, width: int) -> Iterator[Entry]:
    spot = Spot("field", "guidance")
    yield ruled(sight.say(say.GUIDANCE), "", width, sight.dash)
    texts = path_rows.guidance(stage, sight.lang)
    for n, text in enumerate(texts):
        for piece in wrapped(cells.visible(text), width - 3):
            yield line([Span(piece, "text" if n == 0 else "dim")], spot=spot)
    if not texts:
        yield line([Span(sight.say(say.NOTHING), "dim")], spot=spot)


def _criteria(sight: Sight, stage: Stage, width: int) -> Iterator[Entry]:
    yield ruled(sight.say(say.CRITERIA), path_rows.gates(stage), width, sight.dash)
    for each in stage.criteria:
        yield from _criterion(sight, stage, each, width)
    if not stage.criteria:
        yield line([Span(sight.say(say.NO_CRITERIA.fill(key=sight.new_key)), "dim")])


def _criterion(sight: Sight, stage: Stage, criterion: Criterion, width: int) -> Iterator[Entry]:
    spot = Spot("criterion", criterion.key)
    found = None if sight.counts is None else sight.counts.lacking.get((stage.key, criterion.key))
    lacks = "" if found is None else sight.say(path_rows.lacking_words(found))
    style = "risk" if found and found.held and criterion.severity == "required" else "dim"
    room = width - cells.width(lacks) - 5
    text = Span(cells.cut(sight.say(criterion.text), room))
    yield line([text], (Span("  "), Span(lacks, style)), spot)
    how = sight.say(path_rows.criterion_words(criterion, sight.doc, stage.key))
    yield line([Span("  " + cells.cut(how, width - 5), "dim")], spot=spot)


def _nodes(sight: Sight, row: StageRow, width: int) -> Iterator[Entry]:
    yield ruled(sight.say(say.TASKS), str(len(row.nodes) or ""), width, sight.dash)
    for node in row.nodes:
        yield from _node(sight, node, width)
    if not row.nodes:
        yield line([Span(sight.say(say.NO_CRITERIA.fill(key=sight.new_key)), "dim")])


def _node(sight: Sight, node: NodeTemplate, width: int) -> Iterator[Entry]:
    spot = Spot("task", node.key)
    yield line([Span(cells.cut(sight.say(node.name), width - 3))], spot=spot)
    how = sight.say(path_rows.node_words(node))
    yield line([Span("  " + cells.cut(how, width - 5), "dim")], spot=spot)
    for text in wrapped(cells.visible(sight.say(node.standard)), width - 5)[:MOST_LINES]:
        yield line([Span("  " + text, "dim")], spot=spot)
    for mark, words in path_rows.node_lines(node):
        text = cells.cut(sight.say(words), width - 7)
        yield line([Span(f"  {mark} ", "dim"), Span(text)], spot=spot)
