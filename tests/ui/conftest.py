"""What the stories of the app share: a real workspace, a small screen, and what one sees on it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from salestui.config import Config
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.services.accounts import add_account, add_contact
from salestui.services.activities import log_activity
from salestui.services.deals import add_deal, set_deal, set_next_step
from salestui.services.moves import move_deal
from salestui.services.workbench import Workbench
from salestui.sync import follower, poller
from salestui.sync.folder import FolderBackend
from salestui.ui import app, followsfolder
from salestui.ui.app import SalesApp
from salestui.ui.screens.base import BaseScreen
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row, Rows
from tests.patience import PATIENCE

from .boardcase import fill
from .teamcase import Colleague, publish, share


class Accounts(BaseScreen):
    """A screen with the least that a screen has: a list, a command that asks, one that acts."""

    scope = "board"
    title_words = Words("Board", "看板")
    footer: ClassVar[tuple[str, ...]] = ("open", "log", "new", "filter")

    def compose_body(self) -> Iterable[Widget]:
        """The names of the accounts."""
        yield Rows(id="body")

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the names."""
        names = sorted(str(doc["name"]) for doc in snapshot.live("accounts"))
        self.query_one(Rows).show([Row((Span("  " + name),)) for name in names], 0)
        self.set_info([Span(f" {len(names)} accounts")])

    def do_down(self) -> None:
        """A line on."""
        self.query_one(Rows).move(1)

    async def do_log(self) -> None:
        """Ask a letter, then a line, and say both."""
        letter = await self.ask_choice(Words("what:", "什么："), [("a", Words("one", "一"))])
        if letter is None:
            return
        text = await self.ask_line(Words("say:", "说："), check=lambda t: Words(f"<{t}>", f"<{t}>"))
        self.tell(f"{letter} {text}")

    async def do_new(self) -> None:
        """A new account; the line stays open until it is saved."""

        async def submit(text: str) -> None:
            await self.sales.save(lambda s, ctx: add_account(s, ctx, {"name": text}))

        await self.ask_line(Words("name:", "名称："), submit=submit)

    def do_archive(self) -> None:
        """A mistake in the program."""
        raise ZeroDivisionError

    async def do_move(self) -> None:
        """A mistake in something that waits."""
        raise KeyError("worker")


