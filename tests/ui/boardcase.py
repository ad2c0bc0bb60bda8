"""What the stories of the board share: deals in an order that can be told, and where one stands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from salestui.domain.change import Act, Edit, Value
from salestui.services.workbench import Workbench
from salestui.ui.screens.board import BoardScreen

OPEN = ("lead", "contact", "demo", "proposal", "negotiation")


def fill(bench: Workbench, deals: int = 12, owner: str = "") -> None:
    """Deals of mine (or of `owner`), three in each open stage in turn, one account each."""
    path = next(doc["_id"] for doc in bench.snapshot.live("pipelines") if doc["key"] == "new")
    today = bench.context().today
    edits = []
    for n in range(deals):
        edits.append(Edit("accounts", f"ac_{n:016d}", {"name": f"Firm {n}", "tier_manual": "key"}))
        edits.append(Edit("deals", f"dl_{n:016d}", deal(n, path, owner or bench.me, today)))
    bench.commit(lambda s, ctx: Act("import", tuple(edits)))


def deal(n: int, path: str, owner: str, today: date) -> dict[str, Value]:
    """A deal with a step so many days ahead, so that the order is the number's."""
    return {
        "account": f"ac_{n:016d}",
        "title": f"Line {n}",
        "number": f"D-TEST-{n}",
        "pipeline": path,
        "stage": OPEN[n // 3 % 5],
        "outcome": "open",
        "amount": 100_000 * (n + 1),
        "currency": "CNY",
        "owner": owner,
        "next_step": "call",
        "next_step_due": (today + timedelta(n)).isoformat(),
    }


def under(it: Any) -> str:
    """The title of the deal under the cursor."""
    screen = it.app.screen
    assert isinstance(screen, BoardScreen)
    doc = it.app.snapshot.get("deals", screen.board.cursor.id)
    return str(doc.get("title", "")) if doc else ""


def stage(it: Any) -> str:
    """The stage of the column of the cursor."""
    return str(it.app.screen.board.column.stage.key)
