"""News as lines: a head for each record, under it who changed what, when, from which value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from salestui import cells
from salestui.domain.schema import DELETED, KINDS
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words
from salestui.services.fieldtext import label_of
from salestui.services.lastseen import News
from salestui.services.newsgroups import Group, sides
from salestui.ui.everywhere import act_words
from salestui.ui.news import words as say
from salestui.ui.view import GAP, View, labelled, table
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row

LABEL = 6
ARROW = " > "


class Entry(NamedTuple):
    """One line: the head of a group, or one change of it."""

    group: Group
    news: News | None
    """None on a head."""

    @property
    def key(self) -> str:
        """What tells the line from others."""
        if self.news is None:
            return f"{self.group.kind}|{self.group.id}"
        return f"{self.news.commit}|{self.news.kind}|{self.news.id}|{self.news.path}"


def entries(groups: Sequence[Group]) -> list[Entry]:
    """A head and the changes of each group; of a large act one line stands for all."""
    found = []
    for group in groups:
        found.append(Entry(group, None))
        found += [Entry(group, each) for each in (group.news if group.kind else group.news[:1])]
    return found


def rows(view: View, found: Sequence[Entry], width: int) -> list[Row]:
    """The entries as lines; those of changes line up over all groups."""
    changes = [_cells(view, entry, entry.news) for entry in found if entry.news is not None]
    most = (12, 9, 13, 0, 14) if width < 100 else (14, 14, 20, 0, 16)
    lined = iter(table(changes, width, most))
    return [_head(view, e.group) if e.news is None else _indented(next(lined)) for e in found]


def _indented(row: Row) -> Row:
    return Row((Span("  "), *row.left[1:]), row.right)


def _head(view: View, group: Group) -> Row:
    if not group.kind:
        return Row((Span(f" {view.say(say.MANY_AT_ONCE)}", "strong"),))
    return Row((Span(f" {view.called(group.kind, group.id)}", "strong"),))


def _cells(view: View, entry: Entry, news: News) -> list[Span]:
    who = Span(view.handle(news.who))
    when = Span(view.when(news.when), "dim")
    if not entry.group.kind:
        what = view.say(act_words(news.intent))
        return [when, who, Span(what, "dim"), Span(_counted(view, entry.group)), Span("")]
    note = say.LATE if news.late else say.REPLACED
    noted = view.say(note) if news.late or not news.stands else ""
    return [when, who, Span(_field(view, news), "dim"), Span(_change(view, entry, news)),
            Span(noted, "risk" if news.late else "dim")]  # fmt: skip


def _counted(view: View, group: Group) -> str:
    said = []
    for kind, count in group.counts.items():
        plural = view.say(KINDS[kind].named(count)) if kind in KINDS else kind
        said.append(f"{plural} {count}" if view.lang == "zh" else f"{count} {plural}")
    return ("、" if view.lang == "zh" else ", ").join(said)


def _field(view: View, news: News) -> str:
    if not news.path:
        return _made(view, news)
    if news.path == DELETED:
        return view.say(news.field if news.new else say.RESTORED)
    return view.say(label_of(news.kind, news.path, view.snapshot))


def _made(view: View, news: News) -> str:
    """What came into being: of an activity its type says it."""
    if news.kind == "activities":
        return view.text.short("activities", "type", view.doc(news.kind, news.id)).lower()
    known = KINDS.get(news.kind)
    return view.say(say.NEW_RECORD.fill(kind=known.label if known else news.kind))


def _change(view: View, entry: Entry, news: News) -> str:
    if news.path == DELETED:
        return ""
    if not news.path:
        return (
            ""
            if (news.kind, news.id) == (entry.group.kind, entry.group.id)
            else view.name(news.kind, news.id)
        )
    old, new = sides(news, entry.group.news, view.doc(news.kind, news.id))
    texts = [view.text.short(news.kind, news.path, each) for each in (old, new)]
    return ARROW.join(text or view.say(say.EMPTY) for text in texts)


def title(view: View, entry: Entry) -> str:
    """What the details are about."""
    news = entry.news
    if news is None or not entry.group.kind:
        return view.say(say.MANY_AT_ONCE)
    return view.say(say.ABOUT.fill(name=view.name(news.kind, news.id), field=_field(view, news)))


def details(view: View, entry: Entry, width: int) -> list[Row]:
    """Both values in full, and what stands now where that is another one; of a new record all."""
    news = entry.news
    if news is None or news.path == DELETED:
        return []
    if not entry.group.kind:
        lines = view.wrap(_counted(view, entry.group), max(width - 2, 10))
        return [Row((Span(f" {line}"),)) for line in lines]
    doc = view.doc(news.kind, news.id)
    if not news.path:
        return _whole(view, news, doc, width)
    room = max(width - LABEL - 4, 10)
    old, new = sides(news, entry.group.news, doc)
    told = [(say.OLD, old), (say.NEW, new)] + ([] if news.stands else [(say.NOW, doc)])
    found: list[Row] = []
    for label, values in told:
        text = view.text.full(news.kind, news.path, values) or view.say(say.EMPTY)
        found += labelled(view.say(label), view.wrap(text, room), LABEL)
    return found


def _whole(view: View, news: News, doc: Doc, width: int) -> list[Row]:
    """Every field of a record that has a value."""
    known = KINDS.get(news.kind)
    told = [
        (view.say(field.label), text)
        for field in (known.fields if known else ())
        if (text := view.text.full(news.kind, field.path, doc))
    ]
    label = max((cells.width(name) for name, _ in told), default=0)
    room = max(width - label - 4, 10)
    return [row for name, text in told for row in labelled(name, view.wrap(text, room), label)]


def explain(view: View, entry: Entry) -> str:
    """Who and when, and what is special about it."""
    news = entry.news
    if news is None:
        return ""
    parts = [view.handle(news.who), view.when(news.when)]
    parts += [view.say(say.LATE_WHOLE)] if news.late else []
    parts += [view.say(say.REPLACED_WHOLE)] if not news.stands and entry.group.kind else []
    return GAP.join(parts)


def headline(view: View, count: int, since: int) -> str:
    """How much is new since when."""
    words: Words = say.ONE_CHANGE if count == 1 else say.CHANGES
    return view.say(words.fill(n=count, when=view.when(since)))
