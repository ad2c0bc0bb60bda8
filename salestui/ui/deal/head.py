"""The four lines over every page of a deal: what it is, its way so far, what is next, the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from salestui import cells
from salestui.domain.attention import CARD_WORDS, REASONS, flags, last_touch
from salestui.domain.dates import long_date, show_day
from salestui.domain.pipelines import Stage, effective_probability
from salestui.domain.schema import LOST_REASONS, TIER_LETTERS
from salestui.domain.stagetimes import days_in_stages
from salestui.domain.tiers import tier_of
from salestui.domain.words import Words
from salestui.domain.worth import worth_of
from salestui.ui.deal import words as say
from salestui.ui.deal.sight import DealSight
from salestui.ui.records.head import HeadLine, owner_text, spaced, touched_text
from salestui.ui.records.sight import iso_day
from salestui.ui.records.words import ARCHIVED
from salestui.ui.widgets.lines import Span

CUT = " >"
"""Ends the way where stages had to be left out."""


def head(sight: DealSight, width: int) -> tuple[HeadLine, HeadLine, HeadLine]:
    """Who and how much; the path with days; the next step or the end."""
    return _deal(sight, width), _path(sight, width), _next(sight)


# -- what it is


def _deal(sight: DealSight, width: int) -> HeadLine:
    deal = sight.deal
    letter = TIER_LETTERS.get(tier_of(sight.account, sight.today) or "", TIER_LETTERS[""])
    left = [Span(f" {sight.say(letter)} ", "dim"), Span(sight.name, "strong")]
    if sight.title:
        left.append(Span(f"  {sight.title}"))
    facts = [Span(_amount(sight), "strong"), *_chance(sight), Span(owner_text(sight))]
    if deal.get("_del"):
        facts.append(Span(sight.say(ARCHIVED), "late"))
    if width < 70:
        facts = [facts[0], *facts[2:]]
    return HeadLine(tuple(left), spaced(facts))


def _amount(sight: DealSight) -> str:
    money = worth_of(sight.deal, sight.outcome)
    return sight.money(money[1], money[0]) if money else sight.say(say.NO_AMOUNT)


def _chance(sight: DealSight) -> list[Span]:
    """Probability with its source and the expected close; of a closed deal the end's day."""
    deal = sight.deal
    if sight.outcome != "open":
        day = iso_day(deal.get("closed_on"))
        won = sight.outcome == "won"
        dated, bare = (say.WON_ON, say.WON) if won else (say.LOST_ON, say.LOST)
        text = dated.fill(day=_day(sight, day)) if day else bare
        return [Span(sight.say(text), sight.outcome)]
    spans = []
    percent, source = effective_probability(deal, sight.path)
    if percent is not None:
        said = sight.say(say.BY_HAND if source == "manual" else say.FROM_STAGE)
        spans.append(
            Span(f"{percent}%{said}" if sight.lang == "zh" else f"{percent}% {said}", "dim")
        )
    day = iso_day(deal.get("expected_close"))
    text = say.CLOSES.fill(day=_day(sight, day)) if day else say.NO_CLOSE
    spans.append(Span(sight.say(text), "late" if day and day < sight.today else "dim"))
    return spans


def _day(sight: DealSight, day: date | None) -> str:
    return show_day(day, sight.today, sight.lang) if day else ""


# -- its way


def days_on_path(sight: DealSight) -> Mapping[str, int]:
    """Days in each stage of the deal's path."""
    path = sight.path
    return days_in_stages(sight.deal, path.id, sight.today, sight.zone) if path else {}


def _path(sight: DealSight, width: int) -> HeadLine:
    for limit in (True, False):
        touch = _touch(sight, limit=limit)
        way = _way(sight, width - sum(cells.width(span.text) for span in touch))
        if way[-1].text != CUT:
            break
    return HeadLine(way, touch)


def _way(sight: DealSight, room: int) -> tuple[Span, ...]:
    """The stages with the days in each; where room is short, those far from the current go."""
    spent = days_on_path(sight)
    stages = list(_shown_stages(sight, spent))
    here = next((i for i, stage in enumerate(stages) if stage is sight.stage), len(stages))
    texts = [_stage_text(sight, stage, spent) for stage in stages]
    first, last = 0, len(texts)
    while last - first > 1 and _way_width(texts[first:last], first, last < len(texts)) > room:
        if last - 1 > here and (last - here >= here - first or first == here):
            last -= 1
        elif first < here:
            first += 1
        else:
            last -= 1
    spans = [Span(" " + ("< " if first else ""), "dim")]
    for index in range(first, last):
        if index > first:
            spans.append(Span(" > ", "dim"))
        past = stages[index].key in spent
        style = "accent" if index == here else "text" if past else "dim"
        spans.append(Span(texts[index], style))
    if last < len(texts):
        spans.append(Span(CUT, "dim"))
    return tuple(spans)


