"""`salestui settings`: how the team counts days and money."""

from __future__ import annotations

from typing import Any

from salestui.cli import output
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
                "dormant_days", "survey_every")  # fmt: skip
DAYS = Words("{n} days off, {m} make-up workdays", "节假日 {n} 天，调休上班 {m} 天")
WHAT = Words("Say what to set: FIELD=VALUE", "请写明要改的内容：字段=值")


def settings(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Print the settings, or set some."""
    _, pairs = split_pairs(words)
    if not pairs:
        _print(session, session.present().snapshot.workspace)
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
        field = field_of("workspace", name)
        if field.path not in OF_WORKSPACE:
            raise UsageProblem(WHAT, where=name)
        values |= edit_values(field, text, doc, snapshot, ctx)
    return values


def _print(session: Session, doc: Doc) -> None:
    lang, snapshot = session.lang, session.present().snapshot
    known = KINDS["workspace"]
    fields = [field for path in OF_WORKSPACE if (field := known.field(path)) is not None]
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
