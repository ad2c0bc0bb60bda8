"""The screen of an account: its people, its deals, what happened, and all that is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from salestui.domain.problems import Refused
from salestui.domain.words import Words
from salestui.ui.accounts import head, pages
from salestui.ui.accounts.sight import AccountSight
from salestui.ui.accounts.words import NOT_YET
from salestui.ui.commands import BY_ID, Command
from salestui.ui.forms.accounts import TIER
from salestui.ui.screens.accountacts import AccountScreens
from salestui.ui.screens.recordedits import EditsRecord

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from salestui.domain.snapshot import Snapshot
    from salestui.ui.records.head import HeadLine
    from salestui.ui.widgets.entries import Column, Spot
    from salestui.ui.widgets.lines import Span

NO_CONTACT = Words("Put the cursor on a contact first", "请先把光标移到联系人上")


class AccountScreen(EditsRecord[AccountSight], AccountScreens):
    """One account; pushed over the screen that it was opened from."""

    scope: ClassVar[str] = "account"
    title_words: ClassVar[Words] = Words("Account", "客户")
    kind: ClassVar[str] = "accounts"
    pages: ClassVar[tuple[str, ...]] = pages.PAGES
    not_yet: ClassVar[Words] = NOT_YET
    footer: ClassVar[tuple[str, ...]] = (
        "tab_on",
        "account_change",
        "account_log",
        "account_edit",
        "account_add",
        "account_merge",
        "next_pane",
    )

    # -- what is shown

    @property
    def record_id(self) -> str:
        """The account, or the one that it is part of by now."""
        return (self.snapshot or self.sales.snapshot).root(self.asked_id)

    def sight_in(self, snapshot: Snapshot, today: date, dash: str, contest: Words) -> AccountSight:
        """The account as it is in a snapshot on a day."""
        zone, id = self.sales.workbench.zone, snapshot.root(self.asked_id)
        return AccountSight.of(
            snapshot, id, today=today, zone=zone, lang=self.lang, dash=dash, contest=contest
        )

    def head_lines(self, sight: AccountSight, width: int) -> Sequence[HeadLine]:
        """Who it is and what is open; how it is kept; its tier and what to mind."""
        return head.head(sight, self.sales.keymap)

    def labels(self, sight: AccountSight) -> Sequence[tuple[Words, int | None]]:
        """The names of the pages with how much each holds."""
        return pages.labels(sight, self.changes)

    def columns(self, sight: AccountSight, width: int, rows: int) -> Sequence[Column]:
        """The open page."""
        return pages.columns(self.page, sight, self.changes, width, rows)

    def explained(self, sight: AccountSight, spot: Spot) -> tuple[Sequence[Span], Sequence[Span]]:
        """What the line above the keys says of what is under the cursor."""
        return pages.explain(sight, self.changes, spot)

    def offer(self) -> list[Command]:
        """The keys that matter: of the pool, and on a contact, others too."""
        found = [BY_ID[id] for id in self.footer]
        if self.composed and self.sight.in_pool:
            found.insert(2, BY_ID["claim"])
        if self.spot is not None and self.spot.kind == "contact":
            found.insert(2, BY_ID["contact_left"])
        if self.spot is not None and self.spot.kind == "change":
            found.insert(2, BY_ID["put_back"])
        return found

    # -- what one does

    def targets(self) -> tuple[str, ...]:
        """This account."""
        return (self.record_id,)

    def account_id(self) -> str:
        """This account."""
        return self.record_id

    async def do_account_change(self) -> None:
        """Open the deal under the cursor, or change what is there."""
        spot = self.spot
        if spot is None:
            return
        if spot.kind == "deal":
            self.sales.open_deal(spot.id)
        elif spot.kind == "task":
            self.sales.open_record("tasks", spot.id)
        else:
            await self.change_at(spot)

    async def change_field(self, path: str) -> None:
        """The form of a field; the tier comes with its reason and its last day."""
        from salestui.ui.forms.accounts import accounts_form

        if path in TIER:
            ids = self.targets()
            await self.ask_form(await accounts_form(self.sales, ids, TIER, self.names(ids)))
        else:
            await super().change_field(path)

    async def do_account_add(self) -> None:
        """A deal of this account on the page of deals, a task on that of tasks, else a contact."""
        if self.page == "deals":
            from salestui.ui.forms.deals import new_deal_form

            await self.ask_form(await new_deal_form(self.sales, self.record_id))
        elif self.page == "tasks":
            from salestui.ui.forms.tasks import new_task_form

            await self.ask_form(new_task_form(self.sales, account=self.record_id))
        else:
            await self.ask_contact()

    async def do_contact_left(self) -> None:
        """The contact under the cursor has left: since when, and with whom one talks instead."""
        from salestui.ui.forms.contacts import left_form

        spot = self.spot
        if spot is None or spot.kind != "contact":
            raise Refused(NO_CONTACT)
        await self.ask_form(left_form(self.sales, spot.id))
