"""Making, finding and opening workspaces."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from salestui import __version__
from salestui.domain.change import Act, Edit
from salestui.domain.ids import RandomBytes, new_replica_id, new_workspace_id
from salestui.domain.problems import InputProblem
from salestui.domain.words import Words
from salestui.services.defaults import default_edits
from salestui.services.finding import find_workspace
from salestui.services.workbench import Workbench
from salestui.store import home as homes
from salestui.store.journal import Origin

Clock = Callable[[], int]

NO_ZONE = Words("{zone} is no time zone known here", "本机没有时区 {zone}")
ZONE_HINT = Words("Write it like Asia/Shanghai", "写法如 Asia/Shanghai")
NO_CURRENCY = Words("A currency is three letters, such as CNY", "币种为三个字母，如 CNY")


def wall_clock() -> int:
    """Milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


def open_workbench(
    home: Path,
    *,
    user: str,
    lang: str,
    workspace: str = "",
    clock: Clock = wall_clock,
    random_bytes: RandomBytes = os.urandom,
) -> Workbench:
    """Open the workspace under a data directory. Raises NotFound, InputProblem, StoreProblem."""
    folder = find_workspace(home, workspace)
    return Workbench(folder, user=user, lang=lang, clock=clock, random_bytes=random_bytes)


def check_zone(name: str) -> ZoneInfo:
    """The time zone of a name such as Asia/Shanghai. Raises InputProblem."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputProblem(NO_ZONE.fill(zone=name), hint=ZONE_HINT, where="timezone") from error


def init_workspace(
    home: Path,
    *,
    name: str,
    currency: str,
    timezone: str,
    language: str,
    user: str,
    full_name: str,
    clock: Clock = wall_clock,
    random_bytes: RandomBytes = os.urandom,
) -> Path:
    """Make a workspace with its defaults and its first member; gives its folder.

    Raises InputProblem for an unknown time zone or currency, StoreProblem for the disk.
    """
    check_zone(timezone)
    if not (currency.isascii() and currency.isalpha() and len(currency) == 3):
        raise InputProblem(NO_CURRENCY, where="currency")
    workspace = new_workspace_id(random_bytes)
    folder = homes.create(home, workspace)
    edits = default_edits(
        workspace=workspace,
        name=name,
        currency=currency.upper(),
        timezone=timezone,
        language=language,
        handle=user,
        person=full_name,
    )
    bench = Workbench(folder, user=user, lang=language, clock=clock, random_bytes=random_bytes)
    bench.commit(lambda snapshot, ctx: Act("init", tuple(edits)))
    bench.close()
    return folder


def demo_workspace(
    home: Path,
    *,
    lang: str,
    clock: Clock = wall_clock,
    random_bytes: RandomBytes = os.urandom,
) -> Path:
    """Make a workspace that holds the sample team, dated relative to today; gives its folder."""
    from salestui.services.sample import SAMPLE_ZONE, sample_events
    from salestui.store.replay import write_history

    workspace = new_workspace_id(random_bytes)
    folder = homes.create(home, workspace)
    zone = ZoneInfo(SAMPLE_ZONE)
    today = datetime.fromtimestamp(clock() / 1000, zone).date()
    events = sample_events(lang, today, zone, workspace=workspace)
    origins = {
        handle: Origin(workspace, new_replica_id(random_bytes), handle, 0, "demo", __version__)
        for handle in dict.fromkeys(handle for handle, _ in events)
    }
    write_history(folder, events, origins, random_bytes)
    return folder


__all__ = ["Edit", "check_zone", "demo_workspace", "find_workspace", "init_workspace"]
