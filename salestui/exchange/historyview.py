"""Changes as a script reads them, and as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from salestui.domain.dayshow import show_instant
from salestui.domain.history import Change, Row
from salestui.domain.ids import short_number
from salestui.domain.names import record_name
from salestui.domain.pipelines import parse_path
from salestui.domain.schema import ACTIVITY_TYPES, DELETED, KINDS, Field, path_parts
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.sound import as_text
from salestui.domain.words import Words
from salestui.exchange.pathintents import PATH_INTENTS
from salestui.exchange.shapes import SCHEMA, Shape, instant
from salestui.exchange.taskintents import TASK_INTENTS
from salestui.services.membernames import part_words
from salestui.services.pathnames import path_part
from salestui.services.reading import Reading
from salestui.services.typed import shown

INTENTS: Mapping[str, Words] = {
    "init": Words("made the workspace", "新建工作区"),
    "team.join": Words("joined", "加入"),
    "import": Words("import", "导入"),
    "deal.add": Words("new deal", "新建商机"),
    "deal.set": Words("edit", "修改"),
    "deal.stage": Words("move", "推进"),
    "deal.won": Words("won", "签约"),
    "deal.lost": Words("lost", "输单"),
    "deal.next_step": Words("next step", "下一步"),
    "deal.archive": Words("archived", "归档"),
    "deal.restore": Words("restored", "恢复"),
    "account.add": Words("new account", "新建客户"),
    "account.set": Words("edit", "修改"),
    "contact.add": Words("new contact", "新建联系人"),
    "contact.set": Words("edit", "修改"),
    "goal.add": Words("new goal", "新建目标"),
    "goal.set": Words("edit", "修改"),
    "goal.split": Words("given out", "分解目标"),
    "plan.add": Words("new plan", "新建规划"),
    "plan.set": Words("edit", "修改"),
    "account.merge": Words("merged", "合并"),
    "account.claim": Words("claimed", "认领"),
    "contact.left": Words("left", "离职"),
    "deal.step_done": Words("step done", "下一步完成"),
    "view.save": Words("saved view", "保存视图"),
    "view.rename": Words("renamed view", "视图改名"),
    "view.delete": Words("deleted view", "删除视图"),
    **PATH_INTENTS,
    **TASK_INTENTS,
}
UNDO = Words("undo: {what}", "撤销：{what}")
REDO = Words("redo: {what}", "重做：{what}")
ARCHIVED = Words("archived", "归档")
RESTORED = Words("restored", "恢复")
ODD = Words("{field} can't be read: {value}", "{field}的值无法读取：{value}")
NOTHING = Words("-", "无")
MANY = 4
"""An act that touches more records than this is told in one line."""


def row_shape(row: Row, snapshot: Snapshot) -> Shape:
    """One commit's changes to one record."""
    return {
        "id": row.commit,
        "at": instant(row.when),
        "written_at": instant(row.written),
        "by": snapshot.author(row.rep),
        "intent": row.intent,
        "record": row.id,
        "kind": row.kind,
        "created": row.created,
        "undoes": row.undoes or None,
        "changes": [change._asdict() for change in row.changes],
        "odd": {path: as_text(value) for path, value in row.odd.items()},
    }


def history_shape(rows: Iterable[Row], snapshot: Snapshot) -> Shape:
    """The object of the `history` contract."""
    return {"schema": SCHEMA, "commits": [row_shape(row, snapshot) for row in rows]}


def intent_text(intent: str, lang: str) -> str:
    """What an act was, in a word or two."""
    if intent.startswith("log."):
        known = ACTIVITY_TYPES.get(intent[4:])
        return known.say(lang).lower() if known else intent
    known = INTENTS.get(intent)
    return known.say(lang) if known else intent


