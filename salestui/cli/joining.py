"""`salestui team join`: tie this machine to a shared folder, with or without data of one's own."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from salestui.cells import visible
from salestui.cli import output
from salestui.cli.session import Session
from salestui.cli.shared import READS_ALL, root_of, round_of, syncer_of, told
from salestui.domain.problems import FolderProblem, NotFound, Refused
from salestui.domain.words import Words, counted
from salestui.services.joining import join_team
from salestui.services.workbench import Workbench
from salestui.store.branches import is_branch
from salestui.store.home import workspaces
from salestui.store.inuse import alone
from salestui.sync import join as ties
from salestui.sync.folder import FolderBackend
from salestui.sync.report import Report
from salestui.sync.workspacefile import Workspace, read_workspace, remembered
from salestui.ui.syncwords import IN, ONE_IN

MERGE, SEPARATE = "merge", "separate"
ABSENT = Words("The shared folder is not there: {root}", "共享文件夹不存在：{root}")
SET_UP = Words(
    "Check the path, or set it up: salestui team setup {root}",
    "请检查路径，或先设置：salestui team setup {root}",
)
UNREADABLE = Words("The shared folder can't be used: {why}", "无法使用共享文件夹：{why}")
ASK = Words("Ask whoever looks after it to let you in", "请管理员授予访问权限")
NOTHING = Words("Neither the folder nor this machine has a workspace", "文件夹和本机都还没有工作区")
INIT = Words("Make one there: salestui init --shared DIR", "可新建：salestui init --shared DIR")
WIPED = Words("The folder lost its workspace file", "该文件夹丢失了工作区文件")
RESTORE = Words(
    "A member puts it back: salestui team restore DIR", "请由成员恢复：salestui team restore DIR"
)
CHOOSE = Words(
    "There is data here already, and the folder holds another workspace, {name}",
    "本机已有数据，而文件夹中是另一个工作区“{name}”",
)
CHOICES = Words(
    "--with-data merge brings it along, --with-data separate keeps both apart",
    "--with-data merge 一并带入，--with-data separate 分开保留",
)
QUESTION = Words(
    "There is data here already. (m)erge it into {name}, or keep it (s)eparate? ",
    "本机已有数据。m 并入“{name}”，s 分开保留？",
)
WHICH = Words("Name the one to merge with --workspace", "请用 --workspace 指定要并入的工作区")
SEVERAL = Words("There are {n} workspaces here: {which}", "此处有 {n} 个工作区：{which}")
ELSEWHERE = Words("This workspace is shared in {root} already", "此工作区已在 {root} 共享")
LEAVE = Words("`salestui team leave` parts it from there", "可先运行 `salestui team leave`")


class Joined(NamedTuple):
    """What joining came to."""

    root: Path
    name: str
    how: str
    """One of: shared, joined, merged, separate."""
    carried: int
    """Commits of one's own that were brought along."""
    report: Report


def join(session: Session, root: Path, with_data: str = "") -> Joined:
    """Tie the workspace here to a folder, or take the folder's. Raises FolderProblem, Refused."""
    backend = FolderBackend(root)
    there = look(backend, root)
    if there is None:
        return _share(session, backend, root)
    return _take(session, backend, root, there, with_data)


def require(backend: FolderBackend, root: Path) -> None:
    """See that the folder is there at all. Raises FolderProblem, OSError."""
    if not backend.identity() or not root.is_dir():
        raise FolderProblem(ABSENT.fill(root=root), hint=SET_UP.fill(root=root))


def look(backend: FolderBackend, root: Path) -> Workspace | None:
    """The workspace of a folder; None where it has none yet. Raises FolderProblem."""
    try:
        require(backend, root)
        there = read_workspace(backend)
        if there is None and backend.replicas():
            raise FolderProblem(WIPED, hint=RESTORE, where=str(root))
    except OSError as error:
        why = error.strerror or str(error)
        raise FolderProblem(UNREADABLE.fill(why=why), hint=ASK, where=str(root)) from error
    return there


def _share(session: Session, backend: FolderBackend, root: Path) -> Joined:
    """An empty folder becomes this workspace."""
    if not workspaces(session.config.home):
        raise NotFound(NOTHING, hint=INIT)
    bench = session.open()
    before = remembered(bench.folder)
    if before is not None and Path(before.root) != root:
        raise Refused(ELSEWHERE.fill(root=before.root), hint=LEAVE)
    name = str(bench.snapshot.workspace.get("name", ""))
    ties.share(bench.folder, backend, str(root), name, session.clock())
    report = _first_round(session, bench)
    if report.hindrance is None:
        # Whoever wrote here before is not in this folder, and may never be.
        offer_all(bench, backend, root)
    return Joined(root, name, "shared", 0, report)


def offer_all(bench: Workbench, backend: FolderBackend, root: Path) -> None:
    """Put the logs of all who have none in the folder there. Raises FolderProblem."""
    try:
        for rep in not_there(bench, backend):
            ties.offer(bench.folder, backend, bench.store.replica.rep, rep)
    except OSError as error:
        why = error.strerror or str(error)
        raise FolderProblem(UNREADABLE.fill(why=why), hint=ASK, where=str(root)) from error


def not_there(bench: Workbench, backend: FolderBackend) -> list[str]:
    """The replicas whose logs are here and not in the folder. Raises OSError."""
    there = {*backend.replicas(), bench.store.replica.rep}
    return [
        path.name
        for path in sorted((bench.folder / "log").iterdir())
        if path.name not in there and not is_branch(path.name) and any(path.glob("*.jsonl"))
    ]


