"""`salestui completion SHELL`: the script that makes a shell complete commands."""

from __future__ import annotations

from salestui.cli import output
from salestui.cli.session import Session
from salestui.cli.spec import Arg, Spec
from salestui.domain.problems import UsageProblem
from salestui.domain.words import Words

SHELLS = ("bash", "zsh", "fish")
UNKNOWN = Words("There is no completion for {shell}", "没有适用于 {shell} 的补全脚本")
KNOWN = Words("It takes bash, zsh or fish", "可用：bash、zsh、fish")


def completion(session: Session, shell: str) -> None:
    """Print the completion script of a shell."""
    if shell not in SHELLS:
        raise UsageProblem(UNKNOWN.fill(shell=shell[:20]), hint=KNOWN, where=shell[:20])
    from click.shell_completion import get_completion_class

    from salestui.cli.main import root

    found = get_completion_class(shell)
    if found is not None:
        output.put([found(root, {}, "salestui", "_SALESTUI_COMPLETE").source().rstrip()])


spec = Spec(
    Words(
        "Prints the script that makes a shell complete commands.",
        "打印命令行补全脚本。",
    ),
    completion,
    (Arg("shell", "bash|zsh|fish"),),
    examples=("salestui completion bash > ~/.local/share/bash-completion/completions/salestui",),
)
