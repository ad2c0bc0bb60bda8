"""Every kind of record and its fields, declared once: names, types, groups and both languages.

The fold, the filter language, forms, import, export and help read these tables. They are plain
data so that quick commands need no pydantic; the pydantic models are typed views of the same
fields, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from salestui.domain.words import Words

FieldType = Literal[
    "text",  # one line
    "long_text",  # several lines
    "key",  # one of `choices`
    "ref",  # the id of a record of kind `ref`
    "money",  # integer minor units; its currency stands in path `currency`
    "integer",
    "percent",  # integer 0..100
    "date",  # ISO local date
    "instant",  # integer milliseconds since the epoch, UTC
    "flag",  # true or false
    "map",  # members are the paths `<field>/<member>`
]

Choices = Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record."""

    path: str
    type: FieldType
    label: Words
    choices: Choices = field(default_factory=dict)
    ref: str = ""
    """For `ref` fields: the kind referred to."""
    currency: str = ""
    """For `money` fields: the path that holds the currency."""
    aliases: tuple[str, ...] = ()
    """More names for filters and import headers, lower case, either language."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record."""

    name: str
    """The table and collection name, plural: `deals`."""
    prefix: str
    """Of ids: `dl`."""
    letter: str
    """Of human numbers: `D`; empty where a kind has none."""
    label: Words
    plural: Words
    essential: str
    """The path that the creating commit always writes; without it a record is incomplete."""
    fields: tuple[Field, ...]
    groups: tuple[tuple[str, ...], ...] = ()
    """Paths always written together under one stamp. Membership is frozen once shipped."""

    def field(self, path: str) -> Field | None:
        """The field at `path`, or None."""
        for candidate in self.fields:
            if candidate.path == path:
                return candidate
        return None

    def group_of(self, path: str) -> tuple[str, ...]:
        """The paths that must be written together with `path` (itself alone where ungrouped)."""
        for group in self.groups:
            if path in group:
                return group
        return (path,)


def _keys(*rows: tuple[str, str, str]) -> Choices:
    return {key: Words(en, zh) for key, en, zh in rows}


ROLES = _keys(
    ("rep", "Sales rep", "销售代表"),
    ("manager", "Manager", "经理"),
    ("specialist", "Specialist", "专员"),
    ("observer", "Observer", "只读成员"),
)
DEPARTMENTS = _keys(
    ("sales", "Sales", "销售"),
    ("marketing", "Marketing", "市场"),
    ("presales", "Presales", "售前"),
    ("technical", "Technical", "技术"),
    ("legal", "Legal", "法务"),
    ("service", "Service", "服务"),
    ("other", "Other", "其他"),
)
ACCOUNT_KINDS = _keys(
    ("prospect", "Prospect", "潜在客户"),
    ("customer", "Customer", "老客户"),
    ("former", "Former", "流失客户"),
)
TIERS = _keys(
    ("key", "Key breakthrough", "重点突破型"),
    ("nurture", "Opportunity nurture", "机会培养型"),
    ("watch", "Potential watch", "潜力关注型"),
)
TIER_LETTERS = _keys(
    ("key", "K", "重"), ("nurture", "N", "机"), ("watch", "W", "潜"), ("", "-", "未")
)
DECISION_ROLES = _keys(
    ("economic_buyer", "Economic buyer", "决策人"),
    ("champion", "Champion", "支持者"),
    ("technical", "Technical", "技术把关人"),
    ("procurement", "Procurement", "采购"),
    ("user", "User", "使用者"),
    ("blocker", "Blocker", "反对者"),
    ("unknown", "Unknown", "未知"),
)
STANCES = _keys(
    ("support", "Supports", "支持"), ("neutral", "Neutral", "中立"), ("oppose", "Opposes", "反对")
)
SOURCES = _keys(
    ("expo", "Expo", "展会"),
    ("online", "Online", "线上推广"),
    ("referral", "Referral", "转介绍"),
    ("cold", "Cold call", "陌拜"),
    ("existing", "Existing customer", "老客户"),
    ("other", "Other", "其他"),
)
OUTCOMES = _keys(("open", "Open", "进行中"), ("won", "Won", "签约"), ("lost", "Lost", "输单"))
GRADES = _keys(("A", "A", "A"), ("B", "B", "B"), ("C", "C", "C"))
LOST_REASONS = _keys(
    ("price", "Price", "价格"),
    ("competition", "Competition", "竞争"),
    ("budget", "Budget cancelled", "预算取消"),
    ("missing_feature", "Missing feature", "功能不满足"),
    ("too_slow", "Too slow", "周期过长"),
    ("no_decision_maker", "No decision maker", "无决策人"),
    ("unresponsive", "Unresponsive", "无回应"),
    ("poor_discovery", "Poor discovery", "需求调研不充分"),
    ("no_decision", "No decision", "维持现状"),
    ("other", "Other", "其他"),
)
ACTIVITY_TYPES = _keys(
    ("call", "Call", "电话"),
    ("email", "Email", "邮件"),
    ("visit", "Visit", "拜访"),
    ("meeting", "Meeting", "会议"),
    ("demo", "Demo", "演示"),
    ("message", "Message", "微信"),
    ("survey", "Survey", "满意度调研"),
    ("note", "Note", "备注"),
)
DIRECTIONS = _keys(("in", "Inbound", "来"), ("out", "Outbound", "去"))
STAGE_KINDS = _keys(
    ("open", "Open", "进行"),
    ("won", "Won", "签约"),
    ("lost", "Lost", "输单"),
    ("hold", "On hold", "搁置"),
)
FORECASTS = _keys(
    ("pipeline", "Pipeline", "储备"),
    ("best_case", "Best case", "争取"),
    ("commit", "Commit", "承诺"),
    ("closed", "Closed", "已成"),
    ("omitted", "Omitted", "不计"),
)