def _take(
    session: Session, backend: FolderBackend, root: Path, there: Workspace, with_data: str
) -> Joined:
    """The folder's workspace comes here; what to do with another one here is asked."""
    home = session.config.home
    others = [home / name for name in workspaces(home) if name != there.id]
    full = [folder for folder in others if not ties.only_defaults(folder)]
    how = _choice(session, there, with_data) if full else ""
    spare = [_one(session, full)] if how == MERGE else [] if full else others
    with ExitStack() as held:
        for folder in spare:
            held.enter_context(alone(folder))
        return _move_in(session, backend, root, there, how, spare)


def _move_in(
    session: Session,
    backend: FolderBackend,
    root: Path,
    there: Workspace,
    how: str,
    spare: list[Path],
) -> Joined:
    """Take the folder's workspace and put aside those to spare; merging brings along what is in
    the one there is.
    """
    home, user, now = session.config.home, session.config.user, session.clock()
    folder = ties.join(home, backend, str(root), user, now, os.urandom)
    session.workspace = folder.name
    bench = session.open()
    report = round_of(bench, syncer_of(bench))
    carried = 0
    if how == MERGE:
        carried = ties.carry(spare[0], folder, bench.store.origin, now, os.urandom)
        bench.refresh()
    if report.hindrance is None:
        report = _first_round(session, bench, report)
    for each in spare:
        _put_aside(each)
    kinds = {MERGE: "merged", SEPARATE: "separate", "": "joined"}
    return Joined(root, there.name, kinds[how], carried, report)


def _choice(session: Session, there: Workspace, with_data: str) -> str:
    name = there.name or there.id
    if with_data:
        return with_data
    asking = output.is_terminal(sys.stdin) and output.is_terminal(sys.stderr)
    if session.json or not asking:
        raise Refused(CHOOSE.fill(name=name), hint=CHOICES)
    while True:
        sys.stderr.write(visible(QUESTION.fill(name=name).say(session.lang)))
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise KeyboardInterrupt
        answer = line.strip().lower()
        if answer and MERGE.startswith(answer):
            return MERGE
        if answer and SEPARATE.startswith(answer):
            return SEPARATE


def _one(session: Session, full: list[Path]) -> Path:
    chosen = [folder for folder in full if folder.name == session.workspace]
    if chosen or len(full) == 1:
        return (chosen or full)[0]
    which = ", ".join(folder.name for folder in full)
    raise Refused(SEVERAL.fill(n=len(full), which=which), hint=WHICH)


def _first_round(session: Session, bench: Workbench, before: Report | None = None) -> Report:
    """Enter the person here among the members, and let everybody know."""
    from salestui.cli.init import full_name

    handle, person = session.config.user, full_name()
    bench.commit(lambda snapshot, ctx: join_team(snapshot, ctx, handle, person))
    report = round_of(bench, syncer_of(bench))
    session.is_out()
    pulled = report.pulled + (before.pulled if before else 0)
    return Report(
        report.published, pulled, report.waiting, report.problems, report.busy, report.forked
    )


def _put_aside(folder: Path) -> None:
    """Move a workspace whose contents are elsewhere now out of the way; nothing is deleted."""
    aside = folder.parent / "aside"
    aside.mkdir(mode=0o700, exist_ok=True)
    target, n = aside / folder.name, 1
    while target.exists():
        target, n = aside / f"{folder.name}.{n}", n + 1
    folder.rename(target)


SHARED = Words("{name} is shared in {root} now.", "“{name}”已在 {root} 共享。")
JOINED = Words(
    "Joined {name} in {root}: {pulled}.",
    "已加入 {root} 中的“{name}”：{pulled}。",
)
CARRIED_ONE = Words(
    "1 act of yours was brought along; the old workspace is kept in {aside}.",
    "带入了你的 1 项操作；原工作区保留在 {aside}。",
)
CARRIED = Words(
    "{n} acts of yours were brought along; the old workspace is kept in {aside}.",
    "带入了你的 {n} 项操作；原工作区保留在 {aside}。",
)
APART = Words(
    "Your own workspace stays apart; name one with --workspace {id}.",
    "原工作区分开保留；用 --workspace {id} 指定其一。",
)
NEXT = Words(
    "The app syncs by itself while it is open; `salestui sync --watch` does without it.",
    "界面打开时会自动同步；不开界面时可运行 `salestui sync --watch`。",
)


def tell(session: Session, joined: Joined) -> int:
    """Say what joining came to; gives the exit code."""
    hinders = joined.report.hindrance
    if session.json:
        output.put_json(_shape(session, joined))
    else:
        told_ = SHARED if joined.how == "shared" else JOINED
        names = {
            "name": joined.name,
            "root": joined.root,
            "pulled": counted(joined.report.pulled, ONE_IN, IN),
        }
        lines = [told_.fill(**names)]
        if joined.how == "merged":
            aside = session.config.home / "aside"
            one = joined.carried == 1
            lines.append((CARRIED_ONE if one else CARRIED).fill(n=joined.carried, aside=aside))
        elif joined.how == "separate":
            lines.append(APART.fill(id=session.workspace))
        output.put(text.say(session.lang) for text in [*lines, READS_ALL, NEXT])
    if hinders is not None:
        raise FolderProblem(told(joined.report), hint=hinders.cure)
    return 0


def _shape(session: Session, joined: Joined) -> dict[str, object]:
    return {
        "schema": 1,
        "id": session.folder.name,
        "name": joined.name,
        "folder": str(joined.root),
        "how": joined.how,
        "carried": joined.carried,
        "published": joined.report.published,
        "pulled": joined.report.pulled,
    }


def team_join(session: Session, dir: str, with_data: str) -> int:
    """Join the workspace of a shared folder, or share the one here in it."""
    return tell(session, join(session, root_of(dir), with_data))
