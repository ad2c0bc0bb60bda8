"""Kinds of record: the workspace, its members and its sales paths."""

from __future__ import annotations

from salestui.domain.schema.choices import DEPARTMENTS, ROLES, keys
from salestui.domain.schema.field import Kind
from salestui.domain.schema.field import a_field as f
from salestui.domain.words import Words

# One field a line, so that the tables read as tables.
# fmt: off
# ruff: noqa: E501

WORKSPACE = Kind(
    "workspace", "ws", "", Words("workspace", "工作区"), Words("workspaces", "工作区"), "name",
    (
        f("name", "text", "Name", "名称"),
        f("timezone", "text", "Time zone", "时区"),
        f("currency", "text", "Currency", "币种"),
        f("language", "key", "Language", "语言", choices=keys(("en", "English", "英文"), ("zh", "Chinese", "中文"))),
        f("fiscal_year_start_month", "integer", "Fiscal year starts in month", "财年起始月"),
        f("week_start", "integer", "Week starts on weekday", "每周起始日"),
        f("business_days", "map", "Business days", "工作日"),
        f("calendar", "text", "Calendar", "节假日历"),
        f("holidays", "map", "Holidays", "节假日"),
        f("workdays", "map", "Make-up workdays", "调休上班日"),
        f("lag_threshold_days", "integer", "Lag threshold, days", "滞后阈值天数"),
        f("lag_counts", "key", "Lag counts", "滞后计算", choices=keys(("calendar", "Calendar days", "自然日"), ("business", "Business days", "工作日"))),
        f("rot_mode", "key", "Rot counts", "停滞计算", choices=keys(("last_touch", "Since last touch", "最近跟进"), ("stage_age", "Days in stage", "阶段天数"), ("both", "Both", "两者"))),
        f("gate_mode_default", "key", "Gates", "推进条件", choices=keys(("warn", "Warn", "提醒"), ("block", "Block", "拦截"))),
        f("dormant_days", "integer", "Dormant after days", "沉睡天数"),
        f("log_within_hours", "integer", "Log within hours", "记录时限小时"),
        f("survey_every", "key", "Survey customers every", "满意度调研周期", choices=keys(("quarter", "Quarter", "每季"), ("never", "Never", "不调研"))),
    ),
)

MEMBERS = Kind(
    "members", "mb", "", Words("member", "成员"), Words("members", "成员"), "handle",
    (
        f("handle", "text", "Handle", "账号", "user", "login", "sales_agent", "agent", "rep", "user_id", "用户", "工号"),
        f("name", "text", "Name", "姓名", "full_name", "member", "salesperson", "销售", "成员"),
        f("short_name", "text", "Short name", "简称", "short", "nickname"),
        f("email", "text", "E-mail", "邮箱", "mail", "e-mail"),
        f("manager", "ref", "Manager", "上级", "boss", "manager_id", "经理", "主管", ref="members"),
        f("region", "text", "Region", "区域", "regional_office", "office", "territory", "地区", "大区"),
        f("role", "key", "Role", "角色", "job", choices=ROLES),
        f("department", "key", "Department", "部门", "dept", choices=DEPARTMENTS),
        f("strengths", "map", "Strengths", "特长"),
        f("capacity_touches_per_week", "integer", "Touches per week", "每周跟进量"),
        f("active", "flag", "Active", "在职"),
        f("external_id", "text", "External id", "外部编号"),
    ),
)

PIPELINES = Kind(
    "pipelines", "pl", "", Words("sales path", "销售路径"), Words("sales paths", "销售路径"), "key",
    (
        f("key", "text", "Key", "键"),
        f("name_en", "text", "Name, English", "英文名"),
        f("name_zh", "text", "Name, Chinese", "中文名"),
        f("order", "integer", "Order", "次序"),
        f("customer_kind", "key", "For", "适用客户", choices=keys(("new", "New customers", "新客户"), ("existing", "Existing customers", "老客户"), ("any", "Any", "不限"))),
        f("gate_mode", "key", "Gates", "推进条件", choices=keys(("warn", "Warn", "提醒"), ("block", "Block", "拦截"))),
        f("gate_from", "date", "Gates block since", "拦截起始日"),
        f("allow_skip", "flag", "Stages may be skipped", "允许跳级"),
        f("allow_back", "key", "Moves back", "允许退回", choices=keys(("yes", "Allowed", "允许"), ("with_reason", "With a reason", "须写原因"), ("no", "Not allowed", "不允许"))),
        f("active", "flag", "Active", "启用"),
        f("stages", "map", "Stages", "阶段"),
    ),
)
