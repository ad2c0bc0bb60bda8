"""`salestui team`: a workspace shared by several people through a directory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from salestui.cells import fit, visible, width
from salestui.cli import output
from salestui.cli.joining import not_there, offer_all, require
from salestui.cli.session import Session
from salestui.cli.shared import (
    raise_hindrance,
    report_shape,
    root_of,
    round_of,
    shared_of,
    syncer_of,
    told,
    waiting_words,
)
from salestui.domain.dayshow import show_instant
from salestui.domain.problems import FolderProblem
from salestui.domain.words import Words, counted
from salestui.services.workbench import Workbench
from salestui.sync import join as ties
from salestui.sync import workspacefile
from salestui.sync.folder import FolderBackend
from salestui.sync.peers import Peer
from salestui.sync.report import Problem, Report

ME, VERIFIED, CLAIMED = Words("you", "本机"), Words("verified", "已验证"), Words("claimed", "自称")
NEVER = Words("not yet", "尚无")
ON_THE_WAY = Words("{n} on their way", "{n} 项在途")
HEAD = (
    Words("who", "成员"),
    Words("author", "作者"),
    Words("commits", "提交"),
    Words("last news", "最近动态"),
    Words("replica", "副本"),
)
WHERE = Words("{name} in {root}", "{root} 中的“{name}”")
CONFLICTS = Words("{n} to decide: edited by two people at once", "{n} 项待决定：两人同时改过")


def status(session: Session) -> int:
    """Say who is in the team, how far each is here, and what is wrong; 4 where the folder is."""
    bench = session.open()
    shared = shared_of(bench.folder)
    syncer = syncer_of(bench)
    report = round_of(bench, syncer)
    if report.busy:
        # Another program syncs; that the folder is there can be seen without it.
        found = workspacefile.check(bench.folder, syncer.backend)
        report = Report(busy=True, problems=(found,) if found else ())
    problem = report.hindrance
    peers = syncer.status()
    shape = report_shape(session, bench, peers, report)
    if session.json:
        problems = [_problem_shape(each, session.lang) for each in report.problems]
        more = {"folder": shared.root, "name": shared.workspace.name, "problems": problems}
        output.put_json(shape | more)
    else:
        place = WHERE.fill(name=shared.workspace.name, root=shared.root)
        output.put([place.say(session.lang), "", *_table(session, bench, peers)])
        _put_rest(session, report, shape["conflicts"], peers)
    if problem is not None:
        lang = session.lang
        output.note(f"salestui: {told(report).say(lang)}. {problem.cure.say(lang)}")
    return FolderProblem.exit_code if problem else 0


def _problem_shape(problem: Problem, lang: str) -> dict[str, str]:
    return {
        "kind": problem.kind,
        "rep": problem.rep,
        "message": problem.text.say(lang),
        "cure": problem.cure.say(lang),
    }


def _table(session: Session, bench: Workbench, peers: Iterable[Peer]) -> list[str]:
    lang = session.lang
    rows = [[head.say(lang) for head in HEAD]]
    today = datetime.fromtimestamp(session.clock() / 1000, bench.zone).date()
    for peer in peers:
        author = ME if peer.own else VERIFIED if peer.verified else CLAIMED
        last = NEVER.say(lang)
        if peer.seen_at:
            last = show_instant(peer.seen_at, bench.zone, lang, today=today)
        elif peer.own:
            last = ""
        who = visible(peer.who) or "?"
        rows.append([who, author.say(lang), str(peer.commits), last, peer.rep])
    rooms = [max(width(row[n]) for row in rows) for n in range(len(HEAD))]
    return [
        "  ".join(
            fit(cell, room, "right" if n == 2 else "left")
            for n, (cell, room) in enumerate(zip(row, rooms, strict=True))
        ).rstrip()
        for row in rows
    ]


def _put_rest(session: Session, report: Report, conflicts: int, peers: list[Peer]) -> None:
    lang, lines = session.lang, []
    for peer in peers:
        name = visible(peer.who) or peer.rep
        if peer.waiting:
            lines.append(f"{name}: {ON_THE_WAY.fill(n=peer.waiting).say(lang)}")
        lines += [f"{name}: {p.text.say(lang)}. {p.cure.say(lang)}" for p in peer.problems]
    skew = [p for p in report.problems if not p.rep and p.kind == "skew"]
    lines += [f"{p.text.say(lang)}. {p.cure.say(lang)}" for p in skew]
    lines += [waiting_words(report.waiting).say(lang)] if report.waiting else []
    lines += [CONFLICTS.fill(n=conflicts).say(lang)] if conflicts else []
    output.put(["", *lines] if lines else [])


# -- restore and leave

RESTORED = Words(
    "{root} is the shared folder now; {n} edits of yours are in it.",
    "{root} 现为共享文件夹；其中已有你的 {n} 项更改。",
)
ONE_MISSING = Words(
    "1 colleague's log is not in it yet: it comes back when its owner syncs;"
    " --others puts back your copy.",
    "1 位同事的日志尚未恢复：其同步后即会恢复；--others 可放回本机的副本。",
)
MISSING = Words(
    "{n} colleagues' logs are not in it yet: each comes back when its owner syncs;"
    " --others puts back your copies.",
    "{n} 位同事的日志尚未恢复：各自同步后即会恢复；--others 可放回本机的副本。",
)
ONE_OFFERED = Words(
    "Your copy of 1 colleague's log was put there, marked as not verified.",
    "已放回 1 位同事日志的本机副本，标记为未验证。",
)
OFFERED = Words(
    "Your copies of {n} colleagues' logs were put there, marked as not verified.",
    "已放回 {n} 位同事日志的本机副本，标记为未验证。",
)
PARTED = Words(
    "Parted from {root}. Everything is still here.", "已与 {root} 断开。数据都保留在本机。"
)
ONE_UNSENT = Words("1 edit of yours never went out.", "你有 1 项更改未曾发出。")
UNSENT = Words("{n} edits of yours never went out.", "你有 {n} 项更改未曾发出。")


def restore(session: Session, dir: str, others: bool) -> int:
    """Tie the workspace to a folder again and fill it from here."""
    bench = session.open()
    root = root_of(dir)
    backend = FolderBackend(root)
    require(backend, root)
    ties.restore(bench.folder, backend, str(root))
    syncer = syncer_of(bench)
    report = round_of(bench, syncer)
    raise_hindrance(report)
    gone = not_there(bench, backend)
    if others:
        offer_all(bench, backend, root)
    count = bench.snapshot.vector.get(syncer.rep, 0) - report.waiting
    if session.json:
        shape = report_shape(session, bench, syncer.status(), report)
        output.put_json(shape | {"folder": str(root), "missing": gone, "offered": others})
        return 0
    lines = [RESTORED.fill(root=root, n=count)]
    if gone:
        one, many = (ONE_OFFERED, OFFERED) if others else (ONE_MISSING, MISSING)
        lines.append(counted(len(gone), one, many))
    output.put(text.say(session.lang) for text in lines)
    return 0


def leave(session: Session) -> int:
    """Part the workspace from its folder; nothing is deleted here or there."""
    bench = session.open()
    shared = shared_of(bench.folder)
    report = round_of(bench, syncer_of(bench))
    workspacefile.leave(bench.folder)
    if session.json:
        output.put_json({"schema": 1, "folder": shared.root, "waiting": report.waiting})
        return 0
    lines = [PARTED.fill(root=shared.root)]
    lines += [counted(report.waiting, ONE_UNSENT, UNSENT)] if report.waiting else []
    output.put(text.say(session.lang) for text in lines)
    return 0
