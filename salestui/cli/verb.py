"""The commands as click knows them, made from their specs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from salestui.cli.session import Session
from salestui.cli.spec import COMMON, COUNT, FLAG, Arg, Entry, Opt, Spec
from salestui.domain.problems import UsageProblem
from salestui.domain.words import Words

SETTINGS: dict[str, Any] = {"help_option_names": ["--help"]}


class Choice(click.Choice[str]):
    """One of some words; says so in both languages."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word itself. Raises UsageProblem for any other."""
        if value in ("", *self.choices):
            return str(value)
        raise UsageProblem(
            Words("{name} takes one of {words}", "{name} 可用：{words}").fill(
                name=param.opts[0] if param else "", words=", ".join(self.choices)
            ),
            where=str(value)[:40],
        )


class Count(click.ParamType[int]):
    """A whole number from 0 on."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number. Raises UsageProblem for anything else."""
        text = str(value).strip()
        if text.isascii() and text.isdecimal() and len(text) < 10:
            return int(text)
        raise UsageProblem(
            Words("{name} takes a whole number", "{name} 须为整数").fill(
                name=param.opts[0] if param else ""
            ),
            where=str(value)[:40],
        )


class Option(click.Option):
    """An option that can be explained in both languages."""

    def __init__(self, opt: Opt, **more: Any) -> None:
        attributes: dict[str, Any] = {"help": opt.words.en, "metavar": opt.shown}
        if opt.type == FLAG:
            attributes = {"help": opt.words.en, "is_flag": True}
        elif opt.type == COUNT:
            attributes |= {"type": Count(), "default": None}
        elif opt.many:
            attributes |= {"multiple": True}
        else:
            attributes |= {"default": ""}
        if opt.choices:
            attributes |= {"type": Choice(opt.choices), "metavar": "|".join(opt.choices)}
        super().__init__([opt.name], **attributes, **more)
        self.words = opt.words


def _argument(arg: Arg) -> click.Argument:
    # A required argument gets no default, not even None: it would count as given.
    nothing = {} if arg.many or arg.required else {"default": ""}
    return click.Argument(
        [arg.key],
        nargs=-1 if arg.many else 1,
        required=arg.required,
        metavar=arg.shown,
        type=click.UNPROCESSED,
        **nothing,
    )


def _into_session(name: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    def put(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
        session = ctx.find_object(Session)
        if session is not None:
            session.take({name: value})
        return value

    return put


def common_options() -> list[click.Parameter]:
    """The options that every command has."""
    return [Option(opt, expose_value=False, callback=_into_session(opt.key)) for opt in COMMON]


class Verb(click.Command):
    """One command."""

    def __init__(self, name: str, spec: Spec) -> None:
        super().__init__(
            name,
            context_settings=SETTINGS | {"ignore_unknown_options": spec.free},
            callback=_callback(spec),
            params=[
                *(_argument(arg) for arg in spec.args),
                *(Option(opt) for opt in spec.options),
                *common_options(),
            ],
            help=spec.words.en,
        )
        self.spec = spec

    def get_help(self, ctx: click.Context) -> str:
        """The help page in the language asked for."""
        from salestui.cli.helping import verb_help

        return verb_help(self, ctx)


def _callback(spec: Spec) -> Callable[..., Any]:
    @click.pass_context
    def call(ctx: click.Context, /, **values: Any) -> Any:
        return spec.body(session_of(ctx), **values)

    return call


class Verbs(click.Group):
    """A group whose commands are imported when they are called."""

    def __init__(
        self, name: str, words: Words, entries: Mapping[str, Entry | Spec], **attributes: Any
    ) -> None:
        attributes.setdefault("params", common_options())
        super().__init__(name, context_settings=SETTINGS, help=words.en, **attributes)
        self.words = words
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of the help page."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb, imported now; None where there is none of that name."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        found = entry if isinstance(entry, Spec) else load(entry)
        if isinstance(found, Spec):
            return Verb(cmd_name, found)
        return Verbs(cmd_name, entry.words, found)

    def get_help(self, ctx: click.Context) -> str:
        """The help page in the language asked for."""
        from salestui.cli.helping import group_help

        return group_help(self, ctx)


def load(entry: Entry) -> Spec | Mapping[str, Spec]:
    """What stands behind an entry: one command, or several by name."""
    from importlib import import_module

    found: Spec | Mapping[str, Spec] = getattr(import_module(entry.module), entry.attribute)
    return found


def session_of(ctx: click.Context) -> Session:
    """The session that the command runs in."""
    found = ctx.find_object(Session)
    if found is None:
        found = ctx.obj = Session()
    return found
