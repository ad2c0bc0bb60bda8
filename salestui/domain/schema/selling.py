"""Kinds of record: deals and the activities on them."""

from __future__ import annotations

from salestui.domain.schema.choices import (
    ACTIVITY_TYPES,
    DIRECTIONS,
    GRADES,
    LOST_REASONS,
    OUTCOMES,
    SOURCES,
)
from salestui.domain.schema.field import Kind
from salestui.domain.schema.field import a_field as f
from salestui.domain.words import Words

# One field a line, so that the tables read as tables.
# fmt: off
# ruff: noqa: E501

DEALS = Kind(
    "deals", "dl", "D", Words("deal", "商机"), Words("deals", "商机"), "stage",
    (
        f("number", "text", "Number", "编号"),
        f("account", "ref", "Account", "客户", "company", "customer", "account_name", "accountid", "associated_company_domain", "client", "客户名称", "公司", "customer_masked", ref="accounts"),
        f("title", "text", "Title", "标题", "name", "deal_name", "potential_name", "opportunity_name", "opportunity", "subject", "deal", "商机名称", "项目名称", "名称", "items"),
        f("pipeline", "ref", "Path", "销售路径", "path", "路径", ref="pipelines"),
        f("stage", "text", "Stage", "阶段", "deal_stage", "stagename", "stage_name", "status", "销售阶段", "状态"),
        f("outcome", "key", "Outcome", "结果", choices=OUTCOMES),
        f("amount", "money", "Amount", "金额", "value", "deal_value", "close_value", "total", "price", "amt", "预计金额", "商机金额", "total_wan", currency="currency"),
        f("currency", "text", "Currency", "币种", "ccy", "货币"),
        f("won_amount", "money", "Won amount", "合同额", "contract_value", "合同金额", "签约金额", currency="won_currency"),
        f("won_currency", "text", "Won currency", "合同币种"),
        f("closed_on", "date", "Closed on", "成交日期", "closed", "close_date", "closing_date", "closedate", "成交", "关闭日期", "签约日期"),
        f("expected_close", "date", "Expected close", "预计签约日", "close", "expected", "expected_close_date", "预计成交", "预计成交日期"),
        f("lost_reason", "key", "Lost reason", "输单原因", "closed_lost_reason", "loss_reason", choices=LOST_REASONS),
        f("lost_note", "text", "Lost note", "输单说明"),
        f("lost_to", "text", "Lost to", "输给"),
        f("recycle_on", "date", "Recycle on", "再跟进日"),
        f("wake_on", "date", "Wake on", "唤醒日"),
        f("probability_manual", "percent", "Probability", "赢率", "probability", "prob"),
        f("owner", "ref", "Owner", "负责人", "deal_owner", "sales_agent", "potential_owner", "agent", "rep", "salesperson", "assigned_to", "ownerid", "owner_id", "销售", "业务员", ref="members"),
        f("owner_since", "date", "Owner since", "负责起始"),
        f("next_step", "text", "Next step", "下一步", "next", "nextstep", "next_action"),
        f("next_step_due", "date", "Next step due", "下一步日期", "due", "next_due"),
        f("source", "key", "Source", "来源", "lead_source", "leadsource", choices=SOURCES),
        f("product", "text", "Product", "产品", "product_name", "sku"),
        f("region", "text", "Region", "区域", "地区"),
        f("primary_contact", "ref", "Primary contact", "主联系人", "contact", ref="contacts"),
        f("contacts", "map", "Contacts", "联系人"),
        f("collaborators", "map", "Collaborators", "协作人"),
        f("competitors", "map", "Competitors", "竞品"),
        f("pains", "map", "Pains", "痛点"),
        f("desired_solution", "long_text", "Desired solution", "期望方案"),
        f("budget_min", "money", "Budget from", "预算下限", currency="budget_currency"),
        f("budget_max", "money", "Budget to", "预算上限", "budget", "预算", currency="budget_currency"),
        f("budget_currency", "text", "Budget currency", "预算币种"),
        f("payment_terms", "text", "Payment terms", "付款条件"),
        f("contract_no", "text", "Contract number", "合同号"),
        f("grade", "key", "Grade", "等级", choices=GRADES),
        f("bid_due_on", "date", "Bid due", "投标截止"),
        f("strategies", "map", "Strategies", "策略", "strategy"),
        f("checklist", "map", "Checklist", "输出标准"),
        f("bypassed", "map", "Gates bypassed", "特批放行"),
        f("recurring_monthly", "money", "Recurring per month", "月经常性收入", currency="recurring_currency"),
        f("recurring_currency", "text", "Recurring currency", "经常性收入币种"),
        f("margin_pct", "percent", "Margin", "毛利率"),
        f("external_id", "text", "External id", "外部编号", "id", "deal_id", "opportunity_id", "opportunityid", "leadid", "quote_id"),
        f("history_from", "instant", "Stage history known since", "阶段历史起始"),
        f("tags", "map", "Tags", "标签", "tag"),
        f("note", "long_text", "Note", "备注", "description", "notes"),
    ),
    groups=(
        ("amount", "currency"),
        ("pipeline", "stage", "outcome", "closed_on", "won_amount", "won_currency", "lost_reason", "lost_note", "lost_to", "recycle_on", "wake_on"),
        ("owner", "owner_since"),
        ("next_step", "next_step_due"),
        ("budget_min", "budget_max", "budget_currency"),
        ("recurring_monthly", "recurring_currency"),
    ),
)

ACTIVITIES = Kind(
    "activities", "at", "", Words("activity", "跟进记录"), Words("activities", "跟进记录"), "type",
    (
        f("type", "key", "Type", "类型", "activity_type", choices=ACTIVITY_TYPES),
        f("at", "instant", "When", "时间", "date", "activity_date"),
        f("deal", "ref", "Deal", "商机", ref="deals"),
        f("account", "ref", "Account", "客户", ref="accounts"),
        f("member", "ref", "By", "跟进人", "by", "owner", ref="members"),
        f("contacts", "map", "Contacts", "联系人"),
        f("direction", "key", "Direction", "方向", choices=DIRECTIONS),
        f("summary", "long_text", "Summary", "内容", "notes", "notes/description"),
        f("feedback", "long_text", "Customer feedback", "客户反馈"),
        f("sentiment", "integer", "Sentiment", "态度"),
        f("score", "integer", "Satisfaction score", "满意度评分"),
        f("next_step", "text", "Next step", "下一步"),
        f("next_step_due", "date", "Next step due", "下一步日期"),
        f("duration_min", "integer", "Minutes", "时长分钟"),
        f("external_id", "text", "External id", "外部编号", "activity_id"),
    ),
    append_only=True,
)
