"""What click complains about, in our words."""

from __future__ import annotations

import click

from salestui.cli.telling import HELP, MEANT, MISSING, NO_COMMAND, NO_OPTION
from salestui.domain.problems import NOWHERE, Problem, StoreProblem, UsageProblem
from salestui.domain.words import Words

NEEDS_VALUE = Words("{name} needs a value", "{name} 后面需要一个值")
TOO_MANY = Words("Too many words: {said}", "多余的参数：{said}")
NO_VERB = Words("Say what to do", "请写明要做什么")


def usage_problem(error: click.ClickException) -> Problem:
    """A complaint of click's as a problem of ours."""
    if isinstance(error, click.FileError):
        return StoreProblem(Words(error.format_message(), error.format_message()))
    ctx = getattr(error, "ctx", None)
    hint = HELP.fill(command=ctx.command_path if ctx else "salestui")
    if isinstance(error, click.NoSuchOption):
        return _unknown(NO_OPTION, error.option_name, error.possibilities, hint)
    if isinstance(error, click.exceptions.NoSuchCommand):
        return _unknown(NO_COMMAND, error.command_name, error.possibilities, hint)
    if isinstance(error, click.MissingParameter):
        param = error.param
        name = param.make_metavar(ctx) if param is not None and ctx is not None else "?"
        if isinstance(param, click.Option):
            name = param.opts[0]
        return UsageProblem(MISSING.fill(name=name), hint=hint)
    if isinstance(error, click.BadOptionUsage):
        return UsageProblem(NEEDS_VALUE.fill(name=error.option_name), hint=hint)
    said = error.format_message()
    if isinstance(error, click.exceptions.NoArgsIsHelpError) or said.startswith("Missing command"):
        return UsageProblem(NO_VERB, hint=hint)
    if said.startswith("Got unexpected extra argument"):
        _, _, words = said.partition("(")
        return UsageProblem(TOO_MANY.fill(said=words.rstrip(")")), hint=hint)
    return UsageProblem(Words(said, f"用法不对：{said}"), hint=hint)


def _unknown(
    message: Words, name: str, possibilities: object, otherwise: Words = NOWHERE
) -> UsageProblem:
    near = [str(each) for each in possibilities] if isinstance(possibilities, list | tuple) else []
    hint = MEANT.fill(name=near[0]) if near else otherwise
    return UsageProblem(message.fill(name=name), hint=hint, where=name)