class Sitting:
    """One person at the app: types keys, sees lines."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot
        assert isinstance(pilot.app, SalesApp)
        self.app: SalesApp = pilot.app

    @property
    def lines(self) -> list[str]:
        """The lines of the screen as a person sees them."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    def type(self, text: str) -> None:
        """Type characters in one burst, as a fast typist or a slow line delivers them."""
        for character in text:
            key = {" ": "space", "\r": "enter", "\t": "tab"}.get(character, character)
            self.app.post_message(events.Key(key, character))

    async def press(self, *keys: str) -> None:
        """Press keys by name, each answered before the next."""
        await self.pilot.press(*keys)

    async def move_on(self) -> None:
        """Move the deal a stage on although its gate lacks something, for the second reason."""
        await self.press("L")
        await self.sees("missing")
        await self.press("2")

    async def until(self, true: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait for a condition instead of a time; what cannot be asked yet is not true yet."""
        end = time.monotonic() + seconds
        while True:
            try:
                if true():
                    return
            except (AttributeError, LookupError, StopIteration):
                if time.monotonic() > end:
                    raise
            assert time.monotonic() < end, "\n" + self.text
            await asyncio.sleep(0.02)

    async def sees(self, text: str) -> None:
        """Wait until a text is on the screen."""
        await self.until(lambda: text in self.text)

    async def line(self, meant: Callable[[str], bool]) -> str:
        """The first line that is meant, waited for."""
        await self.until(lambda: any(map(meant, self.lines)))
        return next(filter(meant, self.lines))

    async def sees_no(self, text: str) -> None:
        """Wait until a text is not on the screen any more."""
        await self.until(lambda: text not in self.text)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Anna's settings."""
    return Config("anna", "en", tmp_path / "home", state=tmp_path / "state")


@pytest.fixture
def sit(bench: Workbench, config: Config) -> Callable[..., Any]:
    """Opens the app as it is: `async with sit(size=(80, 24), lang="zh") as it`."""

    @asynccontextmanager
    async def open_app(
        size: tuple[int, int] = (80, 24), *, greets: bool = False, **settings: Any
    ) -> AsyncIterator[Sitting]:
        # As a program that starts: all that is in the log is known before the first picture.
        bench.refresh()
        app = SalesApp(bench, replace(config, **settings), greets=greets)
        async with app.run_test(size=size) as pilot:
            yield Sitting(pilot)

    return open_app


@pytest.fixture
def story(sit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Opens the app on the plain list of accounts instead of the board."""
    monkeypatch.setattr("salestui.ui.app.make_screen", lambda name: Accounts())
    return sit


DAY = 86_400_000
Furnish = Callable[[str], str]


@pytest.fixture
def furnish(bench: Workbench, clock: Any) -> Furnish:
    """Gives the workspace a deal in the middle of its way, in a language; returns its id."""

    def furnished(lang: str = "en") -> str:
        def t(en: str, zh: str) -> str:
            return zh if lang == "zh" else en

        def do(use_case: Any) -> str:
            return bench.commit(use_case).records[0][1]

        # Stamps never go back, so the story begins now and ends 24 days later: on 15 October.
        now = clock.now + 24 * DAY
        account = do(
            lambda s, c: add_account(
                s,
                c,
                {
                    "name": t("Hengda Valve", "恒达阀门"),
                    "industry": t("Pumps and valves", "泵阀制造"),
                    "tier_manual": "key",
                },
            )
        )
        people = (
            (t("Gu Bin", "顾斌"), t("deputy GM", "副总"), "economic_buyer", 5, "neutral"),
            (t("He Jun", "何俊"), t("chief engineer", "总工"), "technical", 4, "support"),
            (t("Shen Li", "沈丽"), t("purchasing", "采购"), "procurement", 3, "oppose"),
        )
        for name, title, role, influence, stance in people:
            person = {
                "account": account,
                "name": name,
                "title": title,
                "decision_role": role,
                "influence": influence,
                "stance": stance,
            }
            do(lambda s, c, person=person: add_contact(s, c, person))
        deal = do(
            lambda s, c: add_deal(
                s,
                c,
                {
                    "account": account,
                    "title": t("line 2 leak monitoring", "二号线泄漏监测"),
                    "amount": 80_000_000,
                    "currency": "CNY",
                    "expected_close": "2026-11-20",
                },
            )
        )
        for days, kind, text in (
            (21, "meeting", t("3 pains confirmed", "确认3个痛点")),
            (12, "visit", t("9 leak points on line 2", "二号线找到9个泄漏点")),
            (7, "demo", t("alarm in 3s; Gu Bin asks about payback", "现场3秒报警，顾斌问回本时间")),
        ):
            clock.now = now - days * DAY
            log = {"type": kind, "summary": text, "deal_id": deal}
            do(lambda s, c, log=log: log_activity(s, c, **log))
            if days > 7:
                do(lambda s, c: move_deal(s, c, [deal], by=1, bypass="urgent"))
        step = t("get the feedback form", "收反馈表")
        do(lambda s, c: set_next_step(s, c, deal, step, date(2026, 10, 13)))
        clock.now = now - DAY
        do(lambda s, c: set_deal(s, c, deal, {"amount": 86_000_000, "currency": "CNY"}))
        clock.now = now
        return deal

    return furnished


# -- a team


@pytest.fixture
def swift(clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """True time, as the folder has it, and little waiting for what takes seconds for people."""
    clock.now = time.time_ns() // 1_000_000
    monkeypatch.setattr(followsfolder, "START_AFTER", 0.01)
    monkeypatch.setattr(follower, "LOOK_S", 0.05)
    monkeypatch.setattr(follower, "BUSY_AFTER_S", 0.2)
    monkeypatch.setattr(follower, "PEERS_S", 0.2)
    monkeypatch.setattr(poller, "SCAN_S", 0.5)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the app looks for a second after its start, it looks for at once."""
    monkeypatch.setattr(app, "SETTLED", 0.05)


@pytest.fixture
def backend(tmp_path: Path) -> FolderBackend:
    """The folder of a team, not there yet."""
    return FolderBackend(tmp_path / "srv" / "keda")


@pytest.fixture
def bo(
    swift: None, bench: Workbench, backend: FolderBackend, clock: Any, tmp_path: Path
) -> Iterator[Colleague]:
    """A colleague in the folder that the workspace is shared in, with twelve deals of anna's."""
    fill(bench)
    share(bench, backend, clock)
    publish(bench, backend)
    colleague = Colleague(tmp_path / "bo", backend, clock)
    yield colleague
    colleague.bench.close()
