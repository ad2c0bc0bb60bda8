"""Commands as data: their words, options and what they do, without the library that parses them.

click reads these; so does the short way for commands that only read, which has no time for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from salestui.domain.words import Words

Body = Callable[..., Any]
"""Called with the session and a value for each option and argument."""

TEXT, FLAG, COUNT = "text", "flag", "count"


class Opt(NamedTuple):
    """An option `--name VALUE`."""

    name: str
    words: Words
    shown: str = "TEXT"
    """What stands for the value on the help page."""
    type: str = TEXT
    """`text` (empty when not given), `flag`, or `count`: a whole number, None when not given."""
    choices: tuple[str, ...] = ()
    many: bool = False
    """May be given several times; the value is a tuple."""

    @property
    def key(self) -> str:
        """The name under which the body gets the value."""
        return self.name.removeprefix("--").replace("-", "_")


class Arg(NamedTuple):
    """A word without a name."""

    key: str
    shown: str
    required: bool = True
    many: bool = False
    """All the remaining words; the value is a tuple."""


class Spec(NamedTuple):
    """One command."""

    words: Words
    body: Body
    args: tuple[Arg, ...] = ()
    options: tuple[Opt, ...] = ()
    examples: tuple[str, ...] = ()
    free: bool = False
    """What looks like an unknown option may be part of a filter."""


class Entry(NamedTuple):
    """Where a verb is found, and what it is for, without importing it."""

    module: str
    attribute: str
    words: Words
    group: Words = Words("Commands", "命令")
    """The section of the help page."""


LANG = Opt("--lang", Words("speak English or Chinese", "使用英文或中文"), choices=("en", "zh"))
HOME = Opt("--home", Words("the data directory", "数据目录"), "DIR")
WHICH = Words("which workspace, where there are several", "多个工作区时指定其一")
WORKSPACE = Opt("--workspace", WHICH, "ID")
JSON = Opt("--json", Words("print JSON for scripts", "输出 JSON，供脚本使用"), type=FLAG)
COMMON = (JSON, LANG, HOME, WORKSPACE)
"""Options of every command; they go to the session, not to the body."""

Values = dict[str, Any]


def parsed(spec: Spec, words: list[str]) -> tuple[Values, Values] | None:
    """The values for the body and those for the session, as click would give them.

    None for whatever needs more care than the plain case: help, mistakes, `--`.
    """
    options = {option.name: option for option in (*spec.options, *COMMON)}
    found: Values = {option.key: _nothing(option) for option in options.values()}
    rest: list[str] = []
    at = 0
    while at < len(words):
        name, equals, value = words[at].partition("=")
        at += 1
        if not name.startswith("--"):
            rest.append(words[at - 1])
            continue
        option = options.get(name)
        if option is None or (option.type == FLAG and equals):
            return None
        if option.type != FLAG and not equals:
            if at == len(words):
                return None
            value = words[at]
            at += 1
        if not _put(found, option, value):
            return None
    if len(spec.args) != 1 or not spec.args[0].many or (spec.args[0].required and not rest):
        return None
    found[spec.args[0].key] = tuple(rest)
    return found, {option.key: found.pop(option.key) for option in COMMON}


def _nothing(option: Opt) -> Any:
    if option.many:
        return ()
    return {FLAG: False, COUNT: None}.get(option.type, "")


def _put(found: Values, option: Opt, value: str) -> bool:
    """Keep an option's value; false when it is not plainly right."""
    if option.type == COUNT:
        if not (value.isascii() and value.isdecimal() and len(value) < 10):
            return False
        found[option.key] = int(value)
    elif option.type == FLAG:
        found[option.key] = True
    elif option.choices and value not in option.choices:
        return False
    else:
        found[option.key] = (*found[option.key], value) if option.many else value
    return True
