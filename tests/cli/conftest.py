"""What the tests of commands share: the sample team's workspace and a way to run a command."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from salestui.cli.main import root as program
from salestui.services.setup import demo_workspace


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object that was printed."""
        return json.loads(self.out)


class Cli:
    """Runs commands in this process, in a world of their own."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home = home
        self.env: dict[str, str | None] = {
            "SALESTUI_HOME": str(home),
            "SALESTUI_USER": "lina",
            "SALESTUI_LANG": "en",
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_STATE_HOME": str(folder / "state"),
            "COLUMNS": "80",
            "TERM": "xterm",
            "NO_COLOR": None,
        }

    def __call__(self, *argv: str, stdin: str = "", **env: str) -> Ran:
        """Run a command; nothing but SystemExit may leave it."""
        result = CliRunner().invoke(program, list(argv), env=self.env | env, input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), argv
        return Ran(result.exit_code, result.stdout, result.stderr)

    def ok(self, *argv: str, **env: str) -> Ran:
        """Run a command that must succeed without a word on standard error."""
        ran = self(*argv, **env)
        assert (ran.code, ran.err) == (0, ""), (argv, ran)
        return ran

    def json(self, *argv: str) -> Any:
        """The object that a command that must succeed prints with `--json`."""
        return self.ok(*argv, "--json").json


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample team in each language; to be copied, not written to."""
    folder = tmp_path_factory.mktemp("samples")
    for lang in ("en", "zh"):
        demo_workspace(folder / lang, lang=lang)
    return {lang: folder / lang for lang in ("en", "zh")}


def copied(source: Path, folder: Path) -> Cli:
    """Commands on a copy of a workspace."""
    shutil.copytree(source, folder / "home")
    return Cli(folder / "home", folder)


@pytest.fixture
def cli(samples: dict[str, Path], tmp_path: Path) -> Cli:
    """Commands on a copy of the English sample team, run by lina."""
    return copied(samples["en"], tmp_path)


@pytest.fixture
def cli_zh(samples: dict[str, Path], tmp_path: Path) -> Cli:
    """Commands on a copy of the Chinese sample team, speaking Chinese."""
    ran = copied(samples["zh"], tmp_path / "zh")
    ran.env["SALESTUI_LANG"] = "zh"
    return ran


@pytest.fixture
def nowhere(tmp_path: Path) -> Cli:
    """Commands where no workspace is yet."""
    return Cli(tmp_path / "none", tmp_path)


@pytest.fixture
def root(nowhere: Any, tmp_path: Path) -> Path:
    """A directory that was set up for a team."""
    nowhere.ok("team", "setup", str(tmp_path / "shared"))
    return tmp_path / "shared"


@pytest.fixture
def anna(root: Path, tmp_path: Path) -> Cli:
    """The one who made the workspace in the shared folder."""
    from .teamwork import member

    cli = member(tmp_path, "anna")
    cli.ok("init", "--name", "Keda", "--currency", "CNY", "--shared", str(root))
    return cli


@pytest.fixture
def bo(anna: Cli, root: Path, tmp_path: Path) -> Cli:
    """A colleague who joined."""
    from .teamwork import member

    cli = member(tmp_path, "bo")
    cli.ok("team", "join", str(root))
    return cli


Fits = Callable[[object, object], None]


@pytest.fixture
def fits() -> Fits:
    """Asserts that a value has the keys and types of a shape.

    A shape is a type, a tuple of types, a list with the shape of each item, or a dict.
    """

    def check(value: object, shape: Any, at: str = "$") -> None:
        if isinstance(shape, dict):
            assert isinstance(value, dict), at
            for key, part in shape.items():
                assert key in value, f"{at}.{key}"
                check(value[key], part, f"{at}.{key}")
        elif isinstance(shape, list):
            assert isinstance(value, list), at
            for n, item in enumerate(value):
                check(item, shape[0], f"{at}[{n}]")
        elif isinstance(shape, tuple) and any(isinstance(s, dict | list) for s in shape):
            if value is not None:
                check(value, shape[0], at)
        else:
            kinds = shape if isinstance(shape, tuple) else (shape,)
            # True is an int to isinstance, but no number in a contract.
            assert type(value) in kinds, f"{at}: {value!r} is no {kinds}"

    return check
