"""Telling at save that somebody else wrote the same field meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salestui.domain.names import author_words
from salestui.domain.words import Words
from salestui.services.fieldtext import FieldText, label_of
from salestui.services.meanwhile import Overtaken

if TYPE_CHECKING:
    from salestui.ui.storeapp import StoreApp

SET = Words(
    "{who} set {field} to {value} meanwhile; yours stands, {key} has both",
    "{who} 同时把{field}改为{value}；现为你的值，按 {key} 查看两者",
)
CLEARED = Words(
    "{who} cleared {field} meanwhile; yours stands, {key} has both",
    "{who} 同时清空了{field}；现为你的值，按 {key} 查看两者",
)
MORE = Words("{said} (+{n})", "{said}（另{n}处）")


def overtaken_words(app: StoreApp, found: Sequence[Overtaken]) -> Words:
    """Who wrote what, of the first field; how many more there are."""
    first, *others = found
    snapshot = app.workbench.snapshot
    label = label_of(first.kind, first.path, snapshot)
    values = {}
    for lang in ("en", "zh"):
        text = FieldText(snapshot, lang, app.live_today, app.workbench.zone)
        values[lang] = text.short(first.kind, first.path, first.doc)
    words = SET if values["en"] else CLEARED
    said = words.fill(
        who=author_words(snapshot, first.rep),
        field=Words(label.en.lower(), label.zh),
        value=Words(values["en"], values["zh"]),
        key=app.keymap.shown("problems"),
    )
    return MORE.fill(said=said, n=len(others)) if others else said
