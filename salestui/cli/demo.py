"""`salestui demo`: the app on a throwaway copy of the sample team."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from salestui.cli import output
from salestui.cli.session import Session
from salestui.cli.spec import Opt, Spec
from salestui.config import user_path
from salestui.domain.problems import Refused
from salestui.domain.words import Words

WHO = "lina"
"""The member of the sample team that one is."""

KEPT = Words("The sample team is in {home}. Look at it with:", "样例团队在 {home}。可这样查看：")
FULL = Words("{home} is not empty", "{home} 不是空目录")
ELSEWHERE = Words("Name a new directory", "请换一个新目录")


def demo(session: Session, keep: str) -> int:
    """Open the sample team, or keep a copy of it."""
    from salestui.services.setup import demo_workspace

    if keep:
        home = user_path(keep).absolute()
        if home.exists() and (not home.is_dir() or any(home.iterdir())):
            raise Refused(FULL.fill(home=home), hint=ELSEWHERE)
        folder = demo_workspace(home, lang=session.lang, clock=session.clock)
        _tell(session, home, folder)
        return 0
    from salestui.cli.app import check_terminal

    check_terminal(session)
    place = Path(tempfile.mkdtemp(prefix="salestui-demo-"))
    try:
        demo_workspace(place / "data", lang=session.lang, clock=session.clock)
        return _show(session, place)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _show(session: Session, place: Path) -> int:
    from salestui.services.setup import open_workbench
    from salestui.ui.start import run_app

    config = replace(session.config, user=WHO, home=place / "data", state=place / "state")
    bench = open_workbench(config.home, user=WHO, lang=config.lang, clock=session.clock)
    return run_app(bench, config)


def _tell(session: Session, home: Path, folder: Path) -> None:
    if session.json:
        output.put_json({"schema": 1, "home": str(home), "id": folder.name, "user": WHO})
        return
    from shlex import quote

    run = f"SALESTUI_USER={WHO} salestui --home {quote(str(home))}"
    output.put([KEPT.fill(home=home).say(session.lang), f"  {run}", f"  {run} board"])


spec = Spec(
    Words(
        "Opens the app on a throwaway copy of the sample team; nothing of yours is touched.",
        "在样例团队的临时副本上打开界面，不影响你的数据。",
    ),
    demo,
    options=(
        Opt(
            "--keep",
            Words("keep the copy there instead of opening it", "把副本保存到该目录而不打开"),
            "DIR",
        ),
    ),
    examples=("salestui demo --lang zh", "salestui demo --keep /tmp/sample"),
)
