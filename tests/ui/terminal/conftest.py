"""What the tests in a real terminal share: the app on a copy of the sample team."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from salestui.services.setup import demo_workspace
from tests.emulator import APP, Terminal, app_env


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample team in each language; to be copied, not written to."""
    folder = tmp_path_factory.mktemp("samples")
    for lang in ("en", "zh"):
        demo_workspace(folder / lang, lang=lang)
    return {lang: folder / lang for lang in ("en", "zh")}


Opener = Callable[..., Terminal]


@pytest.fixture
def opened(samples: dict[str, Path], tmp_path: Path) -> Iterator[Opener]:
    """Opens the app on a copy of the sample team, painted; `home` keeps using one copy."""
    terminals: list[Terminal] = []

    def opener(
        argv: tuple[str, ...] = APP,
        *,
        lang: str = "en",
        size: tuple[int, int] = (80, 24),
        painted: bool = True,
        **env: str,
    ) -> Terminal:
        home = tmp_path / "home"
        if not home.exists():
            shutil.copytree(samples[lang], home)
        it = Terminal(argv, app_env(home, lang, "lina") | env, *size)
        terminals.append(it)
        if painted:
            it.wait_for("help" if lang == "en" else "帮助")
        return it

    yield opener
    for it in terminals:
        it.close()
