"""The registry of commands: no two on one key, every word in both languages, one's own keys."""

from __future__ import annotations

from itertools import combinations

import pytest

from salestui.domain.words import Words
from salestui.ui.commands import BY_ID, COMMANDS, GROUPS, ROWS, Command
from salestui.ui.keymap import Keymap
from salestui.ui.keys import ASCII_OF, ascii_key, is_han

SCREENS = sorted({screen for command in COMMANDS for screen in command.screens})


@pytest.mark.parametrize("screen", SCREENS)
def test_no_key_means_two_things_on_a_screen(screen: str) -> None:
    """A screen's own command may take over an everywhere key only if both are of one kind."""
    own = [c for c in COMMANDS if screen in c.screens]
    everywhere = [c for c in COMMANDS if not c.screens]
    for group in (own, everywhere):
        for one, other in combinations(group, 2):
            assert not set(one.keys) & set(other.keys), f"{one.id} and {other.id} on {screen}"
    for one in own:
        for other in everywhere:
            assert not set(one.keys) & set(other.keys), f"{one.id} and {other.id} on {screen}"


def test_ids_are_unique_and_everything_is_said_in_both_languages() -> None:
    assert len(BY_ID) == len(COMMANDS)
    for command in COMMANDS:
        assert command.group in GROUPS
        assert not command.row or command.row in ROWS
        for words in (command.label, command.help):
            assert words.en and words.zh and words.en != words.zh


def test_nothing_needs_keys_that_terminals_eat() -> None:
    for command in COMMANDS:
        for key in command.keys:
            assert key not in ("ctrl+enter", "shift+enter", "ctrl+s", "ctrl+z", "ctrl+c")
            assert not key.startswith(("alt+", "ctrl+shift+", "f1"))


def test_a_key_of_ones_own_takes_the_place_of_the_registrys() -> None:
    keymap = Keymap({"open": ("K", "ctrl+o")})
    assert keymap.command("board", "K") is BY_ID["open"]
    assert keymap.command("board", "ctrl+o") is BY_ID["open"]
    assert keymap.command("board", "enter") is None
    assert keymap.shown("open") == "K"
    assert keymap.problems == []


def test_a_taken_key_is_refused_by_name_and_the_old_one_stays() -> None:
    keymap = Keymap({"open": ("u",)})
    assert keymap.command("board", "u") is BY_ID["undo"]
    assert keymap.command("board", "enter") is BY_ID["open"]
    assert "undo" in keymap.problems[0].en and "open" in keymap.problems[0].zh


def test_two_commands_may_change_places() -> None:
    keymap = Keymap({"undo": ("ctrl+z",), "open": ("u",)})
    assert keymap.command("board", "u") is BY_ID["open"]
    assert keymap.command("board", "ctrl+z") is BY_ID["undo"]
    assert keymap.problems == []


def test_swapping_two_keys_works_in_any_order() -> None:
    keymap = Keymap({"undo": ("U",), "redo": ("u",)})
    assert keymap.command("board", "U") is BY_ID["undo"]
    assert keymap.command("board", "u") is BY_ID["redo"]
    assert keymap.problems == []


def test_an_unknown_command_is_named() -> None:
    assert "opne" in Keymap({"opne": ("x",)}).problems[0].en


def test_commands_of_other_screens_do_not_collide() -> None:
    word = Words("word", "词")
    one = Command("one", ("x",), "any", word, word, frozenset({"a"}))
    other = Command("other", ("y",), "any", word, word, frozenset({"b"}))
    keymap = Keymap({"other": ("x",)}, (one, other))
    assert keymap.command("a", "x") is one and keymap.command("b", "x") is other


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        *zip("？：／！《》【】。，（）", "?:/!<>[].,()", strict=True),
        *zip("０１２９ＬｊＧ＠", "0129LjG@", strict=True),
        ("L", "L"),
        ("enter", "enter"),
    ],
)
def test_full_width_keys_act_as_their_ascii_keys(typed: str, key: str) -> None:
    assert ascii_key(typed) == key


def test_every_single_character_key_has_a_full_width_twin() -> None:
    reachable = set(ASCII_OF.values())
    for command in COMMANDS:
        assert all(len(key) > 1 or key in reachable for key in command.keys)


@pytest.mark.parametrize(
    ("key", "han"), [("中", True), ("𠀀", True), ("？", False), ("a", False), ("enter", False)]
)
def test_han(key: str, han: bool) -> None:
    assert is_han(key) is han
