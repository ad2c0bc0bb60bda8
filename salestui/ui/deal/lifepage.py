"""The page that replays a deal: days in each stage, and every step with who, when and why."""

from __future__ import annotations

from collections.abc import Sequence

from salestui import cells
from salestui.domain.change import Value
from salestui.domain.dates import ms_to_date, show_day
from salestui.domain.gates import BYPASS_REASONS
from salestui.domain.history import Change
from salestui.domain.life import Step
from salestui.domain.metrics.reach import known_moves
from salestui.domain.names import author_words, member_short
from salestui.domain.pipelines import Stage
from salestui.domain.schema import ACTIVITY_TYPES, DELETED, LOST_REASONS
from salestui.domain.words import Words
from salestui.ui.deal import words as say
from salestui.ui.deal.head import days_on_path
from salestui.ui.deal.sight import DealSight
from salestui.ui.records.sight import iso_day
from salestui.ui.records.words import READING
from salestui.ui.widgets.entries import BLANK, Column, Spot, line, ruled
from salestui.ui.widgets.lines import Span

WHO = 8
TWO_FROM = 110
"""From this width on the days in stages stand beside the steps."""
MOST_BAR = 30
STAGES = Words("Days in stages", "各阶段天数")
ALL = Words("{n} in all", "共{n}天")
VISITS = Words("{n} visits", "{n}次进入")
EXPECTED = Words("expected {n}", "预计{n}天")
LIFE = Words("Steps", "历程")
PUSHED = Words("put off {n} times", "推迟{n}次")
PUSHED_ONCE = Words("put off once", "推迟1次")
CREATED = Words("new in {stage}", "新建于{stage}")
AFTER = Words("after {n}d", "历时{n}天")
PUSH = Words("put off ({n})", "第{n}次推迟")
CLOSES = Words("closes {day}", "预计{day}签约")
NO_DATE = Words("no date", "无日期")
NOBODY = Words("nobody", "无人")
ARCHIVED = Words("archived", "归档")
RESTORED = Words("brought back", "恢复")
BYPASS = Words("gate passed: {why}", "特批：{why}")
LOST = Words("because of {why}", "原因：{why}")
SAID = Words("{type}: {text}", "{type}：{text}")
SHOWS = Words("enter shows that day", "enter 回看当天")

Steps = Sequence[Step] | None
"""None while the log is being read."""


def life_columns(
    sight: DealSight, steps: Steps, wide: Sequence[int], until: int | None
) -> Sequence[Column]:
    """The days in stages and the steps; those after `until` (ms) are still to come there."""
    days, told = _stages(sight, wide[-1]), _steps(sight, steps, wide[0], until)
    return (told, days) if len(wide) > 1 else ((*days, BLANK, *told),)


# -- days in stages


