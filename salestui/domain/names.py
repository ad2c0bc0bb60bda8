"""What people call a record: the one place that decides which of its fields is its name."""

from __future__ import annotations

from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words

YOU = Words("you", "你")


def account_name(snapshot: Snapshot, account_id: str | None) -> str:
    """The account's name; empty where there is none."""
    return str((snapshot.account(account_id) or {}).get("name", ""))


def deal_name(snapshot: Snapshot, deal: Doc) -> str:
    """The name on a card: the account's, else title, product, the source's id, the number."""
    name = account_name(snapshot, deal.get("account"))
    paths = ("title", "product", "external_id", "number", "_id")
    return name or next((str(deal[path]) for path in paths if deal.get(path)), "")


def task_for(snapshot: Snapshot, task: Doc) -> str:
    """What a task is for: its deal, else its account; empty for neither."""
    deal = snapshot.get("deals", task.get("deal"))
    return deal_name(snapshot, deal) if deal else account_name(snapshot, task.get("account"))


def member_short(snapshot: Snapshot, member_id: str | None) -> str:
    """A person's short name, else the name, else the handle; empty where there is nobody."""
    member = snapshot.get("members", member_id) or {}
    return str(member.get("short_name") or member.get("name") or member.get("handle") or "")


def author_words(snapshot: Snapshot, rep: str, me: str = "") -> Words:
    """Who writes as a replica (see `handle_words`)."""
    return handle_words(snapshot, snapshot.author(rep), me)


def handle_words(snapshot: Snapshot, handle: str, me: str = "") -> Words:
    """A person by short name, else by handle; `you` for the handle `me`."""
    if me and handle == me:
        return YOU
    member = next(iter(snapshot.ids("members.handle", handle)), None)
    name = member_short(snapshot, member) or handle
    return Words(name, name)


def record_name(snapshot: Snapshot, kind: str, doc: Doc) -> str:
    """The name of a record of any kind."""
    if kind == "deals":
        return deal_name(snapshot, doc)
    goal = snapshot.get("goals", doc.get("goal")) if kind == "key_results" else None
    if goal is not None:
        return record_name(snapshot, "goals", goal)
    paths = ("name", "title", "statement", "item", "handle", "key", "_id")
    return next((str(doc[path]) for path in paths if doc.get(path)), "")
