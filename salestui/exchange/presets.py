"""Kept ways of reading a file: `--save-as zoho` writes one, `--preset zoho` uses it."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

from salestui.config import content_of
from salestui.domain.problems import InputProblem, NotFound, StoreProblem
from salestui.domain.text import quoted
from salestui.domain.words import Words
from salestui.exchange.options import ImportOptions

_NAME = re.compile(r"[\w-]{1,40}")
_LISTS = ("stages", "maps", "map_stage")


def load_preset(folder: Path, name: str) -> dict[str, Any]:
    """The options kept under `name`.

    Raises InputProblem for a bad name or a damaged file, NotFound where there is none.
    """
    path = _file(folder, name)
    try:
        kept = json.loads(content_of(path))
    except FileNotFoundError:
        known = ", ".join(sorted(p.stem for p in folder.glob("*.json"))) or "-"
        message = Words("There is no preset {n}.", "没有预设 {n}。").fill(n=quoted(name))
        raise NotFound(
            message, hint=Words("There are: {k}.", "现有：{k}。").fill(k=known)
        ) from None
    except (OSError, ValueError):
        raise _damaged(name) from None
    if not isinstance(kept, dict) or not all(_sound(k, v) for k, v in kept.items()):
        raise _damaged(name)
    return kept


def save_preset(folder: Path, name: str, options: ImportOptions) -> None:
    """Keep options under `name`, in place of what was kept there.

    Raises InputProblem for a bad name, StoreProblem where it can't be written.
    """
    path = _file(folder, name)
    text = json.dumps(options.as_preset(), ensure_ascii=False, indent=2, sort_keys=True)
    fresh = path.with_suffix(".new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh.write_text(text + "\n", encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        message = Words("The preset was not saved: {why}.", "预设未能保存：{why}。")
        raise StoreProblem(message.fill(why=error.strerror), where=str(path)) from None


def _file(folder: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        message = Words("{n} can't be the name of a preset.", "{n} 不能作预设名称。")
        hint = Words("Use letters, digits, - and _.", "请用字母、数字、- 和 _。")
        raise InputProblem(message.fill(n=quoted(name)), hint=hint, where="--preset")
    return folder / f"{name}.json"


def _sound(name: str, value: object) -> bool:
    if name in _LISTS:
        return isinstance(value, str) or (
            isinstance(value, list) and all(isinstance(item, str) for item in value)
        )
    known = {field.name for field in fields(ImportOptions)} - {"dry_run"}
    return name in known and isinstance(value, str)


def _damaged(name: str) -> InputProblem:
    message = Words("The preset {n} can't be read.", "预设 {n} 无法读取。").fill(n=quoted(name))
    hint = Words("Save it again with --save-as.", "请用 --save-as 重新保存。")
    return InputProblem(message, hint=hint, where="--preset")
