"""The pool: accounts that nobody owns or touches, and how one of them becomes mine."""

from __future__ import annotations

from collections.abc import Sequence

from salestui.domain.attention import account_last_touch, days_since
from salestui.domain.cadence import in_pool
from salestui.domain.change import Act
from salestui.domain.names import member_short
from salestui.domain.problems import Refused
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.records import act_of, checked_edit, live_record

NO_MEMBER = Words("Only members of the team can claim an account", "只有团队成员才能认领客户")
MINE = Words("{name} is yours already", "{name} 已经是你的客户")
TAKEN = Words(
    "{name} is {who}'s, touched {n}d ago", "{name} 由 {who} 负责，{n}天前联系过，不在公海"
)
ASK = Words("Ask for it; the owner can be changed with e", "请与对方协商；可按 e 修改负责人")


def claim_accounts(snapshot: Snapshot, ctx: Context, ids: Sequence[str]) -> Act:
    """Make accounts of the pool mine from today on; those that are mine stay as they are.

    Raises Refused for who is no member, for an account that is another's still, and where there
    is nothing to claim.
    """
    if not ctx.me:
        raise Refused(NO_MEMBER)
    accounts = [live_record(snapshot, "accounts", id) for id in ids]
    others = [account for account in accounts if account.get("owner") != ctx.me]
    if not others:
        raise Refused(MINE.fill(name=accounts[0]["name"]))
    edits = []
    for account in others:
        _check(snapshot, ctx, account)
        values = {"owner": ctx.me, "owner_since": ctx.today.isoformat()}
        edits.append(checked_edit(snapshot, "accounts", account["_id"], values))
    return act_of("account.claim", edits)


def _check(snapshot: Snapshot, ctx: Context, account: Doc) -> None:
    name, owner = account["name"], account.get("owner")
    if in_pool(account, snapshot, ctx.today, ctx.zone):
        return
    at = account_last_touch(snapshot, account["_id"]) or int(account.get("_created", ctx.now))
    days, who = days_since(at, ctx.today, ctx.zone), member_short(snapshot, owner)
    raise Refused(TAKEN.fill(name=name, who=who, n=days), hint=ASK)
