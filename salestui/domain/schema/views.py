"""Kind of record: a way to look at deals that somebody keeps under a name."""

from __future__ import annotations

from salestui.domain.schema.field import Kind
from salestui.domain.schema.field import a_field as f
from salestui.domain.words import Words

VIEWS = Kind(
    "views",
    "vw",
    "",
    Words("view", "视图"),
    Words("views", "视图"),
    "name",
    (
        f("name", "text", "Name", "名称"),
        f("screen", "text", "Screen", "屏幕"),
        f("filter", "text", "Filter", "筛选"),
        f("sort", "text", "Order", "排序"),
        f("reverse", "flag", "Reversed", "倒序"),
        f("list", "flag", "As a list", "列表形式"),
        f("columns", "text", "Columns", "列"),
        f("pipeline", "ref", "Sales path", "销售路径", ref="pipelines"),
        f("mine", "flag", "Only one's own", "仅本人"),
        f("shared", "flag", "Shared", "共享"),
        f("owner", "ref", "Owner", "负责人", ref="members"),
    ),
)
"""`mine` and `me` in the filter mean whoever looks. `columns` are keys joined by commas, `sort` is
the name of an order; a list without a `pipeline` is of all sales paths.
"""
