"""`salestui settings` and `salestui path`: how the team counts days, and what its paths ask for."""

from __future__ import annotations

from typing import Any

from salestui.cli import output
from salestui.cli.reads import chosen_path
from salestui.cli.session import Session
from salestui.cli.spec import Arg, Spec
from salestui.cli.writes import DRY_RUN, field_of, perform, split_pairs
from salestui.domain.change import Act
from salestui.domain.problems import UsageProblem
from salestui.domain.schema import KINDS, members_of
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.exchange.columns import Column, laid_out
from salestui.services import settings as services
from salestui.services.context import Context
from salestui.services.fieldedit import edit_text, edit_values

OF_WORKSPACE = ("name", "timezone", "currency", "fiscal_year_start_month", "week_start",
                "lag_threshold_days", "lag_counts", "calendar", "rot_mode",
                "dormant_days")  # fmt: skip
OF_PATH = ("name_en", "name_zh", "gate_mode", "gate_from", "allow_skip", "allow_back", "active")
DAYS = Words("{n} days off, {m} make-up workdays", "节假日 {n} 天，调休上班 {m} 天")
HELD = Words(
    "{n} of {all} open deals of this path lack something for their next stage",
    "该路径 {all} 个进行中的商机中，{n} 个尚缺推进条件",
)
WHAT = Words("Say what to set: FIELD=VALUE", "请写明要改的内容：字段=值")


def settings(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Print the settings, or set some."""
    _, pairs = split_pairs(words)
    if not pairs:
        _print(session, "workspace", session.present().snapshot.workspace, OF_WORKSPACE)
        return

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        values = _typed("workspace", pairs, snapshot.workspace, snapshot, ctx)
        return services.set_workspace(snapshot, ctx, values)

    perform(session, "workspace", use_case, dry_run=dry_run)


def path(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Print a path's settings with how many deals its gates would hold, or set some."""
    names, pairs = split_pairs(words)
    found = chosen_path(session.present(), " ".join(names))
    if not pairs:
        snapshot = session.present().snapshot
        _print(session, "pipelines", snapshot.get("pipelines", found.id) or {}, OF_PATH)
        if not session.json:
            _say_held(session, found.id)
        return

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        doc = snapshot.get("pipelines", found.id) or {}
        values = _typed("pipelines", pairs, doc, snapshot, ctx)
        return services.set_path(snapshot, ctx, found.id, values)

    perform(session, "pipelines", use_case, dry_run=dry_run)
    if not session.json:
        _say_held(session, found.id)


def _say_held(session: Session, id: str) -> None:
    held, count = services.held_back(session.present().snapshot, id)
    output.put([HELD.fill(n=held, all=count).say(session.lang)])


def _typed(
    kind: str, pairs: list[tuple[str, str]], doc: Doc, snapshot: Snapshot, ctx: Context
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    allowed = OF_WORKSPACE if kind == "workspace" else OF_PATH
    for name, text in pairs:
        field = field_of(kind, name)
        if field.path not in allowed or field.path == "gate_from":
            raise UsageProblem(WHAT, where=name)
        values |= edit_values(field, text, doc, snapshot, ctx)
    return values


def _print(session: Session, kind: str, doc: Doc, paths: tuple[str, ...]) -> None:
    lang, snapshot = session.lang, session.present().snapshot
    fields = [field for path in paths if (field := KINDS[kind].field(path)) is not None]
    if session.json:
        values = {field.path: doc.get(field.path) for field in fields}
        output.put_json({"schema": 1, "id": doc.get("_id"), **values})
        return
    rows = [
        [field.path, field.label.say(lang), edit_text(field, doc, snapshot, lang, "") or "-"]
        for field in fields
    ]
    laid = laid_out((Column(""), Column(""), Column("")), rows, session.cells)
    output.put(laid.lines)
    free, extra = (len(members_of(doc, path)) for path in ("holidays", "workdays"))
    if free:
        output.put([DAYS.fill(n=free, m=extra).say(lang)])


PAIRS = Arg("words", "[FIELD=VALUE]...", required=False, many=True)
spec = Spec(
    Words(
        "Prints how the team counts days and money, or sets it.",
        "查看或修改团队设置：计日方式、节假日、停滞等。",
    ),
    settings,
    (PAIRS,),
    (DRY_RUN,),
    ("salestui settings", "salestui settings lag_counts=business calendar=CN"),
)
path_spec = Spec(
    Words(
        "Prints what a sales path asks for, or sets it; gates that block hold moves from tomorrow.",
        "查看或修改销售路径；改为拦截后，次日起的推进须补齐条件。",
    ),
    path,
    (PAIRS._replace(shown="[PATH] [FIELD=VALUE]..."),),
    (DRY_RUN,),
    ("salestui path new", "salestui path new gate_mode=block"),
)
