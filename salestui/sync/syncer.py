"""One round of syncing: settle a fork, publish, pull. It copies bytes; the store folds them."""

from __future__ import annotations

from pathlib import Path

from salestui.domain.ids import RandomBytes
from salestui.domain.problems import StoreProblem
from salestui.store import home
from salestui.store.journal import Origin
from salestui.store.store import Store
from salestui.sync.backend import Backend
from salestui.sync.cursors import load
from salestui.sync.fork import settle, take_new_name
from salestui.sync.peers import Peer, branched, clock_problems, peers
from salestui.sync.publish import Forked, Publisher, public_hashes
from salestui.sync.pull import Pulled, Puller, Source
from salestui.sync.report import (
    Problem,
    Report,
    arriving,
    not_kept,
    not_readable,
    refusal,
    second_chain,
    unread,
)
from salestui.sync.survey import Surveyor
from salestui.sync.synclock import SyncLock
from salestui.sync.workspacefile import check


class Syncer:
    """Keeps one local store and one shared root together.

    It never touches the Store's state, so it may run on a thread of its own; `Store.refresh`
    takes in what it brought.
    """

    def __init__(self, store: Store, backend: Backend, random_bytes: RandomBytes) -> None:
        self.store = store
        self.backend = backend
        self.folder: Path = store.folder
        self.lock = SyncLock(store.folder)
        self._random = random_bytes
        self._workspace = store.replica.workspace
        self._cursors = load(store.folder)
        self._replicas: list[str] = []
        self._listed = 0
        """The mark of the directories when they were last listed."""
        self._problems: dict[str, list[Problem]] = {}
        self._server_ms = (0, 0)
        self._identity = (0, 0)
        self._settled = self._looked = self._failed = False
        self._refused: Problem | None = None
        """Why nothing can go out."""
        self._name(store.replica.rep)

    def _name(self, rep: str) -> None:
        """Work for the replica `rep` from now on."""
        self.rep = rep
        self._settled = False
        self._publisher = Publisher(self.backend, self.folder, rep, self._workspace)
        self._puller = Puller(self.backend, self._cursors, self._workspace, rep)
        self._surveyor = Surveyor(self._puller)

    # -- a round

    def take_lock(self) -> bool:
        """Become the one who syncs this store, and know what the one before knew.

        False where another program is it, or where the local disk refuses.
        """
        if self.lock.held:
            return True
        try:
            if not self.lock.take():
                return False
        except OSError:
            return False
        self._cursors.reload()
        return True

    def look_on(self) -> Report:
        """How it stands where another program syncs this store; the folder is not touched."""
        self._cursors.reload()
        self._follow_name()
        try:
            self._publisher.learn()
        except (OSError, StoreProblem):
            return Report(busy=True)
        out = self._cursors.published.get(self.rep, 0)
        return Report(waiting=max(0, self._publisher.chain.seq - out), busy=True)

    def others_came(self) -> bool:
        """Whether somebody's directory is there that was not listed: it costs one call."""
        return self.backend.mark() not in (0, self._listed)

    def once(self, *, full: bool = True) -> Report:
        """Publish and pull once; never raises for what the shared place does.

        `full` lists directories; without it only the ends of known logs are looked at.
        """
        kept = self.lock.held
        if not self.take_lock():
            return self.look_on()
        try:
            return self._round(full=full)
        finally:
            if not kept:
                self.lock.release()

    def _round(self, *, full: bool) -> Report:
        self._follow_name()
        if full:
            self._listed = self.backend.mark()
        if (full or not self._replicas) and (hindrance := check(self.folder, self.backend)):
            return self._hindered(hindrance)
        problems: list[Problem] = []
        self._looked, self._failed = full, False
        forked, published = self._go_out(problems, full=full)
        pulled = self._pull(full=full, problems=problems)
        if self._failed and not full and (hindrance := check(self.folder, self.backend)):
            return self._hindered(hindrance, pulled)
        if self._looked or published:
            self._save(problems)
        told = [p for found in self._problems.values() for p in found]
        server, at = self._server_ms
        told += clock_problems(self._cursors, server, at)
        return Report(published, pulled, self.waiting(), (*problems, *told), forked=forked)

    def _hindered(self, problem: Problem, pulled: int = 0) -> Report:
        # What could not be read in this round says nothing of anybody's log.
        self._replicas, self._problems = [], {}
        return Report(pulled=pulled, waiting=self.waiting(), problems=(problem,))

    def _save(self, problems: list[Problem]) -> None:
        try:
            self._cursors.save()
        except OSError as error:
            problems.append(not_kept("", error))

    def waiting(self) -> int:
        """Commits of ours that did not go out yet; the folder is not touched."""
        try:
            self._publisher.learn()
        except (OSError, StoreProblem):
            return 0
        return self._publisher.waiting(self._cursors.published.get(self.rep, 0))

    def _follow_name(self) -> None:
        identity = home.identity(self.folder)
        if identity == self._identity:
            return
        self._identity = identity
        rep = home.renamed(self.folder, self.store.replica).rep
        if rep != self.rep:
            self._name(rep)

    # -- out

    def _go_out(self, problems: list[Problem], *, full: bool) -> tuple[bool, int]:
        """Publish; what the folder refused to take is tried again with the next full look."""
        if self._refused is not None and not full:
            problems.append(self._refused)
            return False, 0
        self._refused = None
        try:
            return self._publish(problems, full=full)
        except OSError as error:
            self._failed = True
            self._refused = refusal(error)
            problems.append(self._refused)
        except StoreProblem as problem:
            problems.append(Problem("local", "", problem.message, problem.hint))
        return False, 0

    def _publish(self, problems: list[Problem], *, full: bool) -> tuple[bool, int]:
        """(whether this store took a new name, commits that went out)."""
        forked = self._settle() if full or not self._settled else False
        try:
            done = self._publisher.publish(full=full)
        except Forked:
            new = take_new_name(self.folder, self.rep, self.store.clock(), self._random)
            self._name(new)
            self._settle()
            forked = True
            done = self._publisher.publish(full=True)
        problems += done.problems
        if done.server_ms:
            self._server_ms = done.server_ms, self.store.clock()
        if not done.problems and self._publisher.chain.n:
            self._cursors.published[self.rep] = self._publisher.chain.seq
        return forked, done.commits

    def _settle(self) -> bool:
        """Write again what former names of this store never published; true when there were any."""
        names = home.former(self.folder)
        settled = False
        for old in names:
            public = set(public_hashes(self.backend, old, self._workspace))
            if not public and self._cursors.published.get(old):
                # It was there once: the folder is not whole, so nothing can be told yet.
                continue
            settle(self.folder, old, public, self._origin(), self.store.clock(), self._random)
            self._cursors.chains.pop(old, None)
            settled = True
        self._settled = True
        return settled

    def _origin(self) -> Origin:
        mine = self.store.origin
        return Origin(self._workspace, self.rep, mine.user, mine.uid, mine.host, mine.app)

    # -- in

    def _pull(self, *, full: bool, problems: list[Problem]) -> int:
        """Read from everybody; gives the commits that came in."""
        sources: list[Source] = []
        if full or not self._replicas:
            try:
                self._replicas = [r for r in self.backend.replicas() if r[:1] == "r"]
                sources = self._kept_by_others()
            except OSError as error:
                problems.append(not_readable("", error.strerror or str(error)))
                return 0
        commits = 0
        for rep in self._replicas:
            if rep != self.rep and "." not in rep:
                commits += self._pull_from(rep, None, full=full)
        for source in sources:
            commits += self._pull_from(source.rep, source, full=full)
        return commits

    def _kept_by_others(self) -> list[Source]:
        """Logs of those whose own directory is gone, as other members put them back."""
        found = []
        for other in self._replicas:
            for name in self.backend.folders(other):
                rep = name.removeprefix("of-")
                if rep != name and rep not in self._replicas and rep != self.rep:
                    found.append(Source(rep, f"{other}/{name}", self.backend.owner(other).uid))
        return found

    def _in_step(self, rep: str) -> bool:
        """Whether a glance at the end of a log tells that nothing is new there."""
        chain = self._cursors.chains.get(rep)
        if chain is None or not chain.n or self._problems.get(rep):
            return False
        try:
            return self.backend.size(rep, chain.name) == chain.off
        except OSError:
            return False

    def _pull_from(self, rep: str, source: Source | None, *, full: bool) -> int:
        if not full and source is None and self._in_step(rep):
            return 0
        result, self._looked = Pulled(), True
        now = self.store.clock()
        try:
            if source is None and not full and rep in self._cursors.owners:
                # Who owns a directory is looked at when directories are.
                source = Source(rep, rep, self._cursors.owners[rep])
            elif source is None:
                source, result.problems = self._puller.source(rep)
            if source is not None:
                tail = self._puller.tail(source, now)
                result.commits += tail.commits
                if full or tail.stuck:
                    self._surveyor.survey(source, now, result, stuck=tail.stuck)
                if tail.stuck:
                    tail = self._puller.tail(source, now)
                    result.commits += tail.commits
                result.problems += tail.problems
        except FileNotFoundError:
            self._failed = True
            result.problems.append(arriving(rep))
        except OSError as error:
            self._failed = True
            result.problems.append(unread(rep, error))
        if full and len(self._cursors.logs_of(rep)) > 1:
            result.problems.append(second_chain(rep))
        if full or result.problems:
            self._problems[rep] = result.problems
        return result.commits

    # -- asked by people

    def status(self) -> list[Peer]:
        """Everybody who writes to the shared folder, as last seen."""
        snapshot = self.store.snapshot
        problems = {rep: list(found) for rep, found in self._problems.items()}
        for rep in branched(snapshot):
            if not any(p.kind == "branch" for p in problems.get(rep, [])):
                problems.setdefault(rep, []).append(second_chain(rep))
        user = self.store.replica.user
        return peers(snapshot, self._cursors, self.rep, problems, user=user)
