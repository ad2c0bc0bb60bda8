"""Sales paths for an import: found, or made of the stages that the person names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from salestui.cells import cut, width
from salestui.domain.pipelines import STEP, Path, Stage, default_path, parse_path, paths
from salestui.domain.problems import InputProblem, NotFound
from salestui.domain.schema import STAGE_KINDS, key_path
from salestui.domain.snapshot import Snapshot
from salestui.domain.text import quoted
from salestui.domain.words import Words
from salestui.services.defaults import pipeline_id
from salestui.services.importing.draft import Values
from salestui.services.importing.names import folded
from salestui.services.importing.rows import Setup

_WON = re.compile(r"\b(?:won|win|signed|closed ?won)\b|赢单|赢得|签约|已签|成交|^赢$")
_LOST = re.compile(
    r"\b(?:lost|lose|dead|disqualified|closed ?lost)\b|输单|丢单|失单|流失|失败|战败|^输$"
)
_SHORT = 8
_SHORTS = {"won": Words("Won", "签约"), "lost": Words("Lost", "输单")}
_CERTAIN = {"won": 100, "lost": 0}
_FORECASTS = {"won": "closed", "lost": "omitted"}


def kind_of(name: str) -> str:
    """`won`, `lost` or `open`, by the words in a stage's name. Never `hold`."""
    text = name.casefold().replace("_", " ").replace("-", " ")
    if _LOST.search(text):
        return "lost"
    return "won" if _WON.search(text) else "open"


def split_stage(text: str) -> tuple[str, str]:
    """A stage as the person names it, `Gewonnen=won`: its name and its kind."""
    name, equals, kind = text.rpartition("=")
    if equals and kind.strip() in STAGE_KINDS and name.strip():
        return name.strip(), kind.strip()
    return text.strip(), kind_of(text)


def find_path(snapshot: Snapshot, text: str) -> Path | None:
    """The path whose key or name in either language is `text`, whatever its case and spacing."""
    wanted = folded(text)
    for path in paths(snapshot):
        if wanted in (folded(path.key), folded(path.name.en), folded(path.name.zh)):
            return path
    return None


def open_stage_names(snapshot: Snapshot, setup: Setup) -> tuple[str, ...]:
    """The names of the open stages that deals may be put in, to read headers by."""
    found = find_path(snapshot, setup.pipeline) if setup.pipeline else None
    if found is None and setup.stages:
        split = map(split_stage, setup.stages)
        return tuple(name for name, kind in split if kind == "open")
    chosen: tuple[Path, ...] = (found,) if found else ()
    if not setup.pipeline:
        chosen = paths(snapshot)
    names = (text for path in chosen for s in path.open_stages for text in (*s.name, s.key))
    return tuple(dict.fromkeys(names))


def chosen_path(
    snapshot: Snapshot, setup: Setup, name: str, theirs: Iterable[str]
) -> tuple[Path, Values | None]:
    """The path of that name, or the default one for none; with its values if it has to be made.

    Raises NotFound or InputProblem where it is not there and no stages are named, or is there
    with others; `theirs` are the stages in the file, for the advice.
    """
    if not name:
        if setup.stages:
            message = Words("--stages needs a name for the path.", "--stages 需要给出路径名称。")
            raise InputProblem(
                message, hint=Words("Add --pipeline NAME.", "请加 --pipeline 名称。")
            )
        return default_path(snapshot), None
    found = find_path(snapshot, name)
    if found is not None:
        _refuse_other_stages(found, setup)
        return found, None
    if not setup.stages:
        message = Words("There is no sales path {x}.", "没有销售路径 {x}。")
        raise NotFound(message.fill(x=quoted(name)), hint=advice(theirs), where="--pipeline")
    order = max((path.order for path in paths(snapshot) if path.order < 10**6), default=0)
    values = path_values(name, setup.stages, order + 1)
    return parse_path({**values, "_id": pipeline_id(str(values["key"]))}), values


