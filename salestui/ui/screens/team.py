"""The team: who writes to the shared folder, how far each is here, and what is wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.words import Words
from salestui.sync.heartbeat import digest_of, same_commits
from salestui.ui.screens.base import BaseScreen
from salestui.ui.screens.walker import Walker
from salestui.ui.team import people
from salestui.ui.widgets.lines import Line
from salestui.ui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from textual.widget import Widget

    from salestui.domain.snapshot import Snapshot

MOST_TROUBLE = 3
"""Lines for what is wrong with the folder as a whole."""


class TeamScreen(Walker, BaseScreen):
    """Replicas with their problems and cures; without a team, how to make one."""

    scope = "team"
    title_words = Words("Team", "团队")
    footer: ClassVar[tuple[str, ...]] = ("refresh", "problems")
    last_key: ClassVar[str] = "back"

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[people.Entry] = []
        self._alike: dict[str, bool] = {}
        self._compared: tuple[object, ...] = ()

    def compose_body(self) -> Iterable[Widget]:
        """Where it is, what is wrong with it, and the table."""
        yield Line(id="place")
        for n in range(MOST_TROUBLE):
            yield Line(id=f"trouble{n}")
        yield Line(id="head")
        yield Rows(id="body")

    @property
    def view(self) -> people.View:
        """What is drawn now."""
        sales = self.sales
        return people.View(
            sales.sync_state,
            sales.live,
            sales.workbench.zone,
            sales.today,
            self.lang,
            self._alike,
        )

    # -- drawing

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Everybody as known now."""
        self._draw()
        self.desk.start(self._compare, hold=False)

    def sync_changed(self) -> None:
        """Everybody again, as something is known that was not."""
        if self.framed:
            self._draw()
            self.desk.start(self._compare, hold=False)
        super().sync_changed()

    def on_screen_resume(self) -> None:
        """What came while another screen was in front."""
        if self.framed:
            self._draw()

    def on_resize(self) -> None:
        """Columns come and go with the width."""
        if self.framed:
            self._draw()

    def _draw(self) -> None:
        view, rows = self.view, self.query_one(Rows)
        shared = view.state.shared is not None
        self._say("place", people.place(view, self.size.width) if shared else None)
        trouble = people.trouble(view)[:MOST_TROUBLE] if shared else []
        for n in range(MOST_TROUBLE):
            self._say(f"trouble{n}", trouble[n] if n < len(trouble) else None)
        head, entries = people.table(view, self.size.width) if shared else (None, [])
        self._say("head", head if entries else None)
        before = self._entry
        self._entries = entries
        if entries:
            rows.show([entry.row for entry in entries], self._same_place(before))
        else:
            rows.show(people.hints(self.lang) if not shared else [])
        self._explain()

    def _say(self, id: str, row: Row | None) -> None:
        line = self.query_one(f"#{id}", Line)
        line.display = row is not None
        if row is not None:
            line.say(row.left, row.right)

    @property
    def _entry(self) -> people.Entry | None:
        """What is under the cursor."""
        cursor = self.query_one(Rows).cursor
        return self._entries[cursor] if cursor is not None and self._entries else None

    def _same_place(self, before: people.Entry | None) -> int:
        """Where that stands now which was under the cursor."""
        if before is None:
            return 0
        places = [n for n, entry in enumerate(self._entries) if entry.peer.rep == before.peer.rep]
        same = [n for n in places if self._entries[n].problem == before.problem]
        return next(iter(same + places), 0)

    def _explain(self) -> None:
        entry = self._entry
        self.set_info(*(people.explain(self.view, entry) if entry else ((), ())))

    async def _compare(self) -> None:
        """Find out whose data is the same as here, where somebody's heartbeat tells."""
        snapshot = self.sales.live
        told = [p for p in self.sales.sync_state.peers if same_commits(p.beat, snapshot)]
        key = (snapshot, *(p.beat["d"] for p in told))
        if key == self._compared:
            return
        # What was found out of other data says nothing about this.
        self._compared, self._alike = key, {}
        self._draw()
        if not told:
            return
        digest = await asyncio.to_thread(digest_of, snapshot)
        if key == self._compared:
            self._alike = {peer.rep: peer.beat["d"] == digest for peer in told}
            self._draw()

    # -- keys

    def walk(self, by: int) -> None:
        """Move by lines and say what is under the cursor."""
        self.query_one(Rows).move(by)
        self._explain()

    def walk_half(self, by: int) -> None:
        """Move by half pages."""
        self.walk(by * self.query_one(Rows).page)
