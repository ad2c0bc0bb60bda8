"""What the commands that read have in common: their options and their filter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salestui.cli.spec import COMMON, COUNT, Arg, Opt
from salestui.domain.problems import InputProblem, UsageProblem
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.pipelines import Path
    from salestui.domain.query import Filter
    from salestui.services.reading import Reading

AT_COLUMN = Words("at character {n} of the filter", "筛选条件第 {n} 个字符处")
NO_PATH = Words(
    "There is no sales path {name}; there are {names}", "没有销售路径 {name}；现有：{names}"
)


AT = Opt("--at", Words("as of the end of that day", "回看到某日结束时"), "DATE")
PATH = Words("the sales path; the first when left out", "销售路径，默认第一条")
PIPELINE = Opt("--pipeline", PATH, "KEY")
FILTER = Arg("words", "[FILTER]...", required=False, many=True)


def limit(words: Words) -> Opt:
    """`--limit N`, where 0 is no limit and None stands for not given."""
    return Opt("--limit", words, "N", COUNT)


def filter_text(words: Sequence[str], options: Sequence[Opt]) -> str:
    """The words as one filter. Raises UsageProblem for what must be a mistyped option."""
    for word in words:
        if word.startswith("--"):
            raise _no_option(word.partition("=")[0], [each.name for each in (*options, *COMMON)])
    return " ".join(words).strip()


def _no_option(name: str, known: Sequence[str]) -> UsageProblem:
    from difflib import get_close_matches

    from salestui.cli.telling import MEANT, NO_OPTION

    near = get_close_matches(name, known, 1)
    hint = MEANT.fill(name=near[0]) if near else Words("", "")
    return UsageProblem(NO_OPTION.fill(name=name), hint=hint, where=name)


def compiled(text: str, kind: str, reading: Reading) -> Filter:
    """The filter ready to run. Raises InputProblem whose place is named."""
    from salestui.domain.query import compile_filter

    try:
        return compile_filter(text, kind, reading.snapshot, reading.env)
    except InputProblem as problem:
        raise placed(problem, reading.lang) from None


def placed(problem: InputProblem, lang: str) -> InputProblem:
    """A mistake in a filter with its place in words."""
    if problem.where.isdecimal():
        problem.where = AT_COLUMN.fill(n=int(problem.where) + 1).say(lang)
    return problem


def shown_path(reading: Reading, name: str) -> Path:
    """The path that `chosen_path` finds; without a name one that has deals. Raises as it does."""
    from salestui.domain.pipelines import path_in_use

    return chosen_path(reading, name) if name.strip() else path_in_use(reading.snapshot)


def chosen_path(reading: Reading, name: str) -> Path:
    """The sales path called `name` by key or name, the default without one.

    Raises NotFound, or InputProblem that lists the paths.
    """
    from salestui.domain.pipelines import default_path, paths
    from salestui.domain.refs import path_called, path_names

    if not name.strip():
        return default_path(reading.snapshot)
    if (exact := path_called(reading.snapshot, name)) is not None:
        return exact
    from salestui.domain.text import searchable

    wanted = searchable(name)
    every = paths(reading.snapshot)
    for path in every:
        if any(wanted in each for each in path_names(path)):
            return path
    from salestui.domain.problems import NotFound

    known = ", ".join(path.key for path in every)
    raise NotFound(NO_PATH.fill(name=name, names=known), where="--pipeline")
