"""What unit tests share: a small team's workspace as a snapshot, without any files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from salestui.domain.pmap import PMap
from salestui.domain.query import Env
from salestui.domain.snapshot import Doc, Snapshot
from salestui.services.defaults import pipeline_id, pipeline_values, read_data

TODAY = date(2026, 9, 2)
"""A Wednesday in the third quarter."""
ZONE = ZoneInfo("Asia/Shanghai")
NEW, EXISTING = pipeline_id("new"), pipeline_id("existing")


def ago(days: int) -> int:
    """Noon in the zone of the tests, so many days before TODAY, ms UTC."""
    noon = datetime.combine(TODAY - timedelta(days=days), time(12), ZONE)
    return int(noon.astimezone(UTC).timestamp()) * 1000


MEMBERS: list[dict[str, Any]] = [
    {"_id": "mb_zw", "handle": "zhang", "name": "张伟", "short_name": "张", "region": "East"},
    {"_id": "mb_al", "handle": "anna", "name": "Anna Lee", "short_name": "AL", "region": "West"},
    {"_id": "mb_bo", "handle": "bob", "name": "Bob Ray", "manager": "mb_al"},
]
ACCOUNTS: list[dict[str, Any]] = [
    {"_id": "ac_hd", "number": "A-4K7Q-1", "name": "恒达机械", "industry": "manufacturing",
     "tier_manual": "key", "owner": "mb_zw", "explicit_need": True, "employees": 1200,
     "annual_revenue": 6_000_000_000, "revenue_currency": "CNY"},
    {"_id": "ac_ac", "number": "A-4K7Q-2", "name": "Acme Corp", "industry": "retail",
     "tier_manual": "watch", "tier_until": "2026-08-01", "explicit_need": False},
    {"_id": "ac_old", "name": "Acme West", "merged_into": "ac_ac", "_del": True},
]  # fmt: skip
CONTACTS: list[dict[str, Any]] = [
    {"_id": "ct_li", "name": "李强", "account": "ac_hd", "decision_role": "champion"},
    {"_id": "ct_jo", "name": "Joe Doe", "account": "ac_ac", "left_on": "2026-08-20"},
]
DEALS: list[dict[str, Any]] = [
    {"_id": "dl_1", "number": "D-4K7Q-17", "title": "Press line", "account": "ac_hd",
     "pipeline": NEW, "stage": "demo", "outcome": "open", "owner": "mb_zw",
     "amount": 10_000_000, "currency": "CNY", "expected_close": "2026-09-04",
     "next_step": "send offer", "next_step_due": "2026-09-03", "product": "GTX Plus",
     "tags/vip": True, "strategies/price": True, "contacts/ct_li": True, "source": "expo",
     "pains/p1": "too slow", "_created": ago(40), "_moves": [[ago(40), NEW, "lead"],
                                                            [ago(14), NEW, "demo"]]},
    {"_id": "dl_2", "number": "D-4K7Q-18", "title": "Spare parts", "account": "ac_ac",
     "pipeline": NEW, "stage": "won", "outcome": "won", "owner": "mb_al",
     "amount": 100_000, "currency": "JPY", "won_amount": 90_000, "won_currency": "JPY",
     "closed_on": "2026-08-05", "_created": ago(400), "external_id": "X-9",
     "_moves": [[ago(400), NEW, "lead"], [ago(28), NEW, "won"]]},
    {"_id": "dl_3", "number": "D-9ZZZ-3", "title": "续约 2027", "account": "ac_hd",
     "pipeline": EXISTING, "stage": "renew", "outcome": "open", "owner": "mb_zw",
     "amount": 5_000_050, "currency": "USD", "expected_close": "2026-08-20",
     "next_step_due": "2026-08-30", "probability_manual": 50, "_created": ago(3)},
    {"_id": "dl_4", "title": "Idle talk", "account": "ac_old", "pipeline": NEW, "stage": "hold",
     "outcome": "open", "wake_on": "2026-12-01", "_created": ago(100)},
    {"_id": "dl_5", "title": "Lost cause", "pipeline": NEW, "stage": "lost", "outcome": "lost",
     "owner": "mb_bo", "lost_reason": "price", "amount": 0, "currency": "CNY",
     "closed_on": "2026-06-30", "note": "said “maybe (later)”", "_created": ago(200)},
    {"_id": "dl_6", "title": "Archived", "pipeline": NEW, "stage": "demo", "outcome": "open",
     "owner": "mb_zw", "_created": ago(1), "_del": True},
]  # fmt: skip
ACTIVITIES: list[dict[str, Any]] = [
    {"_id": "at_1", "type": "call", "at": ago(9), "deal": "dl_1", "account": "ac_hd",
     "member": "mb_zw", "summary": "报价收到"},
    {"_id": "at_2", "type": "note", "at": ago(1), "deal": "dl_1", "account": "ac_hd",
     "member": "mb_al", "summary": "internal"},
]  # fmt: skip


def _paths() -> list[dict[str, Any]]:
    rows = read_data("paths.json")["paths"]
    return [
        {"_id": pipeline_id(row["key"]), **pipeline_values(row, n)} for n, row in enumerate(rows)
    ]


def snapshot_of(**tables: list[dict[str, Any]]) -> Snapshot:
    """A snapshot of these records, ids from their `_id`."""
    rows: dict[str, dict[str, Doc]] = {
        kind: {doc["_id"]: doc for doc in docs} for kind, docs in tables.items()
    }
    return Snapshot({kind: PMap(docs) for kind, docs in rows.items()})


@pytest.fixture(scope="session")
def team() -> Snapshot:
    """A team of three with two accounts and six deals, one of them archived."""
    return snapshot_of(
        workspace=[{"_id": "ws", "name": "Keda", "week_start": 1, "fiscal_year_start_month": 1}],
        pipelines=_paths(),
        members=MEMBERS,
        accounts=ACCOUNTS,
        contacts=CONTACTS,
        deals=DEALS,
        activities=ACTIVITIES,
    )


@pytest.fixture(scope="session")
def env() -> Env:
    """Zhang Wei on 2 September 2026 in Shanghai."""
    return Env(today=TODAY, zone=ZONE, me="mb_zw", currency="CNY", now=ago(0))


@pytest.fixture
def changed(team: Snapshot) -> Any:
    """Gives the team's next snapshot after an edit of one record."""

    def change(kind: str, id: str, /, **values: Any) -> Snapshot:
        old = team.get(kind, id)
        new: Mapping[str, Any] = {**(old or {"_id": id}), **values}
        return team.stepped({kind: {id: (old, new)}}, {}, {})

    return change
