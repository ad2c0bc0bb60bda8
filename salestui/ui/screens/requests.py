"""What departments were asked for: confirm it, deliver it, see what is late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.problems import Refused
from salestui.domain.words import Words
from salestui.exchange.requestrows import shown
from salestui.services.requests import RequestGroup, RequestRow, request_groups, set_requests
from salestui.ui.filtering import ask_filter
from salestui.ui.screens.base import BaseScreen
from salestui.ui.screens.walker import Walker
from salestui.ui.tasks.filtering import RequestFilter
from salestui.ui.tasks.requestlines import Place, Sight, lines, task_text
from salestui.ui.widgets.lines import Line, Span
from salestui.ui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from textual.widget import Widget

    from salestui.domain.snapshot import Doc, Snapshot

N_OWED = Words("{n} still owed", "{n} 项未交付")
N_FOUND = Words("{n} found", "{n} 项")
N_LATE = Words("{n} late", "{n} 项逾期")
NOTHING = Words("No department owes anything here.", "没有未交付的资源需求。")
TO_ASK = Words("R on a task's page asks for something", "在任务页按 R 申请资源")
NO_REQUEST = Words("There is no request under the cursor", "光标处没有资源需求")
NO_TASK = Words("Its task is gone", "其任务已不存在")
FOR_TASK = Words("for {task}", "用于{task}")
TOLD: dict[str, Words] = {
    "confirmed": Words("{what}: confirmed; {key} takes it back", "{what}：已确认，按 {key} 撤销"),
    "delivered": Words("{what}: delivered; {key} takes it back", "{what}：已交付，按 {key} 撤销"),
    "declined": Words("{what}: declined; {key} takes it back", "{what}：已拒绝，按 {key} 撤销"),
    "requested": Words("{what}: asked for again; {key} takes it back",
                       "{what}：重新申请，按 {key} 撤销"),
}  # fmt: skip
N_REQUESTS = Words("{n} requests", "{n} 项资源需求")


class RequestsScreen(Walker, BaseScreen):
    """Pushed over the tasks."""

    scope: ClassVar[str] = "requests"
    title_words: ClassVar[Words] = Words("Requests", "资源需求")
    footer: ClassVar[tuple[str, ...]] = (
        "request_task",
        "request_confirm",
        "request_deliver",
        "request_decline",
        "filter",
    )

    def __init__(self) -> None:
        super().__init__()
        self.filter = RequestFilter()
        self.groups: tuple[RequestGroup, ...] = ()
        self._places: list[Place] = []

    def compose_body(self) -> Iterable[Widget]:
        """What there is in all, and the lines."""
        yield Line(id="summary")
        yield Rows(id="body")

    @property
    def listing(self) -> Rows:
        """The lines."""
        return self.query_one("#body", Rows)

    def crumbs(self) -> Sequence[str]:
        """Tasks, requests, the filter."""
        found = [Words("Tasks", "任务").say(self.lang), self.say(self.title_words)]
        return [*found, "/" + self.filter.text] if self.filter.text else found

    @property
    def place(self) -> Place | None:
        """What is under the cursor."""
        at = self.listing.cursor
        return self._places[at] if at is not None and at < len(self._places) else None

    @property
    def row(self) -> RequestRow | None:
        """The request under the cursor."""
        id = self.place.request if self.place else ""
        return next((row for group in self.groups for row in group.rows if row.id == id), None)

    # -- showing

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the requests of this state."""
        docs = self._docs(snapshot)
        self.groups = request_groups(snapshot, docs, self.sales.today)
        self.redraw()

    def _docs(self, snapshot: Snapshot) -> list[Doc]:
        query = self.filter.compiled(snapshot, self.sales.context(), self.sales.live)
        return list(snapshot.live("requests")) if query is None else query.docs()

    def on_resize(self) -> None:
        """Lay the lines out anew."""
        self.redraw()

    def redraw(self) -> None:
        """Draw the lines with the cursor on what it was on, or at the same height."""
        if not self.composed or self.snapshot is None:
            return
        here, at = self.place, self.listing.cursor or 0
        rows, self._places = lines(self._sight, self.groups)
        if here in self._places:
            at = self._places.index(here)
        elif here is None:
            at = min(1, len(rows) - 1)
        told = (NOTHING, Words("", ""), TO_ASK)
        empty = [Row(), *(Row((Span(f"  {self.say(words)}", "dim"),)) for words in told)]
        self.listing.show(rows or empty, at if rows else None)
        self.query_one("#summary", Line).say(self._summary())
        self.cursor_moved()

    @property
    def _sight(self) -> Sight:
        assert self.snapshot is not None
        return Sight(
            self.snapshot, self.sales.today, self.lang, self.size.width, bool(self.filter.text)
        )

    def _summary(self) -> list[Span]:
        every = bool(self.filter.text)
        n = sum(len(shown(group, every=every)) for group in self.groups)
        late = sum(group.late for group in self.groups)
        count = (N_FOUND if self.filter.text else N_OWED).fill(n=n)
        found = [Span(f" {self.say(count)}", "strong")]
        return [*found, Span(f"  {self.say(N_LATE.fill(n=late))}", "late")] if late else found

    def cursor_moved(self) -> None:
        """Say which task needs what is under the cursor."""
        row = self.row
        task = task_text(self._sight, row) if row is not None and self.snapshot else ""
        said = self.say(FOR_TASK.fill(task=task)) if task else ""
        left = [Span(f" {row.request.get('item', '')}  ")] if row is not None else []
        self.set_info([*left, Span(said, "dim")])

    # -- acts

    def _some(self) -> list[RequestRow]:
        """The request under the cursor; on a department, all that it still owes."""
        place, row = self.place, self.row
        if row is not None:
            return [row]
        found = [each for each in self.groups if place is not None and each.key == place.group]
        rows = list(found[0].waiting) if found else []
        if not rows:
            raise Refused(NO_REQUEST)
        return rows

    async def _set(self, status: str) -> None:
        rows = self._some()
        ids = [row.id for row in rows]
        if all(row.status == status for row in rows):
            status = "requested"
        what = str(rows[0].request.get("item", ""))
        name = Words(what, what) if len(rows) == 1 else N_REQUESTS.fill(n=len(rows))
        await self.sales.save(lambda s, ctx: set_requests(s, ctx, ids, status))
        self.tell(TOLD[status].fill(what=name, key=self.sales.keymap.shown("undo")))

    async def do_request_confirm(self) -> None:
        """The department will deliver; once more: it was only asked."""
        await self._set("confirmed")

    async def do_request_deliver(self) -> None:
        """The department delivered; once more: it was only asked."""
        await self._set("delivered")

    async def do_request_decline(self) -> None:
        """The department won't deliver; once more: it is asked again."""
        await self._set("declined")

    def do_request_task(self) -> None:
        """The task that needs it."""
        row = self.row
        if row is None or row.task is None:
            raise Refused(NO_TASK if row else NO_REQUEST)
        self.sales.open_record("tasks", str(row.task["_id"]))

    async def do_filter(self) -> None:
        """Ask for a filter, such as `is:late` or `status:delivered`."""
        text = await ask_filter(self, self.filter)
        if text is not None:
            self._use_filter(text)

    def _use_filter(self, text: str) -> None:
        self.filter.text, self._places = text, []
        self.show_snapshot(self.sales.snapshot)
        self.draw_lines()

    def go_back(self) -> bool:
        """Drop the filter."""
        if not self.filter.text:
            return False
        self._use_filter("")
        return True

    # -- walking

    def walk(self, by: int) -> None:
        """Move by lines."""
        self.listing.move(by)
        self.cursor_moved()

    def walk_half(self, by: int) -> None:
        """Move by half pages."""
        self.walk(by * self.listing.page)
