"""Text in a spreadsheet: what would be taken for a formula gets an apostrophe, and loses it again.

Each is the other's inverse, so that an export reads back as it was.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(text: str) -> str:
    """`text` as a cell that no spreadsheet computes."""
    return "'" + text if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text behind a cell that `guarded` made; any other cell as it is."""
    return cell[1:] if _GUARDED.match(cell) else cell
