"""The things on today's list: a deal, an account or a task with all its reasons, and its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from salestui.domain.agenda import (
    Group,
    Order,
    Reason,
    amount_scale,
    item_order,
    reason_order,
    with_plan,
)
from salestui.domain.dayshow import iso_day
from salestui.domain.names import deal_name
from salestui.domain.snapshot import Doc, Snapshot, is_live
from salestui.domain.tiers import tier_of
from salestui.domain.words import Words
from salestui.services import todaytasks
from salestui.services.agendareasons import Ground, account_reasons, deal_reasons
from salestui.services.lent import was_there

if TYPE_CHECKING:
    from salestui.domain.query import Filter


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list: a deal, an account without an open one, or a task."""

    kind: str
    """`deals`, `accounts` or `tasks`."""
    doc: Doc
    name: str
    """Of the deal or account; of a task, what it is for."""
    tier: str | None
    reasons: tuple[Reason, ...]
    """The most serious first; never empty."""
    todo: Words
    """What to do now, with what is planned besides."""
    order: Order
    deal: Doc | None = None
    """The deal itself, or the one that a task is for."""

    @property
    def id(self) -> str:
        """The record's id."""
        return str(self.doc["_id"])

    @property
    def account(self) -> str:
        """The account's id; empty for a task or deal without one."""
        return self.id if self.kind == "accounts" else str(self.doc.get("account") or "")

    @property
    def group(self) -> Group:
        """How serious the first reason is."""
        return self.reasons[0].group

    @property
    def amount(self) -> tuple[int, str] | None:
        """What the deal is worth: minor units and currency."""
        deal = self.deal or {}
        amount = deal.get("amount")
        return None if amount is None else (int(amount), str(deal.get("currency") or ""))


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose things are listed, and which of them."""

    owner: str = ""
    """Only the deals and accounts of this member; empty for everybody's."""
    query: Filter | None = None
    """Only deals that match; accounts are listed when `accounts` says so."""
    accounts: Filter | None = None
    """Only accounts that match; with a `query` but without this, none."""
    tasks: Filter | None = None
    """Only tasks that match, where `query` says whose; without this, those of deals that match."""

    def has_deal(self, doc: Doc) -> bool:
        """Whether a deal may be listed."""
        mine = not self.owner or doc.get("owner") == self.owner
        return mine and (self.query is None or self.query.matches(doc))

    def has_account(self, doc: Doc) -> bool:
        """Whether an account may be listed by itself."""
        if self.owner and doc.get("owner") != self.owner:
            return False
        return self.query is None if self.accounts is None else self.accounts.matches(doc)

    def on(self, snapshot: Snapshot) -> Scope:
        """The same for another snapshot."""
        if self.query is None:
            return self
        accounts = self.accounts.on(snapshot) if self.accounts else None
        tasks = self.tasks.on(snapshot) if self.tasks else None
        return replace(self, query=self.query.on(snapshot), accounts=accounts, tasks=tasks)


