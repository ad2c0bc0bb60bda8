"""`salestui settings`: how the team counts days and money."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from salestui.cli import output
from salestui.cli.session import Session
from salestui.cli.spec import Arg, Spec
from salestui.cli.writes import DRY_RUN, field_of, perform, split_pairs
from salestui.domain.change import Act
from salestui.domain.problems import InputProblem, UsageProblem
from salestui.domain.schema import Field, members_of
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.exchange.columns import Column, laid_out
from salestui.services import settings as services
from salestui.services.context import Context
from salestui.services.fieldedit import edit_text, edit_values

OF_WORKSPACE = ("name", "timezone", "currency", "fiscal_year_start_month", "week_start",
                "lag_threshold_days", "lag_counts", "calendar", "rot_mode",
                "dormant_days", "survey_every")  # fmt: skip
DAYS = Words("{n} days off, {m} make-up workdays", "节假日 {n} 天，调休上班 {m} 天")
NO_SETTING = Words("There is no setting {name}", "没有设置项“{name}”")
THERE_ARE = Words("There are {names}", "可用：{names}")
BOTH = Words("Either name what to see or set FIELD=VALUE", "要么写要查看的项，要么写字段=值")


def settings(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Print the settings, all or those that are named, or set some."""
    names, pairs = split_pairs(words)
    if names and pairs:
        raise UsageProblem(BOTH, where=names[0])
    if not pairs:
        named = [_setting(name) for name in names or OF_WORKSPACE]
        _print(session, session.present().snapshot.workspace, named)
        return

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        values = _typed(pairs, snapshot.workspace, snapshot, ctx)
        return services.set_workspace(snapshot, ctx, values)

    perform(session, "workspace", use_case, dry_run=dry_run)


def _typed(
    pairs: list[tuple[str, str]], doc: Doc, snapshot: Snapshot, ctx: Context
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, text in pairs:
        values |= edit_values(_setting(name), text, doc, snapshot, ctx)
    return values


def _setting(name: str) -> Field:
    """The setting that answers to a name in either language. Raises InputProblem."""
    field = field_of("workspace", name)
    if field.path not in OF_WORKSPACE:
        hint = THERE_ARE.fill(names=", ".join(OF_WORKSPACE))
        raise InputProblem(NO_SETTING.fill(name=name), hint=hint, where=name)
    return field


def _print(session: Session, doc: Doc, fields: Sequence[Field]) -> None:
    lang, snapshot = session.lang, session.present().snapshot
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
    if free and any(field.path == "calendar" for field in fields):
        output.put([DAYS.fill(n=free, m=extra).say(lang)])


PAIRS = Arg("words", "[FIELD]... | [FIELD=VALUE]...", required=False, many=True)
spec = Spec(
    Words(
        "Prints how the team counts days and money, or sets it.",
        "查看或修改团队设置：计日方式、节假日、停滞等。",
    ),
    settings,
    (PAIRS,),
    (DRY_RUN,),
    ("salestui settings", "salestui settings calendar", "salestui settings lag_counts=business"),
)