def _stages(sight: DealSight, width: int) -> Column:
    """A bar for each stage of the path that the deal was in, all visits added up."""
    spent = days_on_path(sight)
    shown = [s for s in (sight.path.stages if sight.path else ()) if _counts(s) and s.key in spent]
    whole = sum(spent[stage.key] for stage in shown)
    notes = [_notes(sight, stage) for stage in shown]
    name = max((cells.width(sight.say(stage.short)) for stage in shown), default=0)
    most = max((spent[stage.key] for stage in shown), default=0)
    room = min(width - name - max(map(cells.width, notes), default=0) - 12, MOST_BAR)
    entries = [ruled(sight.say(STAGES), sight.say(ALL.fill(n=whole)), width, sight.dash)]
    for stage, note in zip(shown, notes, strict=True):
        days = spent[stage.key]
        late = stage.expected_days is not None and days > stage.expected_days
        bar = "#" * (-(-days * max(room, 0) // most) if most else 0)
        told = [Span(cells.fit(sight.say(stage.short), name)), Span(f"  {days:>4}  ")]
        bar_span = Span(bar, "risk" if late else "accent")
        entries.append(line([*told, bar_span], [Span(f"  {note}", "dim")]))
    return tuple(entries)


def _notes(sight: DealSight, stage: Stage) -> str:
    """How often the deal came into a stage, and how long it should have taken."""
    visits = [str(move[2]) for move in known_moves(sight.deal)].count(stage.key)
    said = [VISITS.fill(n=visits)] if visits > 1 else []
    said += [EXPECTED.fill(n=stage.expected_days)] if stage.expected_days else []
    return "  ".join(sight.say(words) for words in said)


def _counts(stage: Stage) -> bool:
    return stage.kind in ("open", "hold")


# -- steps


def _steps(sight: DealSight, steps: Steps, width: int, until: int | None) -> Column:
    if steps is None:
        return (line([Span(sight.say(READING), "dim")]),)
    pushes = sum(1 for step in steps if step.push)
    note = PUSHED_ONCE if pushes == 1 else PUSHED.fill(n=pushes) if pushes else Words("", "")
    head = ruled(sight.say(LIFE), sight.say(note), width, sight.dash)
    days = [show_day(ms_to_date(step.when, sight.zone), sight.today, sight.lang) for step in steps]
    day = max(map(cells.width, days), default=0)
    who = max((min(cells.width(_author(sight, step)), WHO) for step in steps), default=0)
    entries = [head]
    for n, step in enumerate(steps):
        ahead = until is not None and step.when > until
        spans = [
            Span(cells.fit(days[n], day, "right") + "  ", "dim"),
            Span(cells.fit(_author(sight, step), who) + "  ", "dim" if ahead else "text"),
        ]
        told = what(sight, steps, n)
        spans += [Span(span.text, "dim") for span in told] if ahead else told
        why = "; ".join(whys(sight, step))
        right = [Span("  " + cells.cut(why, width // 3), "dim")] if why else []
        entries.append(line(spans, right, spot_of(step)))
    return tuple(entries)


def _author(sight: DealSight, step: Step) -> str:
    return sight.say(author_words(sight.snapshot, step.rep))


def what(sight: DealSight, steps: Sequence[Step], n: int) -> list[Span]:
    """What a step did: stages with the days before it, amounts, dates, owners, old and new."""
    step = steps[n]
    if step.created:
        stage, *rest = _standing(sight, step)
        made = Span(sight.say(CREATED.fill(stage=stage)), "accent")
        return [made, *(Span(f"  {text}") for text in rest)]
    spans: list[Span] = []
    for change in step.changes:
        if change.path == "stage":
            told = _moved(sight, steps, n, change)
        elif change.path in ("pipeline", "currency"):
            continue
        else:
            told = _field(sight, step, change)
        spans += [Span("  "), *told] if spans else told
    return spans


def _moved(sight: DealSight, steps: Sequence[Step], n: int, change: Change) -> list[Span]:
    """`Needs > Demo after 12d`."""
    old, new = _stage(sight, change.old), _stage(sight, change.new)
    stage = sight.path.stage(str(change.new)) if sight.path else None
    style = stage.kind if stage is not None and stage.kind in ("won", "lost") else "accent"
    spans = [Span(f"{old} > ", "dim"), Span(new, style)]
    entered = [s.when for s in steps[:n] if s.created or any(c.path == "stage" for c in s.changes)]
    if entered:
        first, last = (ms_to_date(ms, sight.zone) for ms in (entered[-1], steps[n].when))
        spans.append(Span(" " + sight.say(AFTER.fill(n=(last - first).days)), "dim"))
    return spans


def _field(sight: DealSight, step: Step, change: Change) -> list[Span]:
    if change.path == DELETED:
        return [Span(sight.say(ARCHIVED if change.new else RESTORED))]
    old, new = (_value(sight, step, change.path, value) for value in (change.old, change.new))
    spans = [Span(f"{old} > ", "dim"), Span(new)]
    if step.push and change.path == "expected_close":
        spans.append(Span(" " + sight.say(PUSH.fill(n=step.push)), "risk"))
    return spans


def _stage(sight: DealSight, key: Value) -> str:
    stage = sight.path.stage(str(key)) if sight.path else None
    return sight.say(stage.short) if stage else str(key or "")


def _value(sight: DealSight, step: Step, path: str, value: Value) -> str:
    if path == "owner":
        return member_short(sight.snapshot, str(value)) if value else sight.say(NOBODY)
    if path == "amount":
        money = value is not None and sight.money(int(value), str(step.state.get("currency") or ""))
        return money or sight.say(say.NO_AMOUNT)
    day = iso_day(value)
    return show_day(day, sight.today, sight.lang) if day else sight.say(NO_DATE)


def _standing(sight: DealSight, step: Step) -> list[str]:
    """What the deal was after a step: stage, amount, closing date, owner."""
    state = step.state
    found = [_stage(sight, state.get("stage"))]
    if state.get("amount") is not None:
        found.append(_value(sight, step, "amount", state["amount"]))
    if state.get("expected_close"):
        day = _value(sight, step, "expected_close", state["expected_close"])
        found.append(sight.say(CLOSES.fill(day=day)))
    if state.get("owner"):
        found.append(_value(sight, step, "owner", state["owner"]))
    return found


def whys(sight: DealSight, step: Step) -> list[str]:
    """What was written down with a step, in sentences."""
    found = []
    for kind, text in step.why:
        if kind in ("bypass", "lost"):
            choices = BYPASS_REASONS if kind == "bypass" else LOST_REASONS
            words = choices.get(text, Words(text, text))
            reason = Words(words.en[:1].lower() + words.en[1:], words.zh)
            found.append((BYPASS if kind == "bypass" else LOST).fill(why=reason))
        else:
            label = ACTIVITY_TYPES.get(kind, Words(kind, kind))
            said = SAID.fill(type=Words(label.en.lower(), label.zh), text=" ".join(text.split()))
            found.append(said)
    return [sight.say(words) for words in found]


# -- the line above the keys


def spot_of(step: Step) -> Spot:
    """What the cursor stands on, on the line of a step."""
    return Spot("step", step.commit)


def step_at(steps: Steps, spot: Spot | None) -> Step | None:
    """The step of a spot."""
    return next((s for s in steps or () if spot is not None and spot_of(s) == spot), None)


def explain(sight: DealSight, steps: Steps, spot: Spot) -> tuple[list[Span], list[Span]]:
    """What was said with a step, else how the deal stood after it."""
    step = step_at(steps, spot)
    if step is None:
        return [], []
    text = "; ".join(whys(sight, step)) or "  ".join(_standing(sight, step))
    return [Span(f" {text}")], [Span(f"  {sight.say(SHOWS)} ", "dim")]
