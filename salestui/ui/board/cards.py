"""A card as lines of text with styles: what it says in how many cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import TYPE_CHECKING

from salestui import cells
from salestui.domain.attention import card_flag, flags, stage_age_days
from salestui.domain.criteria import progress
from salestui.domain.dates import show_date, show_day
from salestui.domain.money import short_money
from salestui.domain.names import deal_name, member_short
from salestui.domain.pipelines import Path, Stage
from salestui.domain.schema import LOST_REASONS, TIER_LETTERS
from salestui.domain.signals import rot_told
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.tiers import tier_of
from salestui.domain.worth import worth_of
from salestui.ui.board import words
from salestui.ui.widgets.lines import Span

if TYPE_CHECKING:
    from salestui.services.since import Since

AMOUNT = {"en": 4, "zh": 5}
"""Cells that most amounts take, by language; a wider one takes from the name."""
FLAG_STYLES = dict.fromkeys(
    ("contested", "disputed", "next_step_overdue", "close_past", "lagging"), "late"
)
CHANGE_STYLES = {"won": "won", "lost": "lost", "step": "dim", "other": "dim"}
OWNER = 6
"""Most cells of an owner's name on a two-line card."""

Row = list[Span]


def iso_day(value: object) -> date | None:
    """The day of an ISO date, None for anything else."""
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def money_text(minor: int, currency: str, usual: str, lang: str) -> str:
    """An amount for a card; its currency is written when it is not the usual one."""
    text = short_money(minor, currency, lang)
    return text if currency in (usual, "") else f"{currency} {text}"


def _fitting(parts: Iterable[str], room: int) -> str:
    """As many of the parts as fit whole; the first is cut when it alone is too long."""
    said = ""
    for part in parts:
        longer = f"{said} {part}" if said and part else said or part
        if said and cells.width(longer) > room:
            break
        said = longer
    return said


