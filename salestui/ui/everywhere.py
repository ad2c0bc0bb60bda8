"""The commands that work on every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from salestui.domain.words import Words
from salestui.exchange.pathintents import PATH_INTENTS
from salestui.exchange.taskintents import TASK_INTENTS

if TYPE_CHECKING:
    from salestui.services.undo import Undo
    from salestui.ui.app import SalesApp
    from salestui.ui.commandline import Line

FIND = Words("command", "命令")
UNDONE = Words("undone: {what}", "已撤销：{what}")
REDONE = Words("done again: {what}", "已重做：{what}")
SOME_LEFT = Words("{said}; {n} left as they are", "{said}；{n} 条保持不变")
YES_NO = (("y", Words("yes", "是")), ("n", Words("no", "否")))
UP_TO_DATE = Words("read again", "已重新读取")
ACTS: dict[str, Words] = {
    "deal.add": Words("new deal", "新建商机"),
    "deal.set": Words("change of a deal", "修改商机"),
    "deal.stage": Words("move", "推进"),
    "deal.won": Words("won", "签约"),
    "deal.lost": Words("lost", "输单"),
    "deal.next_step": Words("next step", "下一步"),
    "account.add": Words("new account", "新建客户"),
    "account.set": Words("change of an account", "修改客户"),
    "contact.add": Words("new contact", "新建联系人"),
    "contact.set": Words("change of a contact", "修改联系人"),
    "goal.add": Words("new goal", "新建目标"),
    "goal.set": Words("change of a goal", "修改目标"),
    "goal.split": Words("giving out a goal", "分解目标"),
    "account.merge": Words("merging of accounts", "合并客户"),
    "account.claim": Words("claiming", "认领"),
    "contact.left": Words("contact who left", "联系人离职"),
    "deal.step_done": Words("step that was done", "完成下一步"),
    "view.save": Words("saved view", "保存视图"),
    "view.rename": Words("renaming of a view", "视图改名"),
    "view.delete": Words("deleting of a view", "删除视图"),
    **PATH_INTENTS,
    **TASK_INTENTS,
}
ARCHIVED = Words("archiving", "归档")
RESTORED = Words("restoring", "恢复")
SETTLED = Words("decision", "决定")
LOGGED = Words("log entry", "跟进记录")
IMPORTED = Words("import", "导入")


def act_words(intent: str) -> Words:
    """What an act is called when it is taken back."""
    if intent in ACTS:
        return ACTS[intent]
    before, _, last = intent.rpartition(".")
    if last == "archive":
        return ARCHIVED
    if last == "restore":
        return RESTORED
    if last == "settle":
        return SETTLED
    if before == "log":
        return LOGGED
    if "import" in intent:
        return IMPORTED
    return Words(intent, intent)


class Everywhere:
    """Handlers of the registry's commands for every screen; part of SalesApp."""

    @property
    def _self(self) -> SalesApp:
        return cast("SalesApp", self)

    # -- going about

    def do_today(self) -> None:
        """Show today's list."""
        self._self.go("today")

    def do_board(self) -> None:
        """Show the board."""
        self._self.go("board")

    def do_tasks(self) -> None:
        """Show the tasks."""
        self._self.go("tasks")

    def do_accounts(self) -> None:
        """Show the accounts."""
        self._self.go("accounts")

    def do_goals(self) -> None:
        """Show the goals."""
        self._self.go("goals")

    def do_funnel(self) -> None:
        """Show the funnel."""
        self._self.go("funnel")

    def do_previous(self) -> None:
        """Show the main screen before this one."""
        self._self.go(self._self.before)

    def do_back(self) -> None:
        """One level back; never leaves the app."""
        app = self._self
        if not app.active.go_back():
            app.close()

    def do_close(self) -> None:
        """Close the screen; at the root, leave."""
        app = self._self
        if not app.close():
            app.exit(0)

    def do_quit(self) -> None:
        """Leave."""
        self._self.exit(0)

    def do_help(self) -> None:
        """What can be done here."""
        from salestui.ui.screens.help import HelpScreen

        app = self._self
        if not isinstance(app.active, HelpScreen):
            app.open(HelpScreen(app.active))

    def do_problems(self) -> None:
        """What needs a person: decisions, problems, records that are not as they should be."""
        from salestui.ui.screens.inbox import InboxScreen

        app = self._self
        app.see_problems()
        if not isinstance(app.active, InboxScreen):
            app.open(InboxScreen())

    def do_team(self) -> None:
        """Who syncs, how far each is, and what is wrong."""
        from salestui.ui.screens.team import TeamScreen

        app = self._self
        if not isinstance(app.active, TeamScreen):
            app.open(TeamScreen())

    def do_path(self) -> None:
        """The sales paths with their stages, that of the board first."""
        from salestui.domain.pipelines import Path
        from salestui.ui.screens.path import PathScreen

        app = self._self
        shown = getattr(app.active, "path", None)
        app.open(PathScreen(shown if isinstance(shown, Path) else None))

    def do_news(self) -> None:
        """What others changed since I last looked."""
        from salestui.ui.screens.news import NewsScreen

        app = self._self
        if not isinstance(app.active, NewsScreen):
            app.open(NewsScreen())

    # -- commands by name

    async def do_palette(self) -> None:
        """Choose a command from the list."""
        from salestui.ui import commandline

        app = self._self
        screen = app.active
        choices = commandline.palette(app.keymap, screen.scope, app.lang)
        key = await screen.ask_pick(FIND, choices)
        if key is not None:
            self._run(commandline.chosen(key))

    async def do_command_line(self) -> None:
        """Type a command; nothing typed lists them."""
        from salestui.ui import commandline

        app = self._self
        screen = app.active
        text = await screen.ask_line(
            Words(":", ":"),
            check=commandline.checker(app.keymap, screen.scope),
            complete=commandline.completer(app.keymap, screen.scope),
        )
        if text is None:
            return
        line = commandline.read_line(text, app.keymap, screen.scope)
        if line is None:
            await self.do_palette()
        else:
            self._run(line)

    def _run(self, line: Line) -> None:
        arguments = (line.argument,) if line.argument else ()
        self._self.active.desk.run(line.command.id, *arguments)

    def do_lang(self, lang: str) -> None:
        """Speak another language."""
        self._self.set_lang(lang)

    def do_theme(self, theme: str) -> None:
        """Look another way."""
        self._self.set_theme(theme)

    # -- the store

    async def do_undo(self) -> None:
        """Take back my newest act."""
        await self._take_back(redo=False)

    async def do_redo(self) -> None:
        """Do again what I undid last."""
        await self._take_back(redo=True)

    async def _take_back(self, *, redo: bool) -> None:
        from salestui.services.undo import ChangedSince

        app = self._self
        app.refuse_in_past()
        screen = app.active
        bench = app.workbench
        take_back = bench.redo if redo else bench.undo
        try:
            undo: Undo = await app.run_on_store(take_back)
        except ChangedSince as problem:
            if await screen.ask_choice(problem.message, YES_NO) != "y":
                return
            undo = await app.run_on_store(lambda: take_back(leave_changed=True))
        app.adopt(saved=True)
        said = (REDONE if redo else UNDONE).fill(what=act_words(undo.intent))
        screen.tell(SOME_LEFT.fill(said=said, n=undo.left) if undo.left else said)

    async def do_refresh(self) -> None:
        """Sync now; where nothing is shared, read what other programs of mine wrote."""
        app = self._self
        if app.sync_state.shared is not None:
            app.sync_now()
            return
        await app.run_on_store(app.workbench.refresh)
        app.adopt()
        app.active.tell(UP_TO_DATE)
