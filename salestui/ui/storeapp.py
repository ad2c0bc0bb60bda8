"""An app over a store: screens show its snapshot, acts go to disk on the one store thread."""

from __future__ import annotations

from asyncio import Future
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar, cast

from textual.message import Message

from salestui.config import Config
from salestui.domain.problems import Problem, Refused
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.logfacts import LogUntil
from salestui.services.workbench import UseCase, Workbench
from salestui.store.store import Saved
from salestui.ui.acts import DealAct
from salestui.ui.applog import AppLog
from salestui.ui.beside import unread
from salestui.ui.keymap import Keymap
from salestui.ui.lending import LendsTerminal
from salestui.ui.screens.base import BaseScreen
from salestui.ui.storethread import StoreThread
from salestui.ui.waiting import Waiting

if TYPE_CHECKING:
    from salestui.services.lookback import Then
    from salestui.services.meanwhile import Careful
    from salestui.ui.app import SalesApp

T = TypeVar("T")

READ_ONLY = Words("The past can only be read", "回看时只能查看")
NO_MEMBER = Words("{user} is no member of this team", "{user} 不是本团队成员")
COME_BACK = Words("{key} comes back to now", "按 {key} 回到现在")


class StoreApp(LendsTerminal, inherit_bindings=False):
    """Holds the snapshot that is shown; nothing here waits on a disk."""

    keymap: Keymap
    """The keys in force."""

    class NewsCame(Message, namespace="store"):
        """Others' edits came in, or a new day began."""

    @dataclass
    class PollFailed(Message, namespace="store"):
        """The store could not be read in the background."""

        error: Exception

    def __init__(self, workbench: Workbench, config: Config) -> None:
        self.workbench = workbench
        self.live = workbench.snapshot
        """The newest state."""
        self.live_today: date = workbench.context().today
        self.then: Then | None = None
        """The day that is shown instead of now."""
        self.seeking: date | None = None
        """A day that is about to be shown."""
        self.problems: list[tuple[datetime, Words]] = []
        """What went wrong in the background, oldest first."""
        self._seen_problems = 0
        self.waiting = Waiting(self)
        """What people wrote without knowing of each other."""
        self.repeatable: DealAct | None = None
        """What was done to deals last."""
        self.log_facts = AppLog(self)
        """What filters ask of the log."""
        self.saved_at = 0
        """When my last edit was saved, in ms; 0 before the first."""
        self.store = StoreThread(
            workbench,
            changed=lambda: self._from_thread(self.NewsCame()),
            failed=lambda error: self._from_thread(self.PollFailed(error)),
        )
        super().__init__(config)

    @property
    def active(self) -> BaseScreen:
        """The screen in front."""
        screen = self.screen
        assert isinstance(screen, BaseScreen)
        return screen

    @property
    def snapshot(self) -> Snapshot:
        """The state that screens show."""
        return self.live if self.then is None else self.then.snapshot

    @property
    def today(self) -> date:
        """The day that screens show."""
        return self.live_today if self.then is None else self.then.day

    def begin_looking(self) -> None:
        """Look what waits for me; what others change from now on is news."""
        from salestui.services.looks import begin

        self.waiting.look()
        bench = self.workbench

        def note() -> None:
            # Where nothing can be noted, nothing is lost but the news.
            with suppress(OSError):
                begin(bench.folder, bench.user, bench.snapshot, bench.clock())

        self.run_on_store(note)

    def raise_surveys(self) -> None:
        """Make the tasks that ask my customers how satisfied they are, once a quarter."""
        from salestui.services.surveys import is_on, raise_surveys

        bench = self.workbench

        def make() -> None:
            # Nobody asked for it: what can't be made now is made the next time.
            with suppress(Problem):
                bench.commit(lambda s, ctx: raise_surveys(s, ctx, ctx.me))

        if bench.me and is_on(self.live):
            self.run_on_store(make)

    async def note_look(self, state: Snapshot) -> None:
        """Note that I have seen everything in a state. Raises StoreProblem."""
        from salestui.services.looks import looked

        bench = self.workbench
        await self.run_on_store(lambda: looked(bench.folder, bench.user, state, bench.clock()))
        # Who looks and quits at once has no screen left to tell it on.
        if self.shows:
            self.active.show_waiting()

    @property
    def to_decide(self) -> int:
        """How many conflicts and contested deletes wait for the person here."""
        return self.waiting.count

    def context(self) -> Context:
        """What a use case would know at the moment that is shown; for filters and previews."""
        now, then = self.workbench.context(), self.then
        if then is None:
            return replace(now, log=self.log_facts)
        log = LogUntil(self.log_facts, then.instant)
        return replace(now, now=then.instant, today=then.day, log=log)

    # -- acting

    @property
    def looking_back(self) -> bool:
        """Whether another day than today is shown, or about to be: nothing can be changed then."""
        return self.then is not None or self.seeking is not None

    def refuse_stranger(self) -> None:
        """Raise Refused where nothing can be mine, for I am no member."""
        if not self.workbench.me:
            raise Refused(NO_MEMBER.fill(user=self.workbench.user))

    def refuse_in_past(self) -> None:
        """Raise Refused while another day is shown."""
        if self.looking_back:
            raise Refused(READ_ONLY, hint=COME_BACK.fill(key=self.keymap.shown("now")))

    def run_on_store(self, job: Callable[[], T]) -> Future[T]:
        """A future of something done on the store thread, after all that was asked before."""
        return self.store.submit(job)

    async def save(self, use_case: UseCase) -> Saved:
        """Run a use case and show its result once it is on disk; raises its Problem.

        A field that somebody else wrote since I looked is kept beside mine, and that is told.
        """
        self.refuse_in_past()
        return await self._saved(*self._ask_to_save(use_case))

    def act(self, use_case: UseCase, done: Callable[[Saved], None] | None = None) -> None:
        """Save without waiting: `done` is called when it is on disk; a refusal is a notice.

        Raises Refused while another day than today is shown.
        """
        self.refuse_in_past()
        # Asked for at once, so that acts are saved in the order of their keys.
        asked = self._ask_to_save(use_case)

        async def finish() -> None:
            saved = await self._saved(*asked)
            if done is not None:
                done(saved)

        # It is seen to the end, and told on whatever screen there is then.
        self.active.desk.start(finish, hold=False, by=cast("SalesApp", self))

    def _ask_to_save(self, use_case: UseCase) -> tuple[Future[Saved], Careful]:
        from salestui.services.meanwhile import Careful

        careful = Careful(use_case, self.workbench, self.active.seen or self.live)
        return self.run_on_store(lambda: self.workbench.commit(careful)), careful

    async def _saved(self, future: Future[Saved], careful: Careful) -> Saved:
        saved = await future
        self.adopt(saved=bool(saved.commit))
        if saved.commit and careful.overtaken:
            from salestui.ui.overtaken import overtaken_words

            self.active.warn(overtaken_words(self, careful.overtaken))
        return saved

    def adopt(self, *, saved: bool = False) -> None:
        """Know the store's newest state from now on; `saved` when it holds a new act of mine."""
        self.live = self.workbench.snapshot
        context = self.workbench.context()
        if context.today != self.live_today:
            self.live_today = context.today
            self.raise_surveys()
        if saved:
            self.saved_at = context.now
        self.active.update()
        self.log_facts.follow()
        self.waiting.look()

    def report(self, words: Words) -> None:
        """Keep a problem for the list and show that there is one."""
        self.problems.append((datetime.now(self.workbench.zone), words))
        if self.shows:
            self.active.draw_lines()

    @property
    def unseen_problems(self) -> int:
        """How many problems came since the list was last opened."""
        return len(self.problems) - self._seen_problems

    def see_problems(self) -> None:
        """The list of problems is being looked at."""
        self._seen_problems = len(self.problems)

    def _from_thread(self, message: Message) -> None:
        if self.is_running:
            self.post_message(message)

    @property
    def shows(self) -> bool:
        """Whether there is a screen; what is told on the way out finds none any more."""
        return bool(self.screen_stack)

    def on_store_news_came(self) -> None:
        """Others' edits are here, or a day; what a save of mine has shown already is no news."""
        bench = self.workbench
        known = self.live is bench.snapshot and self.live_today == bench.context().today
        if self.shows and not known:
            self.adopt()

    def on_store_poll_failed(self, message: PollFailed) -> None:
        """Say once that reading in the background does not work."""
        self.report(unread(message.error))