def advice(theirs: Iterable[str]) -> Words:
    """How to make a path of the stages that a file has, open ones first."""
    names = list(dict.fromkeys(name for name in theirs if name))[:20]
    names.sort(key=lambda name: ("open", "won", "lost").index(kind_of(name)))
    text = ",".join(quoted(name, 40)[1:-1] for name in names)
    if not text:
        return Words("Name its stages with --stages.", "请用 --stages 说明各阶段。")
    return Words(
        f'To make it, add --stages "{text}", in the right order.',
        f'要新建，请按正确次序加 --stages "{text}"。',
    )


def _refuse_other_stages(path: Path, setup: Setup) -> None:
    """Stages named for a path that exists must be the ones it has."""
    known = _by_name(path)
    missing = [name for name, _ in map(split_stage, setup.stages) if folded(name) not in known]
    if missing:
        message = Words(
            "The sales path {p} exists and has no stage {s}.", "销售路径 {p} 已存在，没有阶段 {s}。"
        )
        hint = Words(
            "Leave --stages out, or name another --pipeline.",
            "请去掉 --stages，或换一个 --pipeline 名称。",
        )
        raise InputProblem(message.fill(p=quoted(path.key), s=quoted(missing[0])), hint=hint)


def path_values(name: str, stages: Sequence[str], order: int) -> Values:
    """A new path's values: the stages as named, in order, with no more than their names tell."""
    values: Values = {
        "key": _key(name, ()),
        "name_en": name,
        "name_zh": name,
        "order": order,
        "customer_kind": "any",
        "gate_mode": "warn",
        "allow_skip": True,
        "allow_back": "yes",
        "active": True,
    }
    keys: list[str] = []
    for place, (stage, kind) in enumerate(map(split_stage, stages), start=1):
        keys.append(_key(stage, keys))
        at = key_path("stages", keys[-1])
        values[at] = True
        values.update({f"{at}/{k}": v for k, v in _stage(stage, kind, place * STEP).items()})
    return values


def _stage(name: str, kind: str, order: int) -> Values:
    short = Words(name, name) if width(name) <= _SHORT else _SHORTS.get(kind)
    short = short or Words(cut(name, _SHORT), cut(name, _SHORT))
    values: Values = {
        "order": order,
        "name_en": name,
        "name_zh": name,
        "short_en": short.en,
        "short_zh": short.zh,
        "kind": kind,
        "forecast": _FORECASTS.get(kind, "pipeline"),
    }
    # The chance of an open stage is not known: left out, it is never counted as certain.
    return values | ({"probability": _CERTAIN[kind]} if kind in _CERTAIN else {})


def _key(name: str, taken: Sequence[str]) -> str:
    words = re.findall(r"\w+", name.casefold().replace("_", " "))
    key, count = "_".join(words)[:40] or "stage", 1
    found = key
    while found in taken:
        count += 1
        found = f"{key}_{count}"
    return found


def _by_name(path: Path) -> dict[str, Stage]:
    names: dict[str, Stage] = {}
    for stage in path.stages:
        for text in (stage.key, *stage.name, *stage.short):
            names.setdefault(folded(text), stage)
    return names


class StageMap:
    """Stages of a file to stages of one path."""

    def __init__(self, path: Path, told: Mapping[str, str]) -> None:
        """`told`: their stage, folded -> ours. Raises InputProblem where ours does not exist."""
        self.path = path
        self._names = _by_name(path)
        self._told: dict[str, Stage] = {}
        for theirs, ours in told.items():
            stage = self._names.get(folded(ours))
            if stage is None:
                message = Words("{p} has no stage {s}.", "{p}没有阶段 {s}。")
                raise InputProblem(
                    message.fill(p=path.name, s=quoted(ours)),
                    hint=Words("It has: {s}.", "有：{s}。").fill(s=stage_list(path)),
                    where="--map-stage",
                )
            self._told[theirs] = stage

    def find(self, text: str) -> Stage | None:
        """The stage that `text` stands for; the first open one for nothing."""
        if not text:
            return next(iter(self.path.open_stages or self.path.stages), None)
        key = folded(text)
        return self._told.get(key) or self._names.get(key)


def stage_list(path: Path) -> Words:
    """The names of a path's stages, for a sentence."""
    return Words(
        ", ".join(stage.name.en for stage in path.stages),
        "、".join(stage.name.zh for stage in path.stages),
    )
