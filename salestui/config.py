"""What a person has chosen: who they are, where data lives, language, look and keys."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from salestui.domain.problems import InputProblem
from salestui.domain.words import Words

THEMES = ("dark", "light", "ansi")
LANGS = ("en", "zh")
KNOWN = ("user", "lang", "theme", "ascii", "mouse", "slow", "home", "keys")

BAD_TOML = Words("The configuration can't be read: {why}", "配置文件无法解析：{why}")
BAD_VALUE = Words("{key} must be {what}", "{key} 应为{what}")
UNKNOWN = Words(
    "The configuration has an unknown setting “{key}”; known are {known}",
    "配置中有未知的设置“{key}”；可用：{known}",
)
UNREADABLE = Words("The configuration can't be opened: {why}", "配置文件无法打开：{why}")
NOT_A_FILE = "Not a regular file"
A_TEXT = Words("a text in quotes", "带引号的文字")
A_FLAG = Words("true or false", "true 或 false")
A_KEY = Words("a key in quotes, or a list of them", "带引号的按键，或按键列表")
ONE_OF = Words("one of {choices}", "以下之一：{choices}")
A_TABLE = Words("a table: [keys]", "一个表：[keys]")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings in force: command line over environment over file over default."""

    user: str
    lang: str
    home: Path
    theme: str = "dark"
    color: bool = True
    ascii: bool = False
    """Draw frames with ASCII only."""
    mouse: bool = False
    slow: bool = False
    """The line is slow: sixteen colours, and what follows the cursor waits longer."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Command id -> the keys that a person wants for it."""
    path: Path | None = None
    """The file that was read; None when there is none."""
    state: Path = Path()
    """Where the program keeps what it remembers of itself, and its log."""
    problems: tuple[Words, ...] = ()
    """What was odd in the file and has been passed over."""


def user_path(text: str | Path) -> Path:
    """The path that a person wrote; `~name` of nobody here is a name like any other."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def config_path(env: Mapping[str, str] = os.environ) -> Path:
    """Where the configuration file belongs."""
    return _xdg(env, "XDG_CONFIG_HOME", ".config") / "config.toml"


def state_folder(env: Mapping[str, str]) -> Path:
    """Where the program remembers the last screen and logs its own faults."""
    return _xdg(env, "XDG_STATE_HOME", ".local/state")


def data_home(env: Mapping[str, str]) -> Path:
    """Where workspaces live when nothing else is said."""
    return _xdg(env, "XDG_DATA_HOME", ".local/share")


def _xdg(env: Mapping[str, str], name: str, otherwise: str) -> Path:
    folder = env.get(name, "")
    base = Path(folder) if folder.startswith("/") else Path(env.get("HOME") or "~") / otherwise
    return user_path(base) / "salestui"


def load_config(
    env: Mapping[str, str] | None = None, *, lang: str = "", home: Path | None = None
) -> Config:
    """The settings in force, `lang` and `home` being what the command line says.

    Raises InputProblem, with the line, for a file that is no TOML or has a wrong value.
    """
    env = os.environ if env is None else env
    path = config_path(env)
    found = _read(path)
    table = found or {}
    folder = home or env.get("SALESTUI_HOME") or table.get("home") or data_home(env)
    slow = table.get("slow", False)
    theme = table.get("theme", "ansi" if slow else "dark")
    color = not env.get("NO_COLOR")
    return Config(
        user=env.get("SALESTUI_USER") or table.get("user") or _login(env),
        lang=lang or own_language(env) or table.get("lang") or language(env),
        home=user_path(folder),
        theme=theme if color else "ansi",
        color=color,
        ascii=table.get("ascii", False),
        mouse=table.get("mouse", False),
        slow=slow,
        keys=table.get("keys", {}),
        path=None if found is None else path,
        state=state_folder(env),
        problems=table.get("problems", ()),
    )


def own_language(env: Mapping[str, str]) -> str:
    """The language that SALESTUI_LANG asks for; empty when it asks for none."""
    value = env.get("SALESTUI_LANG", "").lower()
    return _spoken(value) if value else ""


def language(env: Mapping[str, str]) -> str:
    """The interface language that the environment asks for: zh or en."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = env.get(name, "").lower()
        if value:
            return own_language(env) or _spoken(value)
    return own_language(env) or "en"


