"""Where the pieces of a goal's sentence end: words, quotes, brackets, values with their commas."""

from __future__ import annotations

import re

from salestui.domain.goals import phrases as say
from salestui.domain.query.faults import fault
from salestui.domain.query.tokens import CLOSES, OPERATOR, fold
from salestui.domain.words import Words

OPEN_BRACKET = Words("The bracket is not closed.", "括号没有闭合。")
OPEN_QUOTE = Words("The quote is not closed.", "引号没有闭合。")


class Extents:
    """A text with a place in it; columns are the same in all its forms."""

    def __init__(self, text: str) -> None:
        self.typed = text
        self.text = fold(text)
        """With ASCII signs."""
        self.low = "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)
        self.at = 0

    def match(self, pattern: str) -> re.Match[str] | None:
        """What stands here in lower case, if it is this."""
        return re.compile(pattern).match(self.low, self.at)

    def word(self) -> str:
        """What stands here up to the next space or comma."""
        found = re.compile(r"[^\s,;，；、]+").match(self.text, self.at)
        return found.group() if found else ""

    def boundary(self, end: int) -> bool:
        """Whether a word of ASCII letters or digits can end here."""
        if end >= len(self.text) or not self.text[end].isascii() or not self.text[end].isalnum():
            return True
        last = self.text[end - 1]
        return not (last.isascii() and last.isalnum())

    def closing_quote(self, start: int) -> int:
        """Behind the quotes that open at `start`."""
        close = CLOSES[self.text[start]]
        at = start + 1
        while at < len(self.text) and self.text[at] != close:
            at += 2 if self.text[at] == "\\" else 1
        if at >= len(self.text):
            raise fault(start, OPEN_QUOTE)
        return at + 1

    def closing_bracket(self, start: int) -> int:
        """Behind the bracket that closes the one at `start`. Raises InputProblem."""
        depth, at = 0, start
        while at < len(self.text):
            if self.text[at] in CLOSES:
                at = self.closing_quote(at)
                continue
            depth += {"(": 1, ")": -1}.get(self.text[at], 0)
            at += 1
            if not depth:
                return at
        raise fault(start, OPEN_BRACKET)

    def value_end(self, at: int) -> int:
        """Where the value that begins at `at` ends."""
        start = at
        while at < len(self.text):
            character = self.text[at]
            if character in CLOSES:
                at = self.closing_quote(at)
                continue
            if character.isspace() or character in ";；、" or self._ends_clause(at):
                break
            at += 1
        cut = re.compile(say.SHARE_IN_VALUE).search(self.text, start + 1, at)
        return cut.start() if cut else at

    def _ends_clause(self, at: int) -> bool:
        """Whether a comma goes on to the next clause rather than to the next value."""
        if self.text[at] != ",":
            return False
        following = re.compile(r"[^\s,]*").match(self.low, at + 1)
        rest = following.group() if following else ""
        if self.typed[at] != "," or not rest or re.search(OPERATOR, rest):
            return True
        return any(re.match(pattern, rest) for pattern in (say.metric_pattern(), say.BASE))
