"""Accounts: who has which company, how often it is touched, and the pool of what nobody has."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from salestui.domain.words import Words
from salestui.services.accountlist import SORTS
from salestui.ui.commands import Command
from salestui.ui.filtering import ask_filter
from salestui.ui.screens.accountsshown import ShowsAccounts
from salestui.ui.screens.walker import Walker

if TYPE_CHECKING:
    from salestui.store.store import Saved

REVERSED = Words("{sort}, reversed", "{sort}，倒序")
MARKED = Words("{n} marked", "已标记 {n} 家")


class AccountsScreen(Walker, ShowsAccounts):
    """Screen 4."""

    footer: ClassVar[tuple[str, ...]] = (
        "account_open",
        "account_log",
        "account_edit",
        "account_new",
        "pool",
        "mine",
        "filter",
        "sort",
        "account_merge",
    )
    in_pool: ClassVar[tuple[str, ...]] = ("account_open", "claim", "pool", "filter", "sort")
    """The keys that matter in the pool."""

    def offer(self) -> list[Command]:
        """The keys that matter, `@` with what it would do now."""
        return self.offered(self.in_pool if self.pool else self.footer)

    def go_back(self) -> bool:
        """Drop the marks, else the filter, else leave the pool."""
        if self.listed.marked:
            self.listed.mark(())
        elif self.filter.text:
            self._use_filter("")
        elif self.pool:
            self.do_pool()
        else:
            return False
        return True

    # -- which accounts

    def do_mine(self) -> None:
        """My accounts, or everybody's."""
        self.sales.refuse_stranger()
        self.mine = self.pool or not self.mine
        self.pool = False
        self._again()

    def do_pool(self) -> None:
        """The accounts that anybody may claim, or back."""
        self.pool = not self.pool
        self._again()

    async def do_filter(self) -> None:
        """Ask for a filter; what it would find stands below while typing."""
        text = await ask_filter(self, self.filter)
        if text is not None:
            self._use_filter(text)

    def _use_filter(self, text: str) -> None:
        self.filter.text = text
        self._again()

    def do_sort(self) -> None:
        """The next order."""
        self.sort = (self.sort + 1) % len(SORTS)
        self._sorted()

    def do_reverse(self) -> None:
        """The same order from the other end."""
        self.reverse = not self.reverse
        self._sorted()

    def _sorted(self) -> None:
        self._again()
        said = SORTS[self.sort].words
        self.tell(REVERSED.fill(sort=said) if self.reverse else said)

    def _again(self) -> None:
        self.remake()
        self.draw_lines()

    # -- accounts

    def do_account_open(self) -> None:
        """Show the account."""
        self.sales.open_account(self._one())

    async def do_account_new(self) -> None:
        """A new account, which says at once who has it already."""
        from salestui.ui.forms.accounts import new_account_form

        await self.ask_form(await new_account_form(self.sales, self._made_account))

    def _made_account(self, saved: Saved) -> None:
        """Put the cursor on the new account."""
        self.wanted = next((id for kind, id in saved.records if kind == "accounts"), "")
        self.redraw()

    def do_account_mark(self) -> None:
        """Mark the account and step down."""
        self.listed.mark_step()

    def do_account_mark_all(self) -> None:
        """Mark all, or none where all are marked."""
        listed = self.listed
        ids = set(listed.ids)
        listed.mark(() if ids <= listed.marked else tuple(ids))
        self.tell(MARKED.fill(n=len(listed.marked)))

    # -- going about

    def walk(self, by: int) -> None:
        """Move by lines."""
        self.listed.walk(by)

    def walk_half(self, by: int) -> None:
        """Move by half pages."""
        self.listed.walk_half(by)
