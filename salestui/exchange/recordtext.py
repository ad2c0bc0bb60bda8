"""A whole record as lines of text: its head, its fields and what belongs to it, in sections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from salestui.cells import visible
from salestui.domain.attention import flags, stage_age_days
from salestui.domain.criteria import evaluate
from salestui.domain.dayshow import show_instant
from salestui.domain.names import member_short, record_name
from salestui.domain.pipelines import Path, effective_probability, paths
from salestui.domain.schema import ACTIVITY_TYPES, DECISION_ROLES, KINDS, Choices, Field, members_of
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words
from salestui.exchange.listing import Rows
from salestui.exchange.recordshapes import contacts_of, deals_of, latest
from salestui.services.evidence import Telling
from salestui.services.fieldedit import member_text
from salestui.services.reading import Reading
from salestui.services.typed import shown

RECENT = 8
"""Activities and changes shown with a record."""

CRITERIA = Words("Gate", "推进条件")
CONTACTS = Words("Contacts", "联系人")
ACTIVITIES = Words("Touches", "跟进")
DEALS = Words("Deals", "商机")
DAYS = Words("{n}d", "{n}天")
LEFT_OUT = {"number", "name", "title", "stage", "pipeline", "outcome", "owner", "history_from"}
"""Fields that the head tells, or that say nothing to people."""


class Section(NamedTuple):
    """A part of the page."""

    title: str
    rows: Sequence[tuple[str, ...]]


class RecordText:
    """Makes the page of one record."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.snapshot, self.lang = reading, reading.snapshot, reading.lang
        self.paths = {path.id: path for path in paths(reading.snapshot)}
        self.rows = Rows(reading, self.paths.values())

    def head(self, kind: str, doc: Doc) -> list[str]:
        """Number and name, and under it where the record stands."""
        number = self.rows.number(kind, doc)
        parts = [number, record_name(self.snapshot, kind, doc)]
        if kind == "deals" and doc.get("account"):
            parts.append(str(doc.get("title", "")))
        lines = ["  ".join(part for part in parts if part)]
        owner = member_short(self.snapshot, doc.get("owner"))
        standing = self._standing(doc) if kind == "deals" else [KINDS[kind].label.say(self.lang)]
        lines.append("  ".join(part for part in [*standing, owner] if part))
        return [visible(line) for line in lines]

    def _standing(self, doc: Doc) -> list[str]:
        path, reading = self._path(doc), self.reading
        stage = path.stage(doc.get("stage")) if path else None
        age = stage_age_days(doc, reading.today, reading.zone)
        percent, _ = effective_probability(doc, path)
        found = flags(doc, self.snapshot, path, reading.today, reading.zone)
        return [
            path.name.say(self.lang) if path else "",
            stage.name.say(self.lang) if stage else str(doc.get("stage", "")),
            "" if age is None else DAYS.fill(n=age).say(self.lang),
            "" if percent is None or doc.get("outcome") != "open" else f"{percent}%",
            self.rows.flag(doc) if found else "",
        ]

    def _path(self, doc: Doc) -> Path | None:
        return self.paths.get(str(doc.get("pipeline", "")))

    def sections(self, kind: str, doc: Doc) -> list[Section]:
        """Fields, and what belongs to the record."""
        found = [Section("", self._fields(kind, doc))]
        id = str(doc["_id"])
        if kind == "deals":
            found.append(Section(CRITERIA.say(self.lang), self._criteria(doc)))
            found.append(self._contacts(str(doc.get("account", ""))))
            found.append(self._activities(list(self.snapshot.ids("activities.deal", id))))
        if kind == "accounts":
            found.append(self._contacts(id))
            deals = [self.rows.listed(deal) for deal in deals_of(self.reading, id)]
            found.append(Section(DEALS.say(self.lang), deals))
            found.append(self._activities(list(self.snapshot.ids("activities.account", id))))
        return [section for section in found if section.rows]

    def _fields(self, kind: str, doc: Doc) -> list[tuple[str, str]]:
        currencies = {field.currency for field in KINDS[kind].fields if field.currency}
        told = []
        for field in KINDS[kind].fields:
            if field.path in LEFT_OUT | currencies or field.path == "checklist":
                continue
            text = self._shown(field, doc)
            if text:
                told.append((field.label.say(self.lang), text))
        return told

    def _shown(self, field: Field, doc: Doc) -> str:
        if field.type == "map":
            members = members_of(doc, field.path)
            return ", ".join(member_text(field, doc, each, self.snapshot) for each in members)
        try:
            return shown(field, doc, self.snapshot, self.lang)
        except (TypeError, ValueError):
            return str(doc.get(field.path, ""))

    def _criteria(self, doc: Doc) -> list[tuple[str, str, str]]:
        path = self._path(doc)
        stage = path.stage(doc.get("stage")) if path else None
        if stage is None:
            return []
        reading = self.reading
        telling = Telling(self.snapshot, reading.today, reading.zone, self.lang, reading.currency)
        criteria = {criterion.key: criterion for criterion in stage.criteria}
        return [
            (
                "x" if item.done else ".",
                item.text.say(self.lang),
                telling.evidence(doc, criteria.get(item.key), item) if item.done else "",
            )
            for item in evaluate(doc, self.snapshot, stage)
        ]

    def _contacts(self, account: str) -> Section:
        told = [
            (
                str(doc.get("name", "")),
                str(doc.get("title", "")),
                self._choice(DECISION_ROLES, doc.get("decision_role")),
                str(doc.get("phone") or doc.get("email") or ""),
            )
            for doc in contacts_of(self.reading, account)
        ]
        return Section(CONTACTS.say(self.lang), told)

    def _activities(self, ids: Sequence[str]) -> Section:
        told = []
        for doc in latest(self.reading, ids, RECENT):
            at = int(doc.get("at", doc.get("_created", 0)))
            when = show_instant(at, self.reading.zone, self.lang, today=self.reading.today)
            kind = self._choice(ACTIVITY_TYPES, doc.get("type"))
            who = member_short(self.snapshot, doc.get("member"))
            told.append((when, kind, who, str(doc.get("summary", ""))))
        return Section(ACTIVITIES.say(self.lang), told)

    def _choice(self, choices: Choices, key: object) -> str:
        known = choices.get(str(key or ""))
        return known.say(self.lang) if known else ""
