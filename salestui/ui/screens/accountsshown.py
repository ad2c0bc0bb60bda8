"""What the screen of accounts shows: mine, everybody's or the pool, filtered and sorted."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.words import Words
from salestui.services.accountlist import SORTS, Accounts, AccountsView
from salestui.services.accountstanding import Standing
from salestui.services.reading import Reading
from salestui.ui.accounts import lines
from salestui.ui.accounts.filtering import AccountFilter
from salestui.ui.beside import beside
from salestui.ui.screens.accountacts import AccountScreens
from salestui.ui.widgets.listed import Listed
from salestui.ui.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

    from salestui.domain.snapshot import Snapshot

FEW = 1000
"""Accounts up to which the list is made at once; longer ones are made away from the keys."""

WORKING = (Words("Looking through the accounts.", "正在查看客户。"),)
NO_ACCOUNTS = Words("No accounts yet.", "还没有客户。")
NONE_OF_MINE = Words("No accounts of yours.", "没有你的客户。")
NO_MATCH = Words("No account matches the filter.", "没有符合筛选的客户。")
EMPTY_POOL = Words(
    "The pool is empty: every account has an owner who is in touch.",
    "公海为空：每家客户都有人负责、近期有跟进。",
)
TO_ADD = Words("n  a new account", "n  新建客户")
TO_SEE_ALL = Words("@  everybody's accounts", "@  所有人的客户")
TO_CLEAR = Words("esc  clear the filter", "esc  清除筛选")
TO_LEAVE = Words("p  back from the pool", "p  离开公海")
POOL = Words("Pool", "公海")


class ShowsAccounts(AccountScreens):
    """The list with what it was made from: whose, which filter, which order."""

    scope: ClassVar[str] = "accounts"
    title_words: ClassVar[Words] = Words("Accounts", "客户")
    DEFAULT_CSS = """
    ShowsAccounts > #rule { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.mine = True
        self.pool = False
        self.sort = 0
        self.reverse = False
        self.filter = AccountFilter()
        self.view: AccountsView | None = None
        self._made_for: tuple[object, ...] = ()
        self._first = True
        """No list has been shown yet."""
        self.wanted = ""
        """An account that the cursor shall go to once it is listed."""

    def compose_body(self) -> Iterable[Widget]:
        """The list."""
        yield Listed(self.explain, id="body")

    @property
    def listed(self) -> Listed:
        """The list."""
        return self.query_one("#body", Listed)

    def crumbs(self) -> Sequence[str]:
        """The screen, the pool, the filter."""
        found = [self.say(self.title_words)]
        found += [self.say(POOL)] if self.pool else []
        return [*found, "/" + self.filter.text] if self.filter.text else found

    # -- the list

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Follow the snapshot; another day, or more read of the log, makes the list anew."""
        self.mine = self.mine and bool(self.sales.workbench.me)
        setting = (self.sales.today, id(self.sales.log_facts.state))
        if setting != self._made_for:
            self._made_for = setting
            self.remake()
        elif self.view is not None:
            # One that is being made is brought up to date when it is done.
            self.view = self.view.updated(snapshot)
            self.redraw()

    def remake(self) -> None:
        """Make the list anew; a long one away from the keys."""
        if len(self.sales.snapshot.table("accounts")) <= FEW:
            self.view = self._made_first() if self._first else self._made()
            self._first = False
        else:
            self.view = None
            beside(self, self._make_beside, group="accounts")
        self.redraw()

    async def _make_beside(self) -> None:
        view = await asyncio.to_thread(self._made_first if self._first else self._made)
        self._first = False
        if self.query("#body"):
            self.view = view.updated(self.sales.snapshot)
            self.redraw()
            self.draw_lines()

    def _made_first(self) -> AccountsView:
        """Who owns none looks at everybody's."""
        view = self._made()
        if self.mine and not view.ids:
            self.mine = False
            view = self._made()
        return view

    def _made(self) -> AccountsView:
        sales, context = self.sales, self.sales.context()
        query = self.filter.compiled(sales.snapshot, context, sales.live)
        owner = context.me if self.mine and not self.pool else ""
        return AccountsView.of(
            sales.snapshot,
            today=context.today,
            zone=context.zone,
            scope=Accounts(owner, self.pool, query),
            sort=SORTS[self.sort],
            reverse=self.reverse,
        )

    # -- drawing

    @property
    def reading(self) -> Reading:
        """The state that is shown and how it is looked at."""
        context = self.sales.context()
        snapshot = self.view.snapshot if self.view else self.sales.snapshot
        return Reading(snapshot, context.now, context.today, context.zone, context.me, self.lang)

    def redraw(self) -> None:
        """Draw the list as it is now."""
        if not self.composed:
            return
        view, listed = self.view, self.listed
        if view is None:
            listed.wait(*WORKING)
            return
        reading, rows, width = self.reading, view.rows, self.size.width
        everybody = not view.scope.owner
        found = lines.columns(width, self.lang, everybody=everybody)

        def draw(id: str) -> Row:
            return lines.line(rows[id], found, reading)

        rule = self.sales.look.h
        heads = [lines.summary(view, self.lang, width)]
        heads += [lines.head(found, width, self.lang, rule)] if view.ids else []
        listed.hint = self._hint(view)
        listed.show(view.ids, draw, heads=heads, foot=lines.foot(width, self.lang, rule))
        if self.wanted in view.rows:
            listed.seek(self.wanted)
            self.wanted = ""

    def _hint(self, view: AccountsView) -> tuple[Words, ...]:
        """What an empty list says to do next."""
        if self.pool:
            first = NO_MATCH if self.filter.text else EMPTY_POOL
            return (first, Words("", ""), TO_LEAVE)
        first = NO_MATCH if self.filter.text else NONE_OF_MINE if self.mine else NO_ACCOUNTS
        todo = [first, Words("", ""), TO_ADD]
        todo += [TO_SEE_ALL] if self.mine else []
        todo += [TO_CLEAR] if self.filter.text else []
        return tuple(todo)

    # -- the account under the cursor

    @property
    def standing(self) -> Standing | None:
        """How we stand with the account under the cursor."""
        here = self.listed.here if self.composed else None
        return self.view.rows.get(here) if self.view and here else None

    def targets(self) -> tuple[str, ...]:
        """The marked accounts, else the one under the cursor."""
        return self.listed.targets() if self.composed else ()

    def target(self) -> str:
        """The account under the cursor."""
        return self.listed.here or ""

    def explain(self) -> None:
        """Say what the line under the cursor can't."""
        now = self.standing
        if now is None:
            self.set_info(())
        else:
            self.set_info(*lines.explain(now, self.reading, self.size.width, pool=self.pool))
