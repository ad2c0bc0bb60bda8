"""`salestui undo` and `salestui redo`."""

from __future__ import annotations

from typing import Any

from salestui.cells import visible
from salestui.cli import output
from salestui.cli.session import Session
from salestui.cli.spec import FLAG, Opt, Spec
from salestui.domain.problems import Refused
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words, counted
from salestui.services.undo import ChangedSince, Undo

LEAVE = Opt(
    "--leave-changed",
    Words("leave what others changed since", "保留他人之后改过的记录"),
    type=FLAG,
)
LEAVE_HINT = Words(
    "`salestui undo --leave-changed` does so", "可用 `salestui undo --leave-changed`"
)
UNDONE = Words("Undone: {what}", "已撤销：{what}")
REDONE = Words("Done again: {what}", "已重做：{what}")
RECORDS = Words("{n} records", "{n} 条记录")
ONE_LEFT = Words("1 record was left as it is", "1 条记录保持不变")
LEFT = Words("{n} records were left as they are", "{n} 条记录保持不变")


def _take_back(session: Session, leave: bool, *, redo: bool) -> None:
    bench = session.open()
    try:
        done = (bench.redo if redo else bench.undo)(leave_changed=leave)
    except ChangedSince as problem:
        raise Refused(problem.message, hint=LEAVE_HINT) from problem
    if session.json:
        output.put_json(_answer(bench.snapshot, done))
    else:
        output.put(_told(session, done, redo=redo))


def _answer(snapshot: Snapshot, done: Undo) -> dict[str, Any]:
    kind, id = done.subjects[0] if done.subjects else ("", "")
    return {
        "schema": 1,
        "id": id or None,
        "number": (snapshot.get(kind, id) or {}).get("number"),
        "commit": (done.saved.commit if done.saved else "") or None,
        "undone": done.act,
        "intent": done.intent,
        "count": len(done.records),
        "left": done.left,
        "records": [{"kind": kind, "id": id} for kind, id in done.records],
    }


def _told(session: Session, done: Undo, *, redo: bool) -> list[str]:
    from salestui.exchange.historyview import HistoryLines, intent_text

    lang, what = session.lang, intent_text(done.intent, session.lang)
    if len(done.subjects) == 1:
        what += "  " + HistoryLines(session.present()).name(*done.subjects[0])
    elif done.subjects:
        what += "  " + RECORDS.fill(n=len(done.subjects)).say(lang)
    told = [visible((REDONE if redo else UNDONE).fill(what=what).say(lang))]
    return told + ([counted(done.left, ONE_LEFT, LEFT).say(lang)] if done.left else [])


def take_back(session: Session, leave_changed: bool) -> None:
    """Undo my last act."""
    _take_back(session, leave_changed, redo=False)


def do_again(session: Session, leave_changed: bool) -> None:
    """Redo what I undid last."""
    _take_back(session, leave_changed, redo=True)


undo = Spec(
    Words("Takes back my last act, whatever it was.", "撤销我的上一步操作。"),
    take_back,
    options=(LEAVE,),
)
redo = Spec(
    Words("Does again what I took back last.", "重做刚才撤销的操作。"),
    do_again,
    options=(LEAVE,),
)
