"""How two values come together is declared once, by field: the table of the protocol, held."""

from __future__ import annotations

from typing import get_args

import pytest

from salestui.domain.fold import register
from salestui.domain.models import MODELS
from salestui.domain.schema import DELETED, KINDS
from salestui.domain.schema.field import MergeType

FROZEN = {
    "deals": [
        {"amount", "currency"},
        {"pipeline", "stage", "outcome", "closed_on", "won_amount", "won_currency", "lost_reason",
         "lost_note", "lost_to", "recycle_on", "wake_on"},
        {"owner", "owner_since"},
        {"next_step", "next_step_due"},
    ],
    "tasks": [{"status", "done_on"}, {"owner", "owner_since"}],
    "accounts": [{"tier_manual", "tier_reason", "tier_until"}],
    "key_results": [{"metric", "op", "target", "unit", "mode"}],
}  # fmt: skip
"""Groups whose membership is part of what stands on disk."""

TABLE: list[tuple[str, str, MergeType]] = [
    ("deals", "title", "register"),
    ("accounts", "name", "register"),
    ("deals", "expected_close", "register"),
    ("deals", "next_step", "group"),
    ("deals", "next_step_due", "group"),
    ("deals", "owner", "group"),
    ("deals", "amount", "group"),
    ("deals", "stage", "group"),
    ("deals", "lost_reason", "group"),
    ("deals", "tags", "members"),
    ("deals", "tags/vip", "members"),
    ("deals", "checklist/x/done", "members"),
    ("activities", "type", "append"),
    ("activities", "summary", "text"),
    ("deals", "note", "text"),
    ("accounts", "note", "text"),
    ("accounts", "parent", "parent"),
    ("members", "manager", "parent"),
    ("deals", "of_a_newer_version", "register"),
]


@pytest.mark.parametrize(("kind", "path", "merge"), TABLE)
def test_the_table_of_merge_types(kind: str, path: str, merge: MergeType) -> None:
    assert KINDS[kind].merge(path) == merge


def test_every_field_of_every_kind_has_one_that_follows_from_its_declaration() -> None:
    for name, kind in KINDS.items():
        assert set(MODELS[name].model_fields) >= {field.path for field in kind.fields}
        for field in kind.fields:
            merge = kind.merge(field.path)
            assert merge in get_args(MergeType)
            grouped = any(field.path in group for group in kind.groups)
            expected = {
                "group": grouped,
                "members": field.type == "map",
                "text": field.type == "long_text" and not grouped,
                "parent": field.type == "ref" and field.ref == name and not grouped,
            }
            assert expected.get(merge, not any(expected.values())), (name, field.path, merge)
            assert (merge == "append") <= kind.append_only


def test_groups_share_no_path_know_their_fields_and_hold_what_is_frozen() -> None:
    for name, kind in KINDS.items():
        members = [path for group in kind.groups for path in group]
        assert len(members) == len(set(members)), name
        assert all(kind.field(path) is not None for path in members), name
        for wanted in FROZEN.get(name, ()):
            assert wanted in [set(group) for group in kind.groups], (name, wanted)
        for group in kind.groups:
            assert all(register(name, path) == group for path in group)


def test_money_and_its_currency_stand_or_fall_together() -> None:
    for name, kind in KINDS.items():
        for field in kind.fields:
            if field.currency:
                assert field.currency in register(name, field.path), (name, field.path)


def test_who_owns_and_since_when_is_one_decision_hence_exactly_one_owner() -> None:
    for name, kind in KINDS.items():
        owner = kind.field("owner")
        assert owner is None or owner.type == "ref"
        if kind.field("owner_since") is not None:
            assert register(name, "owner") == ("owner", "owner_since")


def test_a_delete_is_a_register_of_its_own_and_nothing_counts_or_orders_by_hand() -> None:
    for name, kind in KINDS.items():
        assert register(name, DELETED) == (DELETED,)
        assert not {"pos", "position", "count", "n"} & {field.path for field in kind.fields}
