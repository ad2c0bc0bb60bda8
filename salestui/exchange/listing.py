"""Records as rows of short words: what a line of a printed list shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from salestui.domain.attention import card_flag, flags
from salestui.domain.cadence import Cadence
from salestui.domain.criteria import progress
from salestui.domain.dayshow import show_date, show_day
from salestui.domain.ids import short_number
from salestui.domain.moneyshow import short_money
from salestui.domain.names import deal_name, member_short
from salestui.domain.pipelines import Path
from salestui.domain.schema import ACCOUNT_KINDS, TIER_LETTERS
from salestui.domain.snapshot import Doc
from salestui.domain.tiers import tier_of
from salestui.domain.words import Words
from salestui.domain.worth import worth_of
from salestui.exchange.columns import Column
from salestui.services.accountstanding import standing
from salestui.services.reading import Reading

if TYPE_CHECKING:
    from salestui.services.since import Since

DEAL_COLUMNS = (
    Column(""),
    Column("", least=10),
    Column("", "right"),
    Column("", weight=2),
    Column("", "right"),
    Column("", least=6, weight=1),
    Column("", "right", weight=3),
    Column(""),
)
"""The columns of `deal_row`: tier, name, amount, owner, due, next step, gate, flag."""

LIST_HEADS = (
    Words("Number", "编号"),
    Words("Deal", "商机"),
    Words("Stage", "阶段"),
    Words("Amount", "金额"),
    Words("Owner", "负责人"),
    Words("Due", "日期"),
    Words("Next step", "下一步"),
    Words("Close", "签约日"),
    Words("", ""),
)
ACCOUNT_HEADS = (
    Words("Number", "编号"),
    Words("", ""),
    Words("Account", "客户"),
    Words("Kind", "类别"),
    Words("Industry", "行业"),
    Words("Region", "区域"),
    Words("Owner", "负责人"),
    Words("Open", "进行中"),
    Words("Sum", "金额"),
    Words("Touched", "跟进"),
    Words("", ""),
)
NEVER = Words("never", "从未")


LIST_RULES: tuple[Column, ...] = (
    Column(""),
    Column("", least=12),
    Column("", weight=3),
    Column("", "right"),
    Column("", weight=2),
    Column("", "right"),
    Column("", least=16, weight=1),
    Column("", "right", weight=4),
    Column(""),
)
ACCOUNT_RULES: tuple[Column, ...] = (
    Column(""),
    Column(""),
    Column("", least=12),
    Column("", weight=4),
    Column("", least=8, weight=3),
    Column("", least=4, weight=2),
    Column(""),
    Column("", "right"),
    Column("", "right"),
    Column("", "right"),
    Column(""),
)


def headed(rules: Sequence[Column], heads: Sequence[Words], lang: str) -> tuple[Column, ...]:
    """Columns with their heads in a language."""
    pairs = zip(rules, heads, strict=True)
    return tuple(rule._replace(head=head.say(lang)) for rule, head in pairs)


def sums_text(sums: Mapping[str, int], lang: str, usual: str) -> str:
    """Sums by currency in short; the code is written unless it is the usual one alone."""
    if set(sums) <= {usual}:
        return "".join(short_money(minor, code, lang) for code, minor in sums.items())
    return " + ".join(f"{code} {short_money(minor, code, lang)}" for code, minor in sums.items())


class Rows:
    """Makes rows of one reading."""

    def __init__(
        self, reading: Reading, paths: Iterable[Path], *, since: Since | None = None
    ) -> None:
        """With `since` what changed about a deal stands in the place of its flag."""
        self.reading, self.since = reading, since
        self.snapshot = reading.snapshot
        self.lang = reading.lang
        self.paths = {path.id: path for path in paths}

    def number(self, kind: str, doc: Doc) -> str:
        """The number of a record, without its replica's part while no other looks the same."""
        number = str(doc.get("number", ""))
        short = short_number(number)
        if len(self.snapshot.authors) < 2 or short == number:
            return short
        same = sum(1 for _ in self.snapshot.ids(f"{kind}.number", short.upper()))
        return short if same < 2 else number

    def tier(self, doc: Doc) -> str:
        """The tier letter of a deal's account; a blank for none."""
        return self.tier_letter(self.snapshot.account(doc.get("account")) or {})

    def tier_letter(self, account: Doc) -> str:
        """The tier letter of an account; a blank for none."""
        tier = tier_of(account, self.reading.today)
        letter = TIER_LETTERS.get(str(tier or ""))
        return letter.say(self.lang) if letter and tier else ""

    def amount(self, doc: Doc) -> str:
        """What the deal is worth, in short; the won amount on won deals."""
        money = worth_of(doc, str(doc.get("outcome")))
        return sums_text(dict([money]), self.lang, self.reading.currency) if money else ""

    def day(self, value: object) -> str:
        """A date that something is due on, in short."""
        if not value:
            return ""
        return show_date(date.fromisoformat(str(value)), self.reading.today, self.lang)

    def flag(self, doc: Doc) -> str:
        """The most serious flag's word; what changed goes before it."""
        marks = self.since.marks(doc) if self.since is not None else ()
        if marks:
            from salestui.exchange.sincewords import mark_text

            return mark_text(marks[0], self.lang)
        path, reading = self.paths.get(str(doc.get("pipeline"))), self.reading
        found = card_flag(flags(doc, self.snapshot, path, reading.today, reading.zone))
        return found[1].say(self.lang) if found else ""

    def gate(self, doc: Doc) -> str:
        """Exit criteria met and asked for, `2/4`; nothing where none are asked for."""
        path = self.paths.get(str(doc.get("pipeline")))
        stage = path.stage(doc.get("stage")) if path else None
        if stage is None:
            return ""
        done, required = progress(doc, self.snapshot, stage)
        return f"{done}/{required}" if required else ""

    def deal(self, doc: Doc) -> tuple[str, ...]:
        """A card on one line; see DEAL_COLUMNS."""
        closed = doc.get("outcome", "open") != "open"
        return (
            self.tier(doc),
            deal_name(self.snapshot, doc),
            self.amount(doc),
            member_short(self.snapshot, doc.get("owner")),
            self.closed(doc) if closed else self.day(doc.get("next_step_due")),
            "" if closed else str(doc.get("next_step", "")),
            "" if closed else self.gate(doc),
            self.flag(doc),
        )

    def closed(self, doc: Doc) -> str:
        """The day on which a deal was closed."""
        value = doc.get("closed_on")
        if not value:
            return ""
        return show_day(date.fromisoformat(str(value)), self.reading.today, self.lang)

    def listed(self, doc: Doc) -> tuple[str, ...]:
        """A deal in a list; see LIST_HEADS."""
        path = self.paths.get(str(doc.get("pipeline")))
        stage = path.stage(doc.get("stage")) if path else None
        closed = doc.get("outcome", "open") != "open"
        return (
            self.number("deals", doc),
            deal_name(self.snapshot, doc),
            stage.short.say(self.lang) if stage else str(doc.get("stage", "")),
            self.amount(doc),
            member_short(self.snapshot, doc.get("owner")),
            "" if closed else self.day(doc.get("next_step_due")),
            "" if closed else str(doc.get("next_step", "")),
            self.closed(doc) if closed else self.day(doc.get("expected_close")),
            self.flag(doc),
        )

    def account(self, doc: Doc) -> tuple[str, ...]:
        """An account in a list; see ACCOUNT_HEADS."""
        reading, lang = self.reading, self.lang
        now = standing(doc, self.snapshot, self.paths, reading.today, reading.zone)
        kind = ACCOUNT_KINDS.get(str(doc.get("kind", "")))
        return (
            self.number("accounts", doc),
            self.tier_letter(doc),
            str(doc.get("name", "")),
            kind.say(lang) if kind else "",
            str(doc.get("industry", "")),
            str(doc.get("region", "")),
            member_short(self.snapshot, doc.get("owner")),
            str(now.open or ""),
            sums_text(now.sums, lang, reading.currency),
            touched_text(now.cadence, lang),
            now.mark.say(lang) if now.mark else "",
        )


def touched_text(cadence: Cadence, lang: str) -> str:
    """How long ago an account was touched, in short: `7d`, `7天`, or that it never was."""
    if cadence.touched is None or cadence.days is None:
        return NEVER.say(lang)
    return f"{cadence.days}天" if lang == "zh" else f"{cadence.days}d"