@dataclass(frozen=True, slots=True)
class Lister:
    """Makes the items of one state for one scope."""

    ground: Ground
    scope: Scope

    @property
    def snapshot(self) -> Snapshot:
        """The state."""
        return self.ground.snapshot

    # -- which

    def deals(self) -> Iterator[Doc]:
        """The open deals of the owner that match."""
        # All are passed once: to index them first would take longer.
        docs, owner, query = (
            self.snapshot.table("deals").values(),
            self.scope.owner,
            self.scope.query,
        )
        is_open = self.ground.is_open
        return (
            doc
            for doc in docs
            if (not owner or doc.get("owner") == owner)
            and is_live("deals", doc)
            and is_open(doc)
            and (query is None or query.matches(doc))
        )

    def accounts(self) -> Iterator[Doc]:
        """The accounts of the owner that stand."""
        owner = self.scope.owner
        docs = filter(was_there, self.snapshot.live("accounts"))
        return (doc for doc in docs if doc.get("owner") == owner) if owner else docs

    def tasks(self) -> Iterator[Doc]:
        """The open tasks of the owner, and those that nobody owns."""
        return todaytasks.candidates(self.ground, self.scope)

    def key(self, deal: Doc) -> str:
        """What a deal is listed under: its account as it stands, else itself."""
        account = deal.get("account")
        known = isinstance(account, str) and account in self.snapshot.table("accounts")
        return self.snapshot.root(str(account)) if known else str(deal["_id"])

    # -- items

    def items(self, key: str) -> tuple[Item, ...]:
        """Everything that is listed under an account, a deal without one, or a task."""
        if key in self.snapshot.table("tasks"):
            task = self.task(self.snapshot.table("tasks")[key])
            return () if task is None else (task,)
        account = self.snapshot.get("accounts", key)
        if account is None:
            deal = self.snapshot.get("deals", key)
            found = [self.deal(deal)] if deal is not None and self.key(deal) == key else []
        elif self.snapshot.root(key) != key:
            found = []
        else:
            found = [self.deal(deal) for deal in self.listed(key)] or [self.account(account)]
        return tuple(item for item in found if item is not None)

    def listed(self, account_id: str) -> list[Doc]:
        """The deals of an account that may be listed."""
        return [doc for doc in self._open(account_id) if self.scope.has_deal(doc)]

    def _open(self, account_id: str) -> list[Doc]:
        table = self.snapshot.table("deals")
        docs = [table[id] for id in self.snapshot.ids("deals.account", account_id)]
        return [doc for doc in docs if self.ground.is_open(doc)]

    def deal(self, deal: Doc) -> Item | None:
        """The item of a deal; the largest of an account has the account's own reasons too."""
        if not (self.snapshot.stands("deals", deal) and self.ground.is_open(deal)):
            return None
        if not self.scope.has_deal(deal):
            return None
        account = self.snapshot.account(deal.get("account")) or {}
        reasons = deal_reasons(self.ground, deal)
        if account and self._is_main(deal, account["_id"]):
            reasons += self._shared(account)
        return self._item("deals", deal, account, reasons)

    def _is_main(self, deal: Doc, account_id: str) -> bool:
        first = max(self.listed(account_id), key=_worth)
        return bool(first["_id"] == deal["_id"])

    def account(self, account: Doc) -> Item | None:
        """The item of an account none of whose deals is listed."""
        if not (is_live("accounts", account) and self.scope.has_account(account)):
            return None
        return self._item("accounts", account, account, self._shared(account))

    def _shared(self, account: Doc) -> list[Reason]:
        """The account's own reasons, where it is the owner's and not archived."""
        if not is_live("accounts", account):
            return []
        if self.scope.owner and account.get("owner") != self.scope.owner:
            return []
        return account_reasons(self.ground, account, self._open(account["_id"]))

    def _item(self, kind: str, doc: Doc, account: Doc, reasons: Sequence[Reason]) -> Item | None:
        if not reasons:
            return None
        told = tuple(sorted(reasons, key=reason_order))
        if len(told) > 1:
            # What is planned is no reason beside others: it is told with what to do.
            told = tuple(each for each in told if each.group is not Group.SOON)
        tier, deal = tier_of(account, self.ground.today), kind == "deals"
        name = deal_name(self.snapshot, doc) if deal else str(doc.get("name", ""))
        due = iso_day(doc.get("next_step_due")) if deal else None
        todo = with_plan(told[0], str(doc.get("next_step") or ""), due, self.ground.today)
        amount = doc.get("amount") if deal else None
        order = item_order(told[0], tier, amount, str(doc.get("currency") or ""), str(doc["_id"]))
        return Item(kind, doc, name, tier, told, todo, order, doc if deal else None)

    def task(self, task: Doc) -> Item | None:
        """The item of a task."""
        ground = self.ground
        told = todaytasks.reasons(ground, task)
        if not told or not todaytasks.is_listed(ground, self.scope, task):
            return None
        deal = todaytasks.deal_of(ground, task)
        account = self.snapshot.account((deal or task).get("account")) or {}
        name = deal_name(self.snapshot, deal) if deal else str(account.get("name", ""))
        tier, worth = tier_of(account, ground.today), deal or {}
        amount, currency = worth.get("amount"), str(worth.get("currency") or "")
        order = item_order(told[0], tier, amount, currency, str(task["_id"]))
        todo = todaytasks.todo(ground, task)
        return Item("tasks", task, name, tier, tuple(told), todo, order, deal)


def _worth(deal: Doc) -> tuple[int, str]:
    scale = amount_scale(str(deal.get("currency") or ""))
    return int(deal.get("amount") or 0) * scale, str(deal["_id"])
