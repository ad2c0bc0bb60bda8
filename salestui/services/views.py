"""Saved views: filter, order and shape of the deals under a name, one's own or the team's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from salestui.domain.change import Act, Edit, Value
from salestui.domain.ids import derived_id
from salestui.domain.names import member_short
from salestui.domain.problems import InputProblem, NotFound, Refused
from salestui.domain.schema import DELETED
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.text import clean, searchable
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.records import act_of, checked_edit, live_record

NO_NAME = Words("A view needs a name", "视图需要名称")
NO_MEMBER = Words("Only members of the team can keep views", "只有团队成员才能保存视图")
TAKEN = Words("You have a view {name} already", "你已有视图“{name}”")
NOT_YOURS = Words("{name} is {owner}'s view", "“{name}”是{owner}的视图")
NO_VIEW = Words("There is no view {name}; there are: {names}", "没有视图“{name}”；现有：{names}")
NO_VIEWS = Words("No view is saved yet", "还没有保存的视图")
SAVE_ONE = Words("press F on the board to save one", "在看板按 F 保存")
SEVERAL = Words("Several people share a view {name}", "多人共享了视图“{name}”")
ONE_OF = Words("say whose: {names}", "请指明：{names}")


class View(NamedTuple):
    """A saved view, read."""

    id: str
    name: str
    owner: str
    """Id of the member who keeps it."""
    shared: bool
    screen: str
    filter: str
    sort: str
    reverse: bool
    list: bool
    """Whether the deals are shown as a list; else as a board."""
    columns: tuple[str, ...]
    pipeline: str
    """Id of the sales path; empty for all of them."""
    mine: bool


def view_of(doc: Doc) -> View:
    """A record as a view; what it lacks is empty."""

    def text(path: str) -> str:
        return str(doc.get(path) or "")

    return View(
        id=str(doc["_id"]),
        name=text("name"),
        owner=text("owner"),
        shared=bool(doc.get("shared")),
        screen=text("screen"),
        filter=text("filter"),
        sort=text("sort"),
        reverse=bool(doc.get("reverse")),
        list=bool(doc.get("list")),
        columns=tuple(key for key in text("columns").split(",") if key),
        pipeline=text("pipeline"),
        mine=bool(doc.get("mine")),
    )


def views_for(snapshot: Snapshot, me: str) -> list[View]:
    """What the member `me` can show: their own views, then those that others share, by name."""
    every = [view_of(doc) for doc in snapshot.live("views")]
    seen = [view for view in every if view.shared or (me and view.owner == me)]
    return sorted(seen, key=lambda v: (not me or v.owner != me, searchable(v.name), v.id))


def find_view(snapshot: Snapshot, me: str, name: str) -> View:
    """The view called `name` or `handle/name`, one's own before those of others.

    Raises NotFound with the names there are, InputProblem where several people share one.
    """
    every = views_for(snapshot, me)
    if not every:
        raise NotFound(NO_VIEWS, hint=SAVE_ONE)
    wanted = searchable(name.strip())
    named = {view: _with_owner(snapshot, view) for view in every}
    found = [v for v in every if wanted in (searchable(v.name), searchable(named[v]))]
    if not found:
        names = ", ".join(dict.fromkeys(view.name for view in every))
        raise NotFound(NO_VIEW.fill(name=name, names=names), where=name)
    if len(found) > 1 and found[0].owner != me:
        hint = ONE_OF.fill(names=", ".join(named[view] for view in found))
        raise InputProblem(SEVERAL.fill(name=name), hint=hint, where=name)
    return found[0]


def _with_owner(snapshot: Snapshot, view: View) -> str:
    return f"{_handle(snapshot, view.owner)}/{view.name}"


def _handle(snapshot: Snapshot, member: str) -> str:
    return str((snapshot.get("members", member) or {}).get("handle", ""))


# -- keeping them


def save_view(snapshot: Snapshot, ctx: Context, name: str, values: Mapping[str, Value]) -> Act:
    """Keep a view under a name; one of mine that is called so already is changed.

    `values` are all its other fields. Raises InputProblem for an empty name or a filter that
    can't be read, Refused for who is no member.
    """
    id, name = _named(snapshot, ctx, name)
    _check_filter(snapshot, ctx, str(values.get("filter") or ""))
    whole = {**values, "name": name, "owner": ctx.me}
    return act_of("view.save", [_put(snapshot, id, whole)])


def rename_view(snapshot: Snapshot, ctx: Context, id: str, name: str) -> Act:
    """Keep a view of mine under another name instead.

    Raises NotFound, InputProblem for an empty name, Refused for another's view or a name taken.
    """
    old = _mine(snapshot, ctx, id)
    new, name = _named(snapshot, ctx, name)
    if new == id:
        return act_of("view.rename", [checked_edit(snapshot, "views", id, {"name": name})])
    if any(view.id == new for view in views_for(snapshot, ctx.me)):
        raise Refused(TAKEN.fill(name=name))
    fields = {path: value for path, value in old.items() if not path.startswith("_")}
    whole = {**fields, "name": name, "owner": ctx.me}
    edits = [_put(snapshot, new, whole), Edit("views", id, {DELETED: True})]
    return act_of("view.rename", edits)


def delete_view(snapshot: Snapshot, ctx: Context, id: str) -> Act:
    """Put a view away; undo brings it back.

    Raises NotFound, Refused for a view of somebody else who is still in the team.
    """
    _mine(snapshot, ctx, id)
    return act_of("view.delete", [Edit("views", id, {DELETED: True})])


def _named(snapshot: Snapshot, ctx: Context, name: str) -> tuple[str, str]:
    """The id of my view of that name, and the name as it is kept."""
    name = clean(name).strip()
    if not name:
        raise InputProblem(NO_NAME, where="name")
    if not ctx.me:
        raise Refused(NO_MEMBER)
    return derived_id("vw", "views", _handle(snapshot, ctx.me), searchable(name)), name


def _put(snapshot: Snapshot, id: str, values: Mapping[str, Value]) -> Edit:
    """An edit that makes a view be these values, whatever it was before."""
    old = snapshot.get("views", id) or {}
    cleared: dict[str, Value] = {path: None for path in old if not path.startswith("_")}
    back: dict[str, Value] = {DELETED: None} if old.get(DELETED) else {}
    return checked_edit(snapshot, "views", id, {**cleared, **back, **values})


def _check_filter(snapshot: Snapshot, ctx: Context, text: str) -> None:
    from salestui.domain.query import Env, compile_filter

    if text:
        env = Env(ctx.today, ctx.zone, ctx.me, ctx.currency, ctx.now, ctx.log)
        try:
            compile_filter(text, "deals", snapshot, env)
        except InputProblem as problem:
            problem.where = "filter"
            raise


def _mine(snapshot: Snapshot, ctx: Context, id: str) -> Doc:
    """A view that I may change: mine, or of somebody who is in the team no more."""
    doc = live_record(snapshot, "views", id)
    owner = snapshot.get("members", doc.get("owner")) or {DELETED: True}
    there = not owner.get(DELETED) and owner.get("active") is not False
    if there and doc.get("owner") != ctx.me:
        name = member_short(snapshot, str(doc.get("owner")))
        raise Refused(NOT_YOURS.fill(name=doc.get("name", ""), owner=name))
    return doc
