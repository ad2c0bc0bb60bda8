"""A goal's sentence cut into what it says: metric, conditions, period, growth, base, shares."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from salestui.domain.currencies import CODES
from salestui.domain.goals import phrases as say
from salestui.domain.goals.extents import Extents
from salestui.domain.numerals import read_amount
from salestui.domain.periods import parse_period
from salestui.domain.problems import InputProblem
from salestui.domain.query.faults import did_you_mean, expected, fault
from salestui.domain.query.fields import field_named
from salestui.domain.query.tokens import CLOSES, HEAD
from salestui.domain.words import Words

LONGEST = 1000
"""Characters of a sentence."""
PERIOD_LENGTH = 26
"""Characters of the longest period in a sentence."""


class Item(NamedTuple):
    """A piece of a sentence.

    `kind` is `,` `metric` `condition` `share` `op` `growth` `base` `year_before` `period_before`
    `number` `period`, or the name of a setting: `pace` `level` `under` `entered`.
    """

    kind: str
    pos: int
    text: str = ""
    """A condition, number or setting as typed."""
    value: object = None
    """Metric key, operator, growth in hundredths of a percent, or period."""


class Frame(NamedTuple):
    """What a sentence is read against."""

    today: date
    year_start: int
    week_start: int
    known: Mapping[str, str]
    """Names that occur, in lower case -> the condition that they stand for."""


def scanned(text: str, frame: Frame) -> list[Item]:
    """The pieces of a sentence. Raises InputProblem with the column of what makes no sense."""
    if len(text) > LONGEST:
        message = Words("A sentence has at most {n} characters.", "一句话最多 {n} 个字符。")
        raise fault(LONGEST, message.fill(n=LONGEST))
    return _Scanner(text, frame).run()


UNKNOWN = Words(
    "a metric, a period, a number or a condition such as region:East",
    "指标、期间、数字，或 区域:华东 这样的条件",
)
UNKNOWN_HINT = Words(
    "Write for example: new customers region:East q3 +30% on q2.",
    "例如：新签客户 区域:华东 Q3 较Q2 +30%。",
)
SETTINGS: Mapping[str, tuple[str, ...]] = {
    "pace": say.PACE,
    "level": say.LEVEL,
    "under": say.UNDER,
    "entered": say.BASE_ENTERED,
}


class _Scanner(Extents):
    """One pass over a sentence from left to right."""

    def __init__(self, text: str, frame: Frame) -> None:
        super().__init__(text)
        self.frame = frame
        self.items: list[Item] = []

    def run(self) -> list[Item]:
        """Every piece of the sentence."""
        rules: tuple[Callable[[], bool], ...] = (
            self._separator, self._quoted, self._bracket, self._field, self._metric, self._growth,
            self._share, self._before, self._operator, self._period, self._number, self._known,
            self._filler, self._head,
        )  # fmt: skip
        while True:
            while self.at < len(self.text) and self.text[self.at].isspace():
                self.at += 1
            if self.at >= len(self.text):
                return self.items
            if not any(rule() for rule in rules):
                raise self._unknown()

    # -- tools

    def _take(self, kind: str, end: int, value: object = None) -> bool:
        """Keep what stands from here to `end`."""
        self.items.append(Item(kind, self.at, self.typed[self.at : end], value))
        self.at = end
        return True

    def _unknown(self) -> Exception:
        """A word that means nothing here; a metric may be misspelt."""
        run = self.word()
        hint = UNKNOWN_HINT
        if not self._has_metric:
            hint = did_you_mean(run, [name for name, _ in say.metric_names()], hint)
        return expected(self.at, UNKNOWN, run, hint)

    @property
    def _has_metric(self) -> bool:
        return any(item.kind == "metric" for item in self.items)

    # -- rules: each takes something or says no

    def _separator(self) -> bool:
        found = self.match(say.SEPARATOR)
        return found is not None and self._take(",", found.end())

    def _quoted(self) -> bool:
        if self.text[self.at] not in CLOSES:
            return False
        return self._take("condition", self.closing_quote(self.at))

    def _bracket(self) -> bool:
        """Any filter, in brackets."""
        found = self.match(r"-?\(")
        return found is not None and self._take("condition", self.closing_bracket(found.end() - 1))

    def _field(self) -> bool:
        """A field with its operator and value, or a setting."""
        found = re.compile("-?" + HEAD).match(self.text, self.at)
        if found is None:
            return False
        head = found[1].lower()
        names = dict(say.metric_names())
        if head in names and not self._has_metric:
            return self._take("metric", found.end(1), names[head])
        if head in say.SHARE_HEADS:
            self._take("share", found.end(1))
            self.at += len(found[2]) if found[2] in ":=" else 0
            return True
        for kind, heads in SETTINGS.items():
            if head in heads:
                self.at = found.end()
                return self._take(kind, self.at + len(self.word()))
        if field_named("deals", found[1].split(".")[0]) is None:
            return False
        return self._take("condition", self.value_end(found.end()))

    def _head(self) -> bool:
        """A field that is not known: the filter's own refusal says which are."""
        found = re.compile("-?" + HEAD).match(self.text, self.at)
        return found is not None and self._take("condition", self.value_end(found.end()))

    def _metric(self) -> bool:
        if self._has_metric:
            return False
        found = say.metric_pattern().match(self.low, self.at)
        if found is None:
            return False
        key = dict(say.metric_names())[re.sub(" +", " ", found.group())]
        return self._take("metric", found.end(), key)

    def _growth(self) -> bool:
        found = self.match(say.GROWTH)
        if found is None:
            return False
        whole, _, decimals = found["n"].partition(".")
        if len(decimals) > 2:
            what = Words("at most two decimals", "最多两位小数")
            raise expected(found.start("n"), what, found["n"])
        hundredths = int(whole) * 100 + int(decimals.ljust(2, "0") or 0)
        return self._take("growth", found.end(), hundredths if found["up"] else -hundredths)

    def _share(self) -> bool:
        found = self.match(say.SHARE)
        return found is not None and self._take("share", found.end())

    def _before(self) -> bool:
        """What a base begins with, or a base in words."""
        for kind, pattern in (
            ("year_before", say.YEAR_BEFORE),
            ("period_before", say.PERIOD_BEFORE),
            ("base", say.BASE),
        ):
            found = self.match(pattern)
            if found is not None:
                return self._take(kind, found.end())
        return False

    def _operator(self) -> bool:
        for op, pattern in ((">=", say.AT_LEAST), ("<=", say.AT_MOST)):
            found = self.match(pattern)
            if found is not None:
                return self._take("op", found.end(), op)
        return False

    def _period(self) -> bool:
        """The longest beginning that is a period; a bare number is none."""
        frame = self.frame
        limit = min(len(self.text), self.at + PERIOD_LENGTH)
        for end in range(limit, self.at, -1):
            piece = self.text[self.at : end]
            if piece[-1].isspace() or piece.isdecimal() or not self.boundary(end):
                continue
            try:
                span = parse_period(
                    piece, frame.today, frame.year_start, week_start=frame.week_start
                )
            except InputProblem:
                continue
            if date.min not in span and date.max not in span:
                return self._take("period", end, span)
        return False

    def _number(self) -> bool:
        """An amount with its currency and unit."""
        prefix = self.match(say.CURRENCY)
        if prefix and prefix["code"] and prefix["code"].upper() not in CODES:
            prefix = None
        at = prefix.end() if prefix else self.at
        if not self.text[at : at + 1].isdecimal():
            return False
        run = re.compile(r"[^\s,;，；、]+(?:,\d{3}(?!\d)[^\s,;，；、]*)*").match(self.text, at)
        try:
            end = at + read_amount(run.group() if run else "", 0)[1]
        except InputProblem as problem:
            inside = int(problem.where) - 1 if problem.where.isdecimal() else 0
            raise fault(at + inside, problem.message, problem.hint) from None
        after = re.compile(say.AFTER).match(self.low, end)
        self._take("number", after.end() if after else end)
        things = self.match(say.COUNTED)
        self.at = things.end() if things else self.at
        return True

    def _known(self) -> bool:
        """A name that occurs among the deals: a region, an industry, a product, a person."""
        for length in range(
            min(len(self.low) - self.at, max(map(len, self.frame.known), default=0)), 0, -1
        ):
            end = self.at + length
            condition = self.frame.known.get(self.low[self.at : end])
            if condition is not None and self.boundary(end):
                self.items.append(Item("condition", self.at, condition))
                self.at = end
                return True
        return False

    def _filler(self) -> bool:
        found = self.match(say.FILLER)
        if found is None:
            return False
        self.at = found.end()
        return True
