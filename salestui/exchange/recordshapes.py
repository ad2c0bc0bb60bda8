"""Accounts, contacts, activities and whole records as `--json` prints them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from salestui.domain.cadence import Cadence
from salestui.domain.criteria import evaluate
from salestui.domain.schema import members_of
from salestui.domain.snapshot import Doc
from salestui.exchange.shapes import SCHEMA, Shape, Shapes, instant, money, moneys
from salestui.services.accountstanding import standing
from salestui.services.reading import Reading

RECENT = 50
"""Activities listed with a record, the latest first."""


def accounts_shape(reading: Reading, docs: Iterable[Doc], count: int) -> Shape:
    """A list of accounts; the count covers all that match."""
    shapes = Shapes(reading)
    return {
        "schema": SCHEMA,
        "count": count,
        "accounts": [account_shape(shapes, doc) for doc in docs],
    }


def account_shape(shapes: Shapes, doc: Doc) -> Shape:
    """An account in full."""
    reading, id = shapes.reading, str(doc["_id"])
    now = standing(doc, shapes.snapshot, shapes.paths, reading.today, reading.zone)
    touched = now.cadence.touched
    parent = doc.get("parent")
    return {
        "id": id,
        "number": doc.get("number"),
        "name": doc.get("name"),
        "kind": doc.get("kind"),
        "industry": doc.get("industry"),
        "region": doc.get("region"),
        "owner": shapes.person(doc.get("owner")),
        "parent": shapes.account_in_brief(parent),
        "tier": now.tier,
        "tier_until": doc.get("tier_until"),
        "cadence": _cadence(now.cadence),
        "annual_revenue": money(doc.get("annual_revenue"), doc.get("revenue_currency")),
        "employees": doc.get("employees"),
        "source": doc.get("source"),
        "tags": list(members_of(doc, "tags")),
        "external_id": doc.get("external_id"),
        "created_at": instant(doc.get("_created")),
        "updated_at": instant(doc.get("_updated", doc.get("_created"))),
        "touched_at": instant(touched),
        "idle_days": None if touched is None else now.cadence.days,
        "satisfaction": doc.get("satisfaction"),
        "open_deals": now.open,
        "open_totals": moneys(now.sums),
        "deals": sorted(shapes.snapshot.ids("deals.account", id)),
    }


def _cadence(cadence: Cadence) -> Shape | None:
    """How an account stands with the rhythm of its tier; None where there is none."""
    if cadence.rhythm is None:
        return None
    return {
        "state": cadence.state,
        "due": cadence.due.isoformat() if cadence.due else None,
        "every_days": cadence.rhythm.every,
        "max_days": cadence.rhythm.most,
    }


def contact_shape(shapes: Shapes, doc: Doc) -> Shape:
    """A contact in full."""
    plain = ("title", "department", "decision_role", "influence", "stance", "phone", "email")
    return {
        "id": doc["_id"],
        "number": doc.get("number"),
        "name": doc.get("name"),
        "account": shapes.account_in_brief(doc.get("account")),
        **{path: doc.get(path) for path in (*plain, "wechat", "left_on", "backup", "external_id")},
    }


def member_shape(doc: Doc) -> Shape:
    """A member in full."""
    plain = ("handle", "name", "short_name", "email", "manager", "region", "role", "department")
    return {"id": doc["_id"], **{path: doc.get(path) for path in plain}}


def activity_shape(shapes: Shapes, doc: Doc) -> Shape:
    """An activity in full."""
    plain = ("type", "deal", "summary", "feedback", "score", "next_step", "next_step_due")
    return {
        "id": doc["_id"],
        "at": instant(doc.get("at", doc.get("_created"))),
        "by": shapes.person(doc.get("member")),
        "account": shapes.account_in_brief(doc.get("account")),
        "contacts": list(members_of(doc, "contacts")),
        **{path: doc.get(path) for path in plain},
    }


def whole_shape(reading: Reading, kind: str, doc: Doc, commits: list[Shape]) -> Shape:
    """One record with what belongs to it and its history."""
    shapes = Shapes(reading)
    id = str(doc["_id"])
    shape: Shape = {"schema": SCHEMA, "kind": kind, "id": id, "number": doc.get("number")}
    shape["fields"] = {path: value for path, value in doc.items() if not path.startswith("_")}
    if kind == "deals":
        shape["record"] = shapes.deal(doc)
        shape["criteria"] = _criteria(shapes, doc)
        account = str(doc.get("account", ""))
        shape["contacts"] = _contacts(shapes, account)
        shape["activities"] = _activities(shapes, shapes.snapshot.ids("activities.deal", id))
    elif kind == "accounts":
        shape["record"] = account_shape(shapes, doc)
        shape["contacts"] = _contacts(shapes, id)
        shape["deals"] = [shapes.deal(deal) for deal in deals_of(reading, id)]
        shape["activities"] = _activities(shapes, shapes.snapshot.ids("activities.account", id))
    elif kind == "contacts":
        shape["record"] = contact_shape(shapes, doc)
    else:
        shape["record"] = member_shape(doc)
    return shape | {"history": commits}


def _criteria(shapes: Shapes, doc: Doc) -> list[dict[str, Any]]:
    path = shapes.path_of(doc)
    stage = path.stage(doc.get("stage")) if path else None
    if stage is None:
        return []
    lang = shapes.reading.lang
    return [
        {
            "key": item.key,
            "text": item.text.say(lang),
            "check": item.check,
            "severity": item.severity,
            "done": item.done,
            "evidence": item.evidence,
        }
        for item in evaluate(doc, shapes.snapshot, stage)
    ]


def _contacts(shapes: Shapes, account: str) -> list[Shape]:
    return [contact_shape(shapes, doc) for doc in contacts_of(shapes.reading, account)]


def _activities(shapes: Shapes, ids: Iterable[str]) -> list[Shape]:
    return [activity_shape(shapes, doc) for doc in latest(shapes.reading, ids, RECENT)]


def contacts_of(reading: Reading, account: str) -> list[Doc]:
    """The contacts of an account, the most influential first."""
    found = [reading.snapshot.get("contacts", id) for id in
             reading.snapshot.ids("contacts.account", account)]  # fmt: skip
    docs = [doc for doc in found if doc is not None]
    return sorted(docs, key=lambda doc: (-int(doc.get("influence", 0)), str(doc.get("name", ""))))


def deals_of(reading: Reading, account: str) -> list[Doc]:
    """The deals of an account, the latest first."""
    found = [reading.snapshot.get("deals", id) for id in
             reading.snapshot.ids("deals.account", account)]  # fmt: skip
    docs = [doc for doc in found if doc is not None]
    return sorted(docs, key=lambda doc: (-int(doc.get("_created", 0)), str(doc["_id"])))


def latest(reading: Reading, ids: Iterable[str], n: int) -> list[Doc]:
    """The last `n` of some activities, the latest first."""
    found = [reading.snapshot.get("activities", id) for id in ids]
    docs = [doc for doc in found if doc is not None]
    docs.sort(key=lambda doc: (-int(doc.get("at", doc.get("_created", 0))), str(doc["_id"])))
    return docs[:n]
