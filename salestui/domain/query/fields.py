"""The fields that a filter can ask for, by kind of record: those of the schema and derived ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, TypeAlias

from salestui.domain.query.syntax import SORT_NAMES
from salestui.domain.schema import KINDS, OUTCOMES, TIERS, Choices, Field
from salestui.domain.text import searchable
from salestui.domain.words import Words

Shape: TypeAlias = Literal[
    "text", "key", "ref", "money", "integer", "percent", "date", "instant", "flag", "map",
    "id",  # the record's own id
    "number",  # the number for people, whole or short
    "stage",  # a stage of the record's path
    "days",  # age in days of an instant
    "is",  # one of the states of FLAGS
]  # fmt: skip

QUERY_KINDS = (
    "deals",
    "accounts",
    "contacts",
    "members",
    "activities",
    "tasks",
    "requests",
    "goals",
)
"""The kinds that a filter can choose from."""

CHANGED, BY = ("changed", "改动", "改动时间"), ("by", "改动人")
"""Names that ask the log: when or what was changed, and by whom."""
LOG_NAMES = frozenset((*CHANGED, *BY))
"""Names that no record's field answers to."""


@dataclass(frozen=True, slots=True)
class FilterField:
    """One field as the filter language sees it."""

    name: str
    shape: Shape
    label: Words
    aliases: tuple[str, ...] = ()
    choices: Choices = field(default_factory=dict)
    ref: str = ""
    """The kind referred to, for `ref` and for maps whose members are records."""
    currency: str = ""
    """For `money`: the path of its currency."""
    read: str = ""
    """How a derived value is read (see `reads`); empty: it stands at the path `name`."""


_DISPUTES: Choices = {
    "contested": Words("contested delete", "归档争议"),
    "disputed": Words("in conflict", "冲突"),
}
FLAGS: Mapping[str, Choices] = {
    "deals": {
        "open": Words("open", "进行中"),
        "won": Words("won", "签约"),
        "lost": Words("lost", "输单"),
        "hold": Words("on hold", "搁置"),
        "rotten": Words("stuck too long", "停滞"),
        "overdue": Words("next step overdue", "逾期"),
        "no_next_step": Words("no next step", "无下一步"),
        "lagging": Words("with a task that lags", "滞后"),
        "late": Words("with a late task", "任务逾期"),
        "close_past": Words("close date passed", "过期未签"),
        "redated": Words("next step put off again and again", "多次改期"),
        "pushed": Words("close date put off twice or more", "多次推迟"),
        "unowned": Words("nobody's", "无人负责"),
        "mine": Words("mine", "我的"),
        "gated": Words("exit criteria missing", "缺推进条件"),
        **_DISPUTES,
    },
    "accounts": {
        "unowned": Words("nobody's", "无人负责"),
        "mine": Words("mine", "我的"),
        "due": Words("to be touched", "应跟进"),
        "overdue": Words("touch overdue", "超期"),
        "dormant": Words("dormant", "沉睡"),
        "pool": Words("free to claim", "公海"),
        "duplicate": Words("probably there twice", "疑似重复"),
        **_DISPUTES,
    },
    "contacts": {"left": Words("has left", "离职"), **_DISPUTES},
    "activities": {"mine": Words("mine", "我的"), **_DISPUTES},
    "tasks": {
        "open": Words("open", "未完成"),
        "done": Words("done", "已完成"),
        "late": Words("late", "逾期"),
        "lagging": Words("lagging", "滞后"),
        "unowned": Words("nobody's", "无人负责"),
        "mine": Words("mine", "我的"),
        **_DISPUTES,
    },
    "requests": {
        "open": Words("still owed", "未交付"),
        "late": Words("late", "逾期"),
        **_DISPUTES,
    },
}
"""What `is:` knows, by kind."""

STRATEGIES: Choices = {
    "technical": Words("Technical", "技术型"),
    "service": Words("Service", "服务型"),
    "price": Words("Price", "价格型"),
    "relationship": Words("Relationship", "客情型"),
    "reference": Words("Reference", "案例型"),
}
"""Labels of the usual members of the map `strategies`; others stand for themselves."""

MEMBER_KINDS = {"contacts": "contacts", "collaborators": "members"}
"""Maps whose members are ids of records."""

EXTRA: Mapping[str, tuple[str, ...]] = {
    "owner": ("业务员",),
    "expected_close": ("预计签约", "签约日"),
    "closed_on": ("成交日", "关闭"),
    "account": ("客户名",),
    "decision_role": ("决策角色",),
}
"""Further names of schema fields."""


