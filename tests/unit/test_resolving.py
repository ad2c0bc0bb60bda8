"""Conflicts and contested deletes between two homes, and every way to decide them."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from salestui.domain.change import Act, Edit, Value
from salestui.domain.conflicts import Conflict, Contest, concerns
from salestui.domain.problems import InputProblem, NotFound, Refused
from salestui.domain.schema import KINDS
from salestui.domain.snapshot import Snapshot
from salestui.services import resolving
from salestui.services.context import Context
from salestui.services.deals import add_deal, set_deal
from salestui.services.inbox import Inbox, inbox
from salestui.services.moves import move_deal
from salestui.services.records import archive
from salestui.services.setup import open_workbench
from salestui.services.workbench import Workbench


class Pair:
    """Anna's and Bob's homes; `meet` brings the logs of each to the other."""

    def __init__(self, anna: Workbench, bob: Workbench) -> None:
        self.anna, self.bob = anna, bob
        self.id = anna.commit(lambda s, c: add_deal(s, c, {"title": "Pump"})).records[0][1]
        self.meet()

    def meet(self) -> None:
        """Copy the logs both ways and take them in."""
        for here, there in ((self.anna, self.bob), (self.bob, self.anna)):
            rep = here.store.replica.rep
            source, target = here.folder / "log" / rep, there.folder / "log" / rep
            if source.exists():
                shutil.copytree(source, target, dirs_exist_ok=True)
        self.anna.refresh()
        self.bob.refresh()

    def both(self, anna: dict[str, Value], bob: dict[str, Value]) -> Inbox:
        """Both set fields without knowing of each other, then meet; Anna's inbox."""
        self.anna.commit(lambda s, c: set_deal(s, c, self.id, anna))
        self.bob.commit(lambda s, c: set_deal(s, c, self.id, bob))
        self.meet()
        return self.inbox(self.anna)

    def inbox(self, bench: Workbench, user: str = "") -> Inbox:
        """What waits at a bench."""
        return inbox(bench.store.fold, bench.history, user)

    def settled(self) -> bool:
        """Whether after meeting nothing waits anywhere and both show the same."""
        self.meet()
        same = self.deal(self.anna) == self.deal(self.bob)
        return same and not len(self.inbox(self.anna)) and not len(self.inbox(self.bob))

    def deal(self, bench: Workbench) -> dict[str, object]:
        """The deal as a bench sees it."""
        return dict(bench.snapshot.get("deals", self.id) or {})


@pytest.fixture
def pair(open_bench: Callable[..., Workbench], clock: Callable[[], int], tmp_path: Path) -> Pair:
    anna = open_bench()
    shutil.copytree(anna.folder, tmp_path / "bob" / anna.folder.name)
    dice = random.Random(7)
    bob = open_workbench(
        tmp_path / "bob", user="bob", lang="zh", clock=clock, random_bytes=dice.randbytes
    )
    assert bob.store.replica.rep != anna.store.replica.rep
    return Pair(anna, bob)


def only(found: Inbox) -> Conflict:
    (conflict,) = found.conflicts
    assert not found.contests
    return conflict


def test_both_values_who_when_and_the_base(pair: Pair) -> None:
    pair.both({"product": "P0"}, {})
    assert not len(pair.inbox(pair.bob))
    conflict = only(pair.both({"product": "P1"}, {"product": "P2"}))
    assert conflict == only(pair.inbox(pair.bob))
    values = {pair.anna.snapshot.author(s.rep): s.values["product"] for s in conflict.heads}
    assert values == {"anna": "P1", "bob": "P2"}
    assert (conflict.paths, conflict.base) == (("product",), {"product": "P0"})
    assert conflict.heads[0].when > conflict.heads[1].when
    assert conflict.when == conflict.heads[0].when


def test_the_base_is_what_both_replaced_not_what_one_saw_last(pair: Pair) -> None:
    pair.both({"product": "P0"}, {})
    pair.anna.commit(lambda s, c: set_deal(s, c, pair.id, {"product": "between"}))
    assert only(pair.both({"product": "P1"}, {"product": "P2"})).base == {"product": "P0"}


