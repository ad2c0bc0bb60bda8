"""The side pane's lines: one deal in full, in the order in which one decides about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from salestui import cells
from salestui.domain.attention import days_since, last_touch, local_date, stage_age_days
from salestui.domain.criteria import Facts, evaluate
from salestui.domain.dates import long_date, show_date, show_day
from salestui.domain.names import deal_name, member_short
from salestui.domain.pipelines import Stage, effective_probability
from salestui.domain.schema import ACTIVITY_TYPES, DECISION_ROLES, SOURCES, TIER_LETTERS, members_of
from salestui.domain.signals import signals
from salestui.domain.snapshot import Doc
from salestui.domain.stagetimes import days_in_stages
from salestui.domain.tiers import tier_of
from salestui.domain.words import Words
from salestui.exchange.wrapping import wrapped
from salestui.services.evidence import Telling
from salestui.ui.board import panetasks
from salestui.ui.board import panewords as say
from salestui.ui.board.cards import FLAG_STYLES, Cards, iso_day, money_text
from salestui.ui.widgets.lines import Span

TOUCHES = 6
"""Activities listed, the newest first."""
ABOUT_STEP = ("next_step_overdue", "no_next_step")
"""Flags that the part about the next step tells."""
PEOPLE = 6
"""Contacts listed, the most influential first."""


NEEDED_ROLES = ("economic_buyer", "champion", "user", "technical", "procurement")
"""The roles of a decision, the weightiest first."""


class PaneLine(NamedTuple):
    """One line: what stands at its left, what at its right end, and whether it is a heading."""

    left: str = ""
    right: str = ""
    style: str = "text"
    right_style: str = "dim"
    heading: bool = False


class PaneParts:
    """Writes the lines of one deal in `width` cells."""

    def __init__(self, cards: Cards, doc: Doc, stage: Stage, width: int) -> None:
        self.cards, self.doc, self.stage, self.width = cards, doc, stage, width
        self.lang, self.snapshot = cards.lang, cards.snapshot

    def lines(self) -> Iterator[PaneLine]:
        """Everything there is to say; the pane shows as many lines as it has."""
        yield from self._title()
        for part in (
            self._step,
            self._signals,
            self._gate,
            self._people,
            self._touches,
            self._tasks,
            self._details,
        ):
            lines = list(part())
            if lines:
                yield PaneLine()
                yield from lines

    def _say(self, words: Words) -> str:
        return words.say(self.lang)

    def _head(self, words: Words, right: str = "", style: str = "dim") -> PaneLine:
        return PaneLine(self._say(words), right, "strong", style, heading=True)

    def _day(self, value: object) -> str:
        day = iso_day(value)
        return show_date(day, self.cards.today, self.lang) if day else ""

    def _title(self) -> Iterator[PaneLine]:
        doc, lang = self.doc, self.lang
        account = self.snapshot.account(doc.get("account")) or {}
        letter = TIER_LETTERS.get(tier_of(account, self.cards.today) or "", TIER_LETTERS[""])
        amount, currency = doc.get("amount"), str(doc.get("currency", ""))
        money = "" if amount is None else money_text(amount, currency, self.cards.currency, lang)
        name = deal_name(self.snapshot, doc)
        yield PaneLine(f"{letter.say(lang)} {name}", money, "strong", "strong")
        indent = " " * (3 if lang == "zh" else 2)
        title = str(doc.get("title", "")) if account else ""
        yield PaneLine(indent + title, str(doc.get("number", "")))
        facts = [member_short(self.snapshot, doc.get("owner"))]
        days = stage_age_days(doc, self.cards.today, self.cards.zone)
        if days is not None:
            facts.append(self._say(say.IN_STAGE.fill(n=days, stage=self.stage.short)))
        closed = self.stage.kind in ("won", "lost")
        end = self._closed() if closed else self._day(doc.get("expected_close"))
        said = "  ".join(fact for fact in facts if fact)
        percent, source = effective_probability(doc, self.cards.path)
        if percent is not None and not closed:
            long = say.MANUAL if source == "manual" else say.BY_STAGE
            room = self.width - cells.width(indent + said + end) - 5
            fits = cells.width(self._say(long.fill(p=percent))) <= room
            said += "  " + self._say((long if fits else say.BARE).fill(p=percent))
        yield PaneLine(indent + said, end)
        if way := self._way(self.width - cells.width(indent) - 2):
            yield PaneLine(indent + way, style="dim")

    def _way(self, room: int) -> str:
        """The stages it was in before and how long; where room is short the oldest go."""
        path, cards = self.cards.path, self.cards
        spent = days_in_stages(self.doc, path.id, cards.today, cards.zone)
        names = {stage.key: self._say(stage.short) for stage in path.stages}
        before = [
            self._say(say.STAGE_DAYS.fill(stage=names.get(key, key), n=days))
            for key, days in spent.items()
            if key != self.stage.key
        ]
        joint = "、" if self.lang == "zh" else ", "
        for cut in range(len(before)):
            way = ("< " if cut else "") + joint.join(before[cut:])
            text = self._say(say.AFTER.fill(way=way))
            if cells.width(text) <= room:
                return text
        return ""

    def _closed(self) -> str:
        day = iso_day(self.doc.get("closed_on"))
        return show_day(day, self.cards.today, self.lang) if day else ""

    def _step(self) -> Iterator[PaneLine]:
        if self.stage.kind in ("won", "lost"):
            return
        due = iso_day(self.doc.get("next_step_due"))
        late = (self.cards.today - due).days if due else 0
        right = self._say(say.LATE.fill(n=late)) if late > 0 else ""
        yield self._head(say.NEXT, right, "late")
        text = str(self.doc.get("next_step", ""))
        if not text:
            yield PaneLine("  " + self._say(say.NO_STEP), style="dim")
            return
        day = long_date(due, self.lang) + "  " if due else ""
        yield PaneLine(f"  {day}{text}")

    def _signals(self) -> Iterator[PaneLine]:
        """What asks for attention besides the step, with its figures."""
        cards = self.cards
        found = signals(self.doc, self.snapshot, cards.path, cards.today, cards.zone)
        told = [each for each in found if each.key not in ABOUT_STEP]
        if told:
            yield self._head(say.SIGNALS)
        for each in told:
            style = FLAG_STYLES.get(each.key, "risk")
            for text in wrapped(self._say(each.words), self.width - 5):
                yield PaneLine(f"  {text}", style=style)

    def _gate(self) -> Iterator[PaneLine]:
        if self.stage.kind != "open":
            return
        items = evaluate(self.doc, self.snapshot, self.stage)
        if not items:
            return
        following = self.cards.path.after(self.stage.key)
        cards = self.cards
        telling = Telling(self.snapshot, cards.today, cards.zone, self.lang, cards.currency)
        required = [item for item in items if item.severity == "required"]
        done = sum(item.done for item in required)
        count = self._say(say.GATE_OF.fill(done=done, all=len(required)))
        name = following.short if following else Words("", "")
        yield self._head(say.GATE.fill(stage=name), count)
        for item in items:
            text = item.text if item.severity == "required" else say.ADVISED.fill(text=item.text)
            mark, style = ("x", "dim") if item.done else (".", "text")
            criterion = next((c for c in self.stage.criteria if c.key == item.key), None)
            evidence = cells.cut(telling.evidence(self.doc, criterion, item), self.width // 3)
            right = evidence if item.done else self._say(say.MISSING)
            if not item.done and item.severity != "required":
                right = ""
            yield PaneLine(
                f"  {mark} {self._say(text)}", right, style, "dim" if item.done else "risk"
            )

    def _date(self, ms: int) -> date:
        return local_date(ms, self.cards.zone)

    def _people(self) -> Iterator[PaneLine]:
        people = Facts(self.doc, self.snapshot).contacts
        yield self._head(say.PEOPLE, self._roles(people) if people else "")
        if not people:
            yield PaneLine("  " + self._say(say.NOBODY), style="dim")
        names = [cells.width(str(person.get("name", ""))) for person in people[:PEOPLE]]
        for person in people[:PEOPLE]:
            role = DECISION_ROLES.get(str(person.get("decision_role")), DECISION_ROLES["unknown"])
            name = cells.fit(str(person.get("name", "")), min(max(names), 14))
            stance = say.STANCES.get(str(person.get("stance")), " ")
            influence = str(person.get("influence", ""))
            right = f"{self._say(role).lower()} {influence:>1}{stance}"
            yield PaneLine(f"  {name}  {person.get('title', '')}", right)

    def _roles(self, people: Sequence[Doc]) -> str:
        """How many of the roles that decide are known, and the weightiest that is not."""
        known = {str(person.get("decision_role")) for person in people}
        roles = say.ROLES.fill(n=sum(r in known for r in NEEDED_ROLES), all=len(NEEDED_ROLES))
        missing = next((r for r in NEEDED_ROLES if r not in known), "")
        if not missing:
            return self._say(roles)
        role = DECISION_ROLES[missing]
        said = self._say(say.NO_ROLE.fill(roles=roles, role=Words(role.en.lower(), role.zh)))
        room = self.width - cells.width(self._say(say.PEOPLE)) - 4
        return said if cells.width(said) <= room else self._say(roles)

    def _touches(self) -> Iterator[PaneLine]:
        found = list(Facts(self.doc, self.snapshot).activities())
        found = sorted(found, key=lambda doc: int(doc.get("at", 0)), reverse=True)
        at = last_touch(self.snapshot, str(self.doc["_id"]))
        ago = self._say(say.NEVER)
        if at is not None:
            days = days_since(at, self.cards.today, self.cards.zone)
            ago = self._say(say.AGO.fill(n=days) if days > 0 else say.TODAY)
        if self.stage.rot_days and self.stage.kind == "open":
            ago = self._say(say.LIMIT.fill(ago=ago, n=self.stage.rot_days))
        yield self._head(say.TOUCHES, ago)
        shown = found[:TOUCHES]
        dates = [self._date(int(activity.get("at", 0))) for activity in shown]
        days_said = [show_day(date, self.cards.today, self.lang) for date in dates]
        wide = max([6, *map(cells.width, days_said)])
        for activity, day in zip(shown, days_said, strict=True):
            kind = ACTIVITY_TYPES.get(str(activity.get("type")), ACTIVITY_TYPES["note"])
            said = activity.get("feedback") or activity.get("summary") or ""
            text = " ".join(str(said).split())
            label = cells.fit(self._say(kind).lower(), 8 if self.lang == "zh" else 7)
            yield PaneLine(f"  {cells.fit(day, wide, 'right')}  {label} {text}")

    def _tasks(self) -> Iterator[PaneLine]:
        rows = panetasks.open_tasks(self.cards, self.doc)
        if rows:
            late = panetasks.lateness_text(rows, self.lang)
            yield self._head(panetasks.TASKS, late or str(len(rows)), "late" if late else "dim")
        for line in panetasks.task_lines(self.cards, rows, self.width):
            yield PaneLine(line.left, line.right, "late" if line.late else "text")

    def _details(self) -> Iterator[PaneLine]:
        doc = self.doc
        source = SOURCES.get(str(doc.get("source", "")))
        rows = (
            (say.PAINS, members_text(doc, "pains", self.lang)),
            (say.RIVALS, members_text(doc, "competitors", self.lang)),
            (say.BUDGET, budget_text(doc, self.cards.currency, self.lang)),
            (say.PRODUCT, str(doc.get("product", ""))),
            (say.SOURCE, self._say(source) if source else ""),
            (say.NOTE, " ".join(str(doc.get("note", "")).split())),
        )
        said = [(self._say(label), text) for label, text in rows if text]
        if said:
            yield self._head(say.MORE)
        for label, text in said:
            yield PaneLine(f"  {cells.fit(label, 8)} {text}")


def members_text(doc: Doc, path: str, lang: str) -> str:
    """The members of a map field: their own text where they have one, else their key."""
    texts = ((key, doc.get(f"{path}/{key}")) for key in members_of(doc, path))
    shown = (text if isinstance(text, str) else key for key, text in texts)
    return ("、" if lang == "zh" else ", ").join(shown)


def budget_text(doc: Doc, usual: str, lang: str) -> str:
    """The budget's two ends, or the one that is known."""
    currency = str(doc.get("budget_currency", ""))
    ends = (doc.get(path) for path in ("budget_min", "budget_max"))
    shown = [money_text(end, currency, usual, lang) for end in ends if isinstance(end, int)]
    return " .. ".join(shown)


def pane_spans(line: PaneLine, width: int, rule: str) -> list[Span]:
    """A line of the pane in exactly `width` cells, a blank at either end."""
    right = cells.cut(line.right, max(width - 2, 0))
    room = width - 2 - (cells.width(right) + 1 if right else 0)
    left = cells.cut(line.left, max(room, 0))
    fill = room - cells.width(left)
    if line.heading and fill > 1:
        middle = Span(" " + rule * (fill - 1), "rule")
    else:
        middle = Span(" " * max(fill, 0), line.style)
    spans = [Span(f" {left}", line.style), middle]
    if right:
        spans.append(Span(f" {right}", line.right_style))
    spans.append(Span(" ", spans[-1].style))
    return spans