def _common(kind: str) -> tuple[FilterField, ...]:
    found: tuple[FilterField, ...] = (
        FilterField("id", "id", Words("Record id", "记录号"), read="id"),
        FilterField("created", "instant", Words("Created", "创建日期"), ("创建", "创建时间"),
                    read="created"),
        FilterField("updated", "instant", Words("Updated", "更新日期"), ("更新", "更新时间"),
                    read="updated"),
        FilterField("age", "days", Words("Age in days", "存在天数"), ("天数",), read="created"),
    )  # fmt: skip
    if kind in FLAGS:
        found += (FilterField("is", "is", Words("Is", "是"), choices=FLAGS[kind]),)
    return found


DERIVED: Mapping[str, tuple[FilterField, ...]] = {
    "deals": (
        FilterField("stage", "stage", Words("Stage", "阶段")),
        FilterField("outcome", "key", Words("Outcome", "结果"), choices=OUTCOMES, read="outcome"),
        FilterField("tier", "key", Words("Tier", "分层"), ("层级", "客户层级"), TIERS,
                    read="account_tier"),
        FilterField("industry", "text", Words("Industry", "行业"), ("sector", "segment"),
                    read="account_industry"),
        FilterField("probability", "percent", Words("Probability", "赢率"), ("prob", "概率"),
                    read="probability"),
        FilterField("weighted", "money", Words("Weighted amount", "加权金额"), ("加权",),
                    currency="currency", read="weighted"),
        FilterField("stage_age", "days", Words("Days in stage", "阶段天数"), ("停留天数",),
                    read="stage_entered"),
        FilterField("idle", "days", Words("Days since last touch", "未跟进天数"), ("未跟进",),
                    read="touched"),
        FilterField("pushes", "integer", Words("Close date put off", "签约日推迟次数"),
                    ("推迟次数",), read="pushes"),
    ),
    "accounts": (
        FilterField("tier", "key", Words("Tier", "分层"), ("层级", "客户层级"), TIERS, read="tier"),
        FilterField("idle", "days", Words("Days since last touch", "未跟进天数"), ("未跟进",),
                    read="account_touched"),
        FilterField("open_deals", "integer", Words("Open deals", "进行中商机"), ("deals",),
                    read="open_deals"),
    ),
}  # fmt: skip
"""Fields that are worked out, by kind; they win over schema fields and aliases of that name."""

SHAPES: Mapping[str, Shape] = {"long_text": "text"}


def plain(name: str) -> str:
    """A name as it is compared: blind to case and width, one `_` for what is no letter or digit."""
    return re.sub(r"\W+", "_", searchable(name)).strip("_")


def _of_schema(known: Field) -> FilterField:
    shape = SHAPES.get(known.type) or ("number" if known.path == "number" else known.type)
    return FilterField(
        name=known.path,
        shape=shape,  # type: ignore[arg-type]
        label=known.label,
        aliases=(*EXTRA.get(known.path, ()), *known.aliases),
        choices=STRATEGIES if known.path == "strategies" else known.choices,
        ref=known.ref or (MEMBER_KINDS.get(known.path, "") if known.type == "map" else ""),
        currency=known.currency,
    )


@cache
def fields_of(kind: str) -> tuple[FilterField, ...]:
    """Every field of a kind: those of the schema in its order, then the other derived ones."""
    derived = {one.name: one for one in (*DERIVED.get(kind, ()), *_common(kind))}
    paths = [one.path for one in KINDS[kind].fields]
    own = [derived.get(one.path, _of_schema(one)) for one in KINDS[kind].fields]
    return (*own, *(one for name, one in derived.items() if name not in paths))


@cache
def _by_name(kind: str) -> dict[str, FilterField]:
    """Name -> field: first all proper names, then labels, then aliases."""
    names: dict[str, FilterField] = {}
    every = sorted(fields_of(kind), key=lambda one: not one.read)
    for one in every:
        names.setdefault(plain(one.name), one)
    for one in every:
        for label in one.label:
            names.setdefault(plain(label), one)
    for one in every:
        for alias in one.aliases:
            names.setdefault(plain(alias), one)
    return {name: one for name, one in names.items() if name not in LOG_NAMES}


def field_named(kind: str, name: str) -> FilterField | None:
    """The field of a kind that answers to `name` in either language, or None."""
    return _by_name(kind).get(plain(name))


def field_names(kind: str, lang: str = "en") -> tuple[str, ...]:
    """The names to offer for a kind, one a field, in the words of `lang`."""
    every = fields_of(kind)
    if lang != "zh":
        return tuple(one.name for one in every)
    own = (one.label.zh if field_named(kind, one.label.zh) is one else one.name for one in every)
    return tuple(own)


def known_names(kind: str) -> list[str]:
    """Every name that a field of the kind answers to, for suggestions, proper names first."""
    names = [*(one.name for one in fields_of(kind)), *_by_name(kind)]
    return [*names, *CHANGED, *BY, *SORT_NAMES]
