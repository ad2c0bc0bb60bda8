"""The simulated team: sites, a replicator, members of two versions, clones, rollbacks and losses of
power, as one object.

Tests and campaigns play it step by step, then let everything settle and check what must hold.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from salestui.domain.clock import Stamp
from salestui.domain.ids import derived_id
from salestui.store import journal
from salestui.store.checkpoint import DB
from salestui.store.history import History
from tests.dying import Dying

from .homes import Clock, Home, adopt
from .memory import MemoryBackend, Replicator
from .versions import Newer, newer

FAST = Path("/dev/shm")
DAY = 86_400_000
STAGES = ("lead", "demo", "won")
SHARED = derived_id("ac", "account", "one-source", "17")


class Team:
    """Four members on three sites, the last with a newer program; homes may be copied, set back."""

    def __init__(self, seed: int, *, keeps_losers: bool = True) -> None:
        self.dice = random.Random(seed)
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(journal, "SEAL_BYTES", self.dice.choice((1500, journal.SEAL_BYTES)))
        self.work = Path(tempfile.mkdtemp(dir=FAST if FAST.is_dir() else None))
        self.clock = Clock()
        self.sites = [MemoryBackend() for _ in range(3)]
        self.net = Replicator(self.sites, keeps_losers=keeps_losers, dice=self.dice)
        self.homes = [
            Home(self.work / name, name, site, self.clock)
            for name, site in zip(("anna", "bo", "cho"), self.sites, strict=True)
        ]
        self.newer = Newer(self.work / "dai", "dai", self.sites[1], self.clock)
        self.homes.append(self.newer)
        self.kept: dict[int, Path] = {}
        self.tokens: set[str] = set()
        self.later: dict[str, set[str]] = {}
        """Value -> those that were written over it by people who saw it."""
        self.count = 0

    def close(self) -> None:
        """Remove the homes."""
        self.patch.undo()
        shutil.rmtree(self.work)

    # -- what can happen

    def edit(self, who: int, what: str, doc: int) -> None:
        """Somebody saves an edit, told from all others by its text."""
        member = self.homes[who % len(self.homes)]
        self.count += 1
        token = f"v{self.count}"
        kind, id, values = self._edit(what, doc, token)
        before = member.store.snapshot.get(kind, id) or {}
        if what == "unknown":
            with version(member):
                member.store.note({"k": "later", "x": [token]})
        member.put(id, kind, **values)
        self._saved(token, before, values)

    def _edit(self, what: str, doc: int, token: str) -> tuple[str, str, dict[str, Any]]:
        """(kind, id, values) of an edit."""
        deal = f"dl_{doc}"
        born = {"stage": "lead", "pipeline": "pl_1", "outcome": "open"}
        stage = STAGES[self.count % 3]
        edits: dict[str, tuple[str, str, dict[str, Any]]] = {
            "step": ("deals", deal, {"next_step": token}),
            "create": ("deals", deal, {"title": token, **born}),
            "stage": ("deals", deal, {"stage": stage, "outcome": "open", "lost_note": token}),
            "shared": ("accounts", SHARED, {"name": token, "city": "x"}),
            "unknown": ("widgets", f"wd_{doc}", {"a/b": token}),
            "path": ("deals", deal, {"of/later": token}),
        }
        return edits[what]

    def _saved(self, token: str, before: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Note what was saved, and what its author saw in its place."""
        self.tokens.add(token)
        for path, value in values.items():
            # A group is written as it stood, so what one saw there comes again.
            if value == token and path != "lost_note" and before.get(path):
                self.later.setdefault(before[path], set()).add(token)

    def update(self, doc: int, *, form: bool) -> None:
        """The newer program writes what others can't read: a commit, or all that it will write."""
        if form:
            self.newer.form = 2
        self.count += 1
        token = f"v{self.count}"
        before = self.newer.store.snapshot.get("deals", f"dl_{doc}") or {}
        self.newer.put_new(f"dl_{doc}", next_step=token)
        self._saved(token, before, {"next_step": token})

    def lose_power(self, who: int, at: int, doc: int, *, syncing: bool) -> None:
        """A computer loses power in the middle of a sync or of an edit."""
        member = self.homes[who % len(self.homes)]
        with Dying(member.root, at).running() as machine:
            if syncing:
                member.sync()
            else:
                self.edit(who, "step", doc)
        if machine.died:
            machine.lose_power(self.dice)
            member.open()

    def sync(self, who: int, *, full: bool = True) -> None:
        """One round of one member."""
        self.homes[who % len(self.homes)].sync(full=full)

    def torn(self, who: int, room: int) -> None:
        """The member's site runs full in the middle of a write."""
        member = self.homes[who % len(self.homes)]
        site = member.backend
        assert isinstance(site, MemoryBackend)
        site.room = room
        member.sync()
        site.room = None

    def restart(self, who: int) -> None:
        """A program is killed and started again."""
        self.homes[who % len(self.homes)].open()

    def checkpoint(self, who: int) -> None:
        """A program writes its checkpoint."""
        self.homes[who % len(self.homes)].store.checkpoint()

    def skew(self, who: int, ms: int) -> None:
        """Somebody's clock jumps."""
        self.homes[who % len(self.homes)].skew = ms

    def clone(self, who: int, site: int, *, keep_name: bool) -> None:
        """Somebody's home is copied to another site, and both are used."""
        if len(self.homes) < 6:
            root = self.work / f"clone{len(self.homes)}"
            backend = self.sites[site % 3]
            member = self.homes[who % len(self.homes)]
            self.homes.append(member.copy_to(root, backend, keep_name=keep_name))

    def keep(self, who: int) -> None:
        """Somebody makes a backup of the whole machine."""
        at = who % len(self.homes)
        copy = self.work / f"backup{at}"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.homes[at].root, copy)
        self.kept[at] = copy

    def set_back(self, who: int) -> None:
        """The machine is set back to its backup: edits that nobody else has are gone."""
        at = who % len(self.homes)
        if at not in self.kept:
            return
        member = self.homes[at]
        shutil.rmtree(member.root)
        shutil.copytree(self.kept[at], member.root)
        adopt(member.folder)
        member.open()
        self.tokens &= self._recorded()

    def _recorded(self) -> set[str]:
        """The edits that stand on a complete line somewhere."""
        found: set[str] = set()
        with newer():
            for member in self.homes:
                found |= tokens_in(member)
        for site in self.sites:
            for files in site.files_.values():
                lines = [line for data in files.values() for line in data.split(b"\n")[:-1]]
                text = b"\n".join(lines).decode(errors="replace")
                found |= {token for token in self.tokens if f'"{token}"' in text}
        return found

    # -- what must hold

    def settle(self) -> None:
        """Everything is delivered and everybody syncs until nothing moves any more."""
        last: list[object] = []
        for _ in range(12):
            for one in range(3):
                for two in range(3):
                    if one != two:
                        self.net.carry(one, two)
            for member in self.homes:
                member.sync()
            now = [member.store.snapshot.vector for member in self.homes]
            if now == last:
                return
            last = list(now)
        raise AssertionError("it does not settle")

    def check(self) -> None:
        """The promises, once all has settled: for those who can't read everything, then for all
        when everybody has the newer program.
        """
        self.settle()
        old = [member for member in self.homes if not isinstance(member, Newer)]
        for member in old[1:]:
            assert member.state() == old[0].state(), member.root.name
        with newer():
            first = None
            for member in self.homes:
                before = member.state()
                member.open()
                if isinstance(member, Newer):
                    assert member.state() == before, member.root.name
                first = first or member.state()
                assert member.state() == first, member.root.name
                missing = self.tokens - tokens_in(member)
                assert not missing, (member.root.name, missing)
                check_causality(member)
                self._check_later(member)
                check_rebuild(member)

    def _check_later(self, member: Home) -> None:
        """What somebody wrote over a value is never beaten by that value."""
        for table in member.store.snapshot.tables.values():
            for doc in table.values():
                for value in doc.values():
                    over = self.later.get(value, set()) if isinstance(value, str) else set()
                    assert not over & self.tokens, (value, over)


