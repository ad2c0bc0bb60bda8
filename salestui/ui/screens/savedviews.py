"""Keeping what the board or the list shows under a name, and showing it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salestui import cells
from salestui.domain.names import member_short
from salestui.domain.problems import Refused
from salestui.domain.text import searchable
from salestui.domain.words import Words
from salestui.services.board import SORTS
from salestui.services.views import (
    NO_VIEWS,
    View,
    delete_view,
    rename_view,
    save_view,
    views_for,
)
from salestui.ui.screens.walking import WalksBoard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salestui.domain.change import Value
    from salestui.ui.widgets.pick import Choice

KEEP_FOR = Words("save this view for:", "保存当前视图，供：")
FOR_ME = Words("me alone", "我自己")
FOR_ALL = Words("the team", "全团队")
NAME = Words("name:", "名称：")
NEW_NAME = Words("new name of {name}:", "“{name}”的新名称：")
TO_SAVE = Words("enter saves  tab names you use", "enter 保存  tab 已有名称")
REPLACES = Words("enter changes your view {name}", "enter 更新你的视图“{name}”")
SHOW, RENAME, DELETE = (
    Words("view:", "视图："),
    Words("rename:", "改名："),
    Words("delete:", "删除："),
)
PRESS = Words("{key} saves what is shown", "{key} 保存当前视图")
SHARED = Words("shared", "共享")
SHOWN = Words("view {name}", "视图 {name}")
SAVED = Words("view {name} saved", "视图“{name}”已保存")
RENAMED = Words("{name} is now {new}; {key} undoes", "“{name}”改名为“{new}”，{key} 撤销")
DELETED = Words("view {name} deleted; {key} undoes", "视图“{name}”已删除，{key} 撤销")


class KeepsViews(WalksBoard):
    """`F` keeps the view, `f` shows one that was kept."""

    async def do_views(self) -> None:
        """Pick a saved view and show it."""
        view = await self._pick_view(SHOW)
        if view is not None:
            await self._show_view(view)

    async def do_view_save(self) -> None:
        """Keep what is shown under a name, for me or for the team."""
        letter = await self.ask_choice(KEEP_FOR, [("p", FOR_ME), ("s", FOR_ALL)])
        if letter is None:
            return
        values = {**self._values(), "shared": letter == "s"}
        mine = [view.name for view in self._views() if view.owner == self.sales.workbench.me]

        def check(text: str) -> Words:
            same = [name for name in mine if searchable(name) == searchable(text.strip())]
            return REPLACES.fill(name=same[0]) if same else TO_SAVE

        async def submit(text: str) -> None:
            await self.sales.save(lambda s, ctx: save_view(s, ctx, text, values))

        def complete(text: str) -> Sequence[str]:
            return [name for name in mine if searchable(name).startswith(searchable(text))]

        name = await self.ask_line(NAME, check=check, submit=submit, complete=complete)
        if name is not None:
            self.tell(SAVED.fill(name=name.strip()))

    async def do_view_rename(self) -> None:
        """Keep a view under another name."""
        view = await self._pick_view(RENAME)
        if view is None:
            return

        async def submit(text: str) -> None:
            await self.sales.save(lambda s, ctx: rename_view(s, ctx, view.id, text))

        new = await self.ask_line(NEW_NAME.fill(name=view.name), view.name, submit=submit)
        if new is not None:
            key = self.sales.keymap.shown("undo")
            self.tell(RENAMED.fill(name=view.name, new=new.strip(), key=key))

    async def do_view_delete(self) -> None:
        """Put a view away; undo brings it back."""
        view = await self._pick_view(DELETE)
        if view is not None:
            await self.sales.save(lambda s, ctx: delete_view(s, ctx, view.id))
            self.tell(DELETED.fill(name=view.name, key=self.sales.keymap.shown("undo")))

    # -- choosing

    def _views(self) -> list[View]:
        """The views there are now, also while another day is shown."""
        return views_for(self.sales.live, self.sales.workbench.me)

    async def _pick_view(self, label: Words) -> View | None:
        """Ask which view; None when it was dropped. Raises Refused when there is none."""
        found = {view.id: view for view in self._views()}
        if not found:
            key = self.sales.keymap.shown("view_save")
            raise Refused(NO_VIEWS, hint=PRESS.fill(key=key))
        choices = [self._choice(view) for view in found.values()]
        return found.get(await self.ask_pick(label, choices) or "")

    def _choice(self, view: View) -> Choice:
        from salestui.ui.widgets.pick import Choice

        whose = member_short(self.sales.live, view.owner)
        if view.owner == self.sales.workbench.me:
            whose = self.say(SHARED) if view.shared else ""
        asked = cells.cut(view.filter, self.size.width // 2)
        right = "  ".join(part for part in (asked, whose) if part)
        return Choice(view.id, view.name, right, view.filter)

    # -- the view as values, and back

    def _values(self) -> dict[str, Value]:
        """What is shown, as fields of a view."""
        everywhere = self.listing and self.all_paths
        return {
            "screen": self.scope,
            "filter": self.filter.text or None,
            "sort": SORTS[self.sort].name,
            "reverse": self.reverse,
            "list": self.listing,
            "columns": ",".join(self.rows.columns) if self.listing else None,
            "pipeline": None if everywhere or self.path is None else self.path.id,
            "mine": self.mine,
        }

    async def _show_view(self, view: View) -> None:
        """Show it. Raises InputProblem where its filter names what is no more."""
        sales = self.sales
        self.filter.check(view.filter, sales.context(), sales.live)
        if view.list != self.listing:
            await self.do_list()
        self.filter.text, self.mine, self.reverse = view.filter, view.mine, view.reverse
        self.sort = next((n for n, sort in enumerate(SORTS) if sort.name == view.sort), 0)
        self.all_paths = view.list and not view.pipeline
        self.path = next((path for path in self.paths() if path.id == view.pipeline), self.path)
        if view.list and view.columns:
            from salestui.exchange.dealcells import known_columns

            self.use_columns(known_columns(view.columns))
        self.rebuild()
        self.draw_lines()
        self.tell(SHOWN.fill(name=view.name))
