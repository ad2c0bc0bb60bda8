"""A sales path as lines of text, the same on the screen and in the command."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salestui.domain.nodes import NodeTemplate
from salestui.domain.pipelines import Criterion, Path, Stage
from salestui.domain.schema import CHECKS, DEPARTMENTS, FORECASTS, PIPELINES, ROLES, STRENGTHS
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words
from salestui.exchange.columns import Column
from salestui.services.criterionargs import Asked, arg_words
from salestui.services.pathview import Lacking, StageRow

HEADS = (
    Words("stage", "阶段"),
    Words("key", "键"),
    Words("short", "简称"),
    Words("win", "赢率"),
    Words("days", "天数"),
    Words("rot", "停滞"),
    Words("gate", "条件"),
    Words("tasks", "任务"),
    Words("open", "在册"),
)
RULES = (
    Column("", least=12),
    Column("", least=6, weight=1),
    Column("", least=4),
    *(Column("", "right") for _ in range(6)),
)
RETIRED = Words("retired", "已停用")
ADVISED = Words("{text}, advised", "{text}，建议")
LACKS = Words("{n} of {all} lack it", "{all}单中{n}单缺")
ALL_MET = Words("met by all {all}", "{all}单均已具备")
LACKED = Words("{n} of {all} in {stage} lack it", "“{stage}”{all}单中{n}单缺")
HOLDS_NONE = Words("{text}; it holds none", "{text}；仅为建议，不影响推进")
HELD = Words("{n} of {all} open deals lack something for their next stage",
             "{all}个在册商机中{n}个尚缺推进条件")  # fmt: skip
DUE = Words("due after {n}d", "{n}天内")
ONLY = Words("only {filter}", "仅限{filter}")
NEEDS = Words("needs {strength}", "需{strength}")
OF_OTHERS = Words("{department}: {item}", "{department}：{item}")
GATES = {
    "warn": Words("gates warn", "推进条件只提醒"),
    "block": Words("gates block", "推进条件拦截"),
}
SINCE = Words("gates block since {day}", "推进条件自{day}起拦截")
SKIP = {True: Words("stages may be skipped", "可跳级"), False: Words("no skipping", "不可跳级")}
BACK = {
    "yes": Words("free to go back", "可退回"),
    "with_reason": Words("back with a reason", "退回须写原因"),
    "no": Words("no way back", "不可退回"),
}
NOT_ACTIVE = Words("not in use", "未启用")


def gates(stage: Stage) -> str:
    """How many criteria a stage asks for, with `+n` those it only advises."""
    required = sum(each.severity == "required" for each in stage.criteria)
    advised = len(stage.criteria) - required
    return f"{required or ''}{f'+{advised}' if advised else ''}"


def stage_cells(row: StageRow, deals: int | None, lang: str) -> tuple[str, ...]:
    """The cells of a stage under HEADS, with how many open deals stand there."""
    stage = row.stage
    return (
        stage.name.say(lang),
        stage.key,
        (RETIRED if stage.retired else stage.short).say(lang),
        "" if stage.probability is None else f"{stage.probability}%",
        _number(stage.expected_days),
        _number(stage.rot_days),
        gates(stage),
        _number(len(row.nodes) or None),
        _number(deals or None),
    )


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def path_facts(path: Path) -> Words:
    """How moves go on a path: gates, skipping, going back, for whom."""
    kinds = PIPELINES.field("customer_kind")
    whom = kinds.choices.get(path.customer_kind) if kinds else None
    parts = [gate_words(path), SKIP[path.allow_skip], BACK.get(path.allow_back, BACK["yes"])]
    parts += [Words(whom.en.lower(), whom.zh)] if whom and path.customer_kind != "any" else []
    return Words(", ".join(p.en for p in parts), "，".join(p.zh for p in parts))


def criterion_words(criterion: Criterion, doc: Doc, stage: str) -> Words:
    """How a criterion is checked: `Fields filled in: Amount, advised`."""
    check = CHECKS.get(criterion.check, Words(criterion.check, criterion.check))
    arg = arg_words(Asked(criterion.check, criterion.arg), doc, stage)
    said = check if criterion.check in ("document", "checklist") else Words(
        f"{check.en}: {arg.en}", f"{check.zh}：{arg.zh}"
    )  # fmt: skip
    return ADVISED.fill(text=said) if criterion.severity == "advised" else said


def gate_words(path: Path) -> Words:
    """Whether the gates of a path warn or block, and whether it is in use."""
    gate = SINCE.fill(day=path.gate_from) if path.gate_mode == "block" else GATES["warn"]
    if path.active:
        return gate
    return Words(f"{gate.en}, {NOT_ACTIVE.en}", f"{gate.zh}，{NOT_ACTIVE.zh}")


def preview_words(found: Lacking, criterion: Criterion, stage: Words) -> Words:
    """How many open deals of a stage a criterion would hold."""
    said = LACKED.fill(n=found.held, all=found.of, stage=stage)
    return said if criterion.severity == "required" else HOLDS_NONE.fill(text=said)


def lacking_words(found: Lacking) -> Words:
    """How many of a stage's deals lack a criterion, in short."""
    if not found.of:
        return Words("", "")
    return (LACKS if found.held else ALL_MET).fill(n=found.held, all=found.of)


def node_words(node: NodeTemplate) -> Words:
    """When a task is due, who does it and what that takes."""
    parts = [DUE.fill(n=node.offset_days), ROLES.get(node.role, Words(node.role, node.role))]
    parts[1] = Words(parts[1].en.lower(), parts[1].zh)
    if node.strength:
        known = STRENGTHS.get(node.strength, Words(node.strength, node.strength))
        parts.append(NEEDS.fill(strength=known))
    if node.filter:
        parts.append(ONLY.fill(filter=node.filter))
    return Words(", ".join(p.en for p in parts), "，".join(p.zh for p in parts))


def node_lines(node: NodeTemplate) -> Iterator[tuple[str, Words]]:
    """(mark, text) of each output of a task and of each thing asked of another department."""
    for item in node.items:
        yield ".", item.text
    for resource in node.resources:
        known = DEPARTMENTS.get(resource.department)
        department = known or Words(resource.department, resource.department)
        yield ">", OF_OTHERS.fill(department=department, item=resource.item)


def forecast_words(stage: Stage) -> Words:
    """In which part of a forecast the stage counts."""
    return FORECASTS.get(stage.forecast, Words(stage.forecast, stage.forecast))


def guidance(stage: Stage, lang: str) -> Sequence[str]:
    """The guidance in the language asked for first, then in the other where it differs."""
    en, zh = stage.guidance
    both = (zh, en) if lang == "zh" else (en, zh)
    return [text for text in dict.fromkeys(both) if text]
