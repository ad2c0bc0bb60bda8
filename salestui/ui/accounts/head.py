"""The three lines over every page of an account: who it is, how it is kept, what to mind."""

from __future__ import annotations

from salestui.domain.attention import CARD_WORDS
from salestui.domain.dates import ms_to_date, show_day
from salestui.domain.duplicates import REASONS, twins
from salestui.domain.names import account_name
from salestui.domain.schema import ACCOUNT_KINDS, DISPUTED, TIER_LETTERS
from salestui.domain.tiers import TIER_NAMES
from salestui.exchange.listing import sums_text
from salestui.services.accountstanding import missed, open_deals
from salestui.ui.accounts import words as say
from salestui.ui.accounts.sight import AccountSight
from salestui.ui.keymap import Keymap
from salestui.ui.records.head import HeadLine, owner_text, spaced, touched_text
from salestui.ui.records.sight import iso_day
from salestui.ui.records.words import ARCHIVED
from salestui.ui.widgets.lines import Span

TIER_LETTER = "t"
"""The letter of the edit menu that sets the tier."""


def head(sight: AccountSight, keys: Keymap) -> tuple[HeadLine, HeadLine, HeadLine]:
    """Who it is and what is open; touches and satisfaction; its tier and what to mind."""
    return _account(sight), _kept(sight), _tier(sight, keys)


# -- who it is


def _account(sight: AccountSight) -> HeadLine:
    doc, now = sight.account, sight.standing
    letter = TIER_LETTERS.get(now.tier or "", TIER_LETTERS[""])
    left = [Span(f" {sight.say(letter)} ", "dim"), Span(sight.name, "strong")]
    kind = ACCOUNT_KINDS.get(str(doc.get("kind", "")))
    said = [sight.say(kind).lower() if kind else "", doc.get("industry"), doc.get("region")]
    facts = _listed(sight, [str(part) for part in said if part])
    left.append(Span(f"  {facts}", "dim"))
    open_words = say.OPEN.fill(n=now.open) if now.open else say.NONE_OPEN
    right = [Span(sight.say(open_words), "text" if now.open else "dim")]
    if sums := sums_text(now.sums, sight.lang, sight.currency):
        right.append(Span(sums, "strong"))
    right.append(Span(owner_text(sight)))
    if doc.get("_del"):
        right.append(Span(sight.say(ARCHIVED), "late"))
    return HeadLine(tuple(left), spaced(right))


def _listed(sight: AccountSight, parts: list[str]) -> str:
    return ("，" if sight.lang == "zh" else ", ").join(parts)


# -- how it is kept


def _kept(sight: AccountSight) -> HeadLine:
    """The last touch with the rhythm of the tier, and the survey of a customer."""
    now = sight.standing.cadence
    style = {"overdue": "late", "due": "risk"}.get(now.state, "text")
    left = [Span(f" {touched_text(sight, now.touched)}", style)]
    if now.rhythm is not None:
        rhythm = say.RHYTHM.fill(every=now.rhythm.every, most=now.rhythm.most)
        left.append(Span(f"  {sight.say(rhythm)}", "dim"))
    elif sight.account.get("kind") == "former":
        left.append(Span(f"  {sight.say(say.FORMER)}", "dim"))
    if now.state == "overdue" and now.rhythm is not None:
        late = (now.days or 0) - now.rhythm.most
        left.append(Span(f"  {sight.say(say.LATE.fill(n=late))}", "late"))
    elif now.state == "due":
        left.append(Span(f"  {sight.say(say.DUE)}", "risk"))
    elif now.due is not None:
        left.append(Span(f"  {sight.say(say.NEXT.fill(day=_day(sight, now.due)))}", "dim"))
    return HeadLine(tuple(left), spaced(_asked(sight)))


def _asked(sight: AccountSight) -> list[Span]:
    """How satisfied the customer said to be, and when to ask again."""
    spans: list[Span] = []
    if (level := sight.account.get("satisfaction")) is not None:
        style = "risk" if int(level) <= 2 else "text"
        spans.append(Span(sight.say(say.SATISFIED.fill(n=level)), style))
    asked = sight.survey
    if asked.touched is not None:
        day = _day(sight, ms_to_date(asked.touched, sight.zone))
        spans.append(Span(sight.say(say.ASKED.fill(day=day)), "dim"))
    if asked.state in ("due", "overdue"):
        spans.append(Span(sight.say(say.ASK_NOW), "late" if asked.state == "overdue" else "risk"))
    elif asked.due is not None:
        spans.append(Span(sight.say(say.ASK_BY.fill(day=_day(sight, asked.due))), "dim"))
    return spans


def _day(sight: AccountSight, day: object) -> str:
    found = iso_day(day)
    return show_day(found, sight.today, sight.lang) if found else ""


# -- what to mind


def _tier(sight: AccountSight, keys: Keymap) -> HeadLine:
    """The tier, why and how long; at the right what somebody should look at."""
    doc, tier = sight.account, sight.standing.tier
    if not tier:
        key = keys.shown("account_edit")
        said = sight.say(say.NO_TIER.fill(key=key, letter=TIER_LETTER))
        return HeadLine((Span(f" {said}", "dim"),), spaced(_signs(sight, keys)))
    parts = [sight.say(TIER_NAMES[tier]) if tier in TIER_NAMES else tier, sight.say(say.BY_HAND)]
    if until := _day(sight, doc.get("tier_until")):
        parts.append(sight.say(say.UNTIL.fill(day=until)))
    left = [Span(f" {_listed(sight, parts)}")]
    if doc.get("tier_reason"):
        left.append(Span(f"  {doc['tier_reason']}", "dim"))
    return HeadLine(tuple(left), spaced(_signs(sight, keys)))


def _signs(sight: AccountSight, keys: Keymap) -> list[Span]:
    """What asks for attention, the most serious first."""
    spans: list[Span] = []
    if sight.contest.en:
        spans.append(Span(sight.say(sight.contest), "late"))
    if sight.account.get(DISPUTED):
        spans.append(Span(sight.say(CARD_WORDS["disputed"]), "late"))
    deals = open_deals(sight.snapshot, sight.id, sight.paths)
    for doc in missed(sight.snapshot, sight.id, deals)[:1]:
        spans.append(Span(sight.say(say.GONE.fill(who=doc.get("name", ""))), "risk"))
    for twin in twins(sight.snapshot, sight.id)[:1]:
        words = say.TWIN.fill(
            name=account_name(sight.snapshot, twin.id), why=REASONS[twin.reasons[0]]
        )
        spans.append(Span(sight.say(words), "risk"))
    if sight.in_pool and not sight.account.get("_del"):
        spans.append(Span(sight.say(say.FREE.fill(key=keys.shown("claim"))), "accent"))
    if others := sight.family[1:]:
        spans.append(Span(_with(sight, others), "dim"))
    return spans


def _with(sight: AccountSight, others: tuple[str, ...]) -> str:
    """The accounts that are part of this one."""
    table = sight.snapshot.table("accounts")
    who = str(table[others[0]].get("name", "")) if others[0] in table else others[0]
    if len(others) > 1:
        both = say.MORE.fill(who=who, n=len(others) - 1)
        return sight.say(say.MERGED.fill(who=both))
    return sight.say(say.MERGED.fill(who=who))
