"""Make `salestui/domain/initials.py` from pypinyin's table: `python .ci/initials.py > FILE`.

pypinyin is needed for this only; install it in an environment that is thrown away.
"""

from __future__ import annotations

import sys
import unicodedata

from pypinyin.pinyin_dict import pinyin_dict  # type: ignore[import-not-found]

MORE = "赟祎喆昇堃翀甯珺琤劼玥叡旸镕瑄珅頔垚犇焱鑫翊曌煊煜玙琬璟昳晞禛稑鋆彧"
"""Characters of people's and firms' names beyond GB 2312."""
READINGS = 2
"""How many first letters a character may have, its usual readings first."""
WIDE = 44

HEAD = '''"""First letters of the pinyin of Chinese characters, so that `hd` finds 恒达.

Made by .ci/initials.py from the table of pypinyin; GB 2312 and some more characters of names. A
character with several usual readings stands at each of their letters.
"""

from __future__ import annotations

import re
from functools import cache

LONGEST = 8
"""Letters that can be initials of a name; more are a word."""


@cache
def initials_pattern(letters: str) -> re.Pattern[str] | None:
    """What finds a name by the initials of characters in a row; None where `letters` are none.

    `letters` are lower case. A letter stands for itself too: `ahd` finds A恒达.
    """
    if not (2 <= len(letters) <= LONGEST and letters.isascii() and letters.isalpha()):
        return None
    return re.compile("".join(f"[{letter}{_BY_LETTER.get(letter, '')}]" for letter in letters))


# Characters are the data here.
# ruff: noqa: RUF001
_BY_LETTER = {'''


def letters_of(char: str) -> list[str]:
    """The first letters of a character's usual readings."""
    readings = pinyin_dict.get(ord(char), "").split(",")
    plain = (unicodedata.normalize("NFD", reading)[:1] for reading in readings if reading)
    return list(dict.fromkeys(letter for letter in plain if letter.isascii()))[:READINGS]


def common() -> str:
    """The characters of GB 2312."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(pair.decode("gb2312", "ignore") for pair in rows)


def module() -> str:
    """The text of the module."""
    table: dict[str, list[str]] = {}
    for char in sorted(set(common() + MORE)):
        for letter in letters_of(char):
            table.setdefault(letter, []).append(char)
    lines = [HEAD]
    for letter, chars in sorted(table.items()):
        text = "".join(chars)
        rows = [f'        "{text[at : at + WIDE]}"' for at in range(0, len(text), WIDE)]
        lines += [f'    "{letter}": (', *rows, "    ),"]
    return "\n".join([*lines, "}", ""])


if __name__ == "__main__":
    sys.stdout.write(module())
