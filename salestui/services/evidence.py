"""What meets an exit criterion, the way people write it: names, short amounts, short dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, tzinfo

from salestui.domain.criteria import Item
from salestui.domain.dates import ms_to_date
from salestui.domain.dayshow import iso_day, show_day
from salestui.domain.money import short_money
from salestui.domain.pipelines import Criterion
from salestui.domain.schema import ACCOUNTS, DEALS, Field, members_of
from salestui.domain.snapshot import Doc, Snapshot
from salestui.services.fieldedit import member_text
from salestui.services.typed import shown

_LEAST = re.compile(r">=.*")


@dataclass(frozen=True, slots=True)
class Telling:
    """In which state, on which day and in which language something is told."""

    snapshot: Snapshot
    today: date
    zone: tzinfo
    lang: str
    currency: str
    """The workspace's own; amounts in it are written without their code."""

    def evidence(self, deal: Doc, criterion: Criterion | None, item: Item) -> str:
        """What meets a criterion of a deal."""
        if item.at is not None:
            day = show_day(ms_to_date(item.at, self.zone), self.today, self.lang)
            joint = " " if self.lang == "zh" else ", "
            return joint.join(part for part in (day, item.evidence) if part)
        if criterion is None or not criterion.check.startswith("field_"):
            return item.evidence
        account = self.snapshot.account(deal.get("account")) or {}
        found = fields_of(criterion, deal, account)
        joint = "，" if self.lang == "zh" else ", "
        return joint.join(text for field, doc in found if (text := self.value(field, doc)))

    def value(self, field: Field, doc: Doc) -> str:
        """A field's value for reading: amounts and dates short, members by name."""
        if field.type == "map":
            joint = "，" if self.lang == "zh" else ", "
            members = members_of(doc, field.path)
            return joint.join(member_text(field, doc, m, self.snapshot) for m in members)
        value = doc.get(field.path)
        if value is None:
            return ""
        if field.type == "money" and isinstance(value, int):
            return self.money(value, str(doc.get(field.currency) or ""))
        day = iso_day(value) if field.type == "date" else None
        if day is not None:
            return show_day(day, self.today, self.lang)
        return shown(field, doc, self.snapshot, self.lang)

    def money(self, minor: int, currency: str) -> str:
        """An amount, short; its currency is written when it is not the workspace's."""
        text = short_money(minor, currency, self.lang)
        return text if currency in ("", self.currency) else f"{currency} {text}"


def fields_of(criterion: Criterion, deal: Doc, account: Doc) -> list[tuple[Field, Doc]]:
    """The fields that a criterion looks at, each with the record that it is in."""
    found: list[tuple[Field, Doc]] = []
    for term in re.split(r"[,|]", criterion.arg):
        path = _LEAST.sub("", term).strip()
        kind, doc = DEALS, deal
        if path.startswith("account."):
            kind, doc, path = ACCOUNTS, account, path.removeprefix("account.")
        field = kind.field(path)
        if field is not None:
            found.append((field, doc))
    return found
