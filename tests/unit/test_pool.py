"""The pool of metrics follows a state that changes as if it were made anew."""

from __future__ import annotations

import random
from datetime import date
from zoneinfo import ZoneInfo

from salestui.domain.goals.ground import Ground
from salestui.domain.metrics.pool import Pool
from salestui.domain.pmap import GONE, PMap
from salestui.domain.query import Env, Memory
from salestui.domain.snapshot import Doc, Snapshot

ENV = Env(date(2026, 10, 10), ZoneInfo("UTC"), "me", "CNY", 0)
PATHS: dict[str, Doc] = {"p": {"_id": "p", "key": "p", "stages/w": True, "stages/w/kind": "won"}}


def deal(id: str, dice: random.Random) -> Doc:
    """A deal that is open, won or lost, with and without days, now and then archived."""
    day = dice.choice(["2026-08-01", "2026-09-02", "2026-09-03", None])
    found = {
        "_id": id,
        "account": dice.choice("abc"),
        "pipeline": "p",
        "stage": dice.choice(["s", "w"]),
        "outcome": dice.choice(["open", "won", "lost", None]),
        "closed_on": day,
        "expected_close": dice.choice([day, None]),
        "amount": dice.choice([None, 250, 1_001]),
        "currency": "CNY",
        "probability_manual": dice.choice([None, 0, 35]),
        "_del": dice.random() < 0.1 or None,
    }
    return {path: value for path, value in found.items() if value is not None}


def told(pool: Pool) -> tuple[object, ...]:
    """All that a pool says; what has no day in the order of ids."""
    opens = sorted(str(doc) for doc in pool.opens)
    undated = sorted(f"{won} {doc}" for won, doc in pool.undated)
    return pool.closed, pool.dated, opens, undated, pool.first_wins


def test_a_pool_that_follows_is_the_one_made_anew() -> None:
    dice, memory = random.Random(5), Memory()
    deals = PMap({f"d{n}": deal(f"d{n}", dice) for n in range(40)})
    tables = {"pipelines": PMap(PATHS), "accounts": PMap[Doc]()}
    for _ in range(200):
        ids = [f"d{dice.randrange(44)}" for _ in range(dice.randrange(4))]
        new: dict[str, object] = {id: deal(id, dice) for id in ids}
        deals = deals.updated({**new, f"d{dice.randrange(44)}": GONE})
        if dice.random() < 0.1:
            tables["pipelines"] = PMap({"p": {**PATHS["p"], "stages/s": True}})
        if dice.random() < 0.1:
            gone: Doc = {"_id": "a", "name": "A", "merged_into": "b"}
            tables["accounts"] = PMap({"a": gone, "b": {"_id": "b", "name": "B"}})
        snapshot = Snapshot({"deals": deals, **tables})
        assert told(Ground(snapshot, ENV, memory).pool) == told(Ground(snapshot, ENV).pool)
