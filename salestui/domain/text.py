"""What people type, made safe to keep and easy to compare.

Text is data: control and direction characters could drive a terminal, so they never get into the
store. Keys for searching and for finding duplicates are derived here and never stored.
"""

from __future__ import annotations

import re
import unicodedata

from salestui.domain.problems import InputProblem
from salestui.domain.words import Words

MAX_BYTES = 64 * 1024
"""The longest text that is kept, in bytes of UTF-8."""

_SURROGATE = "[\ud800-\udfff]"
_LINE_END = "\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
# Patterns stay text and are compiled by `re` when first used: most commands need none of them.
# C0 without tab and newline, DEL and C1, then what turns the direction of text, then the mark of
# byte order. Joiners and variation selectors are parts of emoji and stay.
_CONTROL = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
_BREAKS = r"[\t\n]+"
_WORD = r"[^\W_]+"
_INITIALS = r"\b[a-z](?:\.[a-z])+\b\.?"

_IGNORABLE = dict.fromkeys(map(ord, "\xad\u200b\u200c\u200d\u2060\ufe0e\ufe0f"))
_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | str.maketrans(
    "　《》【】。“”‘’", " <>[].\"\"''"
)

# Longest first, so that a legal form goes as a whole.
_FIRM_ENDINGS = "(?:有限责任公司|有限公司|股份|集团|公司)+$"
_FIRM_LIST = """
co company corp corporation inc incorporated ltd limited llc llp lp plc gmbh ag kg
sa sarl srl spa bv nv ab oy pte pty coltd group
"""
_FIRM_WORDS = frozenset(_FIRM_LIST.split())


def clean(text: str, *, multiline: bool = False) -> str:
    """`text` as it is stored: NFC, trimmed, without control characters or lone surrogates.

    Tabs and newlines stay when `multiline`, otherwise a run of them becomes one space. Raises
    InputProblem above 64 KiB of UTF-8.
    """
    cleaned = harmless(text, multiline=multiline)
    size = len(cleaned.encode())
    if size > MAX_BYTES:
        raise InputProblem(
            Words(
                f"The text is {size:,} bytes long; at most {MAX_BYTES:,} are kept.",
                f"文字有 {size:,} 字节，最多保存 {MAX_BYTES:,} 字节。",
            ),
            hint=Words("Shorten it, or split it into several notes.", "请缩短，或分成几条记录。"),
        )
    return cleaned


def harmless(text: str, *, multiline: bool = False) -> str:
    """As `clean`, for any length: texts in the log of another program may be longer."""
    if text.isprintable():
        return unicodedata.normalize("NFC", text).strip()
    found = re.sub(_LINE_END, "\n", _without_surrogates(text))
    if not multiline:
        found = re.sub(_BREAKS, " ", found)
    return unicodedata.normalize("NFC", re.sub(_CONTROL, "", found)).strip()


def _without_surrogates(text: str) -> str:
    """Halves of a pair that stand together are joined; a half alone is dropped."""
    if not re.search(_SURROGATE, text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def searchable(text: str) -> str:
    """The key under which `text` is searched: blind to case, width and invisible characters."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_IGNORABLE)
    return unicodedata.normalize("NFKC", folded)


def ascii_keys(text: str) -> str:
    """Full-width punctuation, digits, letters and quotes as the ASCII keys they were typed with.

    One character gives one character, so that positions in the result are positions in `text`.
    """
    return text if text.isascii() else text.translate(_ASCII)


def same_name(text: str) -> str:
    """A company's name without its legal form, spaces, punctuation and case.

    Two accounts with the same key are offered as duplicates (domain.md 4.4.31). A name that is
    nothing but a legal form keeps it.
    """
    key = re.sub(_INITIALS, lambda match: match[0].replace(".", ""), searchable(text))
    words = re.findall(_WORD, key)
    while len(words) > 1 and words[-1] in _FIRM_WORDS:
        words.pop()
    name = "".join(words)
    return re.sub(_FIRM_ENDINGS, "", name) or name


def quoted(text: str, limit: int = 40) -> str:
    """`text` for use inside a sentence: one line, harmless, cut after `limit` characters."""
    line = " ".join(re.sub(_CONTROL, "", re.sub(_SURROGATE, "", text)).split())
    return f'"{line[:limit]}~"' if len(line) > limit else f'"{line}"'
