"""What others changed since I last looked: exact by vectors, whatever the clocks say."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from salestui.domain.change import Act, Edit, Value
from salestui.services.deals import add_deal, set_deal
from salestui.services.lastseen import News, changes_since, count
from salestui.services.looks import Look, begin, last_look, looked
from salestui.services.newsgroups import MANY, grouped, sides
from salestui.services.records import archive
from salestui.services.setup import open_workbench
from salestui.services.workbench import Workbench

Opener = Callable[..., Workbench]


class Desk:
    """Anna's home, and Bob's beside it with a clock of its own."""

    def __init__(self, anna: Workbench, home: Path) -> None:
        self.anna = anna
        shutil.copytree(anna.folder, home / anna.folder.name)
        self.bobs_time = 1_790_000_010_000
        self.bob = open_workbench(
            home, user="bob", lang="en", clock=self._tick, random_bytes=random.Random(5).randbytes
        )

    def _tick(self) -> int:
        self.bobs_time += 1
        return self.bobs_time

    def bring(self) -> None:
        """Bob's log comes to Anna, and Anna's to Bob."""
        for here, there in ((self.anna, self.bob), (self.bob, self.anna)):
            rep = here.store.replica.rep
            if (here.folder / "log" / rep).exists():
                shutil.copytree(
                    here.folder / "log" / rep, there.folder / "log" / rep, dirs_exist_ok=True
                )
            there.refresh()

    def look(self) -> None:
        """Anna looks."""
        looked(self.anna.folder, "anna", self.anna.snapshot, self.anna.clock())

    def news(self) -> list[News]:
        """What is new to Anna."""
        look = last_look(self.anna.folder, "anna")
        return changes_since(look, self.anna.history, self.anna.snapshot, "anna")


@pytest.fixture
def desk(open_bench: Opener, tmp_path: Path) -> Desk:
    return Desk(open_bench(), tmp_path / "bob")


def new_deal(bench: Workbench, title: str) -> str:
    return bench.commit(lambda s, c: add_deal(s, c, {"title": title})).records[0][1]


def short(news: list[News]) -> list[tuple[str, str, str, object, object]]:
    return [(each.who, each.name, each.path, each.old, each.new) for each in news]


def test_before_the_first_look_nothing_is_news(desk: Desk) -> None:
    new_deal(desk.bob, "Pump")
    desk.bring()
    assert last_look(desk.anna.folder, "anna") is None
    assert desk.news() == []


def test_what_others_made_and_changed_and_nothing_of_mine(desk: Desk) -> None:
    id = new_deal(desk.anna, "Pump")
    desk.bring()
    desk.look()
    new_deal(desk.anna, "Mine")
    desk.bob.commit(lambda s, c: set_deal(s, c, id, {"product": "P1", "region": "East"}))
    new_deal(desk.bob, "His")
    desk.bob.commit(lambda s, c: set_deal(s, c, id, {"product": "P2"}))
    desk.bob.commit(lambda s, c: archive(s, c, "deals", [id]))
    desk.bring()
    assert short(desk.news()) == [
        ("bob", "Pump", "_del", None, True),
        ("bob", "Pump", "product", "P1", "P2"),
        ("bob", "His", "", None, None),
        ("bob", "Pump", "product", None, "P1"),
        ("bob", "Pump", "region", None, "East"),
    ]
    assert [each.stands for each in desk.news()] == [True, True, True, False, True]
    assert desk.news()[1].field == ("Product", "产品")
    desk.look()
    assert desk.news() == []


def test_an_edit_made_before_i_looked_that_came_after_is_news_and_says_so(desk: Desk) -> None:
    id = new_deal(desk.anna, "Pump")
    desk.bring()
    desk.bob.commit(lambda s, c: set_deal(s, c, id, {"product": "offline"}))
    desk.anna.clock.now += 7 * 86_400_000  # type: ignore[attr-defined]
    desk.look()
    desk.bring()
    (news,) = desk.news()
    assert (news.new, news.late) == ("offline", True)


def test_a_clock_that_is_years_off_changes_nothing(desk: Desk) -> None:
    id = new_deal(desk.anna, "Pump")
    desk.bring()
    desk.bobs_time += 400 * 86_400_000
    desk.bob.commit(lambda s, c: set_deal(s, c, id, {"product": "future"}))
    desk.bring()
    desk.look()
    assert desk.news() == []
    desk.bobs_time -= 800 * 86_400_000
    desk.bob.commit(lambda s, c: set_deal(s, c, id, {"region": "past"}))
    desk.bring()
    assert [each.new for each in desk.news()] == ["past"]


def test_a_value_that_lost_is_told_but_does_not_stand(desk: Desk) -> None:
    id = new_deal(desk.anna, "Pump")
    desk.bring()
    desk.look()
    desk.bob.commit(lambda s, c: set_deal(s, c, id, {"product": "his"}))
    desk.anna.clock.now += 60_000  # type: ignore[attr-defined]
    desk.anna.commit(lambda s, c: set_deal(s, c, id, {"product": "mine"}))
    desk.bring()
    (news,) = desk.news()
    assert (news.new, news.stands) == ("his", False)


def test_an_import_of_many_records_is_one_look_at_the_log(desk: Desk) -> None:
    desk.look()
    for n in range(60):
        new_deal(desk.bob, f"Deal {n}")
    desk.bring()
    assert sorted(each.name for each in desk.news()) == sorted(f"Deal {n}" for n in range(60))


def test_a_look_is_kept_per_person_and_never_goes_back(desk: Desk) -> None:
    older = desk.anna.snapshot
    new_deal(desk.anna, "Pump")
    desk.look()
    seen = last_look(desk.anna.folder, "anna")
    assert seen is not None and seen.vector == desk.anna.snapshot.vector
    looked(desk.anna.folder, "anna", older, 5)
    assert last_look(desk.anna.folder, "anna") == seen
    for user in ("bob", "王 伟", "../x", "a/b", "", "A" * 80):
        assert last_look(desk.anna.folder, user) is None
        looked(desk.anna.folder, user, older, 7)
        assert last_look(desk.anna.folder, user) == Look(dict(older.vector), 7)
    names = [path.name for path in desk.anna.folder.glob("seen.*")]
    assert len(names) == 7 and "seen.anna.json" in names
    assert sorted(desk.anna.folder.parent.iterdir()) == [desk.anna.folder]


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"vector":[],"at":1}', "\x00\x00", "[" * 9999])
def test_a_damaged_look_counts_as_none(desk: Desk, damage: str) -> None:
    desk.look()
    (desk.anna.folder / "seen.anna.json").write_text(damage)
    assert last_look(desk.anna.folder, "anna") is None
    desk.look()
    assert last_look(desk.anna.folder, "anna") is not None


def test_a_first_look_makes_what_is_here_old_and_is_made_once(desk: Desk) -> None:
    new_deal(desk.bob, "Before")
    desk.bring()
    begin(desk.anna.folder, "anna", desk.anna.snapshot, desk.anna.clock())
    assert desk.news() == []
    new_deal(desk.bob, "After")
    desk.bring()
    begin(desk.anna.folder, "anna", desk.anna.snapshot, desk.anna.clock())
    assert [each.name for each in desk.news()] == ["After"]


def test_news_are_told_by_record_the_newest_first(desk: Desk) -> None:
    one, other = new_deal(desk.anna, "One"), new_deal(desk.anna, "Other")
    desk.bring()
    desk.look()
    euro: dict[str, Value] = {"amount": 500, "currency": "EUR"}
    desk.bob.commit(lambda s, c: set_deal(s, c, one, {"product": "P", **euro}))
    desk.bob.commit(lambda s, c: set_deal(s, c, other, {"region": "East"}))
    desk.bob.commit(lambda s, c: set_deal(s, c, one, {"amount": 700, "currency": "USD"}))
    desk.bring()
    groups = grouped(desk.news(), desk.anna.snapshot)
    assert [(g.kind, g.id) for g in groups] == [("deals", one), ("deals", other)]
    assert [each.path for each in groups[0].news] == ["amount", "amount", "product"]
    assert groups[0].newest.new == 700
    doc = desk.anna.snapshot.get("deals", one) or {}
    old, new = sides(groups[0].news[0], desk.news(), doc)
    assert (old["amount"], old["currency"]) == (500, "EUR")
    assert (new["amount"], new["currency"]) == (700, "USD")


def test_what_only_goes_along_is_told_when_it_changed_alone(desk: Desk) -> None:
    id = new_deal(desk.anna, "One")
    desk.anna.commit(lambda s, c: set_deal(s, c, id, {"amount": 500, "currency": "EUR"}))
    desk.bring()
    desk.look()
    desk.bob.commit(lambda s, c: set_deal(s, c, id, {"currency": "USD"}))
    desk.bob.commit(lambda s, c: set_deal(s, c, id, {"owner": "mb_x"}))
    desk.bring()
    (group,) = grouped(desk.news(), desk.anna.snapshot)
    assert [each.path for each in group.news] == ["owner", "currency"]


def test_a_large_act_is_one_thing(desk: Desk) -> None:
    desk.look()
    edits = tuple(
        Edit("deals", f"dl_{n}", {"title": f"D{n}", "stage": "lead", "outcome": "open"})
        for n in range(MANY + 1)
    )
    desk.bob.commit(lambda s, c: Act("import", (*edits, Edit("accounts", "ac_1", {"name": "A"}))))
    desk.bob.commit(lambda s, c: Act("deal.set", (Edit("deals", "dl_3", {"region": "East"}),)))
    desk.bring()
    groups = grouped(desk.news(), desk.anna.snapshot)
    assert [(g.kind, g.newest.intent) for g in groups] == [("deals", "deal.set"), ("", "import")]
    assert groups[1].counts == {"deals": MANY + 1, "accounts": 1}
    assert count(desk.news()) == MANY + 3
