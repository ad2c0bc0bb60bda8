"""Maps and indexes that are patched are the ones that would be built afresh."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from salestui.domain.pmap import GONE, PMap
from salestui.domain.snapshot import INDEXES, Snapshot
from tests.campaigns import examples

CHANGES = st.lists(
    st.dictionaries(st.sampled_from("abcdefgh"), st.one_of(st.just(GONE), st.integers(0, 9))),
    max_size=8,
)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 9)), CHANGES)
def test_a_map_of_changes_is_the_dict_of_changes(
    base: dict[str, int], changes: list[dict[str, object]]
) -> None:
    plain: dict[str, object] = dict(base)
    found: PMap[int] = PMap(dict(base))
    earlier = []
    for change in changes:
        earlier.append((found, dict(plain)))
        found = found.updated(change)
        for key, value in change.items():
            if value is GONE:
                plain.pop(key, None)
            else:
                plain[key] = value
        assert dict(found.items()) == plain and sorted(found) == sorted(plain)
        assert len(found) == len(plain) and sorted(map(str, found.values())) == sorted(
            map(str, plain.values())
        )
        assert all(found.get(key) == plain.get(key) for key in "abcdefgh")
        assert all((key in found) == (key in plain) for key in "abcdefgh")
    for before, was in earlier:
        assert dict(before.items()) == was


def test_many_changes_fold_into_the_base_without_loss() -> None:
    found: PMap[int] = PMap({f"k{n}": n for n in range(2000)})
    for n in range(1500):
        found = found.updated({f"k{n}": GONE if n % 3 == 0 else -n, f"new{n}": n})
    assert len(found) == 2000 - 500 + 1500
    assert found["k1"] == -1 and "k0" not in found and found["new1499"] == 1499


DOCS = st.fixed_dictionaries(
    {},
    optional={
        "stage": st.sampled_from(["lead", "won"]),
        "pipeline": st.sampled_from(["p", "q"]),
        "owner": st.sampled_from(["m1", "m2"]),
        "account": st.sampled_from(["a1", "a2"]),
        "outcome": st.sampled_from(["open", "won"]),
        "number": st.sampled_from(["D-AAAA-1", "D-BBBB-1"]),
        "external_id": st.sampled_from(["x", "y"]),
        "_del": st.booleans(),
    },
)
STEPS = st.lists(st.dictionaries(st.sampled_from(["d1", "d2", "d3"]), DOCS, min_size=1), max_size=6)


@settings(max_examples=examples(40))
@given(STEPS)
def test_patched_indexes_equal_fresh_ones(steps: list[dict[str, dict[str, Any]]]) -> None:
    snapshot = Snapshot()
    names = [name for name, (kind, _) in INDEXES.items() if kind == "deals"]
    for name in names:
        snapshot.index(name)
    for step in steps:
        touched = {
            "deals": {
                id: (snapshot.get("deals", id), {"_id": id, **doc}) for id, doc in step.items()
            }
        }
        snapshot = snapshot.stepped(touched, {}, {})
        fresh = Snapshot(snapshot.tables)
        for name in names:
            patched = {key: set(ids) for key, ids in snapshot.index(name).items()}
            assert patched == {key: set(ids) for key, ids in fresh.index(name).items()}
