"""The page of a task: what it is to bring, what it asks of others, and the task itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from salestui import cells
from salestui.domain.dates import show_day
from salestui.domain.schema import DEPARTMENTS, REQUEST_STATES, TASKS
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.tasks import Output, outputs, template_of
from salestui.domain.words import Words
from salestui.exchange.wrapping import wrapped
from salestui.services.evidence import Telling
from salestui.services.fieldedit import edit_text
from salestui.ui.tasks import words as say
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row

FIELDS = ("title", "owner", "helpers", "due", "original_due", "status", "done_on", "priority",
          "department", "depends", "lag_reason", "lag_note", "deal", "account", "note")  # fmt: skip
LABEL = 16
MARK = "x "


class Spot(NamedTuple):
    """What a line stands for: `output`, `request` or `field`, and which."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of the page, and what each stands for; None for what can't be stood on."""

    rows: list[Row]
    spots: list[Spot | None]


@dataclass(frozen=True, slots=True)
class Sight:
    """What the page is drawn from."""

    snapshot: Snapshot
    task: Doc
    today: date
    lang: str
    width: int
    dash: str
    telling: Telling

    def say(self, words: Words) -> str:
        """Words in the interface language."""
        return words.say(self.lang)


def page(sight: Sight) -> Page:
    """The whole page."""
    found = Page([], [])
    node = template_of(sight.snapshot, sight.task)
    if node is not None and sight.say(node.standard):
        _head(found, sight, say.STANDARD)
        for text in wrapped(sight.say(node.standard), sight.width - 4):
            _put(found, Row((Span("  " + text, "dim"),)))
    _outputs(found, sight)
    _requests(found, sight)
    _head(found, sight, say.FACTS)
    for path in FIELDS:
        _field(found, sight, path)
    return found


def _put(page: Page, row: Row, spot: Spot | None = None) -> None:
    page.rows.append(row)
    page.spots.append(spot)


def _head(page: Page, sight: Sight, words: Words, note: str = "") -> None:
    if page.rows:
        _put(page, Row())
    text = f" {sight.say(words)} "
    tail = f" {note} " if note else ""
    rest = sight.dash * max(0, sight.width - cells.width(text) - cells.width(tail) - 1)
    _put(page, Row((Span(text, "strong"), Span(rest, "rule"), Span(tail, "dim"))))


def _outputs(page: Page, sight: Sight) -> None:
    found = outputs(sight.snapshot, sight.task)
    done = sum(each.done for each in found)
    _head(page, sight, say.OUTPUTS, f"{done}/{len(found)}" if found else "")
    if not found:
        _put(page, Row((Span("  " + sight.say(say.NO_OUTPUTS), "dim"),)))
    for each in found:
        _put(
            page, _output(sight, each), Spot("criterion" if each.criterion else "output", each.key)
        )


def _output(sight: Sight, output: Output) -> Row:
    mark = Span("  x ", "won") if output.done else Span("  . ", "dim")
    room = max(10, sight.width // 3)
    text = Span(cells.cut(sight.say(output.text), sight.width - room - 6))
    said = output.evidence
    if output.item is not None:
        deal = sight.snapshot.get("deals", sight.task.get("deal")) or {}
        said = sight.telling.evidence(deal, output.criterion, output.item) if output.done else ""
    evidence = Span(cells.cut(said, room) + " ", "dim")
    return Row((mark, text), (evidence,))


def requests_of(snapshot: Snapshot, task: str) -> list[Doc]:
    """What a task asks of other departments, in a steady order."""
    found = (snapshot.get("requests", id) for id in snapshot.ids("requests.task", task))
    return sorted((doc for doc in found if doc is not None), key=lambda doc: str(doc["_id"]))


def _requests(page: Page, sight: Sight) -> None:
    found = requests_of(sight.snapshot, str(sight.task["_id"]))
    if not found:
        return
    _head(page, sight, say.REQUESTS)
    for doc in found:
        department = DEPARTMENTS.get(str(doc.get("department", "")), Words("", ""))
        status = REQUEST_STATES.get(str(doc.get("status", "")), Words("", ""))
        needed = _day(sight, doc.get("needed_by"))
        late = str(doc.get("needed_by") or "9999") < sight.today.isoformat()
        open_ = doc.get("status") in ("requested", "confirmed")
        flag = [Span(sight.say(say.OVERDUE) + " ", "late")] if late and open_ else []
        left = (
            Span("  " + cells.fit(sight.say(department), 10) + " ", "dim"),
            Span(cells.cut(str(doc.get("item", "")), sight.width - 40)),
        )
        right = (Span(f"{needed}  {sight.say(status)} ", "dim"), *flag)
        _put(page, Row(left, right), Spot("request", str(doc["_id"])))


def _field(page: Page, sight: Sight, path: str) -> None:
    field = TASKS.field(path)
    assert field is not None, path
    value = edit_text(field, sight.task, sight.snapshot, sight.lang, "")
    if field.type == "date":
        value = _day(sight, sight.task.get(path))
    if not value and path not in ("owner", "due", "helpers", "depends"):
        return
    left = (
        Span("  " + cells.fit(sight.say(field.label), LABEL), "dim"),
        Span(cells.cut(value.split("\n")[0] or "-", sight.width - LABEL - 4)),
    )
    _put(page, Row(left), Spot("field", path))


def _day(sight: Sight, value: object) -> str:
    try:
        return show_day(date.fromisoformat(str(value)), sight.today, sight.lang) if value else ""
    except ValueError:
        return str(value)
