"""What is sent to the terminal, said in fewer bytes: a slow line feels every one of them.

Textual sends each piece of a line with its whole style and takes the style back after it. Most
pieces share their background, and often the whole style, with the piece before.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"\x1b\[(?P<style>[\d;:]*)m"
    r"|\n?\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    r"|(?P<text>[^\x1b\n]+)"
    r"|(?P<other>\n|\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.|$))",
    re.DOTALL,
)
_RESET = "\x1b[m"


class Pen(NamedTuple):
    """A style as the terminal has it: colours and the rest, as parameters of `SGR`."""

    front: str = ""
    back: str = ""
    marks: frozenset[str] = frozenset()
    """Bold, dim, reversed and the like."""

    def after(self, before: Pen) -> str:
        """What changes `before` into this one."""
        if self == before:
            return ""
        lost = before.marks - self.marks
        if lost or (before.front and not self.front) or (before.back and not self.back):
            if self == NO_PEN:
                return _RESET
            before, codes = NO_PEN, ["0"]
        else:
            codes = []
        codes += sorted(self.marks - before.marks)
        codes += [self.front] if self.front != before.front else []
        codes += [self.back] if self.back != before.back else []
        return f"\x1b[{';'.join(codes)}m"


NO_PEN = Pen()


def shorter(data: str) -> str:
    """The same picture in fewer bytes, for data that begins and ends without a style."""
    said: list[str] = []
    have, want, row = NO_PEN, NO_PEN, ""
    for token in _TOKEN.finditer(data):
        style, place = token["style"], token["row"]
        if style is not None:
            want = _pen(want, style)
        elif place is not None:
            # On the same line the column is enough.
            column = token["column"]
            said.append(f"\x1b[{column}G" if place == row else f"\x1b[{place};{column}H")
            row = place
        else:
            if have is not want:
                said.append(want.after(have))
                have = want
            said.append(token[0])
            row = row if token["text"] else ""
    said.append(want.after(have))
    return "".join(said)


@lru_cache(maxsize=512)
def _pen(before: Pen, style: str) -> Pen:
    """The pen after the parameters of an `SGR`."""
    front, back, marks = before.front, before.back, set(before.marks)
    codes = style.split(";")
    at = 0
    while at < len(codes):
        code = codes[at]
        # 38 and 48 are followed by 5 and a number, or by 2 and three.
        size = 1 if code not in ("38", "48") else 3 if codes[at + 1 : at + 2] == ["5"] else 5
        whole, number = ";".join(codes[at : at + size]), int(code.partition(":")[0] or 0)
        at += size
        if number == 0:
            front, back, marks = "", "", set()
        elif 30 <= number <= 39 or 90 <= number <= 97:
            front = "" if number == 39 else whole
        elif 40 <= number <= 49 or 100 <= number <= 107:
            back = "" if number == 49 else whole
        else:
            marks.add(whole)
    return Pen(front, back, frozenset(marks))
