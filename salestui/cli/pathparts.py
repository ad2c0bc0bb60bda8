"""`salestui path criteria|tasks`: what a stage asks for and the tasks it brings."""

from __future__ import annotations

from collections.abc import Mapping

from salestui.cli import output
from salestui.cli.pathwhere import STAGE_OF, part_values, path_and_stage
from salestui.cli.session import Session
from salestui.cli.spec import FLAG, Arg, Opt, Spec
from salestui.cli.telling import MISSING
from salestui.cli.writes import DRY_RUN, perform, split_pairs
from salestui.domain.change import Act, Value
from salestui.domain.pipelines import Criterion, Path, Stage
from salestui.domain.problems import UsageProblem
from salestui.domain.schema.stages import CRITERION, NODE, Part
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.exchange.path_rows import preview_words
from salestui.services import pathparts as services
from salestui.services.context import Context
from salestui.services.pathstages import open_deals
from salestui.services.pathview import Lacking, criterion_of, lacking

WHAT = Words("--add TEXT, or KEY with FIELD=VALUE or --remove",
             "--add 内容，或 键 加 字段=值、--remove")  # fmt: skip
ADD = Opt("--add", Words("a new one, in a few words", "新增一项"), "TEXT")
REMOVE = Opt("--remove", Words("take it away", "去掉"), type=FLAG)
ARG = Arg("words", "PATH/STAGE [KEY] [FIELD=VALUE]...", many=True)


def _change(
    session: Session, part: Part, words: tuple[str, ...], add: str, remove: bool, dry_run: bool
) -> None:
    """List the criteria or tasks of a stage, or add, set or remove one."""
    path, stage, key, pairs = _asked(session, words)
    if not (key or add or pairs or remove):
        _list(session, part, path, stage)
        return
    if bool(key) == bool(add) or (key and bool(pairs) == remove) or (add and remove):
        raise UsageProblem(MISSING.fill(name=WHAT))
    told: dict[str, object] = {}
    said: list[str] = []

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        if remove:
            return services.remove_part(snapshot, ctx, path.id, stage.key, part, key)
        given = [*_text(part, add), *pairs]
        at = f"stages/{stage.key}/{part.name}/{key}"
        values = part_values(part, given, at, (path, stage.key), snapshot, ctx)
        if part is CRITERION:
            found, criterion = _previewed(snapshot, path, stage, key, values)
            told.update(lacking=found.held, open=found.of)
            said[:] = [preview_words(found, criterion, stage.short).say(session.lang)]
        if add:
            return services.add_part(snapshot, ctx, path.id, stage.key, part, values)
        return services.set_part(snapshot, ctx, path.id, stage.key, part, key, values)

    perform(session, "pipelines", use_case, dry_run=dry_run, more=told)
    if not session.json:
        output.put(said)


def _asked(
    session: Session, words: tuple[str, ...]
) -> tuple[Path, Stage, str, list[tuple[str, str]]]:
    """The path, the stage, the key and the pairs of a command line. Raises UsageProblem."""
    names, pairs = split_pairs(words)
    reading = session.present()
    path, stage = path_and_stage(reading.snapshot, names[0] if names else "", reading)
    if stage is None:
        raise UsageProblem(MISSING.fill(name=STAGE_OF))
    return path, stage, " ".join(names[1:]), pairs


def _text(part: Part, text: str) -> list[tuple[str, str]]:
    if not text:
        return []
    return [(f"{part.essential}_{'en' if text.isascii() else 'zh'}", text)]


def _previewed(
    snapshot: Snapshot, path: Path, stage: Stage, key: str, values: Mapping[str, Value]
) -> tuple[Lacking, Criterion]:
    """How many open deals of the stage would lack a criterion with these values."""
    doc = snapshot.get("pipelines", path.id) or {}
    old = services.part_values(doc, CRITERION, stage.key, key) if key else {}
    criterion = criterion_of(key, {**old, **values})
    return lacking(open_deals(snapshot, path.id, stage.key), snapshot, criterion), criterion


def _list(session: Session, part: Part, path: Path, stage: Stage) -> None:
    from salestui.cli.pathshow import part_lines

    reading = session.present()
    if session.json:
        from salestui.exchange.path_json import path_json

        doc = reading.snapshot.get("pipelines", path.id) or {}
        shape = path_json(reading.snapshot, doc, path)
        here = next(each for each in shape["stages"] if each["key"] == stage.key)
        name = "criteria" if part is CRITERION else "tasks"
        output.put_json({"schema": 1, "path": path.key, "stage": stage.key, name: here[name]})
        return
    output.put(part_lines(session, reading, path, stage, part))


def _criteria(
    session: Session, words: tuple[str, ...], add: str, remove: bool, dry_run: bool
) -> None:
    """The exit criteria."""
    _change(session, CRITERION, words, add, remove, dry_run)


def _tasks(session: Session, words: tuple[str, ...], add: str, remove: bool, dry_run: bool) -> None:
    """The task templates."""
    _change(session, NODE, words, add, remove, dry_run)


criteria = Spec(
    Words(
        "Lists what a stage asks for, or adds, sets or removes one; says how many deals lack it.",
        "列出阶段的推进条件，或新增、修改、去掉一项，并说明有多少商机尚缺。",
    ),
    _criteria,
    (ARG,),
    (ADD, REMOVE, DRY_RUN),
    (
        "salestui path criteria new/demo",
        'salestui path criteria new/demo --add "site visited" check=activity_done arg=visit',
        "salestui path criteria new/contact budget severity=required --dry-run",
    ),
)
tasks = Spec(
    Words(
        "Lists the tasks that a stage brings, or adds, sets or removes one.",
        "列出阶段的流程任务，或新增、修改、去掉一项。",
    ),
    _tasks,
    (ARG,),
    (ADD, REMOVE, DRY_RUN),
    (
        "salestui path tasks new/demo",
        'salestui path tasks new/demo --add "Demo script" due=3 role=specialist'
        ' items="script | 脚本; questions | 问题清单"',
    ),
)
