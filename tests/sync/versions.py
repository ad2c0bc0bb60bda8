"""A member whose program is of a newer version, and what that writes which others can't read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from salestui.domain.change import Value, commit_json
from salestui.store import segments, write
from salestui.store.journal import Journal
from salestui.store.store import Saved
from salestui.sync.report import Report

from .homes import Home


@contextmanager
def newer(*, form: int = 1, needs: tuple[str, ...] = ()) -> Iterator[None]:
    """The program is of the next version: it reads its own form and what its features make.

    `form` is what it begins segments with, `needs` what its commits require of readers.
    """
    header = Journal._header

    def requiring(*args: Any, **more: Any) -> dict[str, Any]:
        made = commit_json(*args, **more)
        return {**made, "rq": list(needs)} if needs else made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segments, "FORMAT", 2)
        patch.setattr(segments, "FEATURES", frozenset({"links"}))
        patch.setattr(write, "commit_json", requiring)
        patch.setattr(Journal, "_header", lambda *args: {**header(*args), "f": form})
        yield


class Newer(Home):
    """One member's computer with the next version of the program."""

    form = 1

    def open(self) -> None:
        """Start the program."""
        with newer(form=self.form):
            super().open()

    def put(self, id: str, kind: str = "deals", **values: Value) -> Saved:
        """Save an edit that any version can read."""
        with newer(form=self.form):
            return super().put(id, kind, **values)

    def put_new(self, id: str, **values: Value) -> Saved:
        """Save an edit that only this version can read, and everything behind it."""
        with newer(form=self.form, needs=("links",)):
            return super().put(id, "deals", **values)

    def sync(self, *, full: bool = True) -> Report:
        """One round."""
        with newer(form=self.form):
            return super().sync(full=full)
