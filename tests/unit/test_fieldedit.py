"""A field on one line of text: what stands there, and what an edited line means."""

from __future__ import annotations

from typing import Any

import pytest

from salestui.domain.change import Act, Edit
from salestui.domain.problems import NotFound
from salestui.domain.schema import DEALS, KINDS
from salestui.services.deals import add_deal, set_deal
from salestui.services.fieldedit import edit_text, edit_values, editable
from salestui.services.workbench import Workbench


@pytest.fixture
def deal(bench: Workbench) -> str:
    """A deal in dollars with a tag, a pain in words and a helper."""
    helper = Edit("members", "mb_hao", {"handle": "hao", "name": "Hao Sun", "active": True})
    bench.commit(lambda s, c: Act("member.add", (helper,)))
    values: dict[str, Any] = {
        "title": "pumps",
        "amount": 120_000_00,
        "currency": "USD",
        "tags/vip": True,
        "pains/p1": "leaks found late",
        "collaborators/mb_hao": True,
    }
    return bench.commit(lambda s, c: add_deal(s, c, values)).records[0][1]


def meaning(bench: Workbench, deal: str, path: str, text: str) -> dict[str, Any]:
    """The values that a text means for a field of the deal."""
    field = DEALS.field(path)
    assert field is not None
    doc = bench.snapshot.get("deals", deal) or {}
    return edit_values(field, text, doc, bench.snapshot, bench.context())


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("amount", "130k", {"amount": 13_000_000, "currency": "USD"}),
        ("amount", "CNY 5k", {"amount": 500_000, "currency": "CNY"}),
        ("amount", "", {"amount": None, "currency": None}),
        ("tags", "vip, east", {"tags/vip": True, "tags/east": True}),
        ("tags", "east", {"tags/vip": None, "tags/east": True}),
        ("tags", "", {"tags/vip": None}),
        (
            "tags",
            "a/b，c、d",
            {"tags/vip": None, "tags/a~1b": True, "tags/c": True, "tags/d": True},
        ),
        ("pains", "leaks found late, cost", {"pains/p1": "leaks found late", "pains/cost": True}),
        ("pains", "cost", {"pains/p1": None, "pains/cost": True}),
        ("collaborators", "Hao Sun", {"collaborators/mb_hao": True}),
        ("collaborators", "hao", {"collaborators/mb_hao": True}),
    ],
)
def test_an_edited_line_is_read_with_what_stands_there(
    bench: Workbench, deal: str, path: str, text: str, expected: dict[str, Any]
) -> None:
    assert meaning(bench, deal, path, text) == expected


def test_nobody_is_made_up(bench: Workbench, deal: str) -> None:
    with pytest.raises(NotFound) as caught:
        meaning(bench, deal, "collaborators", "Nobody")
    assert caught.value.where == "collaborators"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_stands_in_the_line_means_what_is_stored(
    bench: Workbench, deal: str, lang: str
) -> None:
    bench.commit(
        lambda s, c: set_deal(
            s, c, deal, {"expected_close": "2026-11-02", "source": "expo", "margin_pct": 20}
        )
    )
    doc = bench.snapshot.get("deals", deal) or {}
    for field in DEALS.fields:
        if not editable(field) or field.path in ("pipeline", "stage") or field.type == "instant":
            continue
        for currency in ("", str(doc.get(field.currency) or "CNY")):
            text = edit_text(field, doc, bench.snapshot, lang, currency)
            values = meaning(bench, deal, field.path, text)
            assert {path: doc.get(path) for path in values} == values, field.path


def test_only_what_people_type_is_editable() -> None:
    kept = [field.path for field in KINDS["deals"].fields if not editable(field)]
    assert {"number", "external_id", "history_from", "checklist"} <= set(kept)
    assert "amount" not in kept
