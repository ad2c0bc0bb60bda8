"""What the tests of goals share: deals won on days, and goals over them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from salestui.domain.goals.ground import Ground
from salestui.domain.goals.records import Goal, KeyResult
from salestui.domain.pmap import PMap
from salestui.domain.query import Env
from salestui.domain.snapshot import Snapshot
from salestui.services.defaults import pipeline_id, pipeline_values, read_data

ZONE = ZoneInfo("Asia/Shanghai")
NEW, EXISTING = pipeline_id("new"), pipeline_id("existing")
Q1 = date(2026, 1, 1), date(2026, 3, 31)
Q2 = date(2026, 4, 1), date(2026, 6, 30)
Q3 = date(2026, 7, 1), date(2026, 9, 30)
MID = date(2026, 8, 15)
"""Day 46 of the 92 days of Q3."""
Doc = dict[str, Any]


class Deals:
    """Makes deals with an account each."""

    def __init__(self) -> None:
        self.deals: dict[str, Doc] = {}
        self.accounts: dict[str, Doc] = {}

    def _add(self, values: Doc, account: str = "", **facts: Any) -> Doc:
        n = len(self.deals) + 1
        account = account or f"ac_{n}"
        self.accounts.setdefault(account, {"_id": account, "name": f"Firm {n}"} | facts)
        deal: Doc = {"_id": f"dl_{n:03}", "account": account, "pipeline": NEW, "currency": "CNY",
                "amount": 100_00, "owner": "mb_lina", "region": "East", "_created": 0}  # fmt: skip
        self.deals[deal["_id"]] = deal | values
        return self.deals[deal["_id"]]

    def won(self, day: date | str, *, industry: str = "", account: str = "", **more: Any) -> Doc:
        """A deal won on a day."""
        closed = {"stage": "won", "outcome": "won", "closed_on": str(day)}
        return self._add(closed | more, account, **({"industry": industry} if industry else {}))

    def lost(self, day: date | str, **more: Any) -> Doc:
        """A deal lost on a day."""
        return self._add({"stage": "lost", "outcome": "lost", "closed_on": str(day)} | more)

    def open(
        self, close: date | str | None, *, account: str = "", tier: str = "", **more: Any
    ) -> Doc:
        """An open deal expected to close on a day; 40 % likely unless said otherwise."""
        values: Doc = {"stage": "demo", "outcome": "open"}
        values |= {"expected_close": str(close)} if close else {}
        return self._add(values | more, account, **({"tier_manual": tier} if tier else {}))

    def ground(self, today: date = MID, **tables: list[Doc]) -> Ground:
        """The state with these deals, looked at on a day."""
        members = [{"_id": "mb_lina", "handle": "lina", "name": "Li Na"},
                   {"_id": "mb_lei", "handle": "lei", "name": "Zhao Lei"}]  # fmt: skip
        paths = [
            {"_id": pipeline_id(row["key"]), **pipeline_values(row, n)}
            for n, row in enumerate(read_data("paths.json")["paths"])
        ]
        rows: dict[str, list[Doc]] = {"members": members, "pipelines": paths, **tables}
        rows |= {"deals": list(self.deals.values()), "accounts": list(self.accounts.values())}
        kinds: dict[str, PMap[Mapping[str, Any]]] = {
            kind: PMap({str(doc["_id"]): doc for doc in docs}) for kind, docs in rows.items()
        }
        return Ground(Snapshot(kinds), Env(today, ZONE, "mb_lina", "CNY", 0))


def goal(*results: KeyResult, **more: Any) -> Goal:
    """A goal for Q3 against Q2."""
    values: dict[str, Any] = {
        "id": "gl_1", "number": "G-1", "plan": "", "parent": "", "title": "", "statement": "",
        "level": "region", "owner": "mb_lina", "period": Q3, "base_period": Q2,
        "status": "active", "note": "",
    }  # fmt: skip
    return Goal(**(values | more), key_results=tuple(results))


GROWTH = KeyResult("new_customers", 3000, "count", "growth_vs_base", filter="region:East")
SHARE = KeyResult(
    "new_customers", 5000, "count", "share", filter="region:East",
    share_of="industry:manufacturing", order=1,
)  # fmt: skip


def handbook() -> Deals:
    """Ten new customers in Q2; eight in Q3 by its middle, three of them manufacturing (V4)."""
    deals = Deals()
    for n in range(10):
        deals.won(f"2026-05-{n + 1:02}")
    for n in range(8):
        deals.won(f"2026-07-{n + 10:02}", industry="manufacturing" if n < 3 else "retail")
    return deals
