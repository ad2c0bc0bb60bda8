"""`salestui doctor`: is everything in order, and what to do where it is not."""

from __future__ import annotations

from salestui.cells import fit, visible, width
from salestui.cli import output
from salestui.cli.checks import Check, all_checks
from salestui.cli.session import Session
from salestui.cli.spec import Spec
from salestui.domain.problems import StoreProblem
from salestui.domain.words import Words
from salestui.exchange.wrapping import wrapped

GOOD = Words("Everything is in order.", "一切正常。")
BAD = Words("{n} to look at.", "{n} 项需要处理。")
OK, NOT_OK = Words("ok", "正常"), Words("!!", "注意")


def doctor(session: Session) -> int:
    """Check everything; gives 4 where something is wrong."""
    checks = all_checks(session)
    bad = [check for check in checks if not check.ok]
    lang = session.lang
    if session.json:
        output.put_json(
            {
                "schema": 1,
                "ok": not bad,
                "checks": [
                    {
                        "name": check.name,
                        "ok": check.ok,
                        "message": check.message.say(lang),
                        "cure": "" if check.ok else check.cure.say(lang),
                    }
                    for check in checks
                ],
            }
        )
    else:
        _tell(session, checks)
        output.put(["", (BAD.fill(n=len(bad)) if bad else GOOD).say(lang)])
    return StoreProblem.exit_code if bad else 0


def _tell(session: Session, checks: list[Check]) -> None:
    lang, ink = session.lang, session.ink
    room = max(width(check.label.say(lang)) for check in checks)
    mark = max(width(OK.say(lang)), width(NOT_OK.say(lang)))
    left = mark + room + 4
    for check in checks:
        sign = fit((OK if check.ok else NOT_OK).say(lang), mark)
        text = [check.message.say(lang)] + ([] if check.ok else [check.cure.say(lang)])
        lines = [line for part in text for line in _lines(visible(part), session.cells - left)]
        name = fit(check.label.say(lang), room)
        head = f"{ink(sign, 'won' if check.ok else 'late')}  {name}  {lines[0] if lines else ''}"
        output.put([head.rstrip(), *(" " * left + line for line in lines[1:])])


def _lines(text: str, cells: int) -> list[str]:
    """The text in lines; a path is never cut, however long it is."""
    return wrapped(text, cells) if max(map(width, text.split()), default=0) <= cells else [text]


spec = Spec(
    Words(
        "Checks the workspace, its log, the configuration, the clock and the terminal, and says"
        " what to do.",
        "检查工作区、日志、配置、时钟与终端，并说明如何处理。",
    ),
    doctor,
)
