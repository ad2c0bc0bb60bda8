"""Help pages in both languages, laid out by cells so that Chinese stands straight as well."""

from __future__ import annotations

import click

from salestui.cells import fit, width
from salestui.cli.spec import COMMON, Entry
from salestui.cli.verb import Option, Verb, Verbs, session_of
from salestui.domain.words import Words
from salestui.exchange.wrapping import wrapped

USAGE = Words("Usage: ", "用法：")
OPTIONS = Words("Options", "选项")
COMMANDS = Words("Commands", "命令")
SHARED = Words("Everywhere", "通用")
EXAMPLES = Words("Examples", "示例")
HELP = Words("show this page", "显示本页")
MORE = Words("`{command} COMMAND --help` says more.", "`{command} 命令 --help` 查看详情。")
EVERYWHERE = tuple(option.name for option in COMMON)

Row = tuple[str, str]


def verb_help(verb: Verb, ctx: click.Context) -> str:
    """The help page of one command."""
    session = session_of(ctx)
    lang, cells = session.lang, session.cells
    usage = " ".join([ctx.command_path, *_usage(verb, ctx)])
    lines = [f"{USAGE.say(lang)}{usage}", "", *wrapped(verb.spec.words.say(lang), cells)]
    options = [p for p in verb.params if isinstance(p, Option)]
    own = [p for p in options if p.opts[0] not in EVERYWHERE]
    shared = [p for p in options if p.opts[0] in EVERYWHERE]
    if own:
        lines += _section(OPTIONS.say(lang), [_option(p, ctx, lang) for p in own], cells)
    rows = [_option(p, ctx, lang) for p in shared]
    lines += _section(SHARED.say(lang), [*rows, ("--help", HELP.say(lang))], cells)
    if verb.spec.examples:
        lines += ["", EXAMPLES.say(lang), *(f"  {example}" for example in verb.spec.examples)]
    return "\n".join(lines)


def group_help(group: Verbs, ctx: click.Context) -> str:
    """The help page of a group: its verbs in sections."""
    session = session_of(ctx)
    lang, cells = session.lang, session.cells
    verb = Words("COMMAND", "命令").say(lang)
    usage = f"[{verb}]" if group.invoke_without_command else verb
    lines = [f"{USAGE.say(lang)}{ctx.command_path} {usage} …", ""]
    lines += wrapped(group.words.say(lang), cells)
    sections: dict[Words, list[Row]] = {}
    for name, entry in group.entries.items():
        title = entry.group if isinstance(entry, Entry) else COMMANDS
        sections.setdefault(title, []).append((name, entry.words.say(lang)))
    room = max(width(name) for name in group.entries)
    for title, rows in sections.items():
        lines += _section(title.say(lang), rows, cells, room)
    options = [p for p in group.params if isinstance(p, Option)]
    rows = [_option(p, ctx, lang) for p in options] + [("--help", HELP.say(lang))]
    lines += _section(OPTIONS.say(lang), rows, cells)
    return "\n".join([*lines, "", MORE.fill(command=ctx.command_path).say(lang)])


def _usage(verb: Verb, ctx: click.Context) -> list[str]:
    return [p.make_metavar(ctx) for p in verb.params if isinstance(p, click.Argument)]


def _option(option: Option, ctx: click.Context, lang: str) -> Row:
    name = option.opts[0] if option.is_flag else f"{option.opts[0]} {option.make_metavar(ctx)}"
    return name, option.words.say(lang)


def _section(title: str, rows: list[Row], cells: int, room: int = 0) -> list[str]:
    room = room or max(width(name) for name, _ in rows)
    lines = ["", title]
    for name, text in rows:
        first, *rest = wrapped(text, max(cells - room - 4, 20)) or [""]
        lines.append(f"  {fit(name, room)}  {first}".rstrip())
        lines += [" " * (room + 4) + more for more in rest]
    return lines
