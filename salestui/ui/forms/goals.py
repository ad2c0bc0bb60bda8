"""The form of a new goal: the parts of its sentence, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from salestui.domain.goals.ground import Ground
from salestui.domain.goals.metrics import METRICS, metric_words
from salestui.domain.goals.parse import read_sentence
from salestui.domain.goals.sentence import period_text
from salestui.domain.problems import NOWHERE, Problem
from salestui.domain.words import Words
from salestui.services.goalrecords import ground_of, style_of
from salestui.services.goals import add_goal
from salestui.services.periods import read_period
from salestui.ui.forms.fields import form_field, typed_fields
from salestui.ui.forms.form import Choice, Form, FormField, Read, Texts
from salestui.ui.forms.reading import needed

if TYPE_CHECKING:
    from salestui.domain.change import Act
    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context
    from salestui.ui.app import SalesApp

NEW = Words("New goal", "新建目标")
METRIC = Words("What is counted", "统计什么")
SCOPE = Words("Of which deals", "范围")
PERIOD = Words("Period", "期间")
TARGET = Words("Target", "目标值")
SHARE = Words("Share of it", "占比要求")
SCOPE_HINT = Words("region:East owner:lina", "区域:华东 负责人:李娜")
PERIOD_HINT = Words("q3, next quarter, 2026-09", "Q3、下季度、9月")
TARGET_HINT = Words("13, 3m, +30% on q2, +30% yoy", "13、300万、较Q2 +30%、同比+30%")
SHARE_HINT = Words("industry:manufacturing 50%", "行业:制造业 50%")
SENTENCE_FIELDS = ("metric", "scope", "period", "target")
SHARE_WORD = " share"
DIGITS = "1234567890"


def composed(texts: Texts) -> tuple[str, dict[str, tuple[int, int]]]:
    """The sentence that the fields make, and where in it each field stands."""
    text, places = "", dict[str, tuple[int, int]]()
    for key in SENTENCE_FIELDS:
        part = texts.get(key, "").strip()
        text += " " if text and part else ""
        places[key] = len(text), len(text) + len(part)
        text += part
    share = texts.get("share", "").strip()
    if share:
        places["share"] = len(text) + 2, len(text) + 2 + len(share) + len(SHARE_WORD)
        text += f", {share}{SHARE_WORD}"
    return text, places


def goal_form(sales: SalesApp) -> Form:
    """A form for a new goal."""
    ground = ground_of(sales.snapshot, sales.context())
    choices = tuple(
        Choice(digit, metric_words(key)) for digit, key in zip(DIGITS, METRICS, strict=False)
    )
    fields = (
        FormField("metric", METRIC, read=needed(METRIC, lambda text: NOWHERE), choices=choices),
        FormField("scope", SCOPE, hint=SCOPE_HINT, roomy=True),
        FormField("period", PERIOD, read=needed(PERIOD, _period_read(ground)), hint=PERIOD_HINT),
        FormField("target", TARGET, hint=TARGET_HINT),
        FormField("share", SHARE, hint=SHARE_HINT),
        form_field(sales, "goals", "title", {}),
        form_field(sales, "goals", "owner", {}),
    )

    def check(texts: Texts) -> Mapping[str, Problem]:
        text, places = composed(texts)
        try:
            read_sentence(text, ground)
        except Problem as problem:
            return {_field_at(problem, places): problem}
        return {}

    async def save(texts: Texts) -> None:
        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            own = {key: texts[key] for key in ("title", "owner") if texts[key].strip()}
            more = typed_fields("goals", own, {}, snapshot, ctx)
            return add_goal(snapshot, ctx, composed(texts)[0], more)

        await sales.save(use_case)

    return Form(NEW, fields, save, check)


def _period_read(ground: Ground) -> Read:
    def read(text: str) -> Words:
        span = read_period(text, ground.snapshot, ground.env.today)
        if span is None:
            return NOWHERE
        en, zh = (period_text(span, style_of(ground, lang)) for lang in ("en", "zh"))
        return Words(en, zh)

    return read


def _field_at(problem: Problem, places: Mapping[str, tuple[int, int]]) -> str:
    """The field that a column of the sentence lies in; the target's where it is behind all."""
    column = int(problem.where) if problem.where.isdecimal() else -1
    for key, (start, end) in places.items():
        if start <= column < end:
            return key
    return "target"
