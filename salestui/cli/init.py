"""`salestui init`: a new workspace, asked for on a terminal or told by options."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

from salestui.cells import visible
from salestui.cli import output
from salestui.cli.session import LANGS, Session
from salestui.cli.spec import Opt, Spec
from salestui.cli.telling import MISSING
from salestui.domain.problems import InputProblem, Refused, UsageProblem
from salestui.domain.text import clean
from salestui.domain.words import Words

THERE = Words("There is a workspace already", "已有工作区")
ANOTHER = Words("Use --home DIR for another", "如需另建，请用 --home DIR")
MADE = Words("Made {name} in {folder}", "已建立“{name}”：{folder}")
NEXT = Words(
    "`salestui` opens it, `salestui import FILE` brings your deals in.",
    "运行 `salestui` 打开；`salestui import FILE` 导入商机。",
)
QUESTIONS = {
    "language": Words("Language, en or zh", "语言（en 或 zh）"),
    "name": Words("Name of the workspace", "工作区名称"),
    "currency": Words("Currency", "币种"),
    "timezone": Words("Time zone", "时区"),
    "full_name": Words("Your name", "你的姓名"),
}
TEAM = Words("Sales", "销售团队")


class Answers(NamedTuple):
    """What a workspace is made of."""

    name: str
    currency: str
    timezone: str
    language: str
    full_name: str


def init(
    session: Session,
    name: str,
    currency: str,
    timezone: str,
    language: str,
    me: str,
    shared: str,
) -> int:
    """Make a workspace, alone or in a shared folder; joins the one that the folder holds."""
    refuse_second(session)
    given = Answers(name, currency, timezone, language, me)
    if shared:
        from salestui.cli.joining import look, team_join
        from salestui.cli.shared import root_of
        from salestui.sync.folder import FolderBackend

        if look(FolderBackend(root_of(shared)), root_of(shared)) is None:
            make(session, _answers(session, given))
        return team_join(session, shared, "")
    answers = _answers(session, given)
    folder = make(session, answers)
    if session.json:
        output.put_json(
            {"schema": 1, "id": folder.name, "name": answers.name, "folder": str(folder)}
        )
        return 0
    told = MADE.fill(name=answers.name, folder=folder)
    output.put(visible(text.say(session.lang)) for text in (told, NEXT))
    return 0


def _answers(session: Session, given: Answers) -> Answers:
    if not all(given) and _can_ask() and not session.json:
        return ask(session, given)
    if not given.name.strip():
        raise UsageProblem(MISSING.fill(name="--name"))
    return _filled(session, given)


def refuse_second(session: Session) -> None:
    """Raise Refused where a workspace is already."""
    from salestui.store.places import workspaces

    home = session.config.home
    if workspaces(home):
        raise Refused(THERE, hint=ANOTHER, where=str(home))


def make(session: Session, answers: Answers) -> Path:
    """Make the workspace; gives its folder. Raises InputProblem and StoreProblem."""
    from salestui.services.setup import init_workspace

    refuse_second(session)
    return init_workspace(
        session.config.home,
        name=clean(answers.name),
        currency=answers.currency.strip().upper(),
        timezone=answers.timezone.strip(),
        language=answers.language,
        user=session.config.user,
        full_name=clean(answers.full_name),
        clock=session.clock,
    )


NOTHING = Answers("", "", "", "", "")


def ask(session: Session, given: Answers = NOTHING) -> Answers:
    """Ask for what is not given, with good defaults; each answer is checked at once."""
    answers = given
    for field in QUESTIONS:
        lang = answers.language if answers.language in LANGS else session.lang
        while not getattr(answers, field):
            default = getattr(_filled(session, answers), field)
            typed = clean(_answer(f"{QUESTIONS[field].say(lang)} [{visible(default)}]: "))
            try:
                answers = answers._replace(**{field: _checked(field, typed or default)})
            except InputProblem as problem:
                from salestui.cli.telling import sentence

                output.note(visible(sentence(problem, lang)))
    return answers


def _answer(question: str) -> str:
    """A line typed on the terminal; Ctrl-D leaves like Ctrl-C."""
    sys.stderr.write(question)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line


def _checked(field: str, text: str) -> str:
    """The answer, if it can be used. Raises InputProblem."""
    if field == "timezone":
        from salestui.services.setup import check_zone

        check_zone(text)
    elif field == "currency":
        from salestui.domain.currencies import CODES

        if text.upper() not in CODES:
            raise InputProblem(Words("A currency is a code such as CNY", "请填币种代码，如 CNY"))
        return text.upper()
    elif field == "language" and text not in LANGS:
        raise InputProblem(Words("It is en or zh", "请填 en 或 zh"))
    return text


def _filled(session: Session, given: Answers) -> Answers:
    """The answers with defaults for what is empty."""
    language = given.language or session.lang
    zone = given.timezone or local_zone(session)
    chinese = language == "zh" or zone in ("Asia/Shanghai", "Asia/Chongqing", "Asia/Urumqi")
    return Answers(
        name=given.name or TEAM.say(language),
        currency=given.currency or ("CNY" if chinese else "USD"),
        timezone=zone,
        language=language,
        full_name=given.full_name or full_name() or session.config.user,
    )


def local_zone(session: Session) -> str:
    """The name of this machine's time zone; UTC where it does not say."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    names = [session.env.get("TZ", "").lstrip(":")]
    try:
        names.append(Path("/etc/timezone").read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        names.append("")
    names.append(os.path.realpath("/etc/localtime").partition("/zoneinfo/")[2])
    for name in names:
        try:
            if name and ZoneInfo(name).key:
                return name
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return "UTC"


def full_name() -> str:
    """What the system calls the person here; empty where it does not say."""
    import pwd

    try:
        return clean(pwd.getpwuid(os.getuid()).pw_gecos.partition(",")[0])
    except (KeyError, InputProblem):
        return ""


def _can_ask() -> bool:
    return output.is_terminal(sys.stdin) and output.is_terminal(sys.stderr)


spec = Spec(
    Words(
        "Makes a workspace on this machine. On a terminal it asks for what is not given.",
        "在本机新建工作区；在终端中会询问未给出的内容。",
    ),
    init,
    options=(
        Opt("--name", Words("what the workspace is called", "工作区名称")),
        Opt("--currency", Words("its usual currency", "常用币种"), "CODE"),
        Opt("--timezone", Words("where its days begin and end", "时区"), "ZONE"),
        Opt("--language", Words("of the workspace", "工作区语言"), choices=LANGS),
        Opt("--me", Words("your name", "你的姓名"), "NAME"),
        Opt("--shared", Words("the team's shared folder", "团队的共享文件夹"), "DIR"),
    ),
    examples=("salestui init --name Keda --currency CNY --timezone Asia/Shanghai",),
)
