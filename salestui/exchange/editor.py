"""A person's own editor, and the file that a table is given to it in."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from salestui.domain.problems import InputProblem, StoreProblem
from salestui.domain.words import Words

EDITORS = ("vim", "vi", "nano")
"""Tried in turn where the environment names none."""

NO_EDITOR = Words("There is no editor", "未找到编辑器")
NAME_ONE = Words("Set EDITOR, like EDITOR=vim", "请设置 EDITOR，如 EDITOR=vim")
NOT_RUN = Words(
    "The editor {name} did not end well; nothing was saved", "{name} 未正常结束，未保存"
)
NOT_READ = Words("The file can't be read: {why}", "文件无法读取：{why}")
NOT_MADE = Words("No file can be made for the editor: {why}", "无法为编辑器创建文件：{why}")


def editor_words(env: Mapping[str, str]) -> list[str]:
    """The words of the command that edits a file. Raises InputProblem."""
    for name in ("VISUAL", "EDITOR"):
        try:
            if argv := shlex.split(env.get(name, "")):
                return argv
        except ValueError as error:
            raise InputProblem(NO_EDITOR, hint=NAME_ONE, where=name) from error
    found = next((each for each in EDITORS if shutil.which(each)), "")
    if not found:
        raise InputProblem(NO_EDITOR, hint=NAME_ONE)
    return [found]


def no_editor(name: str) -> InputProblem:
    """What is said of an editor that can't be started."""
    return InputProblem(NO_EDITOR, hint=NAME_ONE, where=name)


def ended_badly(name: str, code: int) -> StoreProblem:
    """What is said of an editor that ended with another code than 0."""
    return StoreProblem(NOT_RUN.fill(name=Path(name).name), where=str(code))


class TableFile:
    """The table while it is edited: a file of one's own, which nobody else reads."""

    def __init__(self, kind: str, text: str) -> None:
        """Raises StoreProblem where no file can be made."""
        try:
            handle, name = tempfile.mkstemp(prefix=f"salestui-{kind}-", suffix=".tsv")
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            raise StoreProblem(NOT_MADE.fill(why=error.strerror or "")) from error
        self.path = Path(name)
        self._given = text.encode()

    @property
    def changed(self) -> bool:
        """Whether something was done to it that can be lost; also where it can't be read."""
        try:
            return self.path.read_bytes() != self._given
        except FileNotFoundError:
            return False
        except OSError:
            return True

    def read(self) -> str:
        """What stands in it now. Raises StoreProblem."""
        try:
            return self.path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "UTF-8"
            raise StoreProblem(NOT_READ.fill(why=why), where=str(self.path)) from error

    def write(self, text: str) -> None:
        """Put something else into it. Raises StoreProblem."""
        try:
            self.path.write_text(text, "utf-8")
        except OSError as error:
            raise StoreProblem(NOT_MADE.fill(why=error.strerror or "")) from error

    def drop(self) -> None:
        """Take it away, for nothing in it is needed any more."""
        self.path.unlink(missing_ok=True)
