"""Words of other systems for our choices: their `Trade Show` is our `expo`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from salestui.domain.schema import KINDS, Choices
from salestui.services.importing.names import folded

_SOURCES = {
    "expo": ("trade show", "event", "conference", "exhibition", "展览", "会展"),
    "online": (
        "web", "website", "online store", "web research", "advertisement", "advertising",
        "internet", "seo", "web download", "chat", "social media", "广告", "网站", "网络", "官网",
    ),
    "referral": (
        "external referral", "employee referral", "partner", "partner referral",
        "word of mouth", "recommendation", "介绍", "推荐", "合作伙伴",
    ),
    "cold": ("cold", "phone", "outbound", "purchased list", "电话", "电销"),
    "existing": ("customer", "existing business", "upsell", "renewal"),
}  # fmt: skip
_KINDS = {
    "prospect": ("lead", "potential", "target", "意向客户", "新客户"),
    "customer": ("customer direct", "customer channel", "client", "existing customer", "客户"),
    "former": ("former customer", "churned", "lost", "流失"),
}
_LOST = {
    "price": ("too expensive", "pricing", "价格高"),
    "competition": ("competitor", "lost to competitor", "竞品", "竞争对手"),
    "budget": ("no budget", "budget", "预算"),
    "missing_feature": ("product fit", "features", "missing features", "产品不匹配"),
    "too_slow": ("timing", "timeline", "too late", "时机"),
    "no_decision_maker": ("no authority",),
    "unresponsive": ("lost interest", "no response", "went silent", "失联"),
}
_ROLES = {
    "rep": ("sales", "sales representative", "account executive", "销售", "业务员"),
    "manager": ("sales manager", "director", "team lead", "主管", "总监"),
}
_SYNONYMS: Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]] = {
    ("deals", "source"): _SOURCES,
    ("accounts", "source"): _SOURCES,
    ("accounts", "kind"): _KINDS,
    ("deals", "lost_reason"): _LOST,
    ("members", "role"): _ROLES,
}
REST = "other"
"""The choice that takes what none of the others does."""


@cache
def words_for(kind: str, path: str) -> Mapping[str, str]:
    """Folded word -> key, for a field of choices: keys, labels of both languages, synonyms."""
    field = KINDS[kind].field(path)
    words: dict[str, str] = {}
    for key, synonyms in _SYNONYMS.get((kind, path), {}).items():
        words.update({folded(word): key for word in synonyms})
    choices: Choices = field.choices if field else {}
    for key, label in choices.items():
        words.update({folded(word): key for word in (key, *label)})
    return words
