"""Accounts that are probably one company (4.4.31): same name, same phone, or mail domain and city.

What two accounts are compared by is kept in indexes, so that one account's twins cost no walk over
all the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from salestui.domain.text import same_name, searchable
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot

REASONS: Mapping[str, Words] = {
    "same_name": Words("same name", "名称相同"),
    "same_phone": Words("same phone", "电话相同"),
    "same_mail": Words("same mail domain and city", "邮箱域名和城市相同"),
}
"""Why two accounts are taken for one, the strongest first."""

LEAST_DIGITS = 7
"""A shorter number is an extension, or no number at all."""
CODED = 12
"""Digits from which on a number that begins with 86 begins with China's country code."""

# Hosts where anybody gets an address say nothing about the company.
_HOSTS = """
126.com 139.com 163.com 189.cn aliyun.com aol.com foxmail.com gmail.com gmx.com gmx.de gmx.net
googlemail.com hotmail.com icloud.com live.com mail.com mail.ru me.com msn.com outlook.com
proton.me protonmail.com qq.com sina.cn sina.com sohu.com tom.com vip.qq.com web.de wo.cn
yahoo.co.jp yahoo.com yahoo.com.cn yandex.ru yeah.net
"""
_OPEN_HOSTS = frozenset(_HOSTS.split())


class Twin(NamedTuple):
    """An account that is probably the same company as another one."""

    id: str
    reasons: tuple[str, ...]
    """Keys of REASONS, the strongest first."""


def phone_key(text: object) -> str:
    """A phone number as it is compared: digits without country code and zeros in front."""
    if not text:
        return ""
    plain = re.sub(r"(?:ext|x|转|分机).*", "", searchable(str(text)))
    digits = re.sub(r"\D", "", plain).lstrip("0")
    if len(digits) >= CODED and digits.startswith("86"):
        digits = digits[2:].lstrip("0")
    return digits if len(digits) >= LEAST_DIGITS else ""


def domain_key(text: object) -> str:
    """The company's own domain of a mail or web address; empty for an open mail host."""
    if not text:
        return ""
    host = searchable(str(text)).strip().rpartition("@")[2].partition("://")
    name = (host[2] or host[0]).partition("/")[0].partition(":")[0].removeprefix("www.").strip(".")
    return name if "." in name and " " not in name and name not in _OPEN_HOSTS else ""


def phone_keys(doc: Doc) -> tuple[str, ...]:
    """What an account or contact is found under by its phone."""
    key = phone_key(doc.get("phone"))
    return (key,) if key else ()


def domain_keys(doc: Doc) -> tuple[str, ...]:
    """What an account is found under by its web address, a contact by the mail address."""
    key = domain_key(doc.get("website") or doc.get("email"))
    return (key,) if key else ()


def twins(snapshot: Snapshot, account_id: str) -> list[Twin]:
    """The accounts that are probably the same company as this one, the likeliest first."""
    account = snapshot.account(account_id) or {}
    found: dict[str, list[str]] = {}
    for reason, ids in _alike(snapshot, account_id, account):
        for id in ids:
            other = snapshot.account(id)
            if other is None or not snapshot.stands("accounts", other):
                continue
            if other["_id"] != account.get("_id"):
                known = found.setdefault(other["_id"], [])
                known += [reason] if reason not in known else []
    order = {reason: place for place, reason in enumerate(REASONS)}
    rows = [Twin(id, tuple(reasons)) for id, reasons in found.items()]
    return sorted(rows, key=lambda twin: (order[twin.reasons[0]], -len(twin.reasons), twin.id))


def _alike(snapshot: Snapshot, id: str, account: Doc) -> Iterator[tuple[str, Iterable[str]]]:
    """(reason, accounts that are alike for it), the strongest reason first."""
    yield "same_name", snapshot.ids("accounts.company", same_name(str(account.get("name", ""))))
    people = [snapshot.get("contacts", each) or {} for each in snapshot.ids("contacts.account", id)]
    for phone in dict.fromkeys(key for doc in (account, *people) for key in phone_keys(doc)):
        yield "same_phone", _of_either(snapshot, "phone", phone)
    for domain in dict.fromkeys(key for doc in (account, *people) for key in domain_keys(doc)):
        near = _of_either(snapshot, "domain", domain)
        yield "same_mail", [each for each in near if _same_city(snapshot.account(each), account)]


def _of_either(snapshot: Snapshot, what: str, key: str) -> Iterator[str]:
    """The accounts that are found under a key, by themselves or by their contacts."""
    yield from snapshot.ids(f"accounts.{what}", key)
    for id in snapshot.ids(f"contacts.{what}", key):
        account = (snapshot.get("contacts", id) or {}).get("account")
        if account:
            yield account


def _same_city(one: Doc | None, other: Doc) -> bool:
    """Whether nothing says that two accounts are in different places."""
    cities = {searchable(str(doc.get("region") or "")) for doc in (one or {}, other)} - {""}
    return len(cities) < 2


def duplicate_groups(snapshot: Snapshot) -> list[tuple[str, ...]]:
    """All accounts that are probably one company, together; the groups by their first name."""
    seen: set[str] = set()
    groups: list[tuple[str, ...]] = []
    for doc in snapshot.live("accounts"):
        if doc["_id"] in seen:
            continue
        group = dict.fromkeys((doc["_id"],))
        waiting = list(group)
        while waiting:
            more = [twin.id for twin in twins(snapshot, waiting.pop()) if twin.id not in group]
            group.update(dict.fromkeys(more))
            waiting += more
        seen |= group.keys()
        if len(group) > 1:
            groups.append(tuple(sorted(group, key=lambda id: _age(snapshot, id))))
    return sorted(groups, key=lambda ids: _name(snapshot, ids[0]))


def _age(snapshot: Snapshot, id: str) -> tuple[int, str]:
    return int((snapshot.get("accounts", id) or {}).get("_created") or 0), id


def _name(snapshot: Snapshot, id: str) -> tuple[str, str]:
    return searchable(str((snapshot.get("accounts", id) or {}).get("name", ""))), id
