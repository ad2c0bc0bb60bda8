"""Kinds of record: accounts and their contacts."""

from __future__ import annotations

from salestui.domain.schema.choices import ACCOUNT_KINDS, DECISION_ROLES, SOURCES, STANCES, TIERS
from salestui.domain.schema.field import Kind
from salestui.domain.schema.field import a_field as f
from salestui.domain.words import Words

# One field a line, so that the tables read as tables.
# fmt: off
# ruff: noqa: E501

ACCOUNTS = Kind(
    "accounts", "ac", "A", Words("account", "客户"), Words("accounts", "客户"), "name",
    (
        f("number", "text", "Number", "编号"),
        f("name", "text", "Name", "名称", "account", "account_name", "company", "company_name", "customer", "client", "客户", "客户名称", "公司", "单位", "customer_masked"),
        f("kind", "key", "Kind", "客户类别", "type", "account_type", choices=ACCOUNT_KINDS),
        f("industry", "text", "Industry", "行业", "sector", "vertical"),
        f("size_band", "text", "Size", "规模", "size"),
        f("employees", "integer", "Employees", "员工数", "number_of_employees", "numberofemployees", "headcount", "人数"),
        f("annual_revenue", "money", "Annual revenue", "年营收", "revenue", "annualrevenue", "turnover", "营收", currency="revenue_currency"),
        f("revenue_currency", "text", "Revenue currency", "营收币种"),
        f("year_established", "integer", "Founded", "成立年份", "founded", "established"),
        f("region", "text", "Region", "区域", "office_location", "location", "country", "state", "city", "billingcity", "state/region", "地区", "省份"),
        f("source", "key", "Source", "来源", "lead_source", "leadsource", choices=SOURCES),
        f("owner", "ref", "Owner", "负责人", "account_owner", "company_owner", "ownerid", "owner_id", ref="members"),
        f("owner_since", "date", "Owner since", "负责起始"),
        f("parent", "ref", "Parent", "上级客户", "subsidiary_of", "parentid", "parent_account", ref="accounts"),
        f("tier_manual", "key", "Tier", "分层", "tier", "层级", choices=TIERS),
        f("tier_reason", "text", "Tier reason", "分层理由"),
        f("tier_until", "date", "Tier until", "分层截止"),
        f("arpu", "money", "Revenue per month", "月均收入", currency="arpu_currency"),
        f("arpu_currency", "text", "Revenue per month, currency", "月均收入币种"),
        f("growth_potential", "integer", "Growth potential", "增长潜力"),
        f("industry_growth", "integer", "Industry growth", "行业增速"),
        f("explicit_need", "flag", "Explicit need", "明确需求"),
        f("contract_end_on", "date", "Contract ends", "合同到期", "contract_end", "renewal_date"),
        f("churned_on", "date", "Churned", "流失日期"),
        f("satisfaction", "integer", "Satisfaction", "满意度"),
        f("phone", "text", "Phone", "电话", "phone_number", "tel"),
        f("website", "text", "Website", "网址", "url", "domain", "company_domain_name"),
        f("address", "text", "Address", "地址", "street_address"),
        f("merged_into", "ref", "Merged into", "并入", ref="accounts"),
        f("external_id", "text", "External id", "外部编号", "id", "account_id", "company_id", "accountid", "customer_id"),
        f("tags", "map", "Tags", "标签", "tag"),
        f("note", "long_text", "Note", "备注", "description"),
    ),
    groups=(("tier_manual", "tier_reason", "tier_until"), ("owner", "owner_since"), ("annual_revenue", "revenue_currency"), ("arpu", "arpu_currency")),
)

CONTACTS = Kind(
    "contacts", "ct", "C", Words("contact", "联系人"), Words("contacts", "联系人"), "name",
    (
        f("number", "text", "Number", "编号"),
        f("account", "ref", "Account", "客户", "accountid", "company", ref="accounts"),
        f("name", "text", "Name", "姓名", "contact", "full_name"),
        f("title", "text", "Title", "职务", "job_title", "position"),
        f("department", "text", "Department", "部门"),
        f("decision_role", "key", "Role", "决策角色", "role", choices=DECISION_ROLES),
        f("influence", "integer", "Influence", "影响力"),
        f("stance", "key", "Stance", "立场", choices=STANCES),
        f("phone", "text", "Phone", "电话", "mobile", "mobilephone", "手机"),
        f("email", "text", "E-mail", "邮箱", "mail"),
        f("wechat", "text", "WeChat", "微信"),
        f("left_on", "date", "Left on", "离职日期"),
        f("backup", "ref", "Backup contact", "备用联系人", ref="contacts"),
        f("external_id", "text", "External id", "外部编号", "id"),
        f("note", "long_text", "Note", "备注"),
    ),
)
