"""Every screen opens on records whose values fit no field, whatever a colleague's log holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from salestui.domain.change import Act, Edit
from salestui.domain.fold import register
from salestui.domain.schema import DEALS, KINDS
from salestui.services.workbench import Workbench
from salestui.ui.accounts.pages import PAGES
from salestui.ui.screens import MAIN
from tests.oddcase import NASTY, copies


def spoilt(deal: str) -> Act:
    """The deal with a value of a wrong type in every field that says nothing of its stage."""
    stage = register("deals", "stage")
    odd: dict[str, Any] = {
        field.path: [1] for field in DEALS.fields if field.path not in (*stage, "account")
    }
    return Act("deal.set", (Edit("deals", deal, {**odd, "won_amount": "x", "outcome": 7}),))


async def test_every_screen_opens_on_odd_values(
    sit: Callable[..., Any], furnish: Callable[[str], str], bench: Workbench
) -> None:
    deal = furnish("en")
    bench.commit(lambda s, c: copies(s, NASTY[::3]))
    bench.commit(lambda s, c: spoilt(deal))
    workspace = str(bench.snapshot.workspace["_id"])
    values: dict[str, Any] = {
        field.path: "x" if field.type == "integer" else 7 for field in KINDS["workspace"].fields
    }
    bench.commit(lambda s, c: Act("x", (Edit("workspace", workspace, values),)))
    async with sit() as it:
        for name in MAIN:
            it.app.go(name)
            await it.until(lambda name=name: it.app.screen.scope == name)
            await it.press("j", "j")
        it.app.go("board")
        await it.press("v", "j", "w")
        await it.press("escape", "!", "escape")
        await it.press("P", "j", "]", "j", "tab", "G", "enter", "j", "G", "escape", "escape")
        it.app.open_deal(deal)
        await it.sees("[Overview]")
        for _ in range(5):
            await it.press("]")
        it.app.open_record("deals", deal)
        await it.pilot.pause(0.1)
        await it.until(lambda: it.app.fault is None)
        assert "amount" not in (bench.snapshot.get("deals", deal) or {})


async def test_every_page_of_an_account_opens_on_odd_values(
    sit: Callable[..., Any], furnish: Callable[[str], str], bench: Workbench
) -> None:
    deal = furnish("en")
    account = str((bench.snapshot.get("deals", deal) or {})["account"])
    bench.commit(lambda s, c: copies(s, NASTY[::3]))
    odd: dict[str, Any] = {
        field.path: [1] for field in KINDS["accounts"].fields if field.path != "merged_into"
    }
    bench.commit(lambda s, c: Act("account.set", (Edit("accounts", account, odd),)))
    people = [id for id in bench.snapshot.ids("contacts.account", account)][:3]
    left: dict[str, Any] = {"left_on": 7, "backup": 5, "influence": "x", "title": [1]}
    gone = tuple(Edit("contacts", id, left) for id in people)
    bench.commit(lambda s, c: Act("contact.set", gone))
    async with sit() as it:
        await it.press("4", "@", "o", "o", "o", "p")
        it.app.open_account(account)
        await it.sees("[Overview]")
        for _ in PAGES:
            await it.press("]", "j", "G", "g")
        it.app.open_record("accounts", account, "region")
        await it.sees("[Fields]")
        await it.press("M", "esc", "e", "esc", "x", "esc")
        await it.until(lambda: it.app.fault is None)
        assert people and "employees" not in (bench.snapshot.get("accounts", account) or {})