def _f(
    path: str,
    type_: FieldType,
    en: str,
    zh: str,
    *aliases: str,
    choices: Choices | None = None,
    ref: str = "",
    currency: str = "",
) -> Field:
    return Field(path, type_, Words(en, zh), choices or {}, ref, currency, aliases)


WORKSPACE = Kind(
    "workspace", "ws", "", Words("workspace", "工作区"), Words("workspaces", "工作区"), "name",
    (
        _f("name", "text", "Name", "名称"),
        _f("timezone", "text", "Time zone", "时区"),
        _f("currency", "text", "Currency", "币种"),
        _f("language", "key", "Language", "语言", choices=_keys(("en", "English", "英文"), ("zh", "Chinese", "中文"))),
        _f("fiscal_year_start_month", "integer", "Fiscal year starts in month", "财年起始月"),
        _f("week_start", "integer", "Week starts on weekday", "每周起始日"),
        _f("business_days", "map", "Business days", "工作日"),
        _f("lag_threshold_days", "integer", "Lag threshold, days", "滞后阈值天数"),
        _f("lag_counts", "key", "Lag counts", "滞后计算", choices=_keys(("calendar", "Calendar days", "自然日"), ("business", "Business days", "工作日"))),
        _f("rot_mode", "key", "Rot counts", "停滞计算", choices=_keys(("last_touch", "Since last touch", "最近跟进"), ("stage_age", "Days in stage", "阶段天数"), ("both", "Both", "两者"))),
        _f("gate_mode_default", "key", "Gates", "推进条件", choices=_keys(("warn", "Warn", "提醒"), ("block", "Block", "拦截"))),
        _f("dormant_days", "integer", "Dormant after days", "沉睡天数"),
        _f("log_within_hours", "integer", "Log within hours", "记录时限小时"),
    ),
)  # fmt: skip

MEMBERS = Kind(
    "members", "mb", "", Words("member", "成员"), Words("members", "成员"), "handle",
    (
        _f("handle", "text", "Handle", "账号", "user", "login", "sales_agent", "agent", "rep", "user_id", "用户", "工号"),
        _f("name", "text", "Name", "姓名", "full_name", "member", "salesperson", "销售", "成员"),
        _f("short_name", "text", "Short name", "简称", "short", "nickname"),
        _f("email", "text", "E-mail", "邮箱", "mail", "e-mail"),
        _f("manager", "ref", "Manager", "上级", "boss", "manager_id", "经理", "主管", ref="members"),
        _f("region", "text", "Region", "区域", "regional_office", "office", "territory", "地区", "大区"),
        _f("role", "key", "Role", "角色", "job", choices=ROLES),
        _f("department", "key", "Department", "部门", "dept", choices=DEPARTMENTS),
        _f("strengths", "map", "Strengths", "特长"),
        _f("capacity_touches_per_week", "integer", "Touches per week", "每周跟进量"),
        _f("active", "flag", "Active", "在职"),
        _f("external_id", "text", "External id", "外部编号"),
    ),
)  # fmt: skip

