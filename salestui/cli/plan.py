"""`salestui plan add|set`: the frame of goals for a period and a scope."""

from __future__ import annotations

from salestui.cli.session import Session
from salestui.cli.spec import Arg, Spec
from salestui.cli.telling import MISSING
from salestui.cli.writes import DRY_RUN, perform, split_pairs, typed
from salestui.domain.change import Act, Value
from salestui.domain.problems import InputProblem, UsageProblem
from salestui.domain.refs import find
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words
from salestui.services import plans as services
from salestui.services.context import Context

Pairs = list[tuple[str, str]]
PERIOD = ("period", "期间")


def _values(pairs: Pairs, doc: Doc, snapshot: Snapshot, ctx: Context) -> dict[str, Value]:
    """The values of pairs; `period=q3` stands for both ends. Raises InputProblem."""
    from salestui.services.periods import read_period

    plain = [pair for pair in pairs if pair[0] not in PERIOD]
    values = typed("plans", plain, doc, snapshot, ctx)
    for name, text in pairs:
        if name in PERIOD:
            span = read_period(text, snapshot, ctx.today)
            if span is None:
                raise InputProblem(services.NO_PERIOD, where=f"{name}={text}"[:60])
            values |= {"starts_on": span[0].isoformat(), "ends_on": span[1].isoformat()}
    return values


def add_plan(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Make a plan."""
    names, pairs = split_pairs(words)
    given = [*([("title", " ".join(names))] if names else []), *pairs]

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        return services.add_plan(snapshot, ctx, _values(given, {}, snapshot, ctx))

    perform(session, "plans", use_case, dry_run=dry_run)


def set_plan(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Change a plan."""
    ref, *rest = words
    names, pairs = split_pairs(rest)
    if not pairs:
        raise UsageProblem(MISSING.fill(name=Words("FIELD=VALUE", "字段=值")))
    doc = find(session.present().snapshot, "plans", " ".join([ref, *names]))

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        values = _values(pairs, doc, snapshot, ctx)
        return services.set_plan(snapshot, ctx, str(doc["_id"]), values)

    perform(session, "plans", use_case, dry_run=dry_run)


plans: dict[str, Spec] = {
    "add": Spec(
        Words(
            "Makes a plan; goals find their plan by period and scope.",
            "新建规划；目标按期间和范围归入。",
        ),
        add_plan,
        (Arg("words", "TITLE FIELD=VALUE...", many=True),),
        (DRY_RUN,),
        ('salestui plan add "East manufacturing" period=q3 region=East themes="fewer stops"',),
    ),
    "set": Spec(
        Words("Changes a plan, or closes it.", "修改或结束规划。"),
        set_plan,
        (Arg("words", "REF FIELD=VALUE...", many=True),),
        (DRY_RUN,),
        ("salestui plan set P-1 status=closed",),
    ),
}
