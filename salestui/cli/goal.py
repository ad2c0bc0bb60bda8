"""`salestui goal add|set|split|drop` and `salestui plan add|set`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from salestui.cells import visible
from salestui.cli import output
from salestui.cli.session import Session
from salestui.cli.spec import Arg, Opt, Spec
from salestui.cli.telling import MISSING
from salestui.cli.writes import DRY_RUN, perform, split_pairs, typed
from salestui.domain.change import Act
from salestui.domain.goals.breakdown import BYS, HOWS
from salestui.domain.goals.ground import Ground
from salestui.domain.goals.records import goal_of
from salestui.domain.goals.sentence import written
from salestui.domain.goals.shown import shown_number
from salestui.domain.problems import InputProblem, UsageProblem
from salestui.domain.query.fields import field_named
from salestui.domain.refs import find
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.exchange.goal_why import needed, smart
from salestui.services import goals as services
from salestui.services.context import Context
from salestui.services.goalpreview import Preview, preview
from salestui.services.goalrecords import ground_of, style_of
from salestui.services.goalsplit import proposal, split_goal, typed_parts
from salestui.services.records import archive

SENTENCE = Words("a sentence", "一句话")
COLUMN = Words("at character {n} of the sentence", "句子第 {n} 个字符处")
UNDERSTOOD = Words("understood: {text}", "已理解：{text}")

Pairs = list[tuple[str, str]]


def parted(words: Sequence[str]) -> tuple[str, Pairs]:
    """The sentence, and the FIELD=VALUE pairs behind it; a sentence has signs of its own."""
    said: list[str] = []
    pairs: Pairs = []
    for word in words:
        name, equals, value = word.partition("=")
        if equals and re.fullmatch(r"[\w.]+", name) and field_named("goals", name):
            pairs.append((name, value))
        else:
            said.append(word)
    return " ".join(said).strip(), pairs


def add_goal(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Set a goal by a sentence, and say how it was understood."""
    text, pairs = parted(words)
    if not text:
        raise UsageProblem(MISSING.fill(name=SENTENCE))
    bench = session.open()
    ground = ground_of(bench.snapshot, bench.context())
    found = _previewed(session, text, ground)
    understood = written(found.sentence, style_of(ground, session.lang))
    answers = {a.key: {"ok": a.ok, "why": a.why.say(session.lang)} for a in found.answers}

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        values = typed("goals", pairs, {}, snapshot, ctx)
        return services.add_goal(snapshot, ctx, text, values)

    more = {"understood": understood, "smart": answers}
    perform(session, "goals", use_case, dry_run=dry_run, more=more)
    if not session.json:
        output.put(_preview_lines(session, found, understood))


def _previewed(session: Session, text: str, ground: Ground) -> Preview:
    """What a sentence would make. Raises InputProblem that names the place."""
    try:
        return preview(text, ground)
    except InputProblem as problem:
        if problem.where.isdecimal():
            problem.where = COLUMN.fill(n=int(problem.where) + 1).say(session.lang)
        raise


def _preview_lines(session: Session, found: Preview, understood: str) -> Iterator[str]:
    """What was understood, what is still needed, and the five answers."""
    yield visible(UNDERSTOOD.fill(text=understood).say(session.lang))
    still = needed(found.sight)
    lines = [*([still] if still else []), *smart(found.answers, session.lang, session.cells - 2)]
    for line in lines:
        styles = ("late",) if line.role == "late" else ()
        yield session.ink("  " + line.left.say(session.lang), *styles)


def set_goal(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Say a goal anew by a sentence, or set its own fields."""
    ref, *rest = words
    text, pairs = parted(rest)
    if bool(text) == bool(pairs):
        raise UsageProblem(MISSING.fill(name=Words("SENTENCE or FIELD=VALUE", "句子或 字段=值")))
    doc = find(session.present().snapshot, "goals", ref)
    if text:
        bench = session.open()
        _previewed(session, text, ground_of(bench.snapshot, bench.context()))

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        if text:
            return services.rewrite_goal(snapshot, ctx, str(doc["_id"]), text)
        values = typed("goals", pairs, doc, snapshot, ctx)
        return services.set_goal(snapshot, ctx, str(doc["_id"]), values)

    perform(session, "goals", use_case, dry_run=dry_run)


def give_out(session: Session, words: tuple[str, ...], by: str, how: str, dry_run: bool) -> None:
    """Give a goal out to members or regions."""

    ref, *rest = words
    names, pairs = split_pairs(rest)
    if names:
        raise UsageProblem(MISSING.fill(name=Words("NAME=PART", "名称=数值")))
    by, how = by or "members", how or "equal"
    bench = session.open()
    doc = find(bench.snapshot, "goals", ref)
    ground = ground_of(bench.snapshot, bench.context())
    main, parts = proposal(ground, goal_of(bench.snapshot, doc), by, how)
    values = typed_parts(dict(pairs), parts, main, bench.context())

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        return split_goal(snapshot, ctx, str(doc["_id"]), by, how, values)

    perform(session, "goals", use_case, dry_run=dry_run)
    if not session.json:
        shown = [(part.name, values.get(part.key, part.value)) for part in parts]
        output.put(
            visible(f"  {name}  {shown_number(value, main.result).say(session.lang)}")
            for name, value in shown
        )


def drop_goal(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Archive a goal."""
    doc = find(session.present().snapshot, "goals", " ".join(words))
    perform(
        session,
        "goals",
        lambda snapshot, ctx: archive(snapshot, ctx, "goals", [str(doc["_id"])]),
        dry_run=dry_run,
    )


BY = Opt("--by", Words("to whom", "分解对象"), "BY", choices=tuple(BYS))
HOW = Opt("--how", Words("how much each gets", "分解方式"), "HOW", choices=tuple(HOWS))
goals: dict[str, Spec] = {
    "add": Spec(
        Words(
            "Sets a goal by one sentence: what is counted, of which deals, when, how much; behind"
            " commas, which share of it must be of one kind.",
            "用一句话设目标：统计什么、范围、期间、目标值；逗号后写占比要求。",
        ),
        add_goal,
        (Arg("words", "SENTENCE [FIELD=VALUE...]", many=True),),
        (DRY_RUN,),
        (
            'salestui goal add "new customers region:East q3 +30% on q2,'
            ' industry:manufacturing share>=50%"',
            'salestui goal add "合同额 300万 Q3 负责人:李娜"',
            'salestui goal add "win rate 40% q3" owner=jie --dry-run',
        ),
        free=True,
    ),
    "set": Spec(
        Words("Says a goal anew, or sets its own fields.", "重写一个目标，或修改其字段。"),
        set_goal,
        (Arg("words", "REF SENTENCE|FIELD=VALUE...", many=True),),
        (DRY_RUN,),
        ("salestui goal set G-3 owner=lei", 'salestui goal set G-3 "new customers q3 14"'),
        free=True,
    ),
    "split": Spec(
        Words(
            "Gives a goal out: one goal for each member or region, the sum kept, as one act.",
            "分解目标：每个成员或区域一个目标，合计不变，一步可撤销。",
        ),
        give_out,
        (Arg("words", "REF [NAME=PART...]", many=True),),
        (BY, HOW, DRY_RUN),
        ("salestui goal split G-1 --by members --how last", "salestui goal split G-1 lina=6 lei=7"),
    ),
    "drop": Spec(
        Words("Archives a goal.", "归档目标。"),
        drop_goal,
        (Arg("words", "REF", many=True),),
        (DRY_RUN,),
        ("salestui goal drop G-3",),
    ),
}
