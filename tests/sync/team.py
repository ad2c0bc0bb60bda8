"""The simulated team: sites, a replicator, members, clones and rollbacks, as one object.

Tests and campaigns play it step by step, then let everything settle and check what must hold.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from salestui.domain.clock import Stamp
from salestui.domain.ids import derived_id
from salestui.store.checkpoint import DB
from salestui.store.history import History

from .homes import Clock, Home, adopt
from .memory import MemoryBackend, Replicator

FAST = Path("/dev/shm")
DAY = 86_400_000
STAGES = ("lead", "demo", "won")
SHARED = derived_id("ac", "account", "one-source", "17")


class Team:
    """Three members on three sites; homes may be copied and set back."""

    def __init__(self, seed: int, *, keeps_losers: bool = True) -> None:
        self.dice = random.Random(seed)
        self.work = Path(tempfile.mkdtemp(dir=FAST if FAST.is_dir() else None))
        self.clock = Clock()
        self.sites = [MemoryBackend() for _ in range(3)]
        self.net = Replicator(self.sites, keeps_losers=keeps_losers, dice=self.dice)
        self.homes = [
            Home(self.work / name, name, site, self.clock)
            for name, site in zip(("anna", "bo", "cho"), self.sites, strict=True)
        ]
        self.kept: dict[int, Path] = {}
        self.tokens: set[str] = set()
        self.count = 0

    def close(self) -> None:
        """Remove the homes."""
        shutil.rmtree(self.work)

    # -- what can happen

    def edit(self, who: int, what: str, doc: int) -> None:
        """Somebody saves an edit, told from all others by its text."""
        member = self.homes[who % len(self.homes)]
        self.count += 1
        token = f"v{self.count}"
        if what == "shared":
            member.store.commit(_shared(token))
        elif what == "create":
            member.put(f"dl_{doc}", title=token, stage="lead", pipeline="pl_1", outcome="open")
        elif what == "stage":
            stage = STAGES[self.count % 3]
            member.put(f"dl_{doc}", stage=stage, outcome="open", lost_note=token)
        elif what == "unknown":
            member.store.note({"k": "later", "x": [token]})
            member.put(f"wd_{doc}", kind="widgets", **{"a/b": token})
        else:
            member.put(f"dl_{doc}", next_step=token)
        self.tokens.add(token)

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
        if len(self.homes) < 5:
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
        """The promises, once all has settled."""
        self.settle()
        first = self.homes[0].state()
        for member in self.homes[1:]:
            assert member.state() == first, member.root.name
        for member in self.homes:
            missing = self.tokens - tokens_in(member)
            assert not missing, (member.root.name, missing)
            check_causality(member)
            check_rebuild(member)


def _shared(token: str):  # type: ignore[no-untyped-def]
    from salestui.domain.change import Act, Edit

    return lambda _: Act("test", (Edit("accounts", SHARED, {"name": token, "city": "x"}),))


def tokens_in(member: Home) -> set[str]:
    """The texts of all edits in a member's logs."""
    return {value for _, _, values in member.edits() for value in values.values() if value}


def check_causality(member: Home) -> None:
    """A value always orders after what it replaced."""
    commits = History(member.folder).commits()
    stamps: dict[str, list[Stamp]] = {}
    for commit in commits:
        stamps.setdefault(commit.stamp.id, []).append(commit.stamp)
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
