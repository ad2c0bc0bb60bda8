"""Kinds of record: tasks, and what a task asks of other departments."""

from __future__ import annotations

from salestui.domain.schema.choices import DEPARTMENTS, keys
from salestui.domain.schema.field import Kind
from salestui.domain.schema.field import a_field as f
from salestui.domain.words import Words

# One field a line, so that the tables read as tables.
# fmt: off
# ruff: noqa: E501

TASK_STATES = keys(
    ("todo", "To do", "待办"),
    ("doing", "Doing", "进行中"),
    ("waiting", "Waiting", "等待"),
    ("done", "Done", "完成"),
    ("dropped", "Dropped", "取消"),
)
LAG_REASONS = keys(
    ("decision_chain", "Complex decision chain", "客户决策链复杂"),
    ("resources", "Internal resources late", "内部资源协调不畅"),
    ("silent", "Customer silent", "客户无回应"),
    ("scope", "Scope changed", "需求变更"),
    ("budget", "Budget approval", "预算审批"),
    ("competitor", "Competitor", "竞品介入"),
    ("overload", "Owner overloaded", "负责人负荷过高"),
    ("dependency", "Dependency late", "前置任务未完成"),
    ("plan", "Plan was wrong", "计划不合理"),
    ("other", "Other", "其他"),
)
"""Why a task lags (4.5.5), in the order of the digits that choose them: 1 to 9, then 0."""
REQUEST_STATES = keys(
    ("requested", "Requested", "已申请"),
    ("confirmed", "Confirmed", "已确认"),
    ("delivered", "Delivered", "已交付"),
    ("declined", "Declined", "已拒绝"),
)

TASKS = Kind(
    "tasks", "tk", "T", Words("task", "任务"), Words("tasks", "任务"), "title",
    (
        f("number", "text", "Number", "编号"),
        f("title", "text", "Title", "标题", "name", "task", "任务", "名称"),
        f("deal", "ref", "Deal", "商机", ref="deals"),
        f("account", "ref", "Account", "客户", ref="accounts"),
        f("pipeline", "ref", "Path", "销售路径", "path", "路径", ref="pipelines"),
        f("stage", "text", "Stage", "阶段"),
        f("node", "text", "Node", "节点", "流程节点"),
        f("visit", "integer", "Visit", "第几次"),
        f("owner", "ref", "Owner", "负责人", ref="members"),
        f("owner_since", "date", "Owner since", "负责起始"),
        f("helpers", "map", "Helpers", "协作人", "helper"),
        f("department", "key", "Department", "部门", choices=DEPARTMENTS),
        f("strength", "text", "Strength needed", "所需特长"),
        f("start", "date", "Start", "开始"),
        f("due", "date", "Due", "截止", "deadline", "到期"),
        f("original_due", "date", "First due", "原截止"),
        f("status", "key", "Status", "状态", "state", choices=TASK_STATES),
        f("done_on", "date", "Done on", "完成日期", "done"),
        f("priority", "integer", "Priority", "优先级"),
        f("outputs", "map", "Outputs", "产出", "output"),
        f("depends", "map", "Depends on", "前置任务"),
        f("lag_reason", "key", "Lag reason", "滞后原因", choices=LAG_REASONS),
        f("lag_note", "text", "Lag note", "滞后说明"),
        f("lag_logged_on", "date", "Lag logged on", "滞后登记日"),
        f("quarter", "text", "Quarter", "季度"),
        f("external_id", "text", "External id", "外部编号", "id", "task_id"),
        f("note", "long_text", "Note", "备注", "description"),
    ),
    groups=(("status", "done_on"), ("owner", "owner_since"), ("lag_reason", "lag_note", "lag_logged_on")),
)

REQUESTS = Kind(
    "requests", "rq", "R", Words("resource request", "资源需求"), Words("resource requests", "资源需求"), "item",
    (
        f("number", "text", "Number", "编号"),
        f("item", "text", "Item", "内容", "resource"),
        f("task", "ref", "Task", "任务", ref="tasks"),
        f("deal", "ref", "Deal", "商机", ref="deals"),
        f("department", "key", "Department", "部门", choices=DEPARTMENTS),
        f("needed_by", "date", "Needed by", "需要日期", "due"),
        f("requested_on", "date", "Requested on", "申请日期"),
        f("status", "key", "Status", "状态", choices=REQUEST_STATES),
        f("confirmed_on", "date", "Confirmed on", "确认日期"),
        f("delivered_on", "date", "Delivered on", "交付日期"),
        f("provider", "ref", "Provider", "提供人", ref="members"),
        f("note", "long_text", "Note", "备注"),
    ),
    groups=(("status", "confirmed_on", "delivered_on"),),
)
