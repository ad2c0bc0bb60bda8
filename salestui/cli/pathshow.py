"""Sales paths printed: the list, one with its stages, one stage whole."""

from __future__ import annotations

from collections.abc import Iterator

from salestui.cells import cut, fit, visible
from salestui.cli import output
from salestui.cli.pathwhere import say_held
from salestui.cli.session import Session
from salestui.domain.nodes import node_templates
from salestui.domain.pipelines import Path, Stage, paths
from salestui.domain.schema.stages import CRITERION, NODE, Part
from salestui.domain.words import Words
from salestui.exchange import path_rows as say
from salestui.exchange.columns import Column, laid_out
from salestui.exchange.listing import headed
from salestui.exchange.wrapping import wrapped
from salestui.services.pathstages import open_deals
from salestui.services.pathview import counts, lacking, stage_rows
from salestui.services.reading import Reading
from salestui.services.settings import held_back

PATH_HEADS = (Words("key", "键"), Words("path", "路径"), Words("stages", "阶段"),
              Words("open", "在册"), Words("lacking", "尚缺"), Words("", ""))  # fmt: skip
PATH_RULES = (Column("", least=8), Column("", least=12), Column("", "right"),
              Column("", "right"), Column("", "right"), Column("", least=20))  # fmt: skip
CRITERIA = Words("Asks for", "推进条件")
TASKS = Words("Brings", "流程任务")
NONE = Words("nothing", "无")
KEY = 20


def show_paths(session: Session, reading: Reading) -> None:
    """A line for each path."""
    rows = []
    for path in paths(reading.snapshot):
        held, count = held_back(reading.snapshot, path.id)
        name, facts = path.name.say(session.lang), say.gate_words(path).say(session.lang)
        rows.append((path.key, name, str(len(path.used)), str(count), str(held), facts))
    laid = laid_out(headed(PATH_RULES, PATH_HEADS, session.lang), rows, session.cells)
    output.put([session.ink(laid.head, "dim"), *laid.lines])


def show_path(session: Session, reading: Reading, path: Path) -> None:
    """A path with its stages, and how many deals its gates would hold."""
    lang = session.lang
    doc = reading.snapshot.get("pipelines", path.id) or {}
    counted = counts(reading.snapshot, path)
    rows = [say.stage_cells(r, counted.deals[r.stage.key], lang) for r in stage_rows(doc, path)]
    laid = laid_out(headed(say.RULES, say.HEADS, lang), rows, session.cells)
    name = visible(f"{path.name.say(lang)}  {path.key}")
    output.put([session.ink(name, "strong"), say.path_facts(path).say(lang)])
    output.put([session.ink(laid.head, "dim"), *laid.lines])
    say_held(session, reading.snapshot, path.id)


def show_stage(session: Session, reading: Reading, path: Path, stage: Stage) -> None:
    """A stage whole: fields, guidance, criteria and tasks."""
    lang = session.lang
    doc = reading.snapshot.get("pipelines", path.id) or {}
    row = next(r for r in stage_rows(doc, path) if r.stage.key == stage.key)
    deals = len(open_deals(reading.snapshot, path.id, stage.key))
    line = say.stage_cells(row, deals, lang)
    laid = laid_out(headed(say.RULES, say.HEADS, lang), [line], session.cells)
    output.put([session.ink(laid.head, "dim"), *laid.lines])
    for text in say.guidance(stage, lang):
        output.put(f"  {line}" for line in wrapped(visible(text), session.cells - 2))
    for part, head in ((CRITERION, CRITERIA), (NODE, TASKS)):
        output.put([session.ink(head.say(lang), "strong")])
        output.put(part_lines(session, reading, path, stage, part))


def part_lines(
    session: Session, reading: Reading, path: Path, stage: Stage, part: Part
) -> Iterator[str]:
    """The criteria or the tasks of a stage, two lines each."""
    found = list((_criteria if part is CRITERION else _tasks)(session, reading, path, stage))
    for text in found or [f"  {NONE.say(session.lang)}"]:
        yield cut(visible(text), session.cells)


def _criteria(session: Session, reading: Reading, path: Path, stage: Stage) -> Iterator[str]:
    snapshot, lang = reading.snapshot, session.lang
    doc = snapshot.get("pipelines", path.id) or {}
    deals = open_deals(snapshot, path.id, stage.key)
    for each in stage.criteria:
        how = say.criterion_words(each, doc, stage.key).say(lang)
        lacks = say.lacking_words(lacking(deals, snapshot, each)).say(lang)
        yield f"  {fit(each.key, KEY)}  {each.text.say(lang)}"
        yield f"  {' ' * KEY}  {how}  {lacks}".rstrip()


def _tasks(session: Session, reading: Reading, path: Path, stage: Stage) -> Iterator[str]:
    lang = session.lang
    doc = reading.snapshot.get("pipelines", path.id) or {}
    for node in node_templates(doc, stage.key):
        yield f"  {fit(node.key, KEY)}  {node.name.say(lang)}"
        yield f"  {' ' * KEY}  {say.node_words(node).say(lang)}"
        for mark, text in say.node_lines(node):
            yield f"  {' ' * KEY}  {mark} {text.say(lang)}"
