"""Who already has an account that is being typed: said at every letter, before it is saved."""

from __future__ import annotations

from salestui.domain.attention import days_since
from salestui.domain.names import member_short
from salestui.domain.problems import NOWHERE
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.newdeal import Known, known_accounts, same_account

THERE = Words("already there: {who}", "撞单：{who}")
SIMILAR = Words("a new account; similar: {who}", "新客户；相近的有：{who}")
OWNED = Words("{who}'s", "{who}负责")
UNOWNED = Words("nobody's", "无人负责")
TOUCHED = Words("touched {n}d ago", "{n}天前联系")
TOUCHED_TODAY = Words("touched today", "今天联系过")
NEVER = Words("never touched", "从未联系")
COMMA = Words(", ", "，")
BETWEEN = Words("; ", "；")


def account_words(text: str, snapshot: Snapshot, ctx: Context, fresh: Words) -> Words:
    """Who already has an account that a typed name may mean; `fresh` where nobody has."""
    if not text.strip():
        return NOWHERE
    known = known_accounts(snapshot, text)
    if not known:
        return fresh
    who = [who_words(each, snapshot, ctx) for each in known]
    en, zh = BETWEEN.en.join(w.en for w in who), BETWEEN.zh.join(w.zh for w in who)
    words = THERE if same_account(snapshot, text) else SIMILAR
    return words.fill(who=Words(en, zh))


def who_words(known: Known, snapshot: Snapshot, ctx: Context) -> Words:
    """An account with its owner, its newest open deal's stage and its last touch."""
    name = str(known.account.get("name", ""))
    owner = member_short(snapshot, known.account.get("owner"))
    parts = [Words(name, name), OWNED.fill(who=owner) if owner else UNOWNED]
    if known.deal and known.path:
        stage = known.path.stage(str(known.deal.get("stage")))
        parts += [stage.short] if stage else []
    days = None if known.touched is None else days_since(known.touched, ctx.today, ctx.zone)
    if days is None:
        parts.append(NEVER)
    else:
        parts.append(TOUCHED.fill(n=days) if days > 0 else TOUCHED_TODAY)
    return Words(COMMA.en.join(p.en for p in parts), COMMA.zh.join(p.zh for p in parts))
