"""The one object that screens and commands use: a snapshot to read, one door to write."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, tzinfo
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from salestui import __version__
from salestui.domain.change import Act, Batch
from salestui.domain.ids import RandomBytes, human_number, new_id
from salestui.domain.problems import Problem
from salestui.domain.schema import KINDS
from salestui.domain.snapshot import Snapshot
from salestui.services.asof import states
from salestui.services.context import Context
from salestui.services.finding import zone_of
from salestui.services.lent import with_names
from salestui.store import home as homes
from salestui.store.checkpoint import Pause, no_pause
from salestui.store.history import History
from salestui.store.store import Saved, Store

if TYPE_CHECKING:
    from salestui.services.undo import Undo

UseCase = Callable[[Snapshot, Context], Act | Batch]


class Workbench:
    """A workspace opened by one person in one program."""

    def __init__(
        self,
        folder: Path,
        *,
        user: str,
        lang: str,
        clock: Callable[[], int],
        random_bytes: RandomBytes,
    ) -> None:
        replica = homes.replica(folder, user, clock(), random_bytes)
        self.user = user
        self.lang = lang
        self.clock = clock
        self._random = random_bytes
        self._counts: dict[str, int] = {}
        self._counted = 0
        """Our last commit when the counts were made; another process may have gone on since."""
        self.store = Store(folder, replica, clock=clock, random_bytes=random_bytes, app=__version__)

    # -- reading

    @property
    def snapshot(self) -> Snapshot:
        """The latest state known here."""
        return self.store.snapshot

    @property
    def zone(self) -> tzinfo:
        """The workspace's time zone; UTC where it names none that is known here."""
        return zone_of(self.snapshot.workspace)

    @property
    def me(self) -> str:
        """The member id of the person here; empty when they are no member."""
        return next(iter(self.snapshot.ids("members.handle", self.user)), "")

    def context(self) -> Context:
        """What a use case run now may know."""
        now, workspace = self.clock(), self.snapshot.workspace
        zone = zone_of(workspace)
        return Context(
            now=now,
            today=datetime.fromtimestamp(now / 1000, zone).date(),
            zone=zone,
            me=self.me,
            lang=self.lang,
            currency=str(workspace.get("currency", "CNY")),
            new_id=lambda prefix: new_id(prefix, self._random),
            next_number=self._next_number,
        )

    def _next_number(self, kind: str) -> str:
        letter, rep = KINDS[kind].letter, self.store.replica.rep
        own = self.snapshot.vector.get(rep, 0)
        if own != self._counted:
            self._counts, self._counted = {}, own
        if kind not in self._counts:
            start = human_number(letter, rep, 0)[:-1]
            numbers = (str(doc.get("number", "")) for doc in self.snapshot.table(kind).values())
            taken = (n[len(start) :] for n in numbers if n.startswith(start))
            self._counts[kind] = max((int(n) for n in taken if n.isdigit()), default=0)
        self._counts[kind] += 1
        return human_number(letter, rep, self._counts[kind])

    def refresh(self) -> bool:
        """Take in what other programs and people wrote; true when there was anything."""
        return self.store.refresh()

    @property
    def history(self) -> History:
        """The log as it can be asked: commits of a record, of an act, all of them."""
        return History(self.store.folder)

    def as_of(self, instant: int) -> Snapshot:
        """The state at an effective time in ms: commits up to it, folded in stamp order."""
        past = states(self.history.commits(), [instant], self.snapshot.authors)[instant]
        return with_names(past, self.snapshot)

    # -- writing

    def commit(self, use_case: UseCase) -> Saved:
        """Run a use case on the latest snapshot and save what it decides.

        Raises what the use case raises (Refused, InputProblem, NotFound) and StoreProblem.
        """
        counts, own = dict(self._counts), self._counted
        try:
            saved = self.store.commit(lambda snapshot: use_case(snapshot, self.context()))
        except BaseException:
            self._counts, self._counted = counts, own
            raise
        self._counted = saved.snapshot.vector.get(self.store.replica.rep, 0)
        return saved

    def undo(self, *, leave_changed: bool = False) -> Undo:
        """Take back one's newest act. Raises Refused where there is none or others changed it."""
        return self._take_back(redo=False, leave_changed=leave_changed)

    def redo(self, *, leave_changed: bool = False) -> Undo:
        """Take back one's newest undo, unless something was done since."""
        return self._take_back(redo=True, leave_changed=leave_changed)

    def _take_back(self, *, redo: bool, leave_changed: bool) -> Undo:
        from salestui.services.undo import plan_undo

        plan = plan_undo(
            self.snapshot,
            self.history,
            self.store.fold.past,
            self.store.replica.rep,
            redo=redo,
            leave=leave_changed,
        )
        saved = self.store.commit(lambda _: plan.batch, undoes=plan.act)
        return plan.done(saved)

    def warm_up(self) -> None:
        """Load what the first act needs, so that it takes no longer than the next one."""
        from salestui.domain.models.check import check_record

        # Filters of node templates are judged when a deal moves.
        import_module("salestui.domain.query")
        self.store.fold  # noqa: B018
        deal = next(iter(self.snapshot.live("deals")), None)
        if deal is not None:
            # The first look at a kind builds its model, whatever is thought of the record.
            with suppress(Problem):
                check_record("deals", deal)

    # -- leaving

    @property
    def folder(self) -> Path:
        """Where the workspace lives on this machine."""
        return self.store.folder

    def checkpoint(self, pause: Pause = no_pause) -> None:
        """Write the checkpoint if the one on disk is behind."""
        if self.store.dirty:
            self.store.checkpoint(pause)

    def close(self, *, leaving: bool = False) -> None:
        """Leave the store in order; `leaving` after a while, with a checkpoint of what changed."""
        self.store.close(leaving=leaving)
