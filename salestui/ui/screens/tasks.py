"""The tasks screen: who has to do what by when, with load against capacity."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from salestui.domain.problems import Refused
from salestui.services.taskview import GROUPINGS
from salestui.ui.filtering import ask_filter
from salestui.ui.screens.taskacts import TaskScreens
from salestui.ui.screens.tasksshown import ShowsTasks
from salestui.ui.screens.walker import Walker
from salestui.ui.tasks import words as say
from salestui.ui.tasks.lines import Place

if TYPE_CHECKING:
    from salestui.store.store import Saved


class TasksScreen(Walker, ShowsTasks, TaskScreens):
    """Screen 3: tasks by owner, date, deal or node."""

    footer: ClassVar[tuple[str, ...]] = (
        "task_open",
        "task_done",
        "task_assign",
        "task_edit",
        "task_new",
        "task_group",
        "mine",
        "filter",
    )

    def task_ids(self) -> tuple[str, ...]:
        """Those marked, else the one under the cursor; on a head, all of its group."""
        lines, place = self.lines, self.place
        if self.marked and lines is not None and self.list is not None:
            return tuple(row.id for row in self.list.rows if row.id in self.marked)
        if place is None or lines is None:
            return ()
        if place.task:
            return (place.task,)
        group = lines.group(place.group)
        return tuple(row.id for row in group.rows) if group else ()

    def new_task_deal(self) -> str:
        """The deal of the task under the cursor."""
        place = self.place
        return str(self._doc_of(place.task).get("deal") or "") if place and place.task else ""

    def task_made(self, saved: Saved) -> None:
        """Go to the new task where it is in view."""
        made = {id for kind, id in saved.records if kind == "tasks"}
        lines = self.lines
        place = next((p for p in lines.places if p.task in made), None) if lines else None
        if place is not None:
            self.redraw(place)

    def go_back(self) -> bool:
        """Drop the marks, else the filter."""
        if self.marked:
            self.marked.clear()
            self.remark()
        elif self.filter.text:
            self.filter.text = ""
            self.rebuild()
            self.draw_lines()
        else:
            return False
        return True

    # -- which tasks

    def do_mine(self) -> None:
        """My tasks, or everybody's."""
        self.sales.refuse_stranger()
        self.mine = not self.mine
        self.rebuild()

    async def do_filter(self) -> None:
        """Ask for a filter; how many it finds stands below while typing."""

        text = await ask_filter(self, self.filter)
        if text is not None:
            self.filter.text = text
            self.rebuild()
            self.draw_lines()

    def do_task_group(self) -> None:
        """The next way to group them."""
        names = list(GROUPINGS)
        self.grouping = names[(names.index(self.grouping) + 1) % len(names)]
        place = self.place
        self.folded.clear()
        self.rebuild()
        if place is not None and place.task:
            self.redraw(Place("", place.task))

    def do_requests(self) -> None:
        """What departments were asked for."""
        from salestui.ui.screens.requests import RequestsScreen

        self.sales.open(RequestsScreen())

    def do_lag(self) -> None:
        """What lag cost, of the tasks that are meant here, done ones among them."""
        from salestui.ui.screens.lag import LagScreen

        self.sales.open(LagScreen(mine=self.mine, filter_text=self.filter.text))

    async def do_hand_over(self) -> None:
        """Everything open of the owner under the cursor goes to somebody else, as one act."""
        from salestui.domain.names import member_short
        from salestui.services.tasks import hand_over
        from salestui.ui.forms.tasks import member_choices

        place = self.place
        lines = self.lines
        row = lines.row(place.task) if lines is not None and place is not None else None
        leaver = str(row.task.get("owner") or "") if row else place.group if place else ""
        name = member_short(self.sales.snapshot, leaver)
        if not name:
            raise Refused(say.NO_LEAVER)
        choices = [c for c in member_choices(self.sales, {}) if c.key != leaver]
        heir = await self.ask_pick(say.HAND_OVER.fill(name=name), choices)
        if heir is not None:
            await self.sales.save(lambda s, ctx: hand_over(s, ctx, leaver, {"": heir}))
            who, key = member_short(self.sales.snapshot, heir), self.sales.keymap.shown("undo")
            self.tell(say.HANDED_OVER.fill(name=name, who=who, key=key))

    # -- opening and marks

    def do_task_open(self) -> None:
        """The page of a task; on a head, fold or unfold its group."""
        place = self.place
        if place is None:
            raise Refused(say.NO_TASK)
        if place.task:
            self.sales.open_record("tasks", place.task)
            return
        self.folded ^= {place.group}
        self.redraw()

    def do_task_mark(self) -> None:
        """Mark the task and step down; marked already: unmark it."""
        place = self.place
        if place is None or not place.task:
            raise Refused(say.NO_TASK)
        self.marked ^= {place.task}
        self.remark()
        self.do_down()

    def do_task_mark_all(self) -> None:
        """Mark all tasks of the group; again: none of them."""
        lines, place = self.lines, self.place
        group = lines.group(place.group) if lines is not None and place is not None else None
        ids = {row.id for row in group.rows} if group else set()
        self.marked = self.marked - ids if ids <= self.marked else self.marked | ids
        self.remark()

    # -- walking

    def walk(self, by: int) -> None:
        """Move by lines."""
        self.listing.move(by)
        self.cursor_moved()

    def walk_half(self, by: int) -> None:
        """Move by half pages."""
        self.walk(by * self.listing.page)
