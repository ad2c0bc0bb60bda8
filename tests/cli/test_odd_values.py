"""No read command stumbles over values of the wrong type, whatever a colleague's log holds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from salestui.domain.change import Act, Edit
from salestui.domain.ids import short_number
from salestui.services.setup import open_workbench
from tests.oddcase import NASTY, copies

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
    "inbox",
)
EXPORTS = ("deals", "accounts", "contacts", "activities", "tasks")


@pytest.fixture(scope="module")
def odd(samples: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """The sample team with two thousand records more, each with one odd value."""
    folder = tmp_path_factory.mktemp("odd")
    shutil.copytree(samples["en"], folder / "home")
    bench = open_workbench(folder / "home", user="lina", lang="en")
    bench.commit(lambda s, c: copies(s, NASTY[::2]))
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


def test_a_value_that_cannot_be_read_is_shown_with_its_record(odd: Cli) -> None:
    bench = open_workbench(odd.home, user="lina", lang="en")
    deals = [e for e in copies(bench.snapshot, NASTY[::2]).edits if e.kind == "deals"]
    bench.close()
    for edit in deals[:: len(deals) // 10]:
        assert odd("show", edit.id).code in (0, 3)
    (odd_one,) = [e for e in deals if repr(e.values.get("amount")) == "{'a': 1}"]
    assert "{" not in odd.ok("show", odd_one.id).out.split("History")[0]
    told = odd.ok("history", odd_one.id).out
    assert 'Amount can\'t be read: {"a": 1}' in told
    assert odd.json("history", odd_one.id)["commits"][0]["odd"] == {"amount": '{"a": 1}'}


def test_doctor_names_values_that_cannot_be_read_until_they_are_written_again(cli: Cli) -> None:
    bench = open_workbench(cli.home, user="lina", lang="en")
    (id, deal), *_ = bench.snapshot.table("deals").items()
    number = short_number(deal["number"])
    odd: dict[str, Any] = {"amount": {"a": 1}, "next_step_due": "2026-02-30"}
    bench.commit(lambda s, c: Act("deal.set", (Edit("deals", id, odd),)))
    bench.close()
    for lang, said in (
        ("en", 'Amount can\'t be read: {"a": 1}'),
        ("zh", '金额的值无法读取：{"a": 1}'),
    ):
        ran = cli("doctor", "--lang", lang)
        told = " ".join(ran.out.split())
        assert (ran.code, said in told, number in told) == (4, True, True)
    values = [c for c in cli("doctor", "--json").json["checks"] if c["name"] == "values"]
    assert len(values) == 2 and "2026-02-30" in values[1]["message"]
    cli.ok("deal", "set", id, "amount=5k", "due=+3d")
    assert "read" not in cli.ok("doctor").out
