"""Where the workspace of a data directory is, found without opening it."""

from __future__ import annotations

from datetime import UTC, tzinfo
from pathlib import Path

from salestui.domain.problems import InputProblem, NotFound
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words
from salestui.store.places import workspaces

NO_WORKSPACE = Words("There is no workspace yet", "还没有工作区")
START = Words(
    "Run `salestui init` to make one, or `salestui demo` to look around",
    "运行 `salestui init` 新建，或用 `salestui demo` 先看样例",
)
NO_SUCH = Words("There is no workspace {name} here", "此处没有工作区 {name}")
SEVERAL = Words("There are {n} workspaces here: {which}", "此处有 {n} 个工作区：{which}")
CHOOSE = Words("Name one with --workspace", "请用 --workspace 指定")


def find_workspace(home: Path, name: str = "") -> Path:
    """The folder of the workspace under a data directory, by id where there are several.

    Raises NotFound before the first `init`, InputProblem where it must be chosen.
    """
    found = workspaces(home)
    if name and name in found:
        return home / name
    if not found:
        raise NotFound(NO_WORKSPACE, hint=START, where=str(home))
    if name:
        raise NotFound(
            NO_SUCH.fill(name=name), hint=SEVERAL.fill(n=len(found), which=", ".join(found))
        )
    if len(found) > 1:
        raise InputProblem(SEVERAL.fill(n=len(found), which=", ".join(found)), hint=CHOOSE)
    return home / found[0]


def zone_of(workspace: Doc) -> tzinfo:
    """The time zone of a workspace record; UTC where it names none that is known here."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(str(workspace.get("timezone", "UTC")))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
