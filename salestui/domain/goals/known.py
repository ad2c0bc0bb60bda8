"""Names that a sentence may use bare: regions, industries, products, people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from salestui.domain.query.print import SPECIAL, quoted

if TYPE_CHECKING:
    from salestui.domain.snapshot import Snapshot

SHORTEST = 2


def known_names(snapshot: Snapshot) -> dict[str, str]:
    """Name in lower case -> the condition on deals that it stands for; people win over places."""
    found: dict[str, str] = {}
    for name, condition in _names(snapshot):
        if len(name) >= SHORTEST:
            found[name.lower()] = condition
    return found


def _names(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """(name, condition), the ones that win last."""
    products, regions = set(), set()
    for doc in snapshot.live("deals"):
        products.add(doc.get("product"))
        regions.add(doc.get("region"))
    members = list(snapshot.live("members"))
    regions.update(member.get("region") for member in members)
    industries = {account.get("industry") for account in snapshot.live("accounts")}
    parts = {part for each in industries if each for part in re.split(r" ?/ ?", str(each))}
    for field, values in (("product", products), ("industry", parts), ("region", regions)):
        for value in sorted(str(value) for value in values if value):
            yield value, f"{field}:{value_text(value)}"
    for member in members:
        handle = str(member.get("handle", ""))
        for path in ("handle", "short_name", "name"):
            if member.get(path):
                yield str(member[path]), f"owner:{value_text(handle)}"


def value_text(value: str) -> str:
    """A value as it may stand in a condition."""
    plain = not re.search(SPECIAL, value) and "," not in value and ".." not in value
    return value if plain else quoted(value)
