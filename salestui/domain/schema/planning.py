"""Kinds of record: plans, the goals in them and the key results that measure a goal."""

from __future__ import annotations

from salestui.domain.schema.choices import (
    GOAL_LEVELS,
    GOAL_METRICS,
    GOAL_MODES,
    GOAL_OPS,
    GOAL_PACINGS,
    GOAL_STATUSES,
    PLAN_STATUSES,
)
from salestui.domain.schema.field import Kind
from salestui.domain.schema.field import a_field as f
from salestui.domain.words import Words

# One field a line, so that the tables read as tables.
# fmt: off
# ruff: noqa: E501

PLANS = Kind(
    "plans", "pn", "P", Words("plan", "规划"), Words("plans", "规划"), "title",
    (
        f("number", "text", "Number", "编号"),
        f("title", "text", "Title", "标题", "name", "名称"),
        f("version", "integer", "Version", "版本"),
        f("parent_version", "ref", "Version before", "上一版", ref="plans"),
        f("starts_on", "date", "Starts on", "开始日期", "start", "from"),
        f("ends_on", "date", "Ends on", "结束日期", "end", "to"),
        f("region", "text", "Region", "区域", "地区"),
        f("product", "text", "Product", "产品"),
        f("segment", "text", "Segment", "细分市场", "industry", "行业"),
        f("status", "key", "Status", "状态", choices=PLAN_STATUSES),
        f("themes", "map", "Themes", "主题", "theme"),
        f("change_summary", "long_text", "Change summary", "变更摘要"),
        f("rationale", "long_text", "Rationale", "依据"),
        f("effective_on", "date", "Effective on", "生效日期"),
    ),
    groups=(("starts_on", "ends_on"),),
)

GOALS = Kind(
    "goals", "gl", "G", Words("goal", "目标"), Words("goals", "目标"), "level",
    (
        f("number", "text", "Number", "编号"),
        f("plan", "ref", "Plan", "规划", ref="plans"),
        f("parent", "ref", "Parent goal", "上级目标", "under", "上级", ref="goals"),
        f("title", "text", "Title", "标题", "name", "名称"),
        f("statement", "text", "Statement", "表述", "sentence"),
        f("level", "key", "Level", "层级", "级别", choices=GOAL_LEVELS),
        f("owner", "ref", "Owner", "负责人", ref="members"),
        f("starts_on", "date", "Starts on", "开始日期", "start", "from"),
        f("ends_on", "date", "Ends on", "结束日期", "end", "to"),
        f("base_from", "date", "Base from", "基期开始"),
        f("base_to", "date", "Base to", "基期结束"),
        f("status", "key", "Status", "状态", choices=GOAL_STATUSES),
        f("note", "long_text", "Note", "备注"),
    ),
    groups=(("starts_on", "ends_on"), ("base_from", "base_to")),
)

KEY_RESULTS = Kind(
    "key_results", "kr", "", Words("key result", "关键结果"), Words("key results", "关键结果"), "metric",
    (
        f("goal", "ref", "Goal", "目标", ref="goals"),
        f("order", "integer", "Order", "次序"),
        f("metric", "key", "Metric", "指标", choices=GOAL_METRICS),
        f("op", "key", "Comparison", "比较", choices=GOAL_OPS),
        f("target", "integer", "Target", "目标值"),
        f("unit", "text", "Unit", "单位"),
        f("mode", "key", "Mode", "方式", choices=GOAL_MODES),
        f("filter", "text", "Filter", "范围"),
        f("share_of", "text", "Share of", "占比条件"),
        f("base", "integer", "Base entered", "填报基数"),
        f("weight", "integer", "Weight", "权重"),
        f("pacing", "key", "Pacing", "节奏", choices=GOAL_PACINGS),
    ),
    groups=(("metric", "op", "target", "unit", "mode"),),
)
"""`unit` is that of the metric's figure: `count`, `days`, `bp` (hundredths of a percent) or the code
of the currency in whose minor units it is. An absolute `target` and `base` are in that unit; the
target of growth or of a share is in hundredths of a percent.
"""
