"""Bytes of a file to text: which encoding it is in, or one sentence on why it is no table.

The order matters: UTF-8 text often decodes as GB18030 without an error, and anything at all
decodes as Latin-1, so the strict ones are asked first.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import NamedTuple

from salestui.domain.problems import NOWHERE, InputProblem, NotFound
from salestui.domain.words import Words

MAX_BYTES = 200 * 1024 * 1024
"""The largest file that is read."""

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CSV_CURE = Words("Save it as CSV and import that.", "请另存为 CSV 再导入。")
_FOREIGN = (
    (b"PK\x03\x04", Words("is an Excel workbook or a zip archive", "是 Excel 工作簿或 zip 压缩包")),
    (b"\xd0\xcf\x11\xe0", Words("is an old Excel workbook", "是旧版 Excel 工作簿")),
    (b"%PDF-", Words("is a PDF", "是 PDF 文件")),
    (b"\x1f\x8b", Words("is compressed with gzip", "是 gzip 压缩文件")),
    (b"<!doctype html", Words("is a web page", "是网页")),
    (b"<html", Words("is a web page", "是网页")),
)
_JSON = re.compile(rb'[\[{]\s*["\[{\]]')
_LFS = b"version https://git-lfs.github.com/spec/"
_HIGH = re.compile(rb"[\x80-\xff]")
_PAIR = re.compile(rb"[\x81-\xfe]([\x40-\x7e\x80-\xfe])")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")


class Decoded(NamedTuple):
    """The text of a file and the encoding it was in."""

    text: str
    encoding: str


def read_text(path: Path) -> Decoded:
    """The text of the file at `path`.

    Raises NotFound when there is none, InputProblem when it can't be read, is larger than
    200 MB, or is not text.
    """
    name = path.name
    try:
        if path.is_dir():
            raise _refused(
                name, Words("is a folder", "是文件夹"), Words("Name a file.", "请指定文件。")
            )
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        message = Words("There is no file {name}.", "没有文件 {name}。")
        raise NotFound(message.fill(name=name), where=name) from None
    except OSError as error:
        why = Words(f"can't be read ({error.strerror})", f"无法读取（{error.strerror}）")
        raise _refused(name, why) from None
    if len(data) > MAX_BYTES:
        why = Words("is larger than 200 MB", "超过 200 MB")
        raise _refused(name, why, Words("Split it into several files.", "请拆分成几个文件。"))
    return decode(data, name)


def decode(data: bytes, name: str) -> Decoded:
    """The text in `data`, whatever encoding it is in; `name` is used in what is said.

    Raises InputProblem where it is empty, binary, or a stand-in for a file kept elsewhere.
    """
    _refuse_foreign(data, name)
    found = _decoded(data, name)
    if "\0" in found.text:
        line = found.text.count("\n", 0, found.text.index("\0")) + 1
        why = Words(
            "holds a NUL byte in line {n}: it is not text", "第 {n} 行有 NUL 字节，不是文本"
        )
        raise _refused(name, why.fill(n=line), _CSV_CURE)
    sample = found.text[:65536]
    if len(_CONTROL.findall(sample)) * 10 > len(sample):
        raise _refused(name, Words("is not text", "不是文本"), _CSV_CURE)
    if not found.text.strip():
        raise _refused(name, Words("is empty", "是空文件"))
    return found


def _refused(name: str, why: Words, cure: Words = NOWHERE) -> InputProblem:
    message = Words("{name} {why}.", "{name} {why}。").fill(name=name, why=why)
    return InputProblem(message, hint=cure, where=name)


def _refuse_foreign(data: bytes, name: str) -> None:
    if data.startswith(_LFS):
        why = Words(
            "is only a git-lfs pointer to a file kept elsewhere", "只是 git-lfs 指针，内容在别处"
        )
        raise _refused(name, why, Words("Run `git lfs pull`.", "请运行 `git lfs pull`。"))
    start = data[:64].lstrip().lower()
    if _JSON.match(start):
        raise _refused(name, Words("looks like JSON", "看起来是 JSON"), _CSV_CURE)
    for signature, why in _FOREIGN:
        if data.startswith(signature) or start.startswith(signature):
            raise _refused(name, why, _CSV_CURE)


def _decoded(data: bytes, name: str) -> Decoded:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _with_mark(data, encoding, name)
    wide = _unmarked_utf16(data)
    if wide:
        return Decoded(data.decode(wide), wide)
    for encoding in ("utf-8", "gb18030"):
        if encoding == "gb18030" and _is_western(data):
            break
        try:
            return Decoded(data.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return Decoded(data.decode("latin-1"), "latin-1")
    # The two differ in 0x80 to 0x9f only; the older name is what people know.
    return Decoded(text, "cp1252" if re.search(rb"[\x80-\x9f]", data) else "latin-1")


def _with_mark(data: bytes, encoding: str, name: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding.removesuffix("-sig"))
    except UnicodeDecodeError:
        why = Words("says it is {enc} but is damaged", "标明是 {enc}，但内容损坏").fill(
            enc=encoding.removesuffix("-sig").upper()
        )
        raise _refused(name, why, _CSV_CURE) from None


def _unmarked_utf16(data: bytes) -> str:
    """The UTF-16 that `data` must be in, or nothing where that is not sure.

    In a table most characters are ASCII, so that every other byte is NUL and the rest are not.
    """
    sample = data[:65536]
    half = len(sample) // 2
    if half < 4 or len(data) % 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half and even == 0:
        wide = "utf-16-le"
    elif even > 0.6 * half and odd == 0:
        wide = "utf-16-be"
    else:
        return ""
    try:
        data.decode(wide)
    except UnicodeDecodeError:
        return ""
    return wide


def _is_western(data: bytes) -> bool:
    """Whether text that GB18030 could read is Latin-1 after all.

    The second byte of a Chinese character is rarely ASCII, but what follows an accented letter
    nearly always is.
    """
    sample = data[: 1024 * 1024]
    if not _HIGH.search(sample):
        return False
    trails = _PAIR.findall(sample)
    ascii_trails = sum(1 for trail in trails if trail < b"\x80")
    return ascii_trails * 2 > len(trails)
