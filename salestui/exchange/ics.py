"""Due dates as an iCalendar file (RFC 5545): a day-long entry for each open task or next step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, timedelta

from salestui.domain.dayshow import iso_day
from salestui.domain.instants import to_datetime
from salestui.domain.names import account_name, deal_name, task_for
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.tasks import is_open, outputs, task_name
from salestui.domain.text import harmless
from salestui.services.reading import Reading

CALENDARS = ("tasks", "deals")
"""Kinds with dates to come: tasks by their due date, deals by their next step's."""
LONGEST = 75
"""Octets of a line; longer ones go on in the next, behind a blank (3.1)."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def ics_text(kind: str, docs: Iterable[Doc], reading: Reading) -> str:
    """The calendar of some tasks or deals; what has no date to come has no entry."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//salestui//salestui//EN",
             "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]  # fmt: skip
    make = _task if kind == "tasks" else _deal
    for doc in docs:
        lines += make(doc, reading)
    lines.append("END:VCALENDAR")
    return "".join(part + "\r\n" for line in lines for part in _folded(line))


def _task(task: Doc, reading: Reading) -> list[str]:
    due = iso_day(task.get("due"))
    if due is None or not is_open(task):
        return []
    snapshot = reading.snapshot
    title = task_name(snapshot, task).say(reading.lang)
    whom = task_for(snapshot, task)
    told = [f"{'x' if each.done else '.'} {each.text.say(reading.lang)}"
            for each in outputs(snapshot, task)]  # fmt: skip
    summary = f"{title}: {whom}" if whom else title
    return _entry(task, due, summary, [str(task.get("number", "")), *told], reading)


def _deal(deal: Doc, reading: Reading) -> list[str]:
    due = iso_day(deal.get("next_step_due"))
    if due is None or deal.get("outcome", "open") != "open":
        return []
    step = str(deal.get("next_step") or "")
    summary = f"{step}: {deal_name(reading.snapshot, deal)}" if step else deal_name(
        reading.snapshot, deal
    )  # fmt: skip
    told = [str(deal.get("number", "")), str(deal.get("title") or "")]
    return _entry(deal, due, summary, [*told, _people(reading.snapshot, deal)], reading)


def _people(snapshot: Snapshot, deal: Doc) -> str:
    return account_name(snapshot, deal.get("account"))


def _entry(doc: Doc, day: date, summary: str, told: list[str], reading: Reading) -> list[str]:
    changed = int(doc.get("_updated", doc.get("_created", reading.now)))
    body = "\n".join(text for text in told if text)
    return [
        "BEGIN:VEVENT",
        f"UID:{doc['_id']}@salestui",
        f"DTSTAMP:{_stamp(reading.now)}",
        f"LAST-MODIFIED:{_stamp(changed)}",
        f"DTSTART;VALUE=DATE:{_date(day)}",
        *([f"DTEND;VALUE=DATE:{_date(day + timedelta(days=1))}"] if day < date.max else []),
        f"SUMMARY:{_text(summary)}",
        *([f"DESCRIPTION:{_text(body)}"] if body else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _stamp(ms: int) -> str:
    return f"{to_datetime(ms, UTC):%Y%m%dT%H%M%SZ}"


def _date(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    """Text as a value: escaped (3.3.11), without control characters."""
    return harmless(text, multiline=True).translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most LONGEST octets, no character broken."""
    part, size = "", 0
    for character in line:
        width = len(character.encode("utf-8", "backslashreplace"))
        if size + width > LONGEST:
            yield part
            part, size = " ", 1
        part += character
        size += width
    yield part
