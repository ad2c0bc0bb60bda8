"""The configuration file, the environment, and what the program remembers of itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from salestui.config import Config, language, load_config, remember, remembered
from salestui.domain.problems import InputProblem
from salestui.ui.faults import log_fault


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment of its own."""
    return {
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "LOGNAME": "anna",
        "LANG": "en_US.UTF-8",
    }


def write(env: dict[str, str], text: str) -> Path:
    """Put a configuration file where it belongs."""
    path = Path(env["XDG_CONFIG_HOME"]) / "salestui" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_without_a_file(env: dict[str, str], tmp_path: Path) -> None:
    found = load_config(env)
    home, state = tmp_path / "data" / "salestui", tmp_path / "state" / "salestui"
    assert found == Config(user="anna", lang="en", home=home, state=state)


def test_the_file_is_read(env: dict[str, str]) -> None:
    path = write(
        env,
        'user = "lina"\nlang = "zh"\ntheme = "light"\nascii = true\nhome = "/srv/sales"\n'
        '[keys]\nopen = "x"\nundo = ["ctrl+z", "u"]\n',
    )
    found = load_config(env)
    assert (found.user, found.lang, found.theme, found.ascii) == ("lina", "zh", "light", True)
    assert found.home == Path("/srv/sales")
    assert found.keys == {"open": ("x",), "undo": ("ctrl+z", "u")}
    assert found.path == path


def test_environment_goes_before_the_file_and_arguments_before_both(env: dict[str, str]) -> None:
    write(env, 'user = "lina"\nlang = "zh"\nhome = "/a"\n')
    env |= {"SALESTUI_USER": "bo", "SALESTUI_LANG": "en", "SALESTUI_HOME": "/b"}
    found = load_config(env)
    assert (found.user, found.lang, found.home) == ("bo", "en", Path("/b"))
    found = load_config(env, lang="zh", home=Path("/c"))
    assert (found.lang, found.home) == ("zh", Path("/c"))


def test_no_color_takes_colour_away_whatever_the_theme(env: dict[str, str]) -> None:
    write(env, 'theme = "dark"\n')
    found = load_config(env | {"NO_COLOR": "1"})
    assert (found.theme, found.color) == ("ansi", False)
    assert load_config(env | {"NO_COLOR": ""}).color


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LANG": "en_US", "LANGUAGE": "zh_CN:en"}, "zh"),
        ({"LANG": "zh_CN", "SALESTUI_LANG": "en"}, "en"),
        ({"LANG": "de_DE"}, "en"),
    ],
)
def test_language_of_the_environment(variables: dict[str, str], expected: str) -> None:
    assert language(variables) == expected


@pytest.mark.parametrize(
    ("text", "place", "sentence"),
    [
        ("theme = dark\n", "", "line 1"),
        ('user = "a"\ntheme = "pink"\n', ":2", "one of dark, light, ansi"),
        ("\nascii = 1\n", ":2", "true or false"),
        ("user = 3\n", ":1", "text in quotes"),
        ("keys = 3\n", ":1", "a table"),
        ("[keys]\nopen = 3\n", ":2", "a key in quotes"),
        ('[keys]\nopen = ""\n', ":2", "a key in quotes"),
        ('[keys]\nopen = "a b"\n', ":2", "a key in quotes"),
        ('lang = "de"\n', ":1", "one of en, zh"),
    ],
)
def test_a_wrong_file_is_one_sentence_with_its_line(
    env: dict[str, str], text: str, place: str, sentence: str
) -> None:
    path = write(env, text)
    with pytest.raises(InputProblem) as caught:
        load_config(env)
    assert caught.value.where == f"{path}{place}"
    assert sentence in caught.value.message.en
    assert caught.value.message.zh != caught.value.message.en


def test_a_file_that_is_no_text_is_one_sentence(env: dict[str, str]) -> None:
    write(env, "").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputProblem, match="not UTF-8"):
        load_config(env)


def test_a_pipe_in_its_place_is_refused_and_not_read(env: dict[str, str], tmp_path: Path) -> None:
    path = write(env, "")
    path.unlink()
    os.mkfifo(path)
    os.mkfifo(tmp_path / "state.json")
    os.mkfifo(tmp_path / "faults.log")
    with pytest.raises(InputProblem, match="Not a regular file"):
        load_config(env)
    assert remembered(tmp_path) == {}
    assert log_fault(tmp_path, ValueError()) is None


def test_a_link_to_a_file_is_the_file(env: dict[str, str], tmp_path: Path) -> None:
    path = write(env, "")
    path.unlink()
    path.symlink_to(tmp_path / "dotfile")
    (tmp_path / "dotfile").write_text('user = "lina"\n')
    assert load_config(env).user == "lina"


def test_unknown_settings_are_named_and_passed_over(env: dict[str, str]) -> None:
    write(env, 'colour = "red"\nuser = "lina"\n')
    found = load_config(env)
    assert found.user == "lina"
    assert "colour" in found.problems[0].en and "theme" in found.problems[0].zh


def test_what_is_remembered_comes_back_and_nothing_else_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    remember(folder, screen="funnel")
    remember(folder, other="x")
    assert remembered(folder) == {"screen": "funnel", "other": "x"}
    assert [path.name for path in folder.iterdir()] == ["state.json"]


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"screen": 3}', b"\xff", b'{"a'])
def test_a_damaged_memory_is_no_memory(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "state.json").write_bytes(content)
    assert remembered(tmp_path) == {}


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    remember(tmp_path / "file" / "below", screen="board")
    assert remembered(tmp_path / "file" / "below") == {}
