"""Which path and stage a command means, and what FIELD=VALUE means for a stage."""

from __future__ import annotations

from collections.abc import Sequence

from salestui.cli import output
from salestui.cli.reads import chosen_path
from salestui.cli.session import Session
from salestui.cli.spec import Arg
from salestui.domain.change import Value
from salestui.domain.pipelines import Path, Stage
from salestui.domain.problems import InputProblem
from salestui.domain.schema.stages import STAGE, Part
from salestui.domain.snapshot import Snapshot
from salestui.domain.text import searchable
from salestui.domain.words import Words
from salestui.exchange.path_rows import HELD
from salestui.services.context import Context
from salestui.services.deals import stage_on
from salestui.services.pathtext import below, read_fields
from salestui.services.reading import Reading
from salestui.services.settings import held_back

NO_FIELD = Words("A {part} has no field {name}", "{part}没有字段“{name}”")
FIELDS = Words("It has {names}", "可用：{names}")
STAGE_OF = Words("PATH/STAGE", "路径/阶段")
PATH_PAIRS = Arg("words", "PATH[/STAGE] FIELD=VALUE...", many=True)


def named_path(reading: Reading, name: str) -> Path:
    """The sales path that a word names. Raises NotFound."""
    return chosen_path(reading, name)


def path_and_stage(snapshot: Snapshot, text: str, reading: Reading) -> tuple[Path, Stage | None]:
    """The path, and the stage behind a slash where there is one. Raises NotFound, InputProblem."""
    name, slash, rest = text.replace("／", "/").partition("/")
    path = chosen_path(reading, name)
    return path, stage_on(path, rest) if slash else None


def part_values(
    part: Part, pairs: Sequence[tuple[str, str]], at: str, where: tuple[Path, str],
    snapshot: Snapshot, ctx: Context,
) -> dict[str, Value]:  # fmt: skip
    """What FIELD=VALUE pairs mean for a stage, criterion or task that stands at a path.

    Raises InputProblem with the pair as its place.
    """
    path, stage = where
    doc = snapshot.get("pipelines", path.id) or {}
    texts = {_field(part, name): text for name, text in pairs}
    try:
        return read_fields(part, texts, below(doc, at), (doc, stage), snapshot, ctx)
    except InputProblem as problem:
        if problem.where in texts:
            problem.where = f"{problem.where}={texts[problem.where]}"[:60]
        raise


def stage_values(
    pairs: Sequence[tuple[str, str]], path: Path, stage: str, snapshot: Snapshot, ctx: Context
) -> dict[str, Value]:
    """The same for the fields of a stage; of a new one where `stage` is empty."""
    return part_values(STAGE, pairs, f"stages/{stage}", (path, stage), snapshot, ctx)


def _field(part: Part, name: str) -> str:
    wanted = searchable(name)
    for field in part.fields:
        if wanted in {searchable(each) for each in (field.path, *field.label, *field.aliases)}:
            return field.path
    names = [field.path for field in part.fields]
    hint = FIELDS.fill(names=Words(", ".join(names), "、".join(names)))
    raise InputProblem(NO_FIELD.fill(part=part.label, name=name), hint=hint, where=name)


def say_held(session: Session, snapshot: Snapshot, path_id: str) -> None:
    """Say how many open deals of a path its gates would hold."""
    held, count = held_back(snapshot, path_id)
    output.put([HELD.fill(n=held, all=count).say(session.lang)])
