"""What `salestui doctor` looks at in a shared folder, each with a cure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from salestui.cli.checks import SHARED, Check
from salestui.cli.session import Session
from salestui.domain.words import Words, counted

if TYPE_CHECKING:
    from salestui.sync.report import Report
    from salestui.sync.syncer import Syncer

RIGHTS = Words("its rights", "其权限")
SKEW = Words("team clocks", "成员时钟")
MEMBERS = Words("team", "团队")
REACHED = Words("{root}, the same directory", "{root}，目录未变")
WELL = Words(
    "owner {owner}, group {group}, mode {mode}", "所有者 {owner}，用户组 {group}，权限 {mode}"
)
IN_STEP = Words("in step", "一致")
ONE_WELL = Words("1 replica, read", "1 个副本，可读取")
ALL_WELL = Words("{n} replicas, all read", "{n} 个副本，均可读取")
UNLIKE = Words("{who} has the same edits but other data", "{who} 的更改相同，但数据不同")
REBUILD = Words(
    "Delete db.json and fold.json here and there: they are rebuilt from the log",
    "请在两边删除 db.json 和 fold.json，它们会从日志重建",
)
WHO = Words("{who}: {text}", "{who}：{text}")


def shared_checks(session: Session) -> Iterator[Check]:
    """The checks of a shared workspace; none where it is not shared. Raises Problem, OSError."""
    from salestui.sync.workspacefile import check, remembered

    shared = remembered(session.folder)
    if shared is None:
        return
    from salestui.cli.shared import round_of, syncer_of, told

    bench = session.open()
    syncer = syncer_of(bench)
    report = round_of(bench, syncer)
    problem, text = report.hindrance, told(report)
    if report.busy:
        problem = check(bench.folder, syncer.backend)
        text = problem.text if problem else text
    if problem is not None:
        yield Check("shared", SHARED, False, text, problem.cure)
        if problem.kind in ("gone", "other", "newer"):
            return
    else:
        yield Check("shared", SHARED, True, REACHED.fill(root=shared.root))
    yield _rights(Path(shared.root))
    yield from _team(session, syncer, report)


def _team(session: Session, syncer: Syncer, report: Report) -> Iterator[Check]:
    """The clocks, and everybody's logs."""
    skew = [p for p in report.problems if p.kind == "skew" and not p.rep]
    if skew:
        yield Check("skew", SKEW, False, skew[0].text, skew[0].cure)
    else:
        yield Check("skew", SKEW, True, IN_STEP)
    peers = syncer.status()
    bad = [(peer, p) for peer in peers for p in peer.problems]
    for peer, each in bad:
        who = peer.who or peer.rep
        yield Check("team", MEMBERS, False, WHO.fill(who=who, text=each.text), each.cure)
    unlike = list(_unlike(session, syncer.rep))
    yield from unlike
    if not bad and not unlike:
        yield Check("team", MEMBERS, True, counted(len(peers), ONE_WELL, ALL_WELL))


def _rights(root: Path) -> Check:
    from salestui.sync.rights import faults, rights

    found = faults(root)
    if found:
        return Check("rights", RIGHTS, False, found[0].text, found[0].cure)
    at = rights(root)
    text = WELL.fill(owner=at.owner, group=at.group, mode=f"{at.mode:o}")
    return Check("rights", RIGHTS, True, text)


def _unlike(session: Session, own: str) -> Iterator[Check]:
    """Colleagues whose last heartbeat came to other data from the very same commits."""
    from salestui.sync.cursors import load
    from salestui.sync.heartbeat import disagrees

    snapshot = session.open().snapshot
    for rep, seen in load(session.folder).seen.items():
        if rep != own and disagrees(seen.beat, snapshot):
            who = snapshot.authors.get(rep, rep)
            yield Check("team", MEMBERS, False, UNLIKE.fill(who=who), REBUILD)
