"""The exit criteria of the deal's stage: which are met, by what, and how to meet the others."""

from __future__ import annotations

from collections.abc import Sequence

from salestui import cells
from salestui.domain.criteria import BY_HAND, CHECKS, Item, evaluate
from salestui.domain.pipelines import Criterion
from salestui.domain.schema import Field
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words
from salestui.services.evidence import fields_of
from salestui.ui.deal import words as say
from salestui.ui.deal.sight import DealSight
from salestui.ui.widgets.entries import Entry, Spot, line, ruled
from salestui.ui.widgets.lines import Span


def gate(sight: DealSight, width: int) -> tuple[Entry, ...]:
    """The criteria in `width` cells, under a head with how many required ones are met."""
    stage = sight.stage
    items = evaluate(sight.deal, sight.snapshot, stage) if stage else ()
    required = [item for item in items if item.severity == "required"]
    done = sum(item.done for item in required)
    note = sight.say(say.OF.fill(done=done, all=len(required))) if required else ""
    head = ruled(_title(sight), note, width, sight.dash)
    if not items:
        return head, line([Span(sight.say(say.NO_GATE), "dim")])
    return head, *(_entry(sight, item, width) for item in items)


def _title(sight: DealSight) -> str:
    path, stage = sight.path, sight.stage
    if path is None or stage is None:
        return sight.say(say.GATE_OF.fill(stage=str(sight.deal.get("stage", ""))))
    following = path.after(stage.key)
    if following is None:
        return sight.say(say.GATE_OF.fill(stage=stage.short))
    return sight.say(say.GATE_TO.fill(stage=following.short))


def _entry(sight: DealSight, item: Item, width: int) -> Entry:
    mark = Span("x ", "won") if item.done else Span(". ", "dim")
    text = Span(sight.say(item.text), "text" if not item.done else "dim")
    room = max(width - cells.width(sight.say(item.text)) - 6, min(width // 3, 16))
    if item.done:
        right = Span(cells.cut(evidence(sight, item), room), "dim")
    elif item.severity == "advised":
        right = Span(sight.say(say.ADVISED), "dim")
    else:
        right = Span(sight.say(say.MISSING), "risk")
    tail = (Span("  "), right) if right.text else ()
    return line([mark, text], tail, Spot("criterion", item.key))


def criterion_of(sight: DealSight, key: str) -> Criterion | None:
    """The criterion of the deal's stage with that key."""
    stage = sight.stage
    return next((c for c in stage.criteria if c.key == key), None) if stage else None


def by_hand(criterion: Criterion) -> bool:
    """Whether a person ticks it."""
    return criterion.check in BY_HAND or criterion.check not in CHECKS


def evidence(sight: DealSight, item: Item) -> str:
    """What meets a criterion, the way people write it."""
    return sight.telling.evidence(sight.deal, criterion_of(sight, item.key), item)


def missing_field(sight: DealSight, criterion: Criterion) -> tuple[str, str, Field] | None:
    """Kind, id and field where filling in would help most: the first that is empty."""
    fields = fields_of(criterion, sight.deal, sight.account)
    empty = [(field, doc) for field, doc in fields if not sight.telling.value(field, doc)]
    for field, doc in [*empty, *fields]:
        if doc.get("_id"):
            return ("deals" if doc is sight.deal else "accounts"), str(doc["_id"]), field
    return None


def value_text(sight: DealSight, field: Field, doc: Doc) -> str:
    """A field's value for reading: amounts and dates short, members by name."""
    return sight.telling.value(field, doc)


def explain(sight: DealSight, key: str) -> tuple[list[Span], list[Span]]:
    """A criterion in full for the line above the keys, and what enter does about it."""
    criterion = criterion_of(sight, key)
    if criterion is None or sight.stage is None:
        return [], []
    items: Sequence[Item] = evaluate(sight.deal, sight.snapshot, sight.stage)
    item = next(each for each in items if each.key == key)
    severity = say.ADVISED if item.severity == "advised" else say.REQUIRED
    joint = "：" if sight.lang == "zh" else ": "
    said = evidence(sight, item) if item.done else sight.say(severity)
    text = f" {sight.say(item.text)}{joint if said else ''}{said}"
    return [Span(text)], [Span(f"  {sight.say(_way(sight, criterion))} ", "dim")]


def _way(sight: DealSight, criterion: Criterion) -> Words:
    if by_hand(criterion):
        return say.TICK_HINT
    if criterion.check == "activity_done":
        return say.ENTER_LOG
    if criterion.check.startswith("contact_"):
        return say.ENTER_CONTACT
    found = missing_field(sight, criterion)
    if found is None:
        return Words("", "")
    label = found[2].label
    return say.ENTER_FIELD.fill(field=Words(label.en.lower(), label.zh))
