"""Records as the plain values that `--json` prints: a contract with scripts.

Keys may be added, never renamed or retyped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from salestui.domain.attention import days_since, flags, stage_entered
from salestui.domain.criteria import progress
from salestui.domain.instants import to_datetime
from salestui.domain.moneyshow import decimal_text
from salestui.domain.pipelines import Path, effective_outcome, effective_probability, paths
from salestui.domain.schema import members_of
from salestui.domain.snapshot import Doc
from salestui.services.reading import Reading
from salestui.services.summary import StageSum

SCHEMA = 1
"""The version of every shape printed with `--json`."""

Shape = dict[str, Any]


def money(minor: object, currency: object) -> Shape | None:
    """An amount with its currency; None where there is none."""
    if not isinstance(minor, int):
        return None
    code = str(currency or "")
    return {"currency": code, "amount": decimal_text(minor, code)}


def moneys(sums: Mapping[str, int]) -> list[Shape]:
    """Sums by currency as a list of amounts."""
    return [{"currency": code, "amount": decimal_text(n, code)} for code, n in sums.items()]


def instant(ms: object) -> str | None:
    """An instant as ISO 8601 in UTC, `2026-11-23T05:31:00.000Z`; None where there is none."""
    if not isinstance(ms, int):
        return None
    text = to_datetime(ms, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


class Shapes:
    """Makes the shapes of one reading; what records share is worked out once."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.snapshot = reading.snapshot
        self.paths: dict[str, Path] = {path.id: path for path in paths(reading.snapshot)}
        self._people: dict[str, Shape | None] = {}

    def path_of(self, doc: Doc) -> Path | None:
        """The sales path that a deal is on."""
        return self.paths.get(str(doc.get("pipeline", "")))

    def person(self, member_id: object) -> Shape | None:
        """A member in brief."""
        if not isinstance(member_id, str):
            return None
        if member_id not in self._people:
            doc = self.snapshot.get("members", member_id) or {}
            handle = str(doc.get("handle", ""))
            name = str(doc.get("name") or handle)
            self._people[member_id] = {"id": member_id, "handle": handle, "name": name}
        return self._people[member_id]

    def account_in_brief(self, account_id: object) -> Shape | None:
        """An account in brief."""
        if not isinstance(account_id, str):
            return None
        doc = self.snapshot.account(account_id) or {"_id": account_id}
        return {"id": doc["_id"], "name": str(doc.get("name", ""))}

    def deal(self, doc: Doc) -> Shape:
        """A deal in full."""
        path, reading = self.path_of(doc), self.reading
        percent, source = effective_probability(doc, path)
        return {
            "id": doc["_id"],
            "number": doc.get("number"),
            "title": doc.get("title"),
            "account": self.account_in_brief(doc.get("account")),
            "pipeline": path.key if path else doc.get("pipeline"),
            "stage": doc.get("stage"),
            "outcome": effective_outcome(doc, path),
            "owner": self.person(doc.get("owner")),
            "amount": money(doc.get("amount"), doc.get("currency")),
            "won_amount": money(doc.get("won_amount"), doc.get("won_currency")),
            "probability": None if percent is None else percent / 100,
            "probability_source": source,
            "expected_close": doc.get("expected_close"),
            "closed_on": doc.get("closed_on"),
            "lost_reason": doc.get("lost_reason"),
            **self._times(doc),
            "next_step": doc.get("next_step"),
            "next_step_due": doc.get("next_step_due"),
            "product": doc.get("product"),
            "region": doc.get("region"),
            "source": doc.get("source"),
            "tags": list(members_of(doc, "tags")),
            "strategies": list(members_of(doc, "strategies")),
            "external_id": doc.get("external_id"),
            "gate": self._gate(doc, path),
            "flags": list(flags(doc, self.snapshot, path, reading.today, reading.zone)),
        }

    def _times(self, doc: Doc) -> Shape:
        entered, reading = stage_entered(doc), self.reading
        age = None if entered is None else days_since(entered, reading.today, reading.zone)
        return {
            "created_at": instant(doc.get("_created")),
            "updated_at": instant(doc.get("_updated", doc.get("_created"))),
            "stage_entered_at": instant(entered),
            "stage_age_days": age,
        }

    def _gate(self, doc: Doc, path: Path | None) -> Shape:
        stage = path.stage(doc.get("stage")) if path else None
        done, required = progress(doc, self.snapshot, stage) if stage else (0, 0)
        return {"done": done, "required": required}

    def deals(self, docs: Iterable[Doc], count: int, totals: Mapping[str, int]) -> Shape:
        """A list of deals; count and totals cover all that match, not only those listed."""
        listed = [self.deal(doc) for doc in docs]
        return {"schema": SCHEMA, "count": count, "totals": moneys(totals), "deals": listed}

    def board(
        self, path: Path, rows: Iterable[tuple[StageSum, Iterable[Doc]]], filter_text: str
    ) -> Shape:
        """A sales path with its stages, and of each the deals to be listed."""
        lang = self.reading.lang
        stages = [
            {
                "key": each.stage.key,
                "name": each.stage.name.say(lang),
                "kind": each.stage.kind,
                "count": len(each.docs),
                "totals": moneys(each.totals),
                "weighted": moneys(each.weighted),
                "deals": [self.deal(doc) for doc in docs],
            }
            for each, docs in rows
        ]
        known = {
            "key": path.key,
            "name": path.name.say(lang),
            "customer_kind": path.customer_kind,
        }
        return {
            "schema": SCHEMA,
            "pipeline": known,
            "as_of": instant(self.reading.as_of),
            "filter": filter_text,
            "stages": stages,
        }
