"""Identities: random ids, derived ids that two offline members make alike, human numbers."""

from __future__ import annotations

from collections.abc import Callable

RandomBytes = Callable[[int], bytes]


def base32(data: bytes) -> str:
    """Lower-case base32 without padding: letters and the digits 2 to 7."""
    # Imported here and below because commands that only read make no ids.
    import base64

    return base64.b32encode(data).decode("ascii").rstrip("=").lower()


def new_id(prefix: str, random_bytes: RandomBytes) -> str:
    """A fresh id: type prefix and 80 random bits, for example `dl_7xk2…`."""
    return f"{prefix}_{base32(random_bytes(10))}"


def derived_id(prefix: str, kind: str, *parts: str) -> str:
    """The same id everywhere for the same parts: prefix_ + base32(sha256(kind|parts))[:16]."""
    import hashlib

    digest = hashlib.sha256("|".join((kind, *parts)).encode()).digest()
    return f"{prefix}_{base32(digest)[:16]}"


def new_replica_id(random_bytes: RandomBytes) -> str:
    """A replica's name: `r` and 12 base32 characters (60 random bits)."""
    return "r" + base32(random_bytes(8))[:12]


def new_workspace_id(random_bytes: RandomBytes) -> str:
    """A workspace's name: `w` and 12 base32 characters."""
    return "w" + base32(random_bytes(8))[:12]


def human_number(letter: str, replica: str, count: int) -> str:
    """A number for people, `D-4K7Q-17`: kind, four characters of the replica, a running count."""
    return f"{letter}-{replica[1:5].upper()}-{count}"


def short_number(number: str) -> str:
    """`D-4K7Q-17` without its replica part: `D-17`, for where that is unambiguous."""
    parts = number.split("-")
    return f"{parts[0]}-{parts[-1]}" if len(parts) == 3 else number


def commit_parts(id: str) -> tuple[str, int] | None:
    """The replica and the number of a commit by its id; None for text that is no such id."""
    rep, _, number = id.rpartition(":")
    if not rep or not number.isdecimal() or len(number) > 18:
        return None
    return rep, int(number)
