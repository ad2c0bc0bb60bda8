"""`salestui inbox`: what two people wrote apart and somebody has to decide; the app decides it."""

from __future__ import annotations

from salestui.cli import output
from salestui.cli.session import Session
from salestui.cli.spec import FLAG, Opt, Spec
from salestui.domain.words import Words
from salestui.exchange.columns import Column, laid_out
from salestui.exchange.inboxview import inbox_lines, inbox_shape
from salestui.services.inbox import inbox
from salestui.services.reading import reading_of

NONE = Words("Nothing for you to decide.", "没有待你决定的事项。")
DECIDE = Words("Decide in the app: salestui, then !", "请在应用中决定：运行 salestui，按 !")
COLUMNS = (Column("", least=12), Column(""), Column("", least=16), Column(""), Column(""))


def list_inbox(session: Session, all: bool) -> None:
    """Print what waits for me, or for anybody."""
    bench, user, lang = session.open(), session.config.user, session.lang
    found = inbox(bench.store.fold, bench.history, "" if all else user)
    reading = reading_of(bench.snapshot, user=user, lang=lang, now=session.clock())
    if session.json:
        output.put_json(inbox_shape(found, reading))
        return
    lines = laid_out(COLUMNS, inbox_lines(found, reading, user), session.cells).lines
    output.put([*lines, DECIDE.say(lang)] if lines else [NONE.say(lang)])


spec = Spec(
    Words(
        "Prints what two people wrote without knowing of each other, with both values: what waits"
        " for me, or with --all for anybody.",
        "列出两人互不知情时所作的修改及各自的值：待我决定的，或用 --all 列出所有人的。",
    ),
    list_inbox,
    options=(Opt("--all", Words("everybody's", "所有人的"), type=FLAG),),
    examples=("salestui inbox", "salestui inbox --all --json"),
)
