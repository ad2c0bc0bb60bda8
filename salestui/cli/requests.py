"""`salestui requests` and `salestui request confirm|deliver|decline|add`: what departments owe."""

from __future__ import annotations

from salestui.cli import output
from salestui.cli.reads import AT, FILTER, compiled, filter_text
from salestui.cli.session import Session
from salestui.cli.spec import Arg, Opt, Spec
from salestui.cli.telling import MISSING
from salestui.cli.writes import DRY_RUN, perform, records, split_pairs, typed
from salestui.domain.change import Act
from salestui.domain.problems import UsageProblem
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.exchange import requestrows
from salestui.exchange.columns import laid_out
from salestui.exchange.listing import headed
from salestui.services import requests as services
from salestui.services.context import Context

NONE = Words("No request matches", "没有符合条件的资源需求")


def list_requests(session: Session, words: tuple[str, ...], at: str) -> None:
    """Print the requests that match, by department; those still owed without a filter."""
    text = filter_text(words, (AT,))
    reading = session.read(at)
    docs = compiled(text, "requests", reading).docs() if text else None
    docs = list(reading.snapshot.live("requests")) if docs is None else docs
    groups = services.request_groups(reading.snapshot, docs, reading.today)
    if session.json:
        output.put_json(requestrows.requests_shape(reading, groups, every=bool(text)))
        return
    lang, ink = reading.lang, session.ink
    columns = headed(requestrows.RULES, requestrows.HEADS, lang)
    listed = {group.key: requestrows.shown(group, every=bool(text)) for group in groups}
    rows = [requestrows.printed(reading, row) for each in listed.values() for row in each]
    laid = laid_out(columns, rows, session.cells)
    lines, out = list(laid.lines), [ink(laid.head, "dim")] if rows else [NONE.say(lang)]
    for group in groups:
        counts = "  ".join(words.say(lang) for words in requestrows.counts_words(group))
        out.append(f"{ink(group.head.say(lang), 'bold')}  {counts}")
        out += [ink.flagged(line) for line in lines[: len(listed[group.key])]]
        del lines[: len(listed[group.key])]
    output.put(out)


def _sets(status: str, says: Words, verb: str) -> Spec:
    def body(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
        docs = records(session, "requests", " ".join(words))

        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            return services.set_requests(snapshot, ctx, [doc["_id"] for doc in docs], status)

        perform(session, "requests", use_case, dry_run=dry_run)

    arg = Arg("words", "REF|FILTER", required=True, many=True)
    return Spec(says, body, (arg,), (DRY_RUN,), (f"salestui request {verb} R-4",))


def add(session: Session, words: tuple[str, ...], task: str, dry_run: bool) -> None:
    """Ask a department for something that a task needs."""
    names, pairs = split_pairs(words)
    if not task.strip():
        raise UsageProblem(MISSING.fill(name="--task"))
    owner = records(session, "tasks", task)[0]
    given = [*([("item", " ".join(names))] if names else []), *pairs]

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        values = typed("requests", given, {}, snapshot, ctx)
        return services.add_request(snapshot, ctx, owner["_id"], values)

    perform(session, "requests", use_case, dry_run=dry_run)


requests = Spec(
    Words(
        "Lists what departments were asked for and how each stands; what is still owed without a"
        " filter.",
        "按部门列出资源需求及状态；不写条件时列出未交付的。",
    ),
    list_requests,
    (FILTER,),
    (AT,),
    ("salestui requests", "salestui requests department:technical is:late"),
    free=True,
)
spec: dict[str, Spec] = {
    "confirm": _sets(
        "confirmed", Words("Says that a department will deliver.", "确认资源需求。"), "confirm"
    ),
    "deliver": _sets(
        "delivered", Words("Says that a department delivered.", "标记资源已交付。"), "deliver"
    ),
    "decline": _sets(
        "declined", Words("Says that a department will not deliver.", "拒绝资源需求。"), "decline"
    ),
    "add": Spec(
        Words("Asks a department for something that a task needs.", "为任务向部门申请资源。"),
        add,
        (Arg("words", "ITEM FIELD=VALUE...", required=True, many=True),),
        (Opt("--task", Words("the task that needs it", "所属任务"), "TASK"), DRY_RUN),
        ('salestui request add "case of a valve maker" department=marketing --task T-4',),
    ),
}
"""The verbs under `salestui request`."""
