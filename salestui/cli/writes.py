"""What the commands that write have in common: which records, FIELD=VALUE, dry runs, the answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from salestui.cli import output
from salestui.cli.reads import compiled
from salestui.cli.session import Session
from salestui.cli.spec import FLAG, Opt
from salestui.domain.change import Act, Value
from salestui.domain.names import record_name
from salestui.domain.problems import InputProblem, NotFound, UsageProblem
from salestui.domain.query.fields import field_named, field_names, known_names, plain
from salestui.domain.refs import find
from salestui.domain.schema import KINDS, Field
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.fieldedit import edit_values, editable

UseCase = Callable[[Snapshot, Context], Act]
Values = dict[str, Value]

DRY_RUN = Opt("--dry-run", Words("only say what would change", "只说明会改什么"), type=FLAG)
NO_MATCH = Words("No {kind} matches {text}", "没有符合“{text}”的{kind}")
PAIR = Words("{word} is not FIELD=VALUE", "{word} 不是 字段=值")
PAIR_HINT = Words("Write it like amount=120k", "写法如 金额=12万")
NO_FIELD = Words("There is no field {name}", "没有字段 {name}")
MADE_HOW = Words(
    "`salestui account add` makes it; its bare name behind `deal add` makes it with the deal",
    "可用 `salestui account add` 新建；`deal add` 后只写名称也会随商机新建",
)
KEPT = Words("{label} is kept by the program", "{label}由程序维护，不能直接填写")
SAVED = Words("Saved {what}", "已保存 {what}")
SAVED_MANY = Words(
    "Saved {what}; `salestui undo` takes it back", "已保存 {what}；`salestui undo` 可撤销"
)
WOULD = Words("Would change {what}", "将改动 {what}")
SAME = Words("Nothing to change", "没有需要改动的内容")
MANY = Words("{n} {plural}", "{n} 条{plural}")
_ASKS = re.compile(r"[:=<>：＝＜＞]")


def records(session: Session, kind: str, text: str) -> list[Doc]:
    """The records that a reference or a filter names.

    Raises NotFound when there are none, InputProblem for a name that several answer to.
    """
    reading = session.present()
    if not _ASKS.search(text):
        return [find(reading.snapshot, kind, text)]
    found = compiled(text, kind, reading).docs()
    if not found:
        raise NotFound(NO_MATCH.fill(kind=KINDS[kind].label, text=text), where=text)
    return sorted(found, key=lambda doc: (doc.get("_created", 0), doc["_id"]))


def split_pairs(words: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """The words before the first FIELD=VALUE, and the pairs.

    Raises UsageProblem for a word without `=` behind the first pair.
    """
    names: list[str] = []
    pairs: list[tuple[str, str]] = []
    for word in words:
        name, equals, value = word.partition("=")
        if equals and name.strip():
            pairs.append((name.strip(), value))
        elif pairs:
            raise UsageProblem(PAIR.fill(word=word), hint=PAIR_HINT, where=word)
        else:
            names.append(word)
    return names, pairs


def field_of(kind: str, name: str) -> Field:
    """The field that answers to a name in either language. Raises InputProblem."""
    known = field_named(kind, name)
    field = (KINDS[kind].field(known.name) if known else None) or _stored(kind, name)
    if field is None:
        from salestui.domain.query.faults import did_you_mean, listed

        some = Words(listed(list(field_names(kind))), listed(list(field_names(kind, "zh"))))
        hint = did_you_mean(name, known_names(kind), some)
        raise InputProblem(NO_FIELD.fill(name=name), hint=hint, where=name)
    if not editable(field):
        raise InputProblem(KEPT.fill(label=field.label), where=name)
    return field


def _stored(kind: str, name: str) -> Field | None:
    """The stored field behind a name that filters use for a derived one, such as `tier`."""
    wanted = plain(name)
    for field in KINDS[kind].fields:
        if wanted in {plain(each) for each in (field.path, *field.label, *field.aliases)}:
            return field
    return None


def typed(
    kind: str, pairs: Sequence[tuple[str, str]], doc: Doc, snapshot: Snapshot, ctx: Context
) -> Values:
    """The values that FIELD=VALUE pairs mean for a record. Raises InputProblem and NotFound."""
    values: Values = {}
    for name, text in pairs:
        field = field_of(kind, name)
        try:
            values |= edit_values(field, text, doc, snapshot, ctx)
        except (InputProblem, NotFound) as problem:
            problem.where = f"{name}={text}"[:60]
            if isinstance(problem, NotFound) and field.ref == "accounts":
                problem.hint = MADE_HOW
            raise
    return values


def joined(intent: str, acts: Sequence[Act]) -> Act:
    """Several acts as one, which one undo takes back."""
    return Act(intent, tuple(edit for act in acts for edit in act.edits), acts[0].when)


def perform(
    session: Session,
    kind: str,
    use_case: UseCase,
    *,
    dry_run: bool = False,
    more: Any = None,
    about: Sequence[str] = (),
    said: Words = SAVED,
) -> None:
    """Carry out a use case and say what was saved, or what would be.

    `about` names the records that the answer is about; those that were written when left out.
    """
    bench = session.open()
    if dry_run:
        context = replace(bench.context(), next_number=lambda kind: "")
        _say_dry(session, kind, use_case(bench.snapshot, context))
        return
    saved = bench.commit(use_case)
    ids = about or [id for each, id in saved.records if each == kind]
    docs = [doc for id in ids if (doc := saved.snapshot.get(kind, id)) is not None]
    if session.json:
        output.put_json(_answer(docs, saved.commit) | (more or {}))
    elif not saved.commit:
        output.put([SAME.say(session.lang)])
    else:
        output.put([said.fill(what=_what(session, saved.snapshot, kind, docs)).say(session.lang)])


def _answer(docs: Sequence[Doc], commit: str) -> dict[str, Any]:
    first: Mapping[str, Any] = docs[0] if docs else {}
    return {
        "schema": 1,
        "id": first.get("_id"),
        "number": first.get("number"),
        "commit": commit or None,
        "count": len(docs),
        "records": [{"id": doc["_id"], "number": doc.get("number")} for doc in docs],
    }


def _what(session: Session, snapshot: Snapshot, kind: str, docs: Sequence[Doc]) -> str:
    from salestui.cells import visible

    if len(docs) != 1:
        return _counted(kind, len(docs)).say(session.lang)
    if kind == "activities":
        from salestui.exchange.historyview import intent_text

        deal = snapshot.get("deals", docs[0].get("deal"))
        about = snapshot.account(docs[0].get("account")) if deal is None else deal
        what = intent_text(f"log.{docs[0].get('type')}", session.lang)
        name = record_name(snapshot, "deals" if deal else "accounts", about or {})
        return visible(f"{what}  {name}")
    number, name = str(docs[0].get("number", "")), record_name(snapshot, kind, docs[0])
    return visible(f"{number} {name}".strip() if number != name else number)


def _say_dry(session: Session, kind: str, act: Act) -> None:
    edits = [edit for edit in act.edits if edit.values]
    if session.json:
        changes = [{"kind": e.kind, "id": e.id, "values": dict(e.values)} for e in edits]
        output.put_json({"schema": 1, "dry_run": True, "intent": act.intent, "changes": changes})
        return
    lang = session.lang
    if not edits:
        output.put([SAME.say(lang)])
        return
    n = len({(edit.kind, edit.id) for edit in edits if edit.kind == kind}) or len(edits)
    output.put([WOULD.fill(what=_counted(kind, n)).say(lang)])


def _counted(kind: str, n: int) -> Words:
    return MANY.fill(n=n, plural=KINDS[kind].named(n))
