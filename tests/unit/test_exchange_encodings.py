"""Bytes to text."""

from __future__ import annotations

from pathlib import Path

import pytest

from salestui.domain.problems import InputProblem, NotFound
from salestui.exchange.encodings import decode, read_text

ASCII = "name,amount\nAcme,12\n"
CHINESE = "客户,金额\n恒达机电有限公司,12万\n"
ACCENTS = "name,city\nHélène,Orléans\nJosé,Málaga\n"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"a,b\n1,2\n", "a,b\n1,2\n", "utf-8"),
        (CHINESE.encode(), CHINESE, "utf-8"),
        (CHINESE.encode("utf-8-sig"), CHINESE, "utf-8"),
        (CHINESE.encode("utf-16"), CHINESE, "utf-16"),
        (b"\xfe\xff" + CHINESE.encode("utf-16-be"), CHINESE, "utf-16"),
        (ASCII.encode("utf-16-le"), ASCII, "utf-16-le"),
        (ASCII.encode("utf-16-be"), ASCII, "utf-16-be"),
        (b"\xff\xfe\0\0" + "a,b\n".encode("utf-32-le"), "a,b\n", "utf-32"),
        (CHINESE.encode("gb18030"), CHINESE, "gb18030"),
        (ACCENTS.encode("latin-1"), ACCENTS, "latin-1"),
        ("name\nŠkoda €5\n".encode("cp1252"), "name\nŠkoda €5\n", "cp1252"),
    ],
)  # fmt: skip
def test_encodings_are_told_apart(data: bytes, text: str, encoding: str) -> None:
    assert decode(data, "f.csv") == (text, encoding)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \r\n\n", "is empty"),
        (b"a,b\n\0,2\n", "NUL byte in line 2"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "git-lfs pointer"),
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b'[\n  {"a": 1}]', "JSON"),
        (bytes(range(1, 32)) * 9, "is not text"),
        (b"\xff\xfea\0b", "damaged"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(InputProblem) as caught:
        decode(data, "f.csv")
    assert says in caught.value.message.en
    assert caught.value.message.zh.startswith("f.csv ")
    assert caught.value.where == "f.csv"


def test_files_that_can_not_be_read(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no file"):
        read_text(tmp_path / "none.csv")
    with pytest.raises(InputProblem, match="is a folder"):
        read_text(tmp_path)


def test_a_file_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salestui.exchange.encodings.MAX_BYTES", 8)
    (tmp_path / "big.csv").write_bytes(b"a,b\n1,2\n3")
    with pytest.raises(InputProblem, match="larger than 200 MB"):
        read_text(tmp_path / "big.csv")
