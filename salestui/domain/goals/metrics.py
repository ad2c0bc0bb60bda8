"""The metrics that a goal can be set on: what they are measured in, and how."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from salestui.domain.metrics import closings, customers, pipeline
from salestui.domain.metrics.measure import Measurer
from salestui.domain.schema import GOAL_METRICS
from salestui.domain.words import Words

Unit = Literal["count", "money", "bp", "days"]
Kind = Literal["flow", "rate", "stock"]
"""What adds up day by day, what is a share or a mean, and what stands at a moment."""


class Metric(NamedTuple):
    """One metric."""

    unit: Unit
    kind: Kind
    measure: Measurer
    formula: Words
    names: tuple[str, ...]
    """What it is called in a sentence besides its own words, searchable."""
    rising: bool = True
    """Whether more is better."""


METRICS: Mapping[str, Metric] = {
    "new_customers": Metric(
        "count",
        "flow",
        customers.new_customers,
        Words("accounts whose first won deal closed in the period", "首个签约商机在期内的客户数"),
        (
            "new customer",
            "new accounts",
            "customers",
            "新客户",
            "新客户数",
            "新客户数量",
            "新签客户数",
        ),
    ),
    "won_amount": Metric(
        "money",
        "flow",
        closings.won_amount,
        Words(
            "won amounts (else amounts) of deals won in the period",
            "期内签约商机的合同额（无则金额）之和",
        ),
        ("won", "revenue", "sales", "bookings", "合同金额", "签约额", "签约金额", "销售额"),
    ),
    "won_count": Metric(
        "count",
        "flow",
        closings.won_count,
        Words("deals won in the period", "期内签约的商机数"),
        ("won deals", "wins", "签约数", "签约商机", "成交数", "成交单数"),
    ),
    "win_rate": Metric(
        "bp",
        "rate",
        closings.win_rate,
        Words("won / (won + lost), closed in the period", "签约 /（签约+输单），期内关闭"),
        ("赢率", "赢单比例", "成交率"),
    ),
    "average_deal": Metric(
        "money",
        "rate",
        closings.average_deal,
        Words("won amount / deals won in the period", "期内合同额 / 签约单数"),
        ("average deal size", "deal size", "客单价", "平均单价"),
    ),
    "sales_cycle_mean": Metric(
        "days",
        "rate",
        closings.sales_cycle,
        Words(
            "mean days from creation to closing of deals won in the period",
            "期内签约商机从创建到签约的平均天数",
        ),
        ("cycle", "成交周期", "平均销售周期"),
        rising=False,
    ),
    "lost_count": Metric(
        "count",
        "flow",
        closings.lost_count,
        Words("deals lost in the period", "期内输单的商机数"),
        ("lost deals", "losses", "输单", "丢单数"),
        rising=False,
    ),
    "open_count": Metric(
        "count",
        "stock",
        pipeline.open_count,
        Words("open deals with a close date in the period", "预计期内签约的进行中商机数"),
        ("open count", "进行中商机数", "在手商机"),
    ),
    "open_amount": Metric(
        "money",
        "stock",
        pipeline.open_amount,
        Words(
            "amounts of open deals with a close date in the period", "预计期内签约的商机金额之和"
        ),
        ("pipeline", "open pipeline", "商机储备", "储备额"),
    ),
    "weighted_pipeline": Metric(
        "money",
        "stock",
        pipeline.weighted_pipeline,
        Words("sum of amount x probability of open deals", "进行中商机的金额x赢率之和"),
        ("weighted", "weighted amount", "加权额", "加权金额"),
    ),
    "expected_total": Metric(
        "money",
        "stock",
        pipeline.expected_total,
        Words("won amount + weighted pipeline", "合同额+加权预测额"),
        ("expected", "forecast", "预计完成", "预测额"),
    ),
}
"""By the keys of GOAL_METRICS."""


def metric_words(key: str) -> Words:
    """A metric's name; its key where this version does not know it."""
    return GOAL_METRICS.get(key) or Words(key, key)
