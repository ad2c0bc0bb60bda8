"""What others changed since I last looked, in one line: how much, since when, and the latest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from salestui.domain.moneyshow import short_money
from salestui.domain.names import member_short
from salestui.domain.pipelines import paths
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.services.looks import last_look

if TYPE_CHECKING:
    from salestui.services.lastseen import News

MOVED = Words("to {stage}", "到{stage}")
CHANGED = Words("{field}", "改{field}")
NEW = Words("new", "新建")


class NewsLine(NamedTuple):
    """What a line says of all the news."""

    changes: int
    """How many: what one act did to one record is one."""
    since: int
    """When the person last looked, ms."""
    who: str
    """Who made the latest change, by short name."""
    name: str
    """What the changed record is called."""
    what: Words
    """What became of it, in a word or two."""


def news_line(folder: Path, user: str, snapshot: Snapshot) -> NewsLine | None:
    """The line for the person with the handle `user`; None where there is no news.

    Reads the log where the state has gone on since the last look, so not on a key.
    """
    look = last_look(folder, user)
    if look is None or look.covers(snapshot):
        return None
    from salestui.services.lastseen import changes_since, count
    from salestui.store.history import History

    news = changes_since(look, History(folder), snapshot, user)
    if not news:
        return None
    first = _telling(news)
    member = next(iter(snapshot.ids("members.handle", first.who)), None)
    who = member_short(snapshot, member) or first.who
    return NewsLine(count(news), look.at, who, first.name, _what(first, snapshot))


def _telling(news: list[News]) -> News:
    """The field of the latest change that tells most of it."""
    latest = [each for each in news if (each.commit, each.id) == (news[0].commit, news[0].id)]
    return min(latest, key=lambda each: {"amount": 0, "stage": 1, "": 2}.get(each.path, 3))


def _what(news: News, snapshot: Snapshot) -> Words:
    doc = snapshot.get(news.kind, news.id) or {}
    if not news.path:
        return NEW
    if news.path == "amount" and isinstance(news.old, int) and isinstance(news.new, int):
        more, currency = news.new - news.old, str(doc.get("currency") or "")
        sign = "+" if more > 0 else "-"
        return Words(*(sign + short_money(abs(more), currency, lang) for lang in ("en", "zh")))
    if news.path == "stage" and news.kind == "deals":
        path = next((each for each in paths(snapshot) if each.id == doc.get("pipeline")), None)
        stage = path.stage(str(news.new)) if path else None
        return MOVED.fill(stage=stage.short if stage else str(news.new))
    return CHANGED.fill(field=Words(news.field.en.lower(), news.field.zh))