def _way_width(texts: Sequence[str], cut_left: int, cut_right: bool) -> int:
    joints = 3 * (len(texts) - 1) + (2 if cut_left else 0) + (2 if cut_right else 0)
    return 1 + sum(cells.width(text) for text in texts) + joints


def _shown_stages(sight: DealSight, spent: Mapping[str, int]) -> list[Stage]:
    """The open stages and won; of a deal off that line, the stages it was in and where it is."""
    path, stage = sight.path, sight.stage
    if path is None:
        return []
    if stage is not None and stage.kind in ("lost", "hold"):
        return [each for each in path.open_stages if each.key in spent] + [stage]
    passed = [s for s in path.stages if s.kind == "open" and (not s.retired or s.key in spent)]
    return [*passed, *([path.won] if path.won else [])]


def _stage_text(sight: DealSight, stage: Stage, spent: Mapping[str, int]) -> str:
    name = sight.say(stage.short)
    days = spent.get(stage.key)
    if days is not None and stage.kind in ("open", "hold"):
        name += " " + sight.say(say.DAYS.fill(n=days))
    return f"[{name}]" if stage is sight.stage else name


def _touch(sight: DealSight, *, limit: bool) -> tuple[Span, ...]:
    at = last_touch(sight.snapshot, sight.id)
    stage, style = sight.stage, "dim"
    most = stage.rot_days if stage is not None and sight.outcome == "open" else None
    said = touched_text(sight, at)
    if most is not None:
        said += sight.say(say.LIMIT.fill(n=most)) if limit else ""
        if at is not None and sight.ago(at) > most:
            style = "risk"
    return Span("  "), Span(said, style), Span(" ")


# -- what is next


def _next(sight: DealSight) -> HeadLine:
    deal = sight.deal
    if sight.outcome == "won":
        return _ending(sight, say.SIGNED, "contract_no", say.CONTRACT)
    if sight.outcome == "lost":
        return _loss(sight)
    if sight.stage is not None and sight.stage.kind == "hold":
        wake = iso_day(deal.get("wake_on"))
        text = say.SLEEPS.fill(day=_day(sight, wake)) if wake else say.SLEEPS_ON
        return HeadLine((Span(f" {sight.say(text)}", "dim"),), _flags(sight))
    label = Span(f" {sight.say(say.NEXT_STEP)}  ", "dim")
    step = str(deal.get("next_step") or "")
    due = iso_day(deal.get("next_step_due"))
    if not step and not due:
        return HeadLine((label, Span(sight.say(say.NONE), "dim")), _flags(sight))
    comma = "，" if sight.lang == "zh" else ", "
    day = long_date(due, sight.lang) if due else ""
    return HeadLine((label, Span(comma.join(part for part in (step, day) if part))), _flags(sight))


def _ending(sight: DealSight, label: Words, path: str, words: Words) -> HeadLine:
    value = str(sight.deal.get(path) or "")
    said = sight.say(words.fill(no=value)) if value else ""
    return HeadLine((Span(f" {sight.say(label)}  ", "won"), Span(said)), _flags(sight))


def _loss(sight: DealSight) -> HeadLine:
    deal = sight.deal
    key = str(deal.get("lost_reason") or "")
    reason = LOST_REASONS.get(key, Words(key, key)) if key else say.NO_REASON
    parts = [sight.say(reason), str(deal.get("lost_note") or "")]
    if deal.get("lost_to"):
        parts.append(sight.say(say.TO.fill(who=deal["lost_to"])))
    again = iso_day(deal.get("recycle_on"))
    if again:
        parts.append(sight.say(say.AGAIN.fill(day=_day(sight, again))))
    joint = "，" if sight.lang == "zh" else ", "
    text = joint.join(part for part in parts if part)
    return HeadLine((Span(f" {sight.say(say.LOST)}  ", "lost"), Span(text)), _flags(sight))


def _flags(sight: DealSight) -> tuple[Span, ...]:
    """Everything that asks for attention, the most serious first."""
    spans: list[Span] = []
    for key in flags(sight.deal, sight.snapshot, sight.path, sight.today, sight.zone):
        text, style = _flag(sight, key)
        spans += [Span("  "), Span(sight.say(text), style)]
    return (*spans, Span(" "))


def _flag(sight: DealSight, key: str) -> tuple[Words, str]:
    field = {"next_step_overdue": "next_step_due", "close_past": "expected_close"}.get(key, "")
    day = iso_day(sight.deal.get(field)) if field else None
    days = (sight.today - day).days if day else 0
    if key == "next_step_overdue":
        return say.LATE.fill(n=days), "late"
    if key == "close_past":
        return say.CLOSE_PAST.fill(n=days), "late"
    if key == "contested":
        return sight.contest if sight.contest.en else REASONS[key], "late"
    if key == "disputed":
        return CARD_WORDS[key], "late"
    words = {"rotten": say.ROT, "no_next_step": say.NO_NEXT, "wake_due": say.WAKE}
    return words.get(key) or CARD_WORDS.get(key) or REASONS[key], "risk"
