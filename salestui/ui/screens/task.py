"""The page of one task: tick what it brings, follow what others owe it, change its fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.criteria import BY_HAND
from salestui.domain.names import task_for
from salestui.domain.pipelines import Criterion, parse_path
from salestui.domain.problems import Refused
from salestui.domain.schema import TASKS, key_path
from salestui.domain.tasks import task_name
from salestui.domain.words import Words
from salestui.exchange.taskrows import due_words, state_words
from salestui.services.deals import set_deal
from salestui.services.evidence import Telling
from salestui.services.requests import set_requests
from salestui.services.tasks import add_output, tick_output
from salestui.services.taskview import task_row
from salestui.ui.forms.evidence import tick_values
from salestui.ui.screens.taskacts import TaskScreens
from salestui.ui.screens.walker import Walker
from salestui.ui.tasks import words as say
from salestui.ui.tasks.page import Page, Sight, Spot, page
from salestui.ui.widgets.lines import Line, Span
from salestui.ui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.widget import Widget

    from salestui.domain.snapshot import Snapshot

NEXT_STATE = {"requested": "confirmed", "confirmed": "delivered", "delivered": "requested"}
KEPT = frozenset(("original_due", "done_on", "lag_note", "account"))
"""Fields that follow from others."""
NOT_HERE = Words("Nothing to do on this line", "此行没有可执行的操作")
ADD = Words("one more output:", "新增产出：")


class TaskScreen(Walker, TaskScreens):
    """A task in full."""

    scope: ClassVar[str] = "task"
    footer: ClassVar[tuple[str, ...]] = (
        "task_tick",
        "task_change",
        "task_done",
        "task_assign",
        "task_edit",
        "task_output",
        "task_deal",
    )

    def __init__(self, id: str) -> None:
        super().__init__()
        self.task_id = id
        self._page = Page([], [])

    def compose_body(self) -> Iterable[Widget]:
        """What the task is on two lines, and its page."""
        yield Line(id="name")
        yield Line(id="state")
        yield Rows(id="body")

    @property
    def listing(self) -> Rows:
        """The lines of the page."""
        return self.query_one("#body", Rows)

    @property
    def spot(self) -> Spot | None:
        """What is under the cursor."""
        at = self.listing.cursor
        return self._page.spots[at] if at is not None and at < len(self._page.spots) else None

    def crumbs(self) -> Sequence[str]:
        """Tasks, and this one."""
        shown = self.snapshot or self.sales.snapshot
        task = shown.get("tasks", self.task_id) or {}
        return Words("Tasks", "任务").say(self.lang), self.say(task_name(shown, task))

    def task_ids(self) -> tuple[str, ...]:
        """This task."""
        return (self.task_id,)

    def new_task_deal(self) -> str:
        """The deal of this task."""
        return str(self._doc_of(self.task_id).get("deal") or "")

    # -- showing

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the task as it is in this state."""
        self._draw(snapshot)

    def on_resize(self) -> None:
        """Lay the page out anew."""
        if self.composed and self.snapshot is not None:
            self._draw(self.snapshot)

    def _draw(self, snapshot: Snapshot) -> None:
        task = snapshot.get("tasks", self.task_id) or {"_id": self.task_id}
        row = task_row(snapshot, task, self.sales.today)
        deal = task_for(snapshot, row.task)
        owner = row.owner or self.say(say.NOBODY)
        left = [Span(" " + self.say(task_name(snapshot, task)), "strong"), Span("  " + deal, "dim")]
        self.query_one("#name", Line).say(left, [Span(owner + " ", "text")])
        late = "late" if row.late.late or row.late.lagging else "dim"
        due = self.say(due_words(row, self.sales.today))
        state = [Span(" " + due, late), Span("  " + self.say(state_words(row)), late)]
        self.query_one("#state", Line).say(state, [Span(str(task.get("number", "")) + " ", "dim")])
        at = self.spot
        ctx, day = self.sales.context(), self.sales.today
        telling = Telling(snapshot, day, ctx.zone, self.lang, ctx.currency)
        sight = Sight(snapshot, task, day, self.lang, self.size.width, self.sales.look.h, telling)
        self._page = page(sight)
        spots = self._page.spots
        if at is None or at not in spots:
            at = next((spot for spot in spots if spot is not None), None)
        self.listing.show(self._page.rows, spots.index(at) if at is not None else None)
        self.cursor_moved()

    def cursor_moved(self) -> None:
        """Say what can be done on the line under the cursor."""
        spot = self.spot
        hints = {"request": say.CONFIRM, "criterion": say.TICK_ON_DEAL}
        words = hints.get(spot.kind) if spot is not None else None
        self.set_info([Span(" " + self.say(words), "dim")] if words else ())

    # -- acts on a line

    async def do_task_tick(self) -> None:
        """Tick an output, or bring a request a state further."""
        spot = self.spot
        if spot is None or spot.kind == "field":
            raise Refused(NOT_HERE)
        if spot.kind == "request":
            doc = self.sales.snapshot.get("requests", spot.key) or {}
            status = NEXT_STATE.get(str(doc.get("status")), "requested")
            await self.sales.save(lambda s, ctx: set_requests(s, ctx, [spot.key], status))
        elif spot.kind == "output":
            done = (
                self._doc_of(self.task_id).get(key_path("outputs", spot.key) + "/done") is not True
            )
            await self.sales.save(
                lambda s, ctx: tick_output(s, ctx, self.task_id, spot.key, done=done)
            )
        else:
            await self._tick_criterion(spot.key)

    async def _tick_criterion(self, key: str) -> None:
        """Tick an exit criterion on the deal, where the card and the gate show it too."""
        deal = str(self._doc_of(self.task_id).get("deal") or "")
        criterion = self._criterion(key)
        if criterion is None or criterion.check not in BY_HAND:
            self.do_task_deal()
            return
        doc = self.sales.snapshot.get("deals", deal) or {}
        done = doc.get(key_path("checklist", key)) is not True
        await self.sales.save(lambda s, ctx: set_deal(s, ctx, deal, tick_values(key, done)))

    def _criterion(self, key: str) -> Criterion | None:
        task = self._doc_of(self.task_id)
        doc = self.sales.snapshot.get("pipelines", task.get("pipeline"))
        stage = parse_path(doc).stage(str(task.get("stage", ""))) if doc else None
        return next((c for c in stage.criteria if c.key == key), None) if stage else None

    async def do_task_change(self) -> None:
        """Change the field under the cursor; of a criterion, go to the deal."""
        from salestui.ui.forms.tasks import tasks_form

        spot = self.spot
        if spot is None:
            raise Refused(NOT_HERE)
        if spot.kind == "criterion":
            self.do_task_deal()
            return
        self.sales.refuse_in_past()
        if spot.kind != "field":
            await self.do_task_tick()
        elif spot.key == "owner":
            await self.do_task_assign()
        elif spot.key == "lag_reason":
            await self._ask_why([self.task_id])
        elif spot.key in KEPT or TASKS.field(spot.key) is None:
            raise Refused(NOT_HERE)
        else:
            name = self._called([self.task_id])
            await self.ask_form(await tasks_form(self.sales, [self.task_id], spot.key, name))

    async def do_task_output(self) -> None:
        """One more thing that the task is to bring."""

        async def submit(text: str) -> None:
            await self.sales.save(lambda s, ctx: add_output(s, ctx, self.task_id, text))

        await self.ask_line(ADD, submit=submit)

    async def do_request_new(self) -> None:
        """Ask a department for something that the task needs."""
        from salestui.ui.forms.tasks import request_form

        await self.ask_form(request_form(self.sales, self.task_id))

    # -- walking

    def walk(self, by: int) -> None:
        """Move by lines that one can stand on."""
        spots, at = self._page.spots, self.listing.cursor
        if at is None:
            return
        step = 1 if by > 0 else -1
        places = [n for n, spot in enumerate(spots) if spot is not None]
        here = places.index(at) if at in places else 0
        to = places[min(max(here + by, 0), len(places) - 1)]
        self.listing.move(to - at)
        if step < 0 and to == places[0]:
            # The heads above the first line come into view with it.
            self.listing.top = 0
            self.listing.refresh()
        self.cursor_moved()

    def walk_half(self, by: int) -> None:
        """Move by half pages."""
        self.walk(by * self.listing.page)