class HistoryLines:
    """Makes lines of rows: when, who, what, which record, old and new."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.snapshot, self.lang = reading, reading.snapshot, reading.lang
        self._undos: set[str] = set()
        """Acts that took something back: taking them back in turn was to do it again."""
        self._stages: dict[str, str] = {
            key: stage.name.say(self.lang)
            for doc in self.snapshot.live("pipelines")
            for key, stage in ((stage.key, stage) for stage in parse_path(doc).stages)
        }

    def of_acts(self, rows: Sequence[Row]) -> list[tuple[str, ...]]:
        """Lines for many records, the latest act first: when, who, what, record, changes."""
        self._undos = {row.act for row in rows if row.undoes}
        lines: list[tuple[str, ...]] = []
        for _, group in groupby(reversed(rows), key=lambda row: row.act):
            act = list(group)[::-1]
            if len({(row.kind, row.id) for row in act}) > MANY:
                # Its parts happened at different times; it was one act when it was written.
                head = self._head(act[0]._replace(when=act[0].written))
                lines.append((*head, self._counted(act), ""))
            else:
                lines += [(*self._head(r), self.name(r.kind, r.id), self.changes(r)) for r in act]
        return lines

    def of_record(self, rows: Sequence[Row]) -> list[tuple[str, ...]]:
        """Lines for one record, the latest first: when, who, what, changes."""
        self._undos = {row.act for row in rows if row.undoes}
        return [(*self._head(row), self.changes(row)) for row in reversed(rows)]

    def _head(self, row: Row) -> tuple[str, str, str]:
        when = show_instant(row.when, self.reading.zone, self.lang, today=self.reading.today)
        what = intent_text(row.intent, self.lang)
        if row.undoes:
            what = (REDO if row.undoes in self._undos else UNDO).fill(what=what).say(self.lang)
        return when, self.snapshot.author(row.rep), what

    def _counted(self, act: Sequence[Row]) -> str:
        counts: dict[str, set[str]] = {}
        for row in act:
            counts.setdefault(row.kind, set()).add(row.id)
        said = []
        for kind, ids in counts.items():
            known = KINDS.get(kind)
            plural = known.named(len(ids)).say(self.lang) if known else kind
            said.append(f"{plural}{len(ids)}" if self.lang == "zh" else f"{len(ids)} {plural}")
        return ("、" if self.lang == "zh" else ", ").join(said)

    def name(self, kind: str, id: str) -> str:
        """What a record is called."""
        doc = self.snapshot.get(kind, id)
        if doc is None:
            return id
        if kind == "activities":
            return str(doc.get("summary") or id)
        name = record_name(self.snapshot, kind, doc)
        number = short_number(str(doc.get("number", "")))
        return f"{number} {name}".strip()

    def changes(self, row: Row) -> str:
        """The changes of a row, `Stage: Demo -> Proposal`; of a new one what can't be read."""
        joint = "；" if self.lang == "zh" else "; "
        told = [self._change(row, change) for change in (() if row.created else row.changes)]
        told += [self._odd(row, path, value) for path, value in row.odd.items()]
        return joint.join(text for text in told if text)

    def _odd(self, row: Row, path: str, value: Any) -> str:
        known = KINDS.get(row.kind)
        field = known.field(path_parts(path)[0]) if known else None
        label = field.label if field else Words(path, path)
        return ODD.fill(field=label, value=as_text(value)).say(self.lang)

    def _change(self, row: Row, change: Change) -> str:
        if change.path == DELETED:
            return (ARCHIVED if change.new else RESTORED).say(self.lang)
        known = KINDS.get(row.kind)
        field = known.field(path_parts(change.path)[0]) if known else None
        if field is None:
            return f"{change.path}: {change.old} -> {change.new}"
        if known and any(each.currency == change.path for each in known.fields):
            return ""
        label = field.label.say(self.lang)
        colon = "：" if self.lang == "zh" else ": "
        if field.type == "map":
            return f"{label}{colon}{self._member(row, change)}"
        old, new = (self._value(row, field, value) for value in (change.old, change.new))
        return f"{label}{colon}{old} -> {new}"

    def _member(self, row: Row, change: Change) -> str:
        sign = "-" if change.new is None else "+"
        value = change.old if change.new is None else change.new
        deal = self.snapshot.get(row.kind, row.id) or {}
        words = part_words(self.snapshot, deal, path_parts(change.path), value)
        if row.kind == "deals" and words is not None:
            return sign + words.say(self.lang)
        if row.kind == "pipelines" and len(path_parts(change.path)) > 1:
            return self._part(deal, change)
        member = "/".join(path_parts(change.path)[1:])
        text = change.new if isinstance(change.new, str) else ""
        return f"{sign}{member} {text}".rstrip()

    def _part(self, path: Doc, change: Change) -> str:
        """A change below a stage of a sales path."""
        said = path_part(path, path_parts(change.path)).say(self.lang)
        if True in (change.old, change.new):
            return ("-" if change.new is None else "+") + said
        nothing = NOTHING.say(self.lang)
        old, new = (nothing if v is None else str(v) for v in (change.old, change.new))
        return f"{said} {old} -> {new}"

    def _value(self, row: Row, field: Field, value: Any) -> str:
        if value is None:
            return NOTHING.say(self.lang)
        if row.kind == "deals" and field.path == "stage":
            return self._stages.get(str(value), str(value))
        doc = dict(self.snapshot.get(row.kind, row.id) or {})
        if row.kind == "key_results" and field.path in ("target", "base"):
            from salestui.domain.goals.records import key_result_of
            from salestui.exchange.goal_words import stored_words

            return stored_words(field.path, int(value), key_result_of(doc)).say(self.lang)
        try:
            return shown(field, doc | {field.path: value}, self.snapshot, self.lang)
        except (TypeError, ValueError):
            return str(value)
