"""A deal in a dozen lines of plain text: what one pastes into a message or a hand-over."""

from __future__ import annotations

from collections.abc import Iterator

from salestui import cells
from salestui.domain.criteria import Facts, evaluate
from salestui.domain.dates import show_day
from salestui.domain.dayshow import long_date
from salestui.domain.instants import ms_to_date
from salestui.domain.money import full_money
from salestui.domain.names import deal_name, member_short
from salestui.domain.pipelines import Path, effective_probability
from salestui.domain.schema import ACTIVITY_TYPES, DECISION_ROLES, LOST_REASONS
from salestui.domain.signals import signals
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words
from salestui.domain.worth import worth_of
from salestui.exchange.dealcells import iso_day
from salestui.exchange.recordshapes import latest
from salestui.services.reading import Reading

TOUCHES = 3
"""Activities told, the newest first."""
OWNER = Words("owner {who}", "负责人 {who}")
CLOSES = Words("closes {day}", "预计 {day} 签约")
WON_ON = Words("won {day}", "{day} 签约")
LOST_ON = Words("lost {day}: {why}", "{day} 输单：{why}")
NEXT = Words("Next: {step}", "下一步：{step}")
NO_NEXT = Words("Next: nothing planned", "下一步：未定")
GATE = Words("Gate {done}/{all}", "推进条件 {done}/{all}")
LACKS = Words("{gate}, lacks {what}", "{gate}，缺{what}")
ATTENTION = Words("Attention: {what}", "注意：{what}")
PEOPLE = Words("People: {who}", "联系人：{who}")
PERSON = Words("{name} ({role})", "{name}（{role}）")
TOUCH = Words("{day} {kind}: {what}", "{day} {kind}：{what}")
JOIN = {"en": ", ", "zh": "，"}
PARTS = {"en": "; ", "zh": "；"}


def brief(reading: Reading, doc: Doc, path: Path | None) -> list[str]:
    """The lines, made harmless; what is not known is left out."""
    return [cells.visible(line) for line in _Brief(reading, doc, path).lines() if line]


class _Brief:
    """Writes the lines of one deal."""

    def __init__(self, reading: Reading, doc: Doc, path: Path | None) -> None:
        self.reading, self.doc, self.path = reading, doc, path
        self.snapshot, self.lang = reading.snapshot, reading.lang
        self.stage = path.stage(doc.get("stage")) if path else None

    def lines(self) -> Iterator[str]:
        yield self._name()
        yield self._standing()
        if self.doc.get("outcome", "open") == "open":
            yield self._next()
            yield self._gate()
        yield self._attention()
        yield self._people()
        yield from self._touches()

    def _joined(self, parts: list[str]) -> str:
        return JOIN[self.lang].join(part for part in parts if part)

    def _name(self) -> str:
        name, title = deal_name(self.snapshot, self.doc), str(self.doc.get("title", ""))
        number = str(self.doc.get("number", ""))
        return "  ".join(dict.fromkeys(part for part in (name, title, number) if part))

    def _standing(self) -> str:
        doc, lang = self.doc, self.lang
        money = worth_of(doc, str(doc.get("outcome")))
        percent, _ = effective_probability(doc, self.path)
        open_now = doc.get("outcome", "open") == "open"
        owner = member_short(self.snapshot, doc.get("owner"))
        return self._joined(
            [
                full_money(money[1], money[0], lang) if money else "",
                self.stage.name.say(lang) if self.stage else str(doc.get("stage", "")),
                f"{percent}%" if open_now and percent is not None else "",
                self._end(),
                OWNER.fill(who=owner).say(lang) if owner else "",
            ]
        )

    def _end(self) -> str:
        doc, lang = self.doc, self.lang
        outcome = doc.get("outcome", "open")
        day = iso_day(doc.get("expected_close" if outcome == "open" else "closed_on"))
        if day is None:
            return ""
        shown = show_day(day, self.reading.today, lang)
        if outcome == "lost":
            why = LOST_REASONS.get(str(doc.get("lost_reason")), Words("-", "未写"))
            return LOST_ON.fill(day=shown, why=why).say(lang)
        return (CLOSES if outcome == "open" else WON_ON).fill(day=shown).say(lang)

    def _next(self) -> str:
        step, due = str(self.doc.get("next_step") or ""), iso_day(self.doc.get("next_step_due"))
        if not step and due is None:
            return NO_NEXT.say(self.lang)
        told = self._joined([step, long_date(due, self.lang) if due else ""])
        return NEXT.fill(step=told).say(self.lang)

    def _gate(self) -> str:
        if self.stage is None:
            return ""
        every = evaluate(self.doc, self.snapshot, self.stage)
        items = [item for item in every if item.severity == "required"]
        lacks = [item.text.say(self.lang) for item in items if not item.done]
        if not items:
            return ""
        gate = GATE.fill(done=len(items) - len(lacks), all=len(items))
        what = PARTS[self.lang].join(lacks)
        return (LACKS.fill(gate=gate, what=what) if lacks else gate).say(self.lang)

    def _attention(self) -> str:
        reading = self.reading
        found = signals(self.doc, self.snapshot, self.path, reading.today, reading.zone)
        told = PARTS[self.lang].join(each.words.say(self.lang) for each in found)
        return ATTENTION.fill(what=told).say(self.lang) if told else ""

    def _people(self) -> str:
        told = []
        for person in Facts(self.doc, self.snapshot).contacts:
            role = DECISION_ROLES.get(str(person.get("decision_role")))
            name = self._joined([str(person.get("name", "")), str(person.get("title", ""))])
            words = PERSON.fill(name=name, role=role) if role else Words(name, name)
            told.append(words.say(self.lang))
        return PEOPLE.fill(who=PARTS[self.lang].join(told)).say(self.lang) if told else ""

    def _touches(self) -> Iterator[str]:
        ids = list(self.snapshot.ids("activities.deal", str(self.doc["_id"])))
        for activity in latest(self.reading, ids, TOUCHES):
            at = int(activity.get("at", activity.get("_created", 0)))
            day = show_day(ms_to_date(at, self.reading.zone), self.reading.today, self.lang)
            kind = ACTIVITY_TYPES.get(str(activity.get("type")), ACTIVITY_TYPES["note"])
            said = " ".join(str(activity.get("feedback") or activity.get("summary") or "").split())
            yield TOUCH.fill(day=day, kind=kind, what=said).say(self.lang)
