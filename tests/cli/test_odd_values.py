"""No read command stumbles over values of the wrong type, whatever a colleague's log holds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from salestui.services.setup import open_workbench
from tests.oddcase import copies

from .conftest import Cli

COMMANDS = (
    "board",
    "today",
    "deals",
    "accounts",
    "tasks",
    "funnel",
    "changes",
    "goals",
    "history",
    "inbox",
    "doctor",
)
EXPORTS = ("deals", "accounts", "contacts", "activities", "tasks")


@pytest.fixture(scope="module")
def odd(samples: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """The sample team with some thousand records more, each with one odd value."""
    folder = tmp_path_factory.mktemp("odd")
    shutil.copytree(samples["en"], folder / "home")
    bench = open_workbench(folder / "home", user="lina", lang="en")
    bench.commit(lambda s, c: copies(s))
    bench.close()
    return Cli(folder / "home", folder)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_look_at_odd_values_works(odd: Cli, command: str) -> None:
    assert odd.ok(command, SALESTUI_LANG="zh").out
    assert odd.json(command)["schema"] == 1


@pytest.mark.parametrize("what", EXPORTS)
def test_odd_values_are_exported(odd: Cli, what: str) -> None:
    assert odd.ok("export", what).out.count("\n") > 100
    assert json.loads(odd.ok("export", what, "--json").out)
    if what in ("deals", "tasks"):
        assert "BEGIN:VEVENT" in odd.ok("export", what, "--format", "ics").out


def test_every_odd_record_is_shown_with_its_history(odd: Cli) -> None:
    bench = open_workbench(odd.home, user="lina", lang="en")
    edits = copies(bench.snapshot).edits
    bench.close()
    seen = {(edit.kind, path) for edit in edits for path in edit.values}
    assert len(seen) > 100
    for edit in edits[:: len(edits) // 40]:
        assert odd("show", edit.id).code in (0, 3)
        assert odd("history", edit.id).code in (0, 3)
