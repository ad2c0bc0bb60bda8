"""The values that a field of choices can have, each with its words in both languages."""

from __future__ import annotations

from salestui.domain.schema.field import Choices
from salestui.domain.words import Words


def keys(*rows: tuple[str, str, str]) -> Choices:
    """Choices from rows of key, English, Chinese."""
    return {key: Words(en, zh) for key, en, zh in rows}


ROLES = keys(
    ("rep", "Sales rep", "销售代表"),
    ("manager", "Manager", "经理"),
    ("specialist", "Specialist", "专员"),
    ("observer", "Observer", "只读成员"),
)
DEPARTMENTS = keys(
    ("sales", "Sales", "销售"),
    ("marketing", "Marketing", "市场"),
    ("presales", "Presales", "售前"),
    ("technical", "Technical", "技术"),
    ("legal", "Legal", "法务"),
    ("service", "Service", "服务"),
    ("other", "Other", "其他"),
)
ACCOUNT_KINDS = keys(
    ("prospect", "Prospect", "潜在客户"),
    ("customer", "Customer", "老客户"),
    ("former", "Former", "流失客户"),
)
TIERS = keys(
    ("key", "Key breakthrough", "重点突破型"),
    ("nurture", "Opportunity nurture", "机会培养型"),
    ("watch", "Potential watch", "潜力关注型"),
)
TIER_LETTERS = keys(
    ("key", "K", "重"), ("nurture", "N", "机"), ("watch", "W", "潜"), ("", "-", "未")
)
DECISION_ROLES = keys(
    ("economic_buyer", "Economic buyer", "决策人"),
    ("champion", "Champion", "支持者"),
    ("technical", "Technical", "技术把关人"),
    ("procurement", "Procurement", "采购"),
    ("user", "User", "使用者"),
    ("blocker", "Blocker", "反对者"),
    ("unknown", "Unknown", "未知"),
)
STANCES = keys(
    ("support", "Supports", "支持"), ("neutral", "Neutral", "中立"), ("oppose", "Opposes", "反对")
)
SOURCES = keys(
    ("expo", "Expo", "展会"),
    ("online", "Online", "线上推广"),
    ("referral", "Referral", "转介绍"),
    ("cold", "Cold call", "陌拜"),
    ("existing", "Existing customer", "老客户"),
    ("other", "Other", "其他"),
)
OUTCOMES = keys(("open", "Open", "进行中"), ("won", "Won", "签约"), ("lost", "Lost", "输单"))
GRADES = keys(("A", "A", "A"), ("B", "B", "B"), ("C", "C", "C"))
LOST_REASONS = keys(
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
ACTIVITY_TYPES = keys(
    ("call", "Call", "电话"),
    ("email", "Email", "邮件"),
    ("visit", "Visit", "拜访"),
    ("meeting", "Meeting", "会议"),
    ("demo", "Demo", "演示"),
    ("message", "Message", "微信"),
    ("survey", "Survey", "满意度调研"),
    ("note", "Note", "备注"),
)
DIRECTIONS = keys(("in", "Inbound", "来"), ("out", "Outbound", "去"))
STAGE_KINDS = keys(
    ("open", "Open", "进行"),
    ("won", "Won", "签约"),
    ("lost", "Lost", "输单"),
    ("hold", "On hold", "搁置"),
)
FORECASTS = keys(
    ("pipeline", "Pipeline", "储备"),
    ("best_case", "Best case", "争取"),
    ("commit", "Commit", "承诺"),
    ("closed", "Closed", "已成"),
    ("omitted", "Omitted", "不计"),
)
SEVERITIES = keys(("required", "Required", "必备"), ("advised", "Advised", "建议"))
CHECKS = keys(
    ("field_set", "Fields filled in", "字段已填"),
    ("field_gte", "Fields of at least", "字段达到"),
    ("contact_role", "Contact in a role", "有某角色联系人"),
    ("contact_count", "Number of contacts", "联系人数量"),
    ("activity_done", "Activity logged", "已记录跟进"),
    ("document", "Document, ticked", "文件，勾选"),
    ("task_done", "Task done", "任务完成"),
    ("checklist", "Ticked by hand", "手工勾选"),
)
STRENGTHS = keys(
    ("technical_talk", "technical talk", "技术沟通"),
    ("negotiation", "negotiation", "商务谈判"),
    ("prospecting", "prospecting", "拓客"),
    ("relationship", "relationship", "客情"),
    ("presentation", "presentation", "演示"),
)
PLAN_STATUSES = keys(
    ("draft", "Draft", "草稿"), ("active", "Active", "执行中"), ("closed", "Closed", "已结束")
)
GOAL_LEVELS = keys(
    ("company", "Company", "公司"),
    ("region", "Region", "区域"),
    ("product", "Product", "产品"),
    ("team", "Team", "团队"),
    ("person", "Person", "个人"),
)
GOAL_STATUSES = keys(
    ("draft", "Draft", "草稿"),
    ("active", "Active", "执行中"),
    ("achieved", "Achieved", "已达成"),
    ("missed", "Missed", "未达成"),
    ("dropped", "Dropped", "已取消"),
)
GOAL_METRICS = keys(
    ("new_customers", "New customers", "新签客户"),
    ("won_amount", "Won amount", "合同额"),
    ("won_count", "Deals won", "签约单数"),
    ("win_rate", "Win rate", "赢单率"),
    ("average_deal", "Average deal", "平均成交额"),
    ("sales_cycle_mean", "Sales cycle", "销售周期"),
    ("lost_count", "Deals lost", "输单数"),
    ("open_count", "Open deals", "进行中商机"),
    ("open_amount", "Open amount", "商机储备额"),
    ("weighted_pipeline", "Weighted pipeline", "加权预测额"),
    ("expected_total", "Expected total", "预计完成额"),
)
GOAL_OPS = keys((">=", "At least", "不低于"), ("<=", "At most", "不超过"))
GOAL_MODES = keys(
    ("absolute", "Absolute", "绝对值"),
    ("growth_vs_base", "Growth", "增长"),
    ("share", "Share", "占比"),
)
GOAL_PACINGS = keys(("linear", "Linear", "线性"), ("weekly_curve", "Weekly curve", "按周曲线"))