def test_of_several_common_values_the_base_is_the_last(pair: Pair) -> None:
    for product in ("P0", "P00"):
        pair.both({"product": product}, {})
    assert only(pair.both({"product": "P1"}, {"product": "P2"})).base == {"product": "P00"}


def test_values_from_nothing_have_an_empty_base(pair: Pair) -> None:
    assert only(pair.both({"product": "P1"}, {"product": "P2"})).base == {}


def test_equal_values_and_other_fields_are_no_conflict(pair: Pair) -> None:
    assert not len(pair.both({"product": "P"}, {"product": "P"}))
    assert not len(pair.both({"region": "East"}, {"source": "expo"}))


def test_a_group_is_one_conflict(pair: Pair) -> None:
    euro: dict[str, Value] = {"amount": 500, "currency": "EUR"}
    conflict = only(pair.both({"amount": 100, "currency": "CNY"}, euro))
    assert (conflict.paths, conflict.merge) == (("amount", "currency"), "group")
    assert conflict.differing == ("amount", "currency")
    pair.bob.commit(lambda s, c: resolving.take(s, c, conflict, conflict.heads[1]))
    assert pair.settled()
    assert (pair.deal(pair.anna)["amount"], pair.deal(pair.anna)["currency"]) == (100, "CNY")


def test_two_moves_conflict_and_either_can_stand(pair: Pair) -> None:
    pair.anna.commit(lambda s, c: move_deal(s, c, [pair.id], to="demo", bypass="urgent"))
    pair.bob.commit(lambda s, c: move_deal(s, c, [pair.id], to="proposal", bypass="urgent"))
    pair.meet()
    conflict = only(pair.inbox(pair.anna))
    assert conflict.differing == ("stage",)
    pair.anna.commit(lambda s, c: resolving.take(s, c, conflict, conflict.heads[1]))
    assert pair.settled()
    assert pair.deal(pair.bob)["stage"] == "demo"


@pytest.mark.parametrize("which", ["keep", "take", "edit"])
def test_each_decision_is_seen_everywhere(pair: Pair, which: str) -> None:
    conflict = only(pair.both({"product": "P1"}, {"product": "P2"}))

    def decide(s: object, c: object) -> object:
        if which == "keep":
            return resolving.keep(s, c, conflict)  # type: ignore[arg-type]
        if which == "take":
            return resolving.take(s, c, conflict, conflict.heads[1])  # type: ignore[arg-type]
        return resolving.edit(s, c, conflict, {"product": "P3"})  # type: ignore[arg-type]

    saved = pair.anna.commit(decide)  # type: ignore[arg-type]
    assert not len(pair.inbox(pair.anna))
    expected = {"keep": "P2", "take": "P1", "edit": "P3"}[which]
    assert pair.settled()
    assert pair.deal(pair.bob)["product"] == expected
    (commit,) = [c for c in pair.bob.history.of_records([pair.id]) if c.stamp.id == saved.commit]
    named = commit.ops[0][3]["product"]
    assert sorted(named) == sorted(side.commit for side in conflict.heads)


def test_two_different_decisions_are_a_new_conflict(pair: Pair) -> None:
    conflict = only(pair.both({"product": "P1"}, {"product": "P2"}))
    pair.anna.commit(lambda s, c: resolving.keep(s, c, conflict))
    pair.bob.commit(lambda s, c: resolving.take(s, c, conflict, conflict.heads[1]))
    pair.meet()
    again = only(pair.inbox(pair.anna))
    assert {side.values["product"] for side in again.heads} == {"P1", "P2"}
    assert not {side.commit for side in again.heads} & {side.commit for side in conflict.heads}


