"""A field's value for reading, of a record of any kind: whatever a log may hold, in both languages.

Values of conflicts and histories come from colleagues' logs, so none is taken to be of its type.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any

from salestui.domain.dates import long_date, show_day, show_instant
from salestui.domain.fold import register
from salestui.domain.money import full_money, short_money
from salestui.domain.names import record_name
from salestui.domain.schema import DELETED, KINDS, Field, key_path, members_of, path_parts
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.services.deals import path_by_id
from salestui.services.fieldedit import MEMBER_KINDS, member_text
from salestui.services.pathnames import path_part
from salestui.services.typed import shown

ALONG = frozenset({"outcome", "owner_since"})
"""Fields that only go along with another of their group."""
Values = Mapping[str, Any]
"""Paths of one record to what stands, or stood, there."""

ARCHIVED = Words("archived", "已归档")
THERE = Words("yes", "有")
MEMBER = Words("{field}: {member}", "{field}：{member}")


def label_of(kind: str, path: str, snapshot: Snapshot) -> Words:
    """What a path is called: its field, of a map with the member's name."""
    if path == DELETED:
        return ARCHIVED
    field = _field(kind, path)
    if field is None:
        return Words(path, path)
    parts = path_parts(path)
    if len(parts) == 1:
        return field.label
    if kind == "pipelines" and field.path == "stages":
        stage = key_path(*parts[:2])
        having = [doc for doc in snapshot.live(kind) if stage in doc]
        # Of paths that share the keys of their stages, the one that holds the very path.
        having.sort(key=lambda doc: path not in doc)
        return path_part(having[0] if having else {}, parts)
    record = snapshot.get(MEMBER_KINDS.get(field.path, ""), parts[1])
    name = record_name(snapshot, MEMBER_KINDS[field.path], record) if record else parts[1]
    return MEMBER.fill(field=field.label, member=" ".join((name, *parts[2:])))


def _field(kind: str, path: str) -> Field | None:
    known = KINDS.get(kind)
    return known.field(path_parts(path)[0]) if known else None


def goes_along(kind: str, path: str, changed: Collection[str]) -> bool:
    """Whether a path says nothing of its own where `changed` were written at once."""
    known = KINDS.get(kind)
    if known is None:
        return False
    if path in ALONG:
        return any(other in changed for other in register(kind, path) if other not in ALONG)
    return any(field.path in changed for field in known.fields if field.currency == path)


@dataclass(frozen=True, slots=True)
class FieldText:
    """Writes values out in one language, on one day."""

    snapshot: Snapshot
    lang: str
    today: date
    zone: tzinfo

    def full(self, kind: str, path: str, values: Values) -> str:
        """A value exactly: money with its cents, dates with their year, long text with its lines.

        Empty where there is none.
        """
        return self._text(kind, path, values, short=False)

    def short(self, kind: str, path: str, values: Values) -> str:
        """A value on one line of a list: money as `120k`, dates as `28 Sep`."""
        return " ".join(self._text(kind, path, values, short=True).split())

    def _text(self, kind: str, path: str, values: Values, *, short: bool) -> str:
        value, field = values.get(path), _field(kind, path)
        if field is not None and path == field.path and field.type == "map":
            return ", ".join(self._members(field, values))
        if value is None:
            return ""
        if path == DELETED or field is None or len(path_parts(path)) > 1:
            return THERE.say(self.lang) if value is True else str(value)
        try:
            return self._known(kind, field, values, short=short)
        except (TypeError, ValueError, OverflowError):
            return str(value)

    def _members(self, field: Field, values: Values) -> list[str]:
        found = members_of(values, field.path)
        return [member_text(field, values, member, self.snapshot) for member in found]

    def _known(self, kind: str, field: Field, values: Values, *, short: bool) -> str:
        value = values[field.path]
        match field.type:
            case "money":
                return self._money(int(value), str(values.get(field.currency) or ""), short=short)
            case "date":
                day = date.fromisoformat(value)
                exact = f"{value}  {long_date(day, self.lang)}"
                return show_day(day, self.today, self.lang) if short else exact
            case "instant":
                today = self.today if short else None
                return show_instant(int(value), self.zone, self.lang, today=today)
        if kind == "deals" and field.path in ("stage", "pipeline"):
            return self._way(field.path, values)
        return shown(field, values, self.snapshot, self.lang)

    def _money(self, minor: int, currency: str, *, short: bool) -> str:
        if not short:
            return full_money(minor, currency, self.lang)
        own = str(self.snapshot.workspace.get("currency", "CNY"))
        text = short_money(minor, currency or own, self.lang)
        return text if currency in ("", own) else f"{currency} {text}"

    def _way(self, which: str, values: Values) -> str:
        """A sales path's name, or that of a stage on it."""
        path = path_by_id(self.snapshot, str(values.get("pipeline", "")))
        stage = path.stage(values.get("stage")) if path else None
        named = stage if which == "stage" else path
        return named.name.say(self.lang) if named else str(values[which])
