"""The words that a goal's sentence is made of, in both languages, and how they are recognised."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from salestui.domain.goals.metrics import METRICS, metric_words
from salestui.domain.text import searchable

UP = r"(?:growth(?: of)?|grow(?: by)?|up(?: by)?|increase(?: of| by)?|增长|提升|提高|增加|上升|增)"
DOWN = r"(?:down(?: by)?|decrease(?: of| by)?|下降|减少|降低|降)"
GROWTH = rf"(?:(?P<up>\+|{UP})|(?P<down>-|−|{DOWN})) *(?P<n>\d{{1,6}}(?:\.\d+)?) ?%"
YEAR_BEFORE = (
    r"yoy\b|year on year\b|(?:on|vs\.?|over) (?:the )?(?:same period|year before)\b"
    r"|较?去年同期|较?上年同期|同比"
)
PERIOD_BEFORE = r"qoq\b|(?:on|vs\.?|over) (?:the )?(?:period|one) before\b|较?上期|环比"
BASE = r"(?:on|over|vs\.?|versus|against|compared (?:to|with)|than)\b|较于?|对比|相比|比"
AT_LEAST = r"at least\b|no less than\b|不低于|不少于|至少|达到|达|>=|>|≥"
AT_MOST = r"at most\b|no more than\b|不超过|不多于|不高于|至多|最多|<=|<|≤"
SHARE = r"share(?: of)?\b|比例|占比|占"
CURRENCY = r"[¥$€£]|(?P<code>[a-z]{3}) ?(?=\d)"
"""What may stand before an amount."""
AFTER = r" *%|元|天|days?\b|d(?![a-z])|[a-z]{3}(?![a-z])"
"""What may stand right behind an amount."""
COUNTED = r" *(?:家|个|单|笔|位|户|名)"
"""What Chinese puts behind a number of things."""
FILLER = (
    r"(?:in|by|for|of|the|to|a|an|and|with|goal|target|new|customers?|accounts?|deals?|is|are|them|region|industry)\b"
    r"|区域|地区|大区|数量|客户数|在|的|为|由|实现|目标|要|须|中|其中|并且|并|且|[:.。]"
)
SEPARATOR = r"[,;，；、]"
SHARE_IN_VALUE = r"(?:占比|比例|占)(?=(?:>=|>|≥|不低于|不少于|至少|达到|达)? ?\d)"
"""Where a Chinese value ends although no space stands there."""

PACE = ("pace", "pacing", "节奏")
LEVEL = ("level", "级别")
UNDER = ("under", "parent", "上级", "隶属", "上级目标")
BASE_ENTERED = ("base", "基数")
SHARE_HEADS = ("share", "占比", "比例")
"""What may stand before an operator without being a field of deals."""

PACINGS: Mapping[str, str] = {
    "linear": "linear",
    "线性": "linear",
    "均匀": "linear",
    "curve": "weekly_curve",
    "weekly_curve": "weekly_curve",
    "曲线": "weekly_curve",
    "按周": "weekly_curve",
    "按周曲线": "weekly_curve",
}


@cache
def metric_names() -> tuple[tuple[str, str], ...]:
    """(name as compared, key) of every metric in both languages, longer names first."""
    names = {
        searchable(name): key
        for key, metric in METRICS.items()
        for name in (*metric_words(key), key.replace("_", " "), *metric.names)
    }
    return tuple(sorted(names.items(), key=lambda pair: -len(pair[0])))


@cache
def metric_pattern() -> re.Pattern[str]:
    """Finds the name of a metric; what follows an English one may not be a letter."""
    names = [
        re.escape(name).replace(r"\ ", " +") + (r"(?![a-z_])" if name[-1].isascii() else "")
        for name, _ in metric_names()
    ]
    return re.compile("|".join(names))
