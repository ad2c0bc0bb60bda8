"""`salestui sync`: bring my edits to the shared folder and everybody else's here."""

from __future__ import annotations

import contextlib
import sys

from salestui.cli import output
from salestui.cli.session import Session
from salestui.cli.shared import (
    conflicts_in,
    raise_hindrance,
    report_shape,
    round_of,
    shared_of,
    syncer_of,
    told,
    waiting_words,
)
from salestui.cli.spec import FLAG, Opt, Spec
from salestui.domain.problems import NOWHERE, StoreProblem
from salestui.domain.words import Words
from salestui.services.workbench import Workbench
from salestui.store.inuse import in_use
from salestui.sync.follower import Follower
from salestui.sync.heartbeat import EVERY_MS, Heart, last_beat
from salestui.sync.report import Problem, Report
from salestui.sync.state import News
from salestui.sync.syncer import Syncer
from salestui.ui.syncwords import moved

BUSY = Words(
    "Another salestui is syncing this workspace already", "另一个 salestui 正在同步此工作区"
)
CURRENT = Words("Nothing new: everything is in step", "没有新内容：已同步")
CONFLICTS = Words("{n} to decide: edited by two people at once", "{n} 项待决定：两人同时改过")
FOLLOWING = Words("Following {root}; ctrl+c stops", "正在跟随 {root}；按 ctrl+c 停止")
LEFT = Words("The workspace was parted from the folder", "此工作区已与文件夹断开")
BACK = Words("The folder is back", "文件夹已恢复")


def sync(session: Session, watch: bool) -> int:
    """Sync once, or until interrupted."""
    bench = session.open()
    syncer = syncer_of(bench)
    if watch:
        with in_use(bench.folder):
            return Watch(session, bench).run()
    report = round_of(bench, syncer)
    raise_hindrance(report)
    if report.pulled:
        _say_what_was_read(bench, syncer)
    if session.json:
        output.put_json(report_shape(session, bench, syncer.status(), report))
    else:
        output.put(text.say(session.lang) for text in _lines(bench, report))
    return 0


def _say_what_was_read(bench: Workbench, syncer: Syncer) -> None:
    """Let the others know how far we are, at most hourly; that it fails loses nothing."""
    if bench.clock() - last_beat(bench.folder / "log" / syncer.rep) < EVERY_MS:
        return
    with contextlib.suppress(StoreProblem, OSError):
        if Heart().beat(bench.store, leaving=True):
            round_of(bench, syncer)


def _lines(bench: Workbench, report: Report) -> list[Words]:
    if report.busy:
        return [BUSY]
    lines = [_news(report) or CURRENT]
    lines += [waiting_words(report.waiting)] if report.waiting else []
    lines += [_sentence(problem) for problem in report.problems]
    count = conflicts_in(bench)
    return lines + ([CONFLICTS.fill(n=count)] if count else [])


def _news(report: Report) -> Words | None:
    if not report.published and not report.pulled:
        return None
    return moved(report)


def _sentence(problem: Problem) -> Words:
    about = f"{problem.rep}: " if problem.rep else ""
    return Words(
        f"{about}{problem.text.en}. {problem.cure.en}",
        f"{about}{problem.text.zh}。{problem.cure.zh}",
    )


class Watch:
    """Follows the shared folder and prints a line for each piece of news."""

    def __init__(self, session: Session, bench: Workbench) -> None:
        self.session, self.bench = session, bench
        self._root = shared_of(bench.folder).root
        self._left = False
        self._problem = ""
        self._heart = Heart()
        self._follower = Follower(bench.store, told=self._told, failed=self._failed)

    def run(self) -> int:
        """Follow until ctrl+c; gives the exit code."""
        self._say(FOLLOWING.fill(root=self._root))
        try:
            self._follower.run()
        except KeyboardInterrupt:
            output.note("")
        if not self._left:
            with contextlib.suppress(StoreProblem):
                if self._heart.beat(self.bench.store, leaving=True):
                    syncer_of(self.bench).once(full=False)
        return 0

    def _failed(self, error: Exception) -> None:
        raise error

    def _told(self, news: News) -> None:
        if news.state.shared is None or news.state.shared.root != self._root:
            self._left = True
            self._say(LEFT)
            self._follower.leave()
            return
        if self.bench.refresh():
            # A heartbeat says what was read; that it can't be written now loses nothing.
            with contextlib.suppress(StoreProblem):
                self._heart.beat(self.bench.store)
        self._tell_problem(news)
        said = _news(news.report)
        if self.session.json and said:
            shape = report_shape(self.session, self.bench, news.state.peers, news.report)
            output.put_json(shape)
            sys.stdout.flush()
        elif said is not None:
            self._say(said)

    def _tell_problem(self, news: News) -> None:
        """Say a hindrance once, when it begins and when it ends."""
        lang, state = self.session.lang, news.state
        text = BUSY if state.busy else state.hindrance.text if state.hindrance else NOWHERE
        if text.en == self._problem:
            return
        before, self._problem = self._problem, text.en
        if text != NOWHERE:
            said = told(news.report) if state.hindrance else text
            output.note(f"salestui: {said.say(lang)}")
        elif before != BUSY.en:
            output.note(f"salestui: {BACK.say(lang)}")

    def _say(self, text: Words) -> None:
        if not self.session.json:
            output.put([text.say(self.session.lang)])
            sys.stdout.flush()


spec = Spec(
    Words(
        "Brings my edits to the shared folder and those of the others here, once or for as long as"
        " it runs.",
        "把我的更改发到共享文件夹，并取回他人的更改；可执行一次，也可持续跟随。",
    ),
    sync,
    options=(Opt("--watch", Words("go on until ctrl+c", "持续同步，直到 ctrl+c"), type=FLAG),),
    examples=("salestui sync", "salestui sync --watch"),
)