def version(member: Home) -> AbstractContextManager[None]:
    """The program that a member has."""
    return newer(form=member.form) if isinstance(member, Newer) else nullcontext()


def tokens_in(member: Home) -> set[str]:
    """The texts of all edits in a member's logs."""
    return {value for _, _, values in member.edits() for value in values.values() if value}


def check_causality(member: Home) -> None:
    """A value always orders after what it replaced."""
    commits = History(member.folder).commits()
    stamps: dict[str, list[Stamp]] = {}
    for commit in commits:
        for name in {commit.stamp.id, commit.reissue or commit.stamp.id}:
            stamps.setdefault(name, []).append(commit.stamp)
    for commit in commits:
        for _, _, _, replaced in commit.ops:
            for names in replaced.values():
                for name in names:
                    # After a fork one id may stand for two commits; one of them was seen.
                    known = stamps.get(name)
                    assert known is None or min(known) < commit.stamp


def check_rebuild(member: Home) -> None:
    """The checkpoint with what came after it is the whole log folded again."""
    before = member.state()
    member.open()
    assert member.state() == before
    (member.folder / DB).unlink(missing_ok=True)
    member.open()
    assert member.state() == before


def names_twice(member: Home) -> Counter[str]:
    """How often each edit stands in the logs."""
    return Counter(value for _, _, values in member.edits() for value in values.values() if value)
