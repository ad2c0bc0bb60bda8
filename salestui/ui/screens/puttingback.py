"""Putting back a value that the history holds, whoever wrote it and whatever won over it."""

from __future__ import annotations

import asyncio

from salestui.domain.problems import Refused
from salestui.domain.schema import DELETED
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words
from salestui.services.fieldtext import FieldText, label_of
from salestui.services.resolving import restore_value
from salestui.ui.record import words as say
from salestui.ui.screens.base import BaseScreen


class PutsBack(BaseScreen):
    """A screen with values of a history on it. Fill in `former`."""

    def former(self) -> tuple[str, str, str, str] | None:
        """Kind, id, path and commit of the value under the cursor; None where there is none."""
        return None

    async def do_put_back(self) -> None:
        """What that commit wrote shall stand again, with all that belongs to it: one act."""
        found = self.former()
        if found is None:
            raise Refused(say.NOT_HERE)
        kind, id, path, commit = found
        if path in ("", DELETED):
            raise Refused(say.NOT_THIS)
        history = self.sales.workbench.history
        commits = await asyncio.to_thread(lambda: history.of_records([id]))
        saved = await self.sales.save(
            lambda s, ctx: restore_value(s, ctx, commits, kind, id, path, commit)
        )
        self.tell(self._said(kind, path, saved.snapshot.get(kind, id) or {}))

    def _said(self, kind: str, path: str, doc: Doc) -> Words:
        sales = self.sales
        zone = sales.workbench.zone
        label, key = label_of(kind, path, sales.live), sales.keymap.shown("undo")
        texts = [
            FieldText(sales.live, lang, sales.live_today, zone).short(kind, path, doc)
            for lang in ("en", "zh")
        ]
        if not texts[0]:
            return say.CLEARED.fill(field=label, key=key)
        return say.PUT_BACK.fill(field=label, value=Words(*texts), key=key)
