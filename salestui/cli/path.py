"""`salestui path show|set|add|order|retire|empty|copy|criteria|tasks`: the sales paths."""

from __future__ import annotations

from typing import Any

from salestui.cli import output
from salestui.cli.pathparts import criteria, tasks
from salestui.cli.pathwhere import (
    PATH_PAIRS,
    STAGE_OF,
    named_path,
    path_and_stage,
    say_held,
    stage_values,
)
from salestui.cli.reads import AT
from salestui.cli.session import Session
from salestui.cli.spec import FLAG, Arg, Opt, Spec
from salestui.cli.telling import MISSING
from salestui.cli.writes import DRY_RUN, field_of, perform, split_pairs
from salestui.domain.change import Act
from salestui.domain.problems import UsageProblem
from salestui.domain.schema.stages import CRITERION, NODE
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.text import clean
from salestui.domain.words import Words
from salestui.services import pathparts, pathstages
from salestui.services import settings as services
from salestui.services.context import Context
from salestui.services.deals import stage_on
from salestui.services.fieldedit import edit_values
from salestui.services.pathcopy import copy_path

OF_PATH = ("name_en", "name_zh", "customer_kind", "gate_mode", "allow_skip", "allow_back", "active")
NAME = Words("a name", "名称")
PAIR = Words("FIELD=VALUE", "字段=值")
KEYS = Words("the keys in their order", "按次序的键")


def show(session: Session, words: tuple[str, ...], at: str) -> None:
    """Print the paths, one with its stages, or one stage whole."""
    from salestui.cli.pathshow import show_path, show_paths, show_stage

    reading = session.read(at)
    if not words and not session.json:
        show_paths(session, reading)
        return
    path, stage = path_and_stage(reading.snapshot, " ".join(words), reading)
    if session.json:
        from salestui.exchange.path_json import path_json

        doc = reading.snapshot.get("pipelines", path.id) or {}
        output.put_json(path_json(reading.snapshot, doc, path))
    elif stage is None:
        show_path(session, reading, path)
    else:
        show_stage(session, reading, path, stage)


