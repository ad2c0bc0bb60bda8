"""The gate form: exactly what a deal lacks for the next stage, filled in and moved as one act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from salestui.domain.change import Act
from salestui.domain.criteria import Facts
from salestui.domain.dayshow import day_words
from salestui.domain.gates import BYPASS_REASONS
from salestui.domain.names import deal_name
from salestui.domain.pipelines import Stage
from salestui.domain.problems import NOWHERE, InputProblem
from salestui.domain.schema import ACTIVITY_TYPES, DECISION_ROLES
from salestui.domain.words import Words
from salestui.services.activities import parse_quick_log
from salestui.services.gatefill import Ask, activity_type, asks, filled, merged, role_of
from salestui.services.preview import with_edits
from salestui.services.records import live_record
from salestui.ui.forms.fields import form_field
from salestui.ui.forms.form import Choice, Form, FormField, Read, Texts
from salestui.ui.forms.reading import same

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot
    from salestui.services.context import Context
    from salestui.services.gating import Held
    from salestui.ui.app import SalesApp

TITLE = Words("{name}: to {stage}, {n} missing", "{name}：到{stage}，还差 {n} 项")
GO_ON = Words("Go on without, why", "缺项先推进，原因")
LET_GO = Words("go on with the rest missing", "其余缺项特批放行")
SHORT_WAY = Words(
    "enter: fill in what is missing   a digit: go on without it",
    "enter 逐项补齐   数字：缺项先推进",
)
TICK = Words("done", "已完成")
TICK_HINT = Words("space: done, or what shows it", "空格即完成，或写明依据")
LOG_HINT = Words("what happened > next step", "经过 > 下一步")
SCORE_HINT = Words("4 satisfied, asks for …", "4 满意，希望……")
ROLE_HINT = Words("a digit, or a new name", "按数字选人，或写新姓名")
PERSON_HINT = Words("name, phone or mail", "姓名，电话或邮箱")
BECOMES = Words("{name} becomes {role}", "{name}设为{role}")
NEW_PERSON = Words("a new contact", "新联系人")
TICKED = Words("ticked", "勾选")
SHOWN_BY = Words("ticked; shown by this", "勾选，以此为依据")
LOGGED = Words("a {type}, now", "记一次{type}")
AND_NEXT = Words("{log}; next {step}", "{log}；下一步{step}")
BYPASS = "bypass"
"""The line that asks why a deal goes on without: a form begins there, so that one digit answers."""
DIGITS = "123456789"

Finish = Callable[["Snapshot", "Context", str, Texts], Act]
"""The act once what is missing is filled in: (snapshot with it, context, bypass reason, texts)."""


@dataclass(frozen=True, slots=True)
class GateForm:
    """The lines of a gate form, and how what is typed there becomes edits."""

    deal: str
    asked: Sequence[Ask]
    fields: tuple[FormField, ...]

    def act(self, snapshot: Snapshot, ctx: Context, texts: Texts, finish: Finish) -> Act:
        """What was filled in, and the move, as one act. Raises Problem."""
        live_record(snapshot, "deals", self.deal)
        edits = filled(snapshot, ctx, self.deal, self.asked, texts)
        done = finish(with_edits(snapshot, edits), ctx, reason_of(texts.get(BYPASS, "")), texts)
        return Act(done.intent, merged((*edits, *done.edits)), done.when)


def gate_lines(sales: SalesApp, deal_id: str, held: Held) -> GateForm:
    """The lines for what a deal lacks, the reason to go on without it last where one is taken."""
    snapshot = sales.snapshot
    deal = snapshot.get("deals", deal_id) or {}
    asked = asks(snapshot, deal, held.lacks)
    fields = [_line(sales, deal, ask) for ask in asked]
    if not held.hard:
        fields.append(reason_field())
    return GateForm(deal_id, asked, tuple(fields))


async def gate_form(sales: SalesApp, deal_id: str, held: Held, finish: Finish) -> Form:
    """A form with the missing items of a deal; saving fills them in and goes on."""
    lines = gate_lines(sales, deal_id, held)

    async def save(texts: Texts) -> None:
        await sales.save(lambda s, ctx: lines.act(s, ctx, texts, finish))

    title = gate_title(sales, deal_id, held.stage, len(held.lacks))
    if held.hard:
        return Form(title, lines.fields, save)
    return Form(title, lines.fields, save, note=SHORT_WAY, start=BYPASS)


def gate_title(sales: SalesApp, deal_id: str, stage: Stage, n: int) -> Words:
    """What the form says on top."""
    name = deal_name(sales.snapshot, sales.snapshot.get("deals", deal_id) or {})
    return TITLE.fill(name=name, stage=stage.name, n=n)


# -- the reason


def reason_of(text: str) -> str:
    """The key of the reason that a line says; empty for none. Raises InputProblem."""
    text = text.strip()
    if not text:
        return ""
    for key, words in BYPASS_REASONS.items():
        if text in (key, words.en, words.zh):
            return key
    raise InputProblem(_which(), where=BYPASS)


def _which() -> Words:
    en = ", ".join(f"{n} {words.en}" for n, words in enumerate(BYPASS_REASONS.values(), 1))
    zh = "、".join(f"{n} {words.zh}" for n, words in enumerate(BYPASS_REASONS.values(), 1))
    return Words(f"One of: {en}", f"可选：{zh}")


def reason_field() -> FormField:
    """The line that asks why a deal goes on with criteria missing."""
    choices = tuple(
        Choice(digit, words) for digit, words in zip(DIGITS, BYPASS_REASONS.values(), strict=False)
    )

    def read(text: str) -> Words:
        return LET_GO if reason_of(text) else NOWHERE

    return FormField(BYPASS, GO_ON, read=read, choices=choices)


# -- the lines


def _line(sales: SalesApp, deal: Doc, ask: Ask) -> FormField:
    if ask.field is not None:
        kind, id = ask.record
        doc = sales.snapshot.get(kind, id) or {}
        return replace(form_field(sales, kind, ask.field.path, doc), key=ask.key, lines=1)
    makers: Mapping[str, Callable[[SalesApp, Doc, Ask], FormField]] = {
        "role": _role,
        "contact": _person,
        "activity": _activity,
        "tick": _tick,
    }
    return makers[ask.kind](sales, deal, ask)


def _tick(sales: SalesApp, deal: Doc, ask: Ask) -> FormField:
    def read(text: str) -> Words:
        text = text.strip()
        return NOWHERE if not text else TICKED if text in TICK else SHOWN_BY

    choice = (Choice("space", TICK),)
    return FormField(ask.key, ask.label, read=read, hint=TICK_HINT, choices=choice)


def _role(sales: SalesApp, deal: Doc, ask: Ask) -> FormField:
    people = [str(c.get("name", "")) for c in Facts(deal, sales.snapshot).contacts]
    role = DECISION_ROLES.get(role_of(ask.criterion), NOWHERE)

    def read(text: str) -> Words:
        text = text.strip()
        if not text:
            return NOWHERE
        said = BECOMES.fill(name=text, role=Words(role.en.lower(), role.zh))
        return said if text in people else Words(f"{NEW_PERSON.en}, {role.en.lower()}",
                                                 f"{NEW_PERSON.zh}，{role.zh}")  # fmt: skip

    choices = tuple(Choice(d, same(name)) for d, name in zip(DIGITS, people, strict=False))
    return FormField(ask.key, ask.label, read=read, hint=ROLE_HINT, choices=choices)


def _person(sales: SalesApp, deal: Doc, ask: Ask) -> FormField:
    def read(text: str) -> Words:
        return NEW_PERSON if text.strip() else NOWHERE

    return FormField(ask.key, ask.label, read=read, hint=PERSON_HINT)


def _activity(sales: SalesApp, deal: Doc, ask: Ask) -> FormField:
    hint = SCORE_HINT if "score" in ask.criterion.arg else LOG_HINT
    return FormField(ask.key, ask.label, read=_log_read(sales, ask), hint=hint)


def _log_read(sales: SalesApp, ask: Ask) -> Read:
    label = ACTIVITY_TYPES[activity_type(ask.criterion)]

    def read(text: str) -> Words:
        if not text.strip():
            return NOWHERE
        quick = parse_quick_log(text, sales.context())
        said = LOGGED.fill(type=Words(label.en.lower(), label.zh))
        if quick.next is None:
            return said
        day = day_words(quick.next.due, sales.today) if quick.next.due else NOWHERE
        step = Words(f"{quick.next.text} {day.en}".strip(), f"{day.zh} {quick.next.text}".strip())
        return AND_NEXT.fill(log=said, step=step)

    return read