def _spoken(value: str) -> str:
    return "zh" if value.startswith("zh") else "en"


def _login(env: Mapping[str, str]) -> str:
    for name in ("LOGNAME", "USER"):
        if env.get(name):
            return env[name]
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid{os.getuid()}"


def _read(path: Path) -> dict[str, Any] | None:
    """The checked settings of the file; None when there is no file."""
    try:
        text = content_of(path).decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "not UTF-8"
        raise InputProblem(UNREADABLE.fill(why=why), where=str(path)) from error
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputProblem(BAD_TOML.fill(why=str(error)), where=str(path)) from error
    return _checked(table, path, text)


def content_of(path: Path) -> bytes:
    """The bytes of a regular file, or of what a link leads to. Raises OSError.

    A pipe or a device is refused at once: reading one may never end.
    """
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise OSError(errno.EINVAL, NOT_A_FILE, str(path))
    with os.fdopen(fd, "rb") as file:
        return file.read()


def _checked(table: dict[str, Any], path: Path, text: str) -> dict[str, Any]:
    checked: dict[str, Any] = {}
    odd: list[Words] = []
    for key, value in table.items():
        if key not in KNOWN:
            odd.append(UNKNOWN.fill(key=key, known=", ".join(KNOWN)))
        elif key == "keys":
            checked["keys"] = _keys(value, path, text)
        elif key in ("ascii", "mouse", "slow"):
            _demand(isinstance(value, bool), key, A_FLAG, path, text)
            checked[key] = value
        else:
            _demand(isinstance(value, str), key, A_TEXT, path, text)
            choices = {"theme": THEMES, "lang": LANGS}.get(key)
            if choices:
                what = ONE_OF.fill(choices=", ".join(choices))
                _demand(value in choices, key, what, path, text)
            checked[key] = value
    checked["problems"] = tuple(odd)
    return checked


def _keys(value: Any, path: Path, text: str) -> dict[str, tuple[str, ...]]:
    _demand(isinstance(value, dict), "keys", A_TABLE, path, text)
    keys: dict[str, tuple[str, ...]] = {}
    for id, chosen in value.items():
        several = [chosen] if isinstance(chosen, str) else chosen
        good = isinstance(several, list) and several and all(_is_key(key) for key in several)
        _demand(bool(good), id, A_KEY, path, text)
        keys[id] = tuple(several)
    return keys


def _is_key(key: Any) -> bool:
    return isinstance(key, str) and bool(key) and not any(c.isspace() for c in key)


def _demand(good: bool, key: str, what: Words, path: Path, text: str) -> None:
    if good:
        return
    pattern = re.compile(rf"\s*\[?\s*[\"']?{re.escape(key)}[\"']?\s*[\]=]")
    line = next((n for n, row in enumerate(text.splitlines(), 1) if pattern.match(row)), 0)
    where = f"{path}:{line}" if line else str(path)
    raise InputProblem(BAD_VALUE.fill(key=key, what=what), where=where)


# -- what the program remembers of itself


def remembered(folder: Path) -> dict[str, str]:
    """What `remember` kept; empty where there is nothing readable."""
    import json

    try:
        found = json.loads(content_of(folder / "state.json"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, str)}


def remember(folder: Path, **values: str) -> None:
    """Keep a few words for the next start, such as the last screen.

    Written to a temporary file and renamed; a folder that can't be written is no reason to stop.
    """
    import json

    known = remembered(folder)
    if all(known.get(key) == value for key, value in values.items()):
        return
    temporary = folder / f"state.json.{os.getpid()}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary.write_text(json.dumps({**known, **values}, ensure_ascii=False), encoding="utf-8")
        temporary.replace(folder / "state.json")
    except OSError:
        with suppress(OSError):
            temporary.unlink()
