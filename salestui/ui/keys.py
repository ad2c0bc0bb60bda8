"""Names of keys: as terminals send them, as people write them, as a Chinese layout has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.events import Key

_SPOKEN = {
    "escape": "esc",
    "page_down": "pagedown",
    "page_up": "pageup",
    "ctrl+@": "ctrl+space",
    "ctrl+underscore": "ctrl+_",
}
_SIGNS = {
    "。": ".",
    "、": "/",
    "《": "<",
    "》": ">",
    "〈": "<",
    "〉": ">",
    "【": "[",
    "】": "]",
    "「": "[",
    "」": "]",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "·": "`",
    "—": "-",
    "…": "^",
    "￥": "$",
    "\u3000": "space",
}
_FULL = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
ASCII_OF = {**_FULL, **_SIGNS}
"""What a key of a Chinese input method stands for outside text fields."""

SHOWN = {"pagedown": "pgdn", "pageup": "pgup"}


def spoken(event: Key) -> str:
    """The key of an event as the registry writes it: `L`, `?`, `ctrl+p`, `enter`, `esc`."""
    character = event.character
    if character and len(character) == 1 and character.isprintable() and character != " ":
        return character
    return _SPOKEN.get(event.key, event.key)


def ascii_key(key: str) -> str:
    """The ASCII key that a full-width one stands for; any other key as it is."""
    return ASCII_OF.get(key, key)


def is_han(key: str) -> bool:
    """Whether a key is a Chinese character, as an input method sends it."""
    return len(key) == 1 and ("\u3400" <= key <= "\u9fff" or "\U00020000" <= key <= "\U0003ffff")


def shown(key: str) -> str:
    """A key as help and bottom line write it."""
    return SHOWN.get(key, key)
