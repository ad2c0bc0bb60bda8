"""A sentence or label in both languages of the interface, side by side.

Text that the program says is data until the edge: a domain refusal carries both languages and
the screen or command picks one. The pair cannot be half translated, and `:lang` needs no restart.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Lang = Literal["en", "zh"]


class Words(NamedTuple):
    """One text in English and Chinese."""

    en: str
    zh: str

    def say(self, lang: str) -> str:
        """The text in `lang` ("en" or "zh")."""
        return self.zh if lang == "zh" else self.en

    def fill(self, **values: object) -> Words:
        """Both texts with `{name}` fields replaced; a Words value gives its own language."""
        en = {k: v.en if isinstance(v, Words) else v for k, v in values.items()}
        zh = {k: v.zh if isinstance(v, Words) else v for k, v in values.items()}
        return Words(self.en.format(**en), self.zh.format(**zh))


def counted(n: int, one: Words, many: Words) -> Words:
    """The text for `n` things: `one` for a single one, else `many` with its `{n}`."""
    return (one if n == 1 else many).fill(n=n)