def test_what_the_field_does_not_take_is_refused(pair: Pair) -> None:
    conflict = only(pair.both({"source": "expo"}, {"source": "cold"}))
    with pytest.raises(InputProblem):
        pair.anna.commit(lambda s, c: resolving.edit(s, c, conflict, {"source": "moon"}))
    stranger = conflict.heads[0]._replace(commit="rxxxxxxxxxxxx:1")
    with pytest.raises(NotFound):
        pair.anna.commit(lambda s, c: resolving.take(s, c, conflict, stranger))
    with pytest.raises(Refused, match="Only texts"):
        resolving.merged_text(conflict)


def test_a_note_of_two_is_merged_and_saved(pair: Pair) -> None:
    base = "Plant in Wuxi.\nDecides: Bob.\nBudget 100.\n"
    pair.both({"note": base}, {})
    mine, theirs = base.replace("Wuxi", "Suzhou"), base.replace("Bob", "Carol")
    conflict = only(pair.both({"note": mine}, {"note": theirs}))
    assert conflict.merge == "text"
    merged = resolving.merged_text(conflict)
    assert (merged.text, merged.overlaps) == (
        "Plant in Suzhou.\nDecides: Carol.\nBudget 100.", ()
    )  # fmt: skip
    pair.anna.commit(lambda s, c: resolving.edit(s, c, conflict, {"note": merged.text}))
    assert pair.settled()
    assert pair.deal(pair.bob)["note"] == merged.text


def test_of_three_versions_each_overlap_says_whose_it_is(pair: Pair) -> None:
    base = "One.\nTwo.\nThree.\n"
    pair.both({"note": base}, {})
    first, second = base.replace("One", "Eins"), base.replace("One", "Uno")
    conflict = only(pair.both({"note": first}, {"note": second}))
    third = conflict.heads[1]._replace(values={"note": base.replace("Three", "Drei")})
    fourth = conflict.heads[1]._replace(values={"note": base.replace("Three", "Tre")})
    four = replace(conflict, heads=(*conflict.heads, third, fourth))
    overlaps = resolving.merged_text(four).overlaps
    assert [(o.mine.split(), o.theirs.split(), o.side) for o in overlaps] == [
        (["Uno."], ["Eins."], 1), (["Drei."], ["Tre."], 3)
    ]  # fmt: skip


def test_a_losing_value_comes_back_from_history(pair: Pair) -> None:
    conflict = only(pair.both({"product": "P1"}, {"product": "P2"}))
    loser = conflict.heads[1]
    pair.bob.commit(lambda s, c: resolving.keep(s, c, conflict))
    pair.meet()
    log = pair.anna.history.of_records([pair.id])

    def back(commit: str) -> None:
        pair.anna.commit(
            lambda s, c: resolving.restore_value(s, c, log, "deals", pair.id, "product", commit)
        )

    back(loser.commit)
    assert pair.settled()
    assert pair.deal(pair.bob)["product"] == "P1"
    with pytest.raises(Refused, match="stands already"):
        back(loser.commit)
    with pytest.raises(NotFound):
        back("rxxxxxxxxxxxx:1")


def test_a_former_group_comes_back_whole(pair: Pair) -> None:
    first = pair.anna.commit(
        lambda s, c: set_deal(s, c, pair.id, {"amount": 100, "currency": "EUR"})
    )
    pair.anna.commit(lambda s, c: set_deal(s, c, pair.id, {"amount": 700, "currency": "CNY"}))
    log = pair.anna.history.of_records([pair.id])
    pair.anna.commit(
        lambda s, c: resolving.restore_value(s, c, log, "deals", pair.id, "currency", first.commit)
    )
    deal = pair.deal(pair.anna)
    assert (deal["amount"], deal["currency"]) == (100, "EUR")


def test_whose_inbox(pair: Pair) -> None:
    pair.both({"product": "P1"}, {"product": "P2"})
    assert len(pair.inbox(pair.anna, "anna")) == len(pair.inbox(pair.anna, "bob")) == 1
    assert not len(pair.inbox(pair.anna, "carol"))
    # The deal is Anna's, so she hears of it even where only Bob's two programs disagree.
    conflict = only(pair.inbox(pair.anna))
    bobs = next(side for side in conflict.heads if side.values["product"] == "P2")
    lonely = replace(conflict, heads=(bobs, bobs._replace(values={"product": "P3"})))
    assert concerns(lonely, pair.anna.snapshot, "anna")
    assert not concerns(lonely, pair.anna.snapshot, "carol")


