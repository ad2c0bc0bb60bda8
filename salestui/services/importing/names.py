"""Names as keys: how records of an import are known again, and what new members are called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from typing import Any

from salestui.domain.text import searchable

_NOT_TEXT = re.compile(r"[\W_]+")
_HANDLE = re.compile(r"[\w.\-]{1,40}")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_SITE = re.compile(r"^(?:[a-z][a-z0-9+.-]*://)?(?:www\.)?([^/?#:\s]+)")


def folded(text: str) -> str:
    """`text` without case, width, spaces, underscores and punctuation."""
    return _NOT_TEXT.sub("", unicodedata.normalize("NFKC", text).casefold())


def name_key(name: str) -> str:
    """The key under which two spellings of one name meet: blind to case, width and spacing."""
    return " ".join(searchable(name).split())


def site_key(website: str) -> str:
    """The host of a web address without `www.`; empty where there is none."""
    match = _SITE.match(website.strip().lower())
    return match[1] if match and _DOMAIN.fullmatch(match[1]) else ""


def is_handle(text: str) -> bool:
    """Whether `text` could be a member's handle: one word that is not just a number."""
    return bool(_HANDLE.fullmatch(text)) and not text.isdigit()


def handle_from(name: str, taken: Container[str]) -> str:
    """A handle for a name or an e-mail address: `anna.snelling`, with a number if that is taken.

    Accents go; a name without a Latin letter or digit is its own handle.
    """
    local = name.partition("@")[0] if "@" in name.strip("@") else name
    plain = unicodedata.normalize("NFKD", local).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower()) or [folded(local) or "member"]
    handle = ".".join(words)[:40].strip(".")
    if handle.isdigit():
        handle = f"m{handle}"
    found, count = handle, 1
    while found in taken:
        count += 1
        found = f"{handle}{count}"
    return found


def name_from_mail(mail: str) -> str:
    """`dwight.schrute@example.com` as a name: `Dwight Schrute`."""
    words = re.split(r"[._\-+]+", mail.partition("@")[0])
    return " ".join(word[:1].upper() + word[1:] for word in words if word) or mail


class People:
    """Members by everything they can be called."""

    def __init__(self) -> None:
        self.handles: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.mails: dict[str, str] = {}
        self.externals: dict[str, str] = {}
        self.docs: dict[str, Mapping[str, Any]] = {}

    def add(self, id: str, doc: Mapping[str, Any]) -> None:
        """Make a member known; what is known under a name already keeps it."""
        self.docs[id] = {**self.docs[id], **doc} if id in self.docs else doc
        for table, path in (
            (self.handles, "handle"),
            (self.names, "name"),
            (self.mails, "email"),
            (self.externals, "external_id"),
        ):
            if doc.get(path):
                table.setdefault(name_key(str(doc[path])), id)

    def find(self, text: str) -> str | None:
        """The member that goes by `text`."""
        key = name_key(text)
        for table in (self.handles, self.mails, self.names, self.externals):
            if key in table:
                return table[key]
        return None


class Companies:
    """Accounts by name, web address and external id."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.sites: dict[str, str] = {}
        self.externals: dict[str, str] = {}
        self.docs: dict[str, Mapping[str, Any]] = {}

    def add(self, id: str, doc: Mapping[str, Any]) -> None:
        """Make an account known; what is known under a name already keeps it."""
        self.docs[id] = {**self.docs[id], **doc} if id in self.docs else doc
        if doc.get("name"):
            self.names.setdefault(name_key(str(doc["name"])), id)
        if doc.get("website"):
            self.sites.setdefault(site_key(str(doc["website"])), id)
        if doc.get("external_id"):
            self.externals.setdefault(str(doc["external_id"]), id)

    def find(self, text: str) -> str | None:
        """The account that goes by `text`."""
        found = self.externals.get(text) or self.names.get(name_key(text))
        return found or self.sites.get(site_key(text) or "-")
