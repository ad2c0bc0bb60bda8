"""`salestui settings`."""

from __future__ import annotations

from typing import Any


def test_working_days_with_the_holidays_of_a_country(cli: Any) -> None:
    cli.ok("settings", "lag_counts=business", "calendar=cn")
    out = cli.ok("settings").out
    assert "business" in out.lower() and "CN" in out
    assert "50 days off, 11 make-up workdays" in out
    cli.ok("settings", "calendar=US")
    assert "34 days off, 0 make-up workdays" in cli.ok("settings").out
    cli.ok("undo")
    assert "50 days off" in cli.ok("settings").out
    ran = cli("settings", "calendar=ATLANTIS")
    assert ran.code == 2 and "no calendar ATLANTIS" in ran.err and "CN" in ran.err


def test_lateness_follows_the_setting(cli: Any) -> None:
    cli.ok("settings", "lag_threshold_days=0")
    number = cli.json("task", "add", "call", "due=-1d")["number"]
    assert cli.json("tasks", f"number:{number}")["tasks"][0]["lagging"] is True
    cli.ok("settings", "lag_threshold_days=5")
    assert cli.json("tasks", f"number:{number}")["tasks"][0]["lagging"] is False


def test_one_setting_is_seen_by_its_name(cli: Any) -> None:
    assert cli.ok("settings", "rot_mode").out.split() == ["rot_mode", "Rot", "counts", "Both"]
    assert set(cli.json("settings", "calendar", "timezone")) == {
        "schema", "id", "calendar", "timezone",
    }  # fmt: skip
    before = cli.ok("settings").out
    for words, said in (
        (("callendar",), "did you mean calendar?"),
        (("holidays",), "no setting holidays: there are name, timezone"),
        (("rot_mode", "calendar=CN"), "Either name what to see or set"),
        (("callendar=CN",), "did you mean calendar?"),
    ):
        ran = cli("settings", *words)
        assert ran.code == 2 and said in ran.err
    assert cli.ok("settings").out == before
