"""One line of a log: 32 hex digits of a chained hash, a space, compact JSON, a line feed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

GENESIS = "0" * 32
"""What the first line of a replica's first segment is chained to."""
MAX_WRITTEN = 64 * 1024
"""Bytes of a commit line as written; larger acts become groups."""
MAX_READ = 1024 * 1024
"""Bytes of a line as accepted from elsewhere."""

_encoder = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False, check_circular=False
)
_decode = json.JSONDecoder().decode
encode = _encoder.encode
"""Compact JSON with sorted keys: the form in which everything is written and hashed."""


MUCH = 1_000_000
"""Bytes of lines from which on reading them is bulk work."""
Parse = Callable[[bytes], object]


class BadLine(ValueError):
    """A line that is not ours: wrong form, wrong hash or not JSON."""


def digest(previous: str, body: bytes) -> str:
    """The hash of a line: sha256 over the previous line's hash and this line's JSON, 32 digits."""
    return hashlib.sha256(previous.encode("ascii") + body).hexdigest()[:32]


def make(previous: str, line: dict[str, Any]) -> tuple[str, bytes]:
    """The hash and the bytes of a line that follows `previous`."""
    body = encode(line).encode()
    found = digest(previous, body)
    return found, b"%s %s\n" % (found.encode("ascii"), body)


def parse(body: bytes) -> object:
    """The value of a line's JSON. Raises ValueError or RecursionError where it is none."""
    line = _decode(body.decode())
    if b"\\ud" in body or b"\\uD" in body:
        # Half a surrogate pair is no text: nothing that is read could be written again.
        json.dumps(line, ensure_ascii=False).encode()
    return line


def parser(size: int) -> Parse:
    """The parser that suits so many bytes of lines."""
    return parse if size < MUCH else _bulk_parser()


def _bulk_parser() -> Parse:
    """As `parse`, in half the time, and equal short texts are one object.

    Pydantic's reader takes a part of what the standard library takes; the rest is left to that,
    so that every replica accepts the same lines.
    """
    from pydantic_core import from_json

    def parse_quickly(body: bytes) -> object:
        try:
            return from_json(body)
        except ValueError:
            return parse(body)

    return parse_quickly


def read(previous: str, raw: bytes, parse: Parse = parse) -> tuple[str, dict[str, Any]]:
    """Check a complete line (without its line feed) against the chain and parse it.

    Raises BadLine, and nothing else, whatever the bytes are.
    """
    if len(raw) > MAX_READ:
        raise BadLine("too long for a log line")
    body = raw[33:]
    found = digest(previous, body)
    if raw[:33] != b"%s " % found.encode():
        raise BadLine("the hash does not fit")
    try:
        line = parse(body)
    except (ValueError, RecursionError) as error:
        raise BadLine("not JSON") from error
    if not isinstance(line, dict):
        raise BadLine("not an object")
    return found, line