def contested(pair: Pair) -> Contest:
    """Anna archives while Bob edits; then both meet."""
    pair.anna.commit(lambda s, c: archive(s, c, "deals", [pair.id]))
    pair.bob.commit(lambda s, c: set_deal(s, c, pair.id, {"product": "P2"}))
    pair.meet()
    (found,) = pair.inbox(pair.anna).contests
    assert pair.inbox(pair.bob).contests == (found,)
    return found


def test_a_contested_delete_stays_visible_and_tells_who(pair: Pair) -> None:
    found = contested(pair)
    for bench in (pair.anna, pair.bob):
        assert pair.deal(bench)["_contested"] is True
        assert pair.id in [deal["_id"] for deal in bench.snapshot.live("deals")]
    assert found.words(pair.anna.snapshot, "bob") == (
        "archived by Anna Li, edited by you", "Anna Li已归档，你又有改动"
    )  # fmt: skip
    assert found.words(pair.anna.snapshot).en == "archived by Anna Li, edited by bob"
    assert [side.values for side in found.edits] == [{"product": "P2"}]
    pair.anna.checkpoint()
    pair.anna.store.close()


@pytest.mark.parametrize("decides", ["anna", "bob"])
def test_one_act_confirms_or_restores(pair: Pair, decides: str) -> None:
    bench = pair.anna if decides == "anna" else pair.bob
    found = contested(pair)
    bench.commit(lambda s, c: resolving.confirm_delete(s, c, found))
    assert pair.settled()
    assert pair.deal(pair.anna)["_del"] is True
    with pytest.raises(NotFound):
        bench.commit(lambda s, c: resolving.confirm_delete(s, c, found))
    bench.undo()
    pair.meet()
    for each in (pair.anna, pair.bob):
        (again,) = pair.inbox(each).contests
        assert again.words(each.snapshot) == found.words(each.snapshot)
        assert [side.values for side in again.edits] == [{"product": "P2"}]
        assert "_del" not in pair.deal(each)
    bench.redo()
    assert pair.settled() and pair.deal(pair.anna)["_del"] is True


def test_restoring_keeps_the_edit(pair: Pair) -> None:
    found = contested(pair)
    saved = pair.anna.commit(lambda s, c: resolving.restore_record(s, c, found))
    act = resolving.restore_record(pair.anna.snapshot, pair.anna.context(), found)
    assert act.edits[0].seen == {"_del": (found.deletes[0].commit,)}
    assert saved.records == (("deals", pair.id),)
    assert pair.settled()
    deal = pair.deal(pair.bob)
    assert deal["product"] == "P2" and "_contested" not in deal and "_del" not in deal


def test_taking_back_a_restore_makes_the_delete_contested_again(pair: Pair) -> None:
    found = contested(pair)
    pair.bob.commit(lambda s, c: resolving.restore_record(s, c, found))
    pair.bob.undo()
    pair.meet()
    (again,) = pair.inbox(pair.anna).contests
    assert again.words(pair.anna.snapshot) == found.words(pair.anna.snapshot)
    pair.anna.commit(lambda s, c: resolving.confirm_delete(s, c, again))
    assert pair.settled() and pair.deal(pair.bob)["_del"] is True


