"""What is said about rows of deals taken together: what was odd in them, and what is not here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from salestui.domain.text import quoted
from salestui.domain.words import Words
from salestui.services.importing.stages import advice

_ODD = {
    "swapped": Words(
        "Rows that close before they were created: {n}; they were taken to begin on that day.",
        "{n} 行的关闭日期早于创建日期，已按关闭日期起算。",
    ),
    "future": Words(
        "Rows with dates in the future: {n}; what they tell takes effect now.",
        "{n} 行的日期在将来，按当前时间生效。",
    ),
    "account": Words(
        "Rows whose account is an id not known here: {n}; they are without an account.",
        "{n} 行的客户编号在这里不存在，未关联客户。",
    ),
}
_ONE_PATH = Words(
    "The column {c} is ignored: all deals go to {p}.", "忽略列 {c}：所有商机都放入 {p}。"
)
_PATHS_LOST = Words(
    "Sales paths that do not exist: {names}. {advice} With --pipeline NAME all go to one path.",
    "不存在的销售路径：{names}。{advice}也可用 --pipeline 名称 放入同一路径。",
)
_NO_IDS = Words(
    "The rows have no ids: a row is known again only while none of its cells changes.",
    "这些行没有编号：任何单元格变动后将被视为新行。",
)
_STAGES_LOST = Words(
    "Stages that the path does not have: {names}. Say --map-stage THEIRS=OURS for each; or import "
    "to a path of their own with --pipeline NAME. {advice}",
    "路径中没有的阶段：{names}。请逐个用 --map-stage 对方=我方 说明；"
    "或用 --pipeline 名称 导入到新路径。{advice}",
)


class DealNotices:
    """Counts what is told once for all rows."""

    def __init__(self) -> None:
        self.stages: Counter[str] = Counter()
        """Names of stages that their path does not have."""
        self.paths: Counter[str] = Counter()
        """Names of sales paths that are not here."""
        self.odd: Counter[str] = Counter()
        """Keys of _ODD -> rows."""

    def told(self, theirs: Sequence[str], *, with_ids: bool) -> Iterator[Words]:
        """The sentences; `theirs` are the stages that the rows name."""
        for what, message in _ODD.items():
            if self.odd[what]:
                yield message.fill(n=self.odd[what])
        for lost, message in ((self.stages, _STAGES_LOST), (self.paths, _PATHS_LOST)):
            if lost:
                names = ", ".join(f"{quoted(name, 30)} ({n})" for name, n in lost.most_common(12))
                yield message.fill(names=names, advice=advice(theirs))
        if not with_ids:
            yield _NO_IDS


def one_path(column: str, path: str) -> Words:
    """A column of paths does not count, as the person named one for all."""
    return _ONE_PATH.fill(c=quoted(column), p=quoted(path))
