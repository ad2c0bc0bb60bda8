"""The forms of tasks: a new one, a field, the assignment of several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from salestui.domain.load import Load, Picker, Suggestion, loads, suggestions
from salestui.domain.names import account_name, deal_name, member_short, task_for
from salestui.domain.problems import NOWHERE
from salestui.domain.refs import find
from salestui.domain.schema import STRENGTHS, TASKS
from salestui.domain.tasks import task_name
from salestui.domain.words import Words
from salestui.services.records import live_record
from salestui.services.requests import add_request
from salestui.services.tasks import add_task, assign, set_task
from salestui.ui.forms.fields import form_field, record_form, typed_fields
from salestui.ui.forms.form import Form, FormField, Texts
from salestui.ui.tasks import words as say
from salestui.ui.widgets.pick import Choice

if TYPE_CHECKING:
    from salestui.domain.change import Act, Edit
    from salestui.domain.snapshot import Doc, Snapshot
    from salestui.services.context import Context
    from salestui.store.store import Saved
    from salestui.ui.app import SalesApp

NEW_FIELDS = ("title", "due", "owner", "deal", "note")
REQUEST_FIELDS = ("item", "department", "needed_by", "note")
BAR = 9


def new_task_form(
    sales: SalesApp,
    deal: str = "",
    done: Callable[[Saved], None] | None = None,
    *,
    account: str = "",
) -> Form:
    """A form for a new task of a deal or an account; `done` is called when it is on disk."""
    known = sales.snapshot.get("deals", deal) or {}
    first = {"deal": deal or None, "owner": sales.workbench.me or None}
    fields = tuple(
        form_field(sales, "tasks", path, first, need=path == "title") for path in NEW_FIELDS
    )

    async def save(texts: Texts) -> None:
        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            values = typed_fields("tasks", texts, first, snapshot, ctx)
            given = {p: v for p, v in values.items() if v is not None}
            if account and "deal" not in given:
                given["account"] = account
            return add_task(snapshot, ctx, given)

        saved = await sales.save(use_case)
        if done is not None:
            done(saved)

    name = deal_name(sales.snapshot, known) if known else account_name(sales.snapshot, account)
    return Form(say.NEW_FOR.fill(name=name) if name else say.NEW, fields, save)


def request_form(sales: SalesApp, task: str) -> Form:
    """A form that asks a department for something that a task needs."""
    doc = sales.snapshot.get("tasks", task) or {}
    first = {"needed_by": doc.get("due")}
    fields = tuple(
        form_field(sales, "requests", path, first, need=path == "item") for path in REQUEST_FIELDS
    )

    async def save(texts: Texts) -> None:
        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            values = typed_fields("requests", texts, first, snapshot, ctx)
            return add_request(snapshot, ctx, task, {"needed_by": doc.get("due"), **values})

        await sales.save(use_case)

    return Form(say.ASK.fill(name=task_name(sales.snapshot, doc)), fields, save)


async def tasks_form(sales: SalesApp, ids: Sequence[str], path: str, title: Words) -> Form:
    """A form that sets one field of one or more tasks as one act."""
    if len(ids) == 1:
        doc = sales.snapshot.get("tasks", ids[0]) or {}
        field = form_field(sales, "tasks", path, doc)
        return await record_form(sales, "tasks", ids[0], (field,), title)
    field = form_field(sales, "tasks", path, {}, need=True)

    async def save(texts: Texts) -> None:
        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            from salestui.domain.change import Act

            edits: list[Edit] = []
            for id in ids:
                values = typed_fields(
                    "tasks", texts, live_record(snapshot, "tasks", id), snapshot, ctx
                )
                edits += set_task(snapshot, ctx, id, values).edits
            return Act("task.set", tuple(edits))

        await sales.save(use_case)

    return Form(title, (field,), save)


# -- who should do it


def member_choices(sales: SalesApp, task: Doc) -> list[Choice]:
    """The members in the order in which they suit a task, each with the reason."""
    snapshot = sales.snapshot
    found = suggestions(snapshot, task, loads(snapshot, sales.today))
    named = [member_short(snapshot, each.member) for each in found]
    return [
        Choice(each.member, name, reason_words(snapshot, task, each).say(sales.lang))
        for each, name in zip(found, named, strict=True)
    ]


def reason_words(snapshot: Snapshot, task: Doc, each: Suggestion) -> Words:
    """Why a member is suggested: strength, load before and after, whether the day is free."""
    load = each.load
    parts = [Words(_bar(load), _bar(load))]
    parts.append(say.THEN.fill(n=load.this_week, all=load.capacity, more=load.this_week + 1))
    if each.has_strength:
        parts.append(say.STRONG.fill(strength=_strength(str(task.get("strength", "")))))
    if load.full:
        parts.append(say.FULL)
    elif task.get("due"):
        parts.append(say.BUSY if each.busy_that_day else say.FREE)
    return Words("  ".join(part.en for part in parts), "  ".join(part.zh for part in parts))


def short_reason(task: Doc, each: Suggestion) -> Words:
    """The same in a few words, the strength first."""
    load = each.load
    parts = [_strength(str(task.get("strength", "")))] if each.has_strength else []
    parts.append(say.THEN.fill(n=load.this_week, all=load.capacity, more=load.this_week + 1))
    parts += [say.FULL] if load.full else []
    return Words("  ".join(part.en for part in parts), "  ".join(part.zh for part in parts))


def _bar(load: Load) -> str:
    full = min(BAR, round(min(1.0, load.share) * BAR))
    return "#" * full + "." * (BAR - full)


def _strength(key: str) -> Words:
    return STRENGTHS.get(key, Words(key, key))


def assign_form(sales: SalesApp, ids: Sequence[str]) -> Form:
    """One line a task with the member who suits best; saving takes them all as one act.

    Each line counts the load that the lines above it bring.
    """
    snapshot = sales.snapshot
    picker = Picker(snapshot, sales.today)
    fields = []
    for id in ids:
        task = snapshot.get("tasks", id) or {}
        before = picker.loads
        fields.append(_owner_field(sales, id, before, picker.pick(task)))

    async def save(texts: Texts) -> None:
        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            owners = {
                id: str(find(snapshot, "members", text)["_id"])
                for id, text in texts.items()
                if text.strip()
            }
            return assign(snapshot, ctx, owners)

        await sales.save(use_case)

    return Form(say.ASSIGN_MANY.fill(n=len(ids)), tuple(fields), save)


def _owner_field(sales: SalesApp, id: str, known: Mapping[str, Load], first: str) -> FormField:
    """The line of one task; `known` are the loads without it."""
    snapshot = sales.snapshot
    task = snapshot.get("tasks", id) or {}

    def read(text: str) -> Words:
        if not text.strip():
            return NOWHERE
        member = str(find(snapshot, "members", text)["_id"])
        found = suggestions(snapshot, task, known, among=[member])
        return short_reason(task, found[0]) if found else NOWHERE

    field = TASKS.field("owner")
    assert field is not None
    initial = member_short(snapshot, first) if first else ""
    name, what = task_name(snapshot, task), task_for(snapshot, task)
    label = say.TASK_FOR.fill(name=name, what=what) if what else name
    return FormField(id, label, initial, read)