ACCOUNTS = Kind(
    "accounts", "ac", "A", Words("account", "客户"), Words("accounts", "客户"), "name",
    (
        _f("number", "text", "Number", "编号"),
        _f("name", "text", "Name", "名称", "account", "account_name", "company", "company_name", "customer", "client", "客户", "客户名称", "公司", "单位", "customer_masked"),
        _f("kind", "key", "Kind", "客户类别", "type", "account_type", choices=ACCOUNT_KINDS),
        _f("industry", "text", "Industry", "行业", "sector", "vertical"),
        _f("size_band", "text", "Size", "规模", "size"),
        _f("employees", "integer", "Employees", "员工数", "number_of_employees", "numberofemployees", "headcount", "人数"),
        _f("annual_revenue", "money", "Annual revenue", "年营收", "revenue", "annualrevenue", "turnover", "营收", currency="revenue_currency"),
        _f("revenue_currency", "text", "Revenue currency", "营收币种"),
        _f("year_established", "integer", "Founded", "成立年份", "founded", "established"),
        _f("region", "text", "Region", "区域", "office_location", "location", "country", "state", "city", "billingcity", "state/region", "地区", "省份"),
        _f("source", "key", "Source", "来源", "lead_source", "leadsource", choices=SOURCES),
        _f("owner", "ref", "Owner", "负责人", "account_owner", "company_owner", "ownerid", "owner_id", ref="members"),
        _f("owner_since", "date", "Owner since", "负责起始"),
        _f("parent", "ref", "Parent", "上级客户", "subsidiary_of", "parentid", "parent_account", ref="accounts"),
        _f("tier_manual", "key", "Tier", "分层", "tier", "层级", choices=TIERS),
        _f("tier_reason", "text", "Tier reason", "分层理由"),
        _f("tier_until", "date", "Tier until", "分层截止"),
        _f("arpu", "money", "Revenue per month", "月均收入", currency="arpu_currency"),
        _f("arpu_currency", "text", "Revenue per month, currency", "月均收入币种"),
        _f("growth_potential", "integer", "Growth potential", "增长潜力"),
        _f("industry_growth", "integer", "Industry growth", "行业增速"),
        _f("explicit_need", "flag", "Explicit need", "明确需求"),
        _f("contract_end_on", "date", "Contract ends", "合同到期", "contract_end", "renewal_date"),
        _f("churned_on", "date", "Churned", "流失日期"),
        _f("satisfaction", "integer", "Satisfaction", "满意度"),
        _f("phone", "text", "Phone", "电话", "phone_number", "tel"),
        _f("website", "text", "Website", "网址", "url", "domain", "company_domain_name"),
        _f("address", "text", "Address", "地址", "street_address"),
        _f("merged_into", "ref", "Merged into", "并入", ref="accounts"),
        _f("external_id", "text", "External id", "外部编号", "id", "account_id", "company_id", "accountid", "customer_id"),
        _f("tags", "map", "Tags", "标签", "tag"),
        _f("note", "long_text", "Note", "备注", "description"),
    ),
    groups=(("tier_manual", "tier_reason", "tier_until"), ("owner", "owner_since"), ("annual_revenue", "revenue_currency"), ("arpu", "arpu_currency")),
)  # fmt: skip

CONTACTS = Kind(
    "contacts", "ct", "C", Words("contact", "联系人"), Words("contacts", "联系人"), "name",
    (
        _f("number", "text", "Number", "编号"),
        _f("account", "ref", "Account", "客户", "accountid", "company", ref="accounts"),
        _f("name", "text", "Name", "姓名", "contact", "full_name"),
        _f("title", "text", "Title", "职务", "job_title", "position"),
        _f("department", "text", "Department", "部门"),
        _f("decision_role", "key", "Role", "决策角色", "role", choices=DECISION_ROLES),
        _f("influence", "integer", "Influence", "影响力"),
        _f("stance", "key", "Stance", "立场", choices=STANCES),
        _f("phone", "text", "Phone", "电话", "mobile", "mobilephone", "手机"),
        _f("email", "text", "E-mail", "邮箱", "mail"),
        _f("wechat", "text", "WeChat", "微信"),
        _f("left_on", "date", "Left on", "离职日期"),
        _f("backup", "ref", "Backup contact", "备用联系人", ref="contacts"),
        _f("external_id", "text", "External id", "外部编号", "id"),
        _f("note", "long_text", "Note", "备注"),
    ),
)  # fmt: skip

