"""Laws of filters: they negate properly, survive printing and rebinding, and equal brute force.

The brute force knows nothing of the language: each condition comes as a text and as a plain
question about the record, written out here, and both are joined in step.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from salestui.domain.pmap import PMap
from salestui.domain.query import Env, Memory, compile_filter, read_words
from salestui.domain.snapshot import Snapshot
from tests.campaigns import examples

TODAY = date(2026, 9, 2)
ZONE = ZoneInfo("America/New_York")
MEMBERS: dict[str, dict[str, Any]] = {
    "mb_a": {"_id": "mb_a", "handle": "anna", "name": "Anna Lee", "short_name": "AL"},
    "mb_b": {"_id": "mb_b", "handle": "bob", "name": "鲍伯"},
}
NOW, TIER = TODAY.isoformat(), {"tier_manual": "key"}
ACCOUNTS: dict[str, dict[str, Any]] = {
    "ac_1": {"_id": "ac_1", "name": "恒达机械", "industry": "steel", **TIER, "tier_until": NOW},
    "ac_2": {"_id": "ac_2", "name": "Acme Steel", "industry": "retail", "merged_into": "ac_3"},
    "ac_3": {"_id": "ac_3", "name": "Bright", **TIER, "tier_until": "2026-09-01"},
}
PATH: dict[str, Any] = {"_id": "pl_1", "key": "new"}
STAGES = {
    "lead": ("open", "Lead", "线索", 10),
    "demo": ("open", "Demo", "演示", 40),
    "won": ("won", "Signed", "签约", 100),
    "lost": ("lost", "Lost", "输单", 0),
    "hold": ("hold", "On hold", "搁置", None),
}
for _order, (_key, (_kind, _en, _zh, _chance)) in enumerate(STAGES.items()):
    _at = f"stages/{_key}"
    PATH |= {_at: True, _at + "/order": _order, _at + "/kind": _kind}
    PATH |= {_at + "/name_en": _en, _at + "/name_zh": _zh}
    if _chance is not None:
        PATH[_at + "/probability"] = _chance
MINOR = {"CNY": 100, "JPY": 1, "KWD": 1000}


def instant(days_ago: int, hour: int) -> int:
    """An hour of a local day so many days before TODAY, ms UTC."""
    day = TODAY - timedelta(days=days_ago)
    local = datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)
    return int(local.astimezone(UTC).timestamp()) * 1000


DATES = ["2026-06-30", "2026-08-31", "2026-09-02", "2026-09-04", "2026-10-01"]
MIX: dict[str, list[Any]] = {
    "outcome": ["open", "won", "lost"],
    "owner": list(MEMBERS),
    "account": [*ACCOUNTS, "ac_gone"],
    "title": ["Press line", "ＰＲＥＳＳ", "恒达 二期", "a,b (c)"],
    "amount": [0, 1, 99_999, 100_000, 10_000_000],
    "currency": list(MINOR),
    "probability_manual": [0, 40, 55],
    "expected_close": DATES,
    "next_step_due": DATES,
    "lost_reason": ["price", "other"],
    "tags/vip": [True],
    "tags/Big": [True],
    "_del": [True],
}
"""Fields that a deal may have or lack, with their values."""
BORN = [instant(ago, hour) for ago in (0, 1, 14, 15, 300) for hour in (0, 12, 23)]

deals = st.fixed_dictionaries(
    {"pipeline": st.just("pl_1"), "stage": st.sampled_from([*STAGES]),
     "_created": st.sampled_from(BORN)},
    optional={key: st.sampled_from(values) for key, values in MIX.items()},
)  # fmt: skip
worlds = st.lists(deals, max_size=12)


class World(NamedTuple):
    """Some deals as a snapshot, with who asks."""

    snapshot: Snapshot
    env: Env

    def found(self, text: str) -> set[str]:
        """The ids that the filter finds."""
        return set(compile_filter(text, "deals", self.snapshot, self.env).ids())


def world(rows: list[dict[str, Any]]) -> World:
    """The snapshot of these deals."""
    docs = {f"dl_{n}": {"_id": f"dl_{n}", **row} for n, row in enumerate(rows)}
    tables: dict[str, dict[str, Any]] = {
        "deals": docs,
        "members": MEMBERS,
        "accounts": {id: {**doc} for id, doc in ACCOUNTS.items()},
        "pipelines": {"pl_1": PATH},
    }
    snapshot = Snapshot({kind: PMap(rows) for kind, rows in tables.items()})
    return World(snapshot, Env(TODAY, ZONE, "mb_a", "CNY", instant(0, 12)))


Deal = dict[str, Any]
Asked = Callable[[Deal], bool]


def units(deal: Deal) -> float | None:
    """The amount in units of its currency; exact for the amounts used here."""
    return None if "amount" not in deal else deal["amount"] / MINOR[deal.get("currency", "CNY")]


def age(deal: Deal) -> int:
    """Local calendar days since the deal was created."""
    return (TODAY - datetime.fromtimestamp(deal["_created"] / 1000, ZONE).date()).days


def outcome(deal: Deal) -> str:
    """As recorded, else by the stage."""
    by_stage = deal["stage"] if deal["stage"] in ("won", "lost") else "open"
    return str(deal.get("outcome", by_stage))


def chance(deal: Deal) -> int | None:
    """The probability in percent."""
    if outcome(deal) != "open":
        return 100 if outcome(deal) == "won" else 0
    of_stage = STAGES[deal["stage"]][3]
    return deal.get("probability_manual", of_stage)


def home(deal: Deal) -> Deal:
    """The account, followed through a merge; empty without one."""
    account = ACCOUNTS.get(deal.get("account", ""), {})
    return ACCOUNTS.get(account.get("merged_into", ""), account)


def words(deal: Deal) -> str:
    """What a bare word is looked for in."""
    owner = MEMBERS.get(deal.get("owner", ""), {})
    names = [owner.get(path, "") for path in ("handle", "name", "short_name")]
    # A merged account is found by its old name too, and so are all that were merged with it.
    root = home(deal).get("_id")
    names += [a["name"] for id, a in ACCOUNTS.items() if root and a.get("merged_into", id) == root]
    title = deal.get("title", "").replace("ＰＲＥＳＳ", "press")
    tags = [key[5:] for key in deal if key.startswith("tags/")]
    return "|".join([title, *names, *tags]).casefold()


CONDITIONS: list[tuple[str, Asked]] = [
    ("owner:me", lambda d: d.get("owner") == "mb_a"),
    ("负责人:鲍伯", lambda d: d.get("owner") == "mb_b"),
    ("owner:无,al", lambda d: d.get("owner") in (None, "mb_a")),
    ("owner!=anna", lambda d: d.get("owner") != "mb_a"),
    ("account:恒达", lambda d: d.get("account") == "ac_1"),
    ("account:acme", lambda d: d.get("account") in ("ac_2", "ac_3")),
    ("account.industry:steel", lambda d: home(d).get("industry") == "steel"),
    ("account.industry:none", lambda d: home(d) != {} and "industry" not in home(d)),
    ("tier:重点", lambda d: home(d).get("_id") == "ac_1"),
    ("stage:demo,lead", lambda d: d["stage"] in ("demo", "lead")),
    ("阶段:演示", lambda d: d["stage"] == "demo"),
    ("is:won", lambda d: outcome(d) == "won"),
    ("is:open,lost", lambda d: outcome(d) in ("open", "lost")),
    ("is:hold", lambda d: outcome(d) == "open" and d["stage"] == "hold"),
    ("amount>=100k", lambda d: "amount" in d and units(d) >= 100_000),  # type: ignore[operator]
    ("amount<1k", lambda d: "amount" in d and units(d) < 1000),  # type: ignore[operator]
    ("amount:1000", lambda d: units(d) == 1000),
    ("amount:999..100k", lambda d: "amount" in d and 999 <= units(d) <= 100_000),  # type: ignore[operator]
    ("amount!=0", lambda d: units(d) != 0),
    ("amount:none,0", lambda d: units(d) in (None, 0)),
    ("amount>1JPY", lambda d: d.get("currency") == "JPY" and d.get("amount", 0) > 1),
    ("probability>=40", lambda d: chance(d) is not None and chance(d) >= 40),  # type: ignore[operator]
    ("赢率:none", lambda d: chance(d) is None),
    ("close:2026-q3", lambda d: "2026-07-01" <= d.get("expected_close", "") <= "2026-09-30"),
    ("close<=fri", lambda d: "" < d.get("expected_close", "") <= "2026-09-04"),
    ("close>2026-q3", lambda d: d.get("expected_close", "") > "2026-09-30"),
    ("close!=today", lambda d: d.get("expected_close") != "2026-09-02"),
    ("due:..2026-08", lambda d: "" < d.get("next_step_due", "") <= "2026-08-31"),
    ("age>14d", lambda d: age(d) > 14),
    ("created<=yesterday", lambda d: age(d) >= 1),
    ("lost_reason:价格", lambda d: d.get("lost_reason") == "price"),
    ("lost_reason:any", lambda d: "lost_reason" in d),
    ("tags:vip", lambda d: "tags/vip" in d),
    ("tags:none", lambda d: "tags/vip" not in d and "tags/Big" not in d),
    ("title:press", lambda d: d.get("title") in ("Press line", "ＰＲＥＳＳ")),
    ('title="press line"', lambda d: d.get("title") == "Press line"),
    ('title:"a,b"', lambda d: d.get("title") == "a,b (c)"),
    ("press", lambda d: "press" in words(d)),
    ("恒达", lambda d: "恒达" in words(d)),
    ('"(c)"', lambda d: "(c)" in words(d)),
    ("big", lambda d: "big" in words(d)),
]


class Both(NamedTuple):
    """A condition as the language says it and as a question to a deal."""

    text: str
    holds: Asked


def all_of(parts: list[Both]) -> Both:
    return Both(
        "(" + " ".join(part.text for part in parts) + ")",
        lambda deal: all(part.holds(deal) for part in parts),
    )


def one_of(parts: list[Both]) -> Both:
    return Both(
        "(" + " 或 ".join(part.text for part in parts) + ")",
        lambda deal: any(part.holds(deal) for part in parts),
    )


def turned(part: Both) -> Both:
    return Both("-" + part.text, lambda deal: not part.holds(deal))


ATOMS = st.sampled_from([Both(*pair) for pair in CONDITIONS])
FILTERS = st.recursive(
    ATOMS,
    lambda below: st.one_of(
        st.lists(below, min_size=1, max_size=3).map(all_of),
        st.lists(below, min_size=1, max_size=3).map(one_of),
        below.map(turned),
    ),
    max_leaves=6,
)


def by_hand(these: World, asked: Asked) -> set[str]:
    """The ids of the live deals for which the question is answered with yes."""
    docs = these.snapshot.table("deals")
    return {id for id, doc in docs.items() if "_del" not in doc and asked(dict(doc))}


@settings(max_examples=examples(60))
@given(worlds, FILTERS, st.booleans())
def test_a_filter_finds_what_brute_force_finds(
    rows: list[dict[str, Any]], both: Both, whole: bool
) -> None:
    """Through indexes or not, turned round or not: exactly the deals that were meant."""
    these = world(rows)
    text, asked = both
    if whole:
        text = "!" + text
    assert these.found(text) == by_hand(these, lambda deal: asked(deal) != whole)


def test_each_condition_alone_equals_brute_force() -> None:
    """Every condition of the table is tried on a deal of every kind, however dice fall."""
    rows: list[dict[str, Any]] = [{"pipeline": "pl_1", "stage": "lead", "_created": instant(0, 9)}]
    for key, values in MIX.items():
        rows += [{**rows[0], key: value} for value in values]
    rows += [{**rows[0], "_created": born} for born in BORN]
    rows += [{**rows[0], "stage": stage} for stage in STAGES]
    rows += [{**rows[0], "amount": 100_000, "currency": currency} for currency in MINOR]
    these = world(rows)
    for text, asked in CONDITIONS:
        assert these.found(text) == by_hand(these, asked), text
        assert these.found("-" + text) == by_hand(these, lambda d, ask=asked: not ask(d)), text  # type: ignore[misc]


@given(worlds, FILTERS, FILTERS)
def test_de_morgan(rows: list[dict[str, Any]], a: Both, b: Both) -> None:
    """Not (a or b) is not a and not b; not (a and b) is not a or not b; not not a is a."""
    these = world(rows)
    found = these.found
    assert found(f"-({a.text} or {b.text})") == found(f"-{a.text} -{b.text}")
    assert found(f"-({a.text} {b.text})") == found(f"-{a.text} or -{b.text}")
    assert found(f"--{a.text}") == found(a.text)
    assert found(f"!{a.text}") | found(a.text) == found("")
    assert found(f"!{a.text}") & found(a.text) == set()


@given(worlds, FILTERS)
def test_the_canonical_text_means_the_same(rows: list[dict[str, Any]], both: Both) -> None:
    """What is stored finds what was typed; a memory and a record alone agree with the list."""
    these = world(rows)
    first = compile_filter(both.text, "deals", these.snapshot, these.env)
    memory = Memory(keep_words=True)
    read_words("deals", these.snapshot, these.env, memory, lambda: True)
    again = compile_filter(first.text, "deals", these.snapshot, these.env, memory)
    assert sorted(again.ids()) == sorted(first.ids())
    docs = list(these.snapshot.live("deals"))
    assert {doc["_id"] for doc in docs if again.matches(doc)} == set(first.ids())


@given(worlds, worlds, FILTERS)
def test_a_filter_bound_again_is_a_filter_made_anew(
    rows: list[dict[str, Any]], later: list[dict[str, Any]], both: Both
) -> None:
    """`on` gives for the next snapshot what compiling for it would give."""
    before, after = world(rows), world(later)
    for memory in (None, Memory(keep_words=True)):
        bound = compile_filter(both.text, "deals", before.snapshot, before.env, memory)
        assert set(bound.ids()) == before.found(both.text)
        assert set(bound.on(after.snapshot).ids()) == after.found(both.text)