def change(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Set fields of a path or of a stage, and say how many deals the gates would hold."""
    names, pairs = split_pairs(words)
    if not names or not pairs:
        raise UsageProblem(MISSING.fill(name=PAIR))
    path, stage = path_and_stage(session.present().snapshot, " ".join(names), session.present())

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        if stage is not None:
            values = stage_values(pairs, path, stage.key, snapshot, ctx)
            return pathstages.set_stage(snapshot, ctx, path.id, stage.key, values)
        doc = snapshot.get("pipelines", path.id) or {}
        return services.set_path(snapshot, ctx, path.id, _typed(pairs, doc, snapshot, ctx))

    perform(session, "pipelines", use_case, dry_run=dry_run)
    if stage is None and not session.json:
        say_held(session, session.present().snapshot, path.id)


def _typed(
    pairs: list[tuple[str, str]], doc: Doc, snapshot: Snapshot, ctx: Context
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, text in pairs:
        field = field_of("pipelines", name)
        if field.path not in OF_PATH:
            raise UsageProblem(MISSING.fill(name=Words(", ".join(OF_PATH), "、".join(OF_PATH))),
                               where=name)  # fmt: skip
        values |= edit_values(field, text, doc, snapshot, ctx)
    return values


def add(session: Session, words: tuple[str, ...], after: str, kind: str, dry_run: bool) -> None:
    """A new stage."""
    if len(words) < 2:
        raise UsageProblem(MISSING.fill(name=NAME))
    path = named_path(session.present(), words[0])
    names, pairs = split_pairs(words[1:])
    given = [*_name(" ".join(names)), *pairs]
    before = stage_on(path, after).key if after else ""

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        values = stage_values(given, path, "", snapshot, ctx)
        return pathstages.add_stage(
            snapshot, ctx, path.id, values, after=before, kind=kind or "open"
        )

    perform(session, "pipelines", use_case, dry_run=dry_run)


def _name(text: str) -> list[tuple[str, str]]:
    """A name as the field of its language."""
    return [("name_en" if text.isascii() else "name_zh", text)] if text else []


def order(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Put stages, or the criteria or tasks of a stage, in another order."""
    if len(words) < 3:
        raise UsageProblem(MISSING.fill(name=KEYS))
    path, stage = path_and_stage(session.present().snapshot, words[0], session.present())
    keys = words[1:]

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        if stage is None:
            named = [stage_on(path, key).key for key in keys]
            return pathstages.order_stages(snapshot, ctx, path.id, named)
        doc = snapshot.get("pipelines", path.id) or {}
        tasks = pathparts.part_orders(doc, NODE, stage.key)
        part = NODE if keys[0] in tasks else CRITERION
        return pathparts.order_parts(snapshot, ctx, path.id, stage.key, part, keys)

    perform(session, "pipelines", use_case, dry_run=dry_run)


def retire(
    session: Session, words: tuple[str, ...], move_to: str, back: bool, dry_run: bool
) -> None:
    """Let no deal come to a stage any more, or take it back into use."""
    path, stage = path_and_stage(session.present().snapshot, " ".join(words), session.present())
    if stage is None:
        raise UsageProblem(MISSING.fill(name=STAGE_OF))
    to = stage_on(path, move_to).key if move_to else ""

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        if back:
            return pathstages.reuse_stage(snapshot, ctx, path.id, stage.key)
        return pathstages.retire_stage(snapshot, ctx, path.id, stage.key, move_to=to)

    perform(session, "pipelines", use_case, dry_run=dry_run)


def empty(session: Session, words: tuple[str, ...], to: str, dry_run: bool) -> None:
    """Move every open deal of a stage to another one."""
    path, stage = path_and_stage(session.present().snapshot, " ".join(words), session.present())
    if stage is None or not to:
        raise UsageProblem(MISSING.fill(name=STAGE_OF if stage is None else "--to"))
    there = stage_on(path, to).key

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        return pathstages.empty_stage(snapshot, ctx, path.id, stage.key, there)

    perform(session, "deals", use_case, dry_run=dry_run)


def copy(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """A new path from a copy."""
    if len(words) < 2:
        raise UsageProblem(MISSING.fill(name=NAME))
    path = named_path(session.present(), words[0])
    names, pairs = split_pairs(words[1:])
    named = dict([*_name(" ".join(names)), *pairs])
    if named.keys() - {"name_en", "name_zh"}:
        raise UsageProblem(MISSING.fill(name="name_en, name_zh"))

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        en, zh = (clean(named.get(name, "")) for name in ("name_en", "name_zh"))
        return copy_path(snapshot, ctx, path.id, en, zh)

    perform(session, "pipelines", use_case, dry_run=dry_run)


STAGE_ARG = Arg("words", "PATH/STAGE", many=True)
paths: dict[str, Spec] = {
    "show": Spec(
        Words(
            "Prints the sales paths, one with its stages, or one stage whole.",
            "列出销售路径；或显示一条路径的阶段、一个阶段的全部内容。",
        ),
        show,
        (Arg("words", "[PATH[/STAGE]]", required=False, many=True),),
        (AT,),
        ("salestui path show", "salestui path show new", "salestui path show new/demo"),
    ),
    "set": Spec(
        Words(
            "Sets fields of a path or a stage; gates that block hold moves from tomorrow on.",
            "修改路径或阶段；改为拦截后，次日起的推进须补齐条件。",
        ),
        change,
        (PATH_PAIRS,),
        (DRY_RUN,),
        ("salestui path set new gate_mode=block", "salestui path set new/demo probability=45"),
    ),
    "add": Spec(
        Words("Adds a stage to a path.", "为路径新增阶段。"),
        add,
        (Arg("words", "PATH NAME [FIELD=VALUE]...", many=True),),
        (
            Opt("--after", Words("the stage before it", "排在哪个阶段之后"), "STAGE"),
            Opt("--kind", Words("open unless said", "默认为进行中"), "KIND",
                choices=("open", "hold", "won", "lost")),
            DRY_RUN,
        ),
        ('salestui path add new "Pilot" name_zh=试点 probability=50 --after demo',),
    ),
    "order": Spec(
        Words(
            "Lets the stages named follow one another in the places that they hold together;"
            " of a stage, its criteria or tasks.",
            "按所列次序排列阶段（占用它们原有的位置）；指定阶段时排列其推进条件或流程任务。",
        ),
        order,
        (Arg("words", "PATH[/STAGE] KEY KEY...", many=True),),
        (DRY_RUN,),
        ("salestui path order new demo contact", "salestui path order new/demo feedback demo_held"),
    ),
    "retire": Spec(
        Words(
            "Lets no deal come to a stage any more; those in it stay, or go on as one act.",
            "停用阶段：不再进入新商机，已有商机保留，或一次移走。",
        ),
        retire,
        (STAGE_ARG,),
        (
            Opt("--move-to", Words("where its deals go", "商机移到哪个阶段"), "STAGE"),
            Opt("--back", Words("take it back into use", "重新启用"), type=FLAG),
            DRY_RUN,
        ),
        ("salestui path retire new/proposal --move-to negotiation",),
    ),
    "empty": Spec(
        Words("Moves every open deal of a stage to another one.", "把一个阶段的在册商机全部移走。"),
        empty,
        (STAGE_ARG,),
        (Opt("--to", Words("where they go", "移到哪个阶段"), "STAGE"), DRY_RUN),
        ("salestui path empty new/proposal --to negotiation",),
    ),
    "copy": Spec(
        Words("Makes a new path from a copy.", "复制出一条新路径。"),
        copy,
        (Arg("words", "PATH NAME [name_zh=NAME]", many=True),),
        (DRY_RUN,),
        ('salestui path copy new "Partners" name_zh=伙伴渠道',),
    ),
    "criteria": criteria,
    "tasks": tasks,
}  # fmt: skip
"""The verbs under `salestui path`."""