PIPELINES = Kind(
    "pipelines", "pl", "", Words("sales path", "销售路径"), Words("sales paths", "销售路径"), "key",
    (
        _f("key", "text", "Key", "键"),
        _f("name_en", "text", "Name, English", "英文名"),
        _f("name_zh", "text", "Name, Chinese", "中文名"),
        _f("order", "integer", "Order", "次序"),
        _f("customer_kind", "key", "For", "适用客户", choices=_keys(("new", "New customers", "新客户"), ("existing", "Existing customers", "老客户"), ("any", "Any", "不限"))),
        _f("gate_mode", "key", "Gates", "推进条件", choices=_keys(("warn", "Warn", "提醒"), ("block", "Block", "拦截"))),
        _f("gate_from", "date", "Gates block since", "拦截起始日"),
        _f("allow_skip", "flag", "Stages may be skipped", "允许跳级"),
        _f("allow_back", "key", "Moves back", "允许退回", choices=_keys(("yes", "Allowed", "允许"), ("with_reason", "With a reason", "须写原因"), ("no", "Not allowed", "不允许"))),
        _f("active", "flag", "Active", "启用"),
        _f("stages", "map", "Stages", "阶段"),
    ),
)  # fmt: skip

DEALS = Kind(
    "deals", "dl", "D", Words("deal", "商机"), Words("deals", "商机"), "stage",
    (
        _f("number", "text", "Number", "编号"),
        _f("account", "ref", "Account", "客户", "company", "customer", "account_name", "accountid", "associated_company_domain", "client", "客户名称", "公司", "customer_masked", ref="accounts"),
        _f("title", "text", "Title", "标题", "name", "deal_name", "potential_name", "opportunity_name", "opportunity", "subject", "deal", "商机名称", "项目名称", "名称", "items"),
        _f("pipeline", "ref", "Path", "销售路径", "path", "路径", ref="pipelines"),
        _f("stage", "text", "Stage", "阶段", "deal_stage", "stagename", "stage_name", "status", "销售阶段", "状态"),
        _f("outcome", "key", "Outcome", "结果", choices=OUTCOMES),
        _f("amount", "money", "Amount", "金额", "value", "deal_value", "close_value", "total", "price", "amt", "预计金额", "商机金额", "total_wan", currency="currency"),
        _f("currency", "text", "Currency", "币种", "ccy", "货币"),
        _f("won_amount", "money", "Won amount", "合同额", "contract_value", "合同金额", "签约金额", currency="won_currency"),
        _f("won_currency", "text", "Won currency", "合同币种"),
        _f("closed_on", "date", "Closed on", "成交日期", "closed", "close_date", "closing_date", "closedate", "成交", "关闭日期", "签约日期"),
        _f("expected_close", "date", "Expected close", "预计签约日", "close", "expected", "expected_close_date", "预计成交", "预计成交日期"),
        _f("lost_reason", "key", "Lost reason", "输单原因", "closed_lost_reason", "loss_reason", choices=LOST_REASONS),
        _f("lost_note", "text", "Lost note", "输单说明"),
        _f("lost_to", "text", "Lost to", "输给"),
        _f("recycle_on", "date", "Recycle on", "再跟进日"),
        _f("wake_on", "date", "Wake on", "唤醒日"),
        _f("probability_manual", "percent", "Probability", "赢率", "probability", "prob"),
        _f("owner", "ref", "Owner", "负责人", "deal_owner", "sales_agent", "potential_owner", "agent", "rep", "salesperson", "assigned_to", "ownerid", "owner_id", "销售", "业务员", ref="members"),
        _f("owner_since", "date", "Owner since", "负责起始"),
        _f("next_step", "text", "Next step", "下一步", "next", "nextstep", "next_action"),
        _f("next_step_due", "date", "Next step due", "下一步日期", "due", "next_due"),
        _f("source", "key", "Source", "来源", "lead_source", "leadsource", choices=SOURCES),
        _f("product", "text", "Product", "产品", "product_name", "sku"),
        _f("region", "text", "Region", "区域", "地区"),
        _f("primary_contact", "ref", "Primary contact", "主联系人", "contact", ref="contacts"),
        _f("contacts", "map", "Contacts", "联系人"),
        _f("collaborators", "map", "Collaborators", "协作人"),
        _f("competitors", "map", "Competitors", "竞品"),
        _f("pains", "map", "Pains", "痛点"),
        _f("desired_solution", "long_text", "Desired solution", "期望方案"),
        _f("budget_min", "money", "Budget from", "预算下限", currency="budget_currency"),
        _f("budget_max", "money", "Budget to", "预算上限", "budget", "预算", currency="budget_currency"),
        _f("budget_currency", "text", "Budget currency", "预算币种"),
        _f("payment_terms", "text", "Payment terms", "付款条件"),
        _f("contract_no", "text", "Contract number", "合同号"),
        _f("grade", "key", "Grade", "等级", choices=GRADES),
        _f("bid_due_on", "date", "Bid due", "投标截止"),
        _f("strategies", "map", "Strategies", "策略", "strategy"),
        _f("checklist", "map", "Checklist", "输出标准"),
        _f("recurring_monthly", "money", "Recurring per month", "月经常性收入", currency="recurring_currency"),
        _f("recurring_currency", "text", "Recurring currency", "经常性收入币种"),
        _f("margin_pct", "percent", "Margin", "毛利率"),
        _f("external_id", "text", "External id", "外部编号", "id", "deal_id", "opportunity_id", "opportunityid", "leadid", "quote_id"),
        _f("history_from", "instant", "Stage history known since", "阶段历史起始"),
        _f("tags", "map", "Tags", "标签", "tag"),
        _f("note", "long_text", "Note", "备注", "description", "notes"),
    ),
    groups=(
        ("amount", "currency"),
        ("pipeline", "stage", "outcome", "closed_on", "won_amount", "won_currency", "lost_reason", "lost_note", "lost_to", "recycle_on", "wake_on"),
        ("owner", "owner_since"),
        ("next_step", "next_step_due"),
        ("budget_min", "budget_max", "budget_currency"),
        ("recurring_monthly", "recurring_currency"),
    ),
)  # fmt: skip