@dataclass(frozen=True, slots=True)
class Cards:
    """Draws cards of a path; everything that affects all of them at once."""

    snapshot: Snapshot
    path: Path
    today: date
    zone: tzinfo
    lang: str
    currency: str
    """The workspace's own; amounts in it are written bare."""
    everybody: bool
    """Whether cards of several owners stand together, so that each says whose it is."""
    since: Since | None = None
    """What deals are compared with: what changed stands in the place of the flag."""

    def rows(self, doc: Doc, stage: Stage, width: int, lines: int) -> list[Row]:
        """The lines of a card in exactly `width` cells each."""
        flag = self._change(doc) or self._flag(doc, stage, days=lines == 2)
        if lines == 2:
            rows = [
                self._title(doc, stage, width - 1, self._aside(doc, stage)),
                self._line(self._step(doc, stage), flag, width - 1),
            ]
            return [[*row, Span(" ", row[-1].style)] for row in rows]
        # Narrow columns: the blank between two of them has to do as their margin.
        third = [self._owner(doc), self._gate(doc, stage), self._age(doc, stage)]
        room = width - self._indent - 1 - cells.width(flag.text)
        return [
            self._title(doc, stage, width, ""),
            self._line(self._step(doc, stage), Span("", "dim"), width),
            self._line(_fitting(third, room), flag, width),
        ]

    def _flag(self, doc: Doc, stage: Stage, *, days: bool) -> Span:
        """The most serious flag; with `days` a deal that is stuck says how long it is."""
        mark = card_flag(flags(doc, self.snapshot, self.path, self.today, self.zone))
        if mark is None:
            return Span("", "dim")
        key, word = mark
        said = word.say(self.lang)
        found = None
        if key == "rotten" and days:
            found = rot_told(doc, self.snapshot, stage, self.today, self.zone)
        if found is not None:
            text = words.DAYS.fill(n=found.days).say(self.lang)
            said = f"{said}{text}" if self.lang == "zh" else f"{said} {text}"
        return Span(said, FLAG_STYLES.get(key, "risk"))

    def _change(self, doc: Doc) -> Span | None:
        marks = self.since.marks(doc) if self.since is not None else ()
        if not marks:
            return None
        # Only who asks for changes needs their words.
        from salestui.exchange.sincewords import mark_text

        return Span(mark_text(marks[0], self.lang), CHANGE_STYLES.get(marks[0].kind, "accent"))

    @property
    def _indent(self) -> int:
        return 4 if self.lang == "zh" else 3

    def _title(self, doc: Doc, stage: Stage, width: int, aside: str) -> Row:
        """Tier, name, gate or owner, amount."""
        amount = self._amount(doc, stage)
        if cells.width(amount) < AMOUNT[self.lang]:
            amount = cells.fit(amount, AMOUNT[self.lang], "right")
        right = f" {amount}"
        room = width - self._indent - cells.width(right) - cells.width(aside) - bool(aside)
        letter = cells.fit(self._tier(doc), self._indent - 2)
        name = cells.fit(deal_name(self.snapshot, doc), room)
        style = "dim" if stage.kind == "lost" else "text"
        if not aside:
            return [Span(f" {letter} {name}{right}", style)]
        return [Span(f" {letter} {name} ", style), Span(aside, "dim"), Span(right, style)]

    def _line(self, text: str, flag: Span, width: int) -> Row:
        """Something below the name, with the flag at the right end."""
        tail = cells.width(flag.text)
        room = width - self._indent - (tail + 1 if tail else 0)
        body = " " * self._indent + cells.fit(text, room)
        return [Span(body + " ", "dim"), flag] if tail else [Span(body, "dim")]

    def _tier(self, doc: Doc) -> str:
        account = self.snapshot.account(doc.get("account")) or {}
        letter = TIER_LETTERS.get(tier_of(account, self.today) or "", TIER_LETTERS[""])
        return letter.say(self.lang)

    def _amount(self, doc: Doc, stage: Stage) -> str:
        money = worth_of(doc, stage.kind)
        return money_text(money[1], money[0], self.currency, self.lang) if money else ""

    def _aside(self, doc: Doc, stage: Stage) -> str:
        if self.everybody:
            return cells.fit(self._owner(doc), self.owner_width)
        return self._gate(doc, stage)

    @property
    def owner_width(self) -> int:
        """Cells that the longest short name of the team needs, 4 to OWNER."""
        team = self.snapshot.table("members")
        widest = max((cells.width(member_short(self.snapshot, id)) for id in team), default=4)
        return min(max(widest, 4), OWNER)

    def _owner(self, doc: Doc) -> str:
        return member_short(self.snapshot, doc.get("owner")) if self.everybody else ""

    def _gate(self, doc: Doc, stage: Stage) -> str:
        if stage.kind != "open":
            return ""
        done, needed = progress(doc, self.snapshot, stage)
        return f"{done}/{needed}" if needed else ""

    def _age(self, doc: Doc, stage: Stage) -> str:
        if stage.kind not in ("open", "hold"):
            return ""
        days = stage_age_days(doc, self.today, self.zone)
        return "" if days is None else words.DAYS.fill(n=days).say(self.lang)

    def _step(self, doc: Doc, stage: Stage) -> str:
        """The next step with its date; of a closed deal when it was closed, and why."""
        if stage.kind in ("won", "lost"):
            closed = iso_day(doc.get("closed_on"))
            day = show_day(closed, self.today, self.lang) if closed else ""
            said = words.WON_ON if stage.kind == "won" else words.LOST_ON
            reason = LOST_REASONS.get(str(doc.get("lost_reason", "")))
            why = reason.say(self.lang) if reason and stage.kind == "lost" else ""
            return f"{said.fill(day=day).say(self.lang)} {why}".rstrip()
        wake = iso_day(doc.get("wake_on"))
        if stage.kind == "hold" and wake:
            return words.WAKES.fill(day=show_date(wake, self.today, self.lang)).say(self.lang)
        due = iso_day(doc.get("next_step_due"))
        when = show_date(due, self.today, self.lang) + " " if due else ""
        return when + str(doc.get("next_step", ""))