@pytest.mark.parametrize("decide", ["keep", "take", "edit", "set"])
def test_taking_back_a_decision_opens_the_conflict_again(pair: Pair, decide: str) -> None:
    euro: dict[str, Value] = {"amount": 500, "currency": "EUR"}
    pair.both({"amount": 90, "currency": "CNY"}, {})
    conflict = only(pair.both({"amount": 100, "currency": "CNY", "region": "East"}, euro))
    decisions: dict[str, Callable[[Snapshot, Context], Act]] = {
        "keep": lambda s, c: resolving.keep(s, c, conflict),
        "take": lambda s, c: resolving.take(s, c, conflict, conflict.heads[1]),
        "edit": lambda s, c: resolving.edit(s, c, conflict, {"amount": 7}),
        "set": lambda s, c: set_deal(s, c, pair.id, {"amount": 7, "region": "West"}),
    }
    pair.anna.commit(decisions[decide])
    decided = pair.deal(pair.anna)["amount"]
    for _ in range(2):
        pair.anna.undo()
        pair.meet()
        for bench in (pair.anna, pair.bob):
            again = only(pair.inbox(bench))
            assert again.base == {"amount": 90, "currency": "CNY"}
            assert [(h.values, h.rep, h.when) for h in again.heads] == [
                (h.values, h.rep, h.when) for h in conflict.heads
            ]
            assert pair.deal(bench)["region"] == "East"
        pair.anna.redo()
        assert pair.settled() and pair.deal(pair.bob)["amount"] == decided
    pair.anna.undo()
    pair.meet()
    again = only(pair.inbox(pair.bob))
    pair.bob.commit(lambda s, c: resolving.take(s, c, again, again.heads[1]))
    assert pair.settled()


def test_a_delete_by_one_who_had_seen_the_edit_is_not_contested(pair: Pair) -> None:
    pair.bob.commit(lambda s, c: set_deal(s, c, pair.id, {"product": "P2"}))
    pair.meet()
    pair.anna.commit(lambda s, c: archive(s, c, "deals", [pair.id]))
    assert pair.settled()
    assert pair.deal(pair.bob)["_del"] is True


def test_confirming_and_restoring_at_once_is_contested_again(pair: Pair) -> None:
    found = contested(pair)
    pair.anna.commit(lambda s, c: resolving.confirm_delete(s, c, found))
    pair.bob.commit(lambda s, c: resolving.restore_record(s, c, found))
    pair.meet()
    (again,) = pair.inbox(pair.anna).contests
    assert len(again.deletes) == 1 and again.heads != found.heads
    pair.bob.commit(lambda s, c: resolving.restore_record(s, c, again))
    assert pair.settled()


def test_contests_and_conflicts_survive_a_checkpoint(
    pair: Pair, open_bench: Callable[..., Workbench]
) -> None:
    contested(pair)
    before = pair.both({"region": "East"}, {"region": "West"})
    assert len(before) == 2
    pair.anna.store.checkpoint()
    again = open_bench()
    assert pair.inbox(again) == before
    assert again.snapshot.get("deals", pair.id) == pair.anna.snapshot.get("deals", pair.id)


def test_a_delete_dated_back_is_no_contest_in_an_earlier_state(
    pair: Pair, clock: Callable[[], int]
) -> None:
    pair.bob.commit(lambda s, c: set_deal(s, c, pair.id, {"product": "P2"}))
    then = clock()
    pair.meet()
    # Only the vector of this later act tells that Anna had seen Bob's edit.
    pair.anna.commit(lambda s, c: set_deal(s, c, pair.id, {"region": "East"}))
    gone = Act("deal.archive", (Edit("deals", pair.id, {"_del": True}),), then)
    pair.anna.commit(lambda s, c: gone)
    earlier = dict(pair.anna.as_of(then).get("deals", pair.id) or {})
    assert earlier["_del"] is True and earlier["product"] == "P2" and "region" not in earlier


def test_every_field_has_a_way_to_merge() -> None:
    found = {
        (name, f.path): kind.merge(f.path) for name, kind in KINDS.items() for f in kind.fields
    }
    assert found["deals", "amount"] == found["accounts", "owner_since"] == "group"
    assert found["deals", "note"] == found["activities", "summary"] == "text"
    assert found["deals", "tags"] == KINDS["deals"].merge("tags/vip") == "members"
    assert found["accounts", "parent"] == found["members", "manager"] == "parent"
    assert found["activities", "type"] == "append"
    assert found["deals", "title"] == KINDS["deals"].merge("of_a_newer_version") == "register"