ACTIVITIES = Kind(
    "activities", "at", "", Words("activity", "跟进记录"), Words("activities", "跟进记录"), "type",
    (
        _f("type", "key", "Type", "类型", "activity_type", choices=ACTIVITY_TYPES),
        _f("at", "instant", "When", "时间", "date", "activity_date"),
        _f("deal", "ref", "Deal", "商机", ref="deals"),
        _f("account", "ref", "Account", "客户", ref="accounts"),
        _f("member", "ref", "By", "跟进人", "by", "owner", ref="members"),
        _f("contacts", "map", "Contacts", "联系人"),
        _f("direction", "key", "Direction", "方向", choices=DIRECTIONS),
        _f("summary", "long_text", "Summary", "内容", "notes", "notes/description"),
        _f("feedback", "long_text", "Customer feedback", "客户反馈"),
        _f("sentiment", "integer", "Sentiment", "态度"),
        _f("score", "integer", "Satisfaction score", "满意度评分"),
        _f("next_step", "text", "Next step", "下一步"),
        _f("next_step_due", "date", "Next step due", "下一步日期"),
        _f("duration_min", "integer", "Minutes", "时长分钟"),
        _f("external_id", "text", "External id", "外部编号", "activity_id"),
    ),
)  # fmt: skip

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (WORKSPACE, MEMBERS, ACCOUNTS, CONTACTS, PIPELINES, DEALS, ACTIVITIES)
}

DELETED = "_del"
"""The register path of every record: true when it is archived."""


def key_path(*parts: str) -> str:
    """A path from parts, with `~` and `/` inside a part escaped (`~0`, `~1`)."""
    return "/".join(part.replace("~", "~0").replace("/", "~1") for part in parts)


def path_parts(path: str) -> tuple[str, ...]:
    """The parts of a path, unescaped; the inverse of `key_path`."""
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in path.split("/"))


def members_of(doc: Mapping[str, object], path: str) -> tuple[str, ...]:
    """The members of the map field `path` that a record holds, in name order."""
    start = path + "/"
    found = {
        path_parts(key)[1]
        for key, value in doc.items()
        if key.startswith(start) and key.count("/") == 1 and value
    }
    return tuple(sorted(found))
