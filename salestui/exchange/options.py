"""How a person wants a file imported, as given on the command line, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from salestui.domain.currencies import CODES
from salestui.domain.problems import UsageProblem
from salestui.domain.text import clean, quoted
from salestui.domain.words import Words
from salestui.exchange.datecells import ORDERS
from salestui.exchange.kinds import IMPORTED
from salestui.services.importing.names import folded
from salestui.services.importing.rows import Fault, Setup


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The flags of `salestui import`; what is empty is guessed."""

    kind: str = ""
    pipeline: str = ""
    stages: str | Sequence[str] = ()
    """`A,B,C`, or the names one by one; `C=won` says what kind of stage it is."""
    maps: Sequence[str] = ()
    """`COL=FIELD`, `COL=FIELD:UNIT` (`revenue=annual_revenue:m`), `COL=-` to leave it out."""
    map_stage: Sequence[str] = ()
    """`THEIRS=OURS`."""
    dates: str = ""
    currency: str = ""
    source: str = ""
    dry_run: bool = False

    def stage_names(self) -> tuple[str, ...]:
        """The stages of a new path, in order."""
        names = self.stages
        if isinstance(names, str):
            names = names.replace("，", ",").split(",")
        return tuple(name for name in map(clean, names) if name)

    def setup(self) -> Setup:
        """What the services need of this; raises UsageProblem for a word that is none of ours."""
        _one_of("--kind", self.kind, IMPORTED)
        _one_of("--dates", self.dates, ORDERS)
        if self.currency and self.currency.upper() not in CODES:
            raise _wrong("--currency", self.currency, Words("a currency code", "币种代码"))
        return Setup(
            source=clean(self.source) or "import",
            own_source=bool(self.source.strip()),
            pipeline=clean(self.pipeline),
            stages=self.stage_names(),
            map_stage=dict(map(_pair, self.map_stage)),
        )

    def as_preset(self) -> dict[str, Any]:
        """What is worth keeping for the next import of such a file, as plain JSON."""
        kept = {name: value for name, value in asdict(self).items() if value and name != "dry_run"}
        return {k: v if isinstance(v, str) else list(v) for k, v in kept.items()}

    def over(self, preset: dict[str, Any]) -> ImportOptions:
        """These options with a preset below them: what is given here wins, maps add up."""
        merged: dict[str, Any] = {}
        for item in fields(self):
            own, kept = getattr(self, item.name), preset.get(item.name)
            if item.name in ("maps", "map_stage"):
                merged[item.name] = (*(kept or ()), *own)
            else:
                merged[item.name] = own or kept or own
        return ImportOptions(**merged)


def _one_of(flag: str, value: str, allowed: Sequence[str]) -> None:
    if value and value not in allowed:
        raise _wrong(flag, value, Words(", ".join(allowed), "、".join(allowed)))


def _wrong(flag: str, value: str, expected: Words) -> UsageProblem:
    message = Words("{f} {v} is not known.", "不认识 {f} {v}。").fill(f=flag, v=quoted(value))
    return UsageProblem(
        message, hint=Words("It takes {e}.", "可用：{e}。").fill(e=expected), where=flag
    )


def _pair(item: str) -> tuple[str, str]:
    theirs, equals, ours = item.rpartition("=")
    if not equals or not theirs.strip() or not ours.strip():
        raise _wrong("--map-stage", item, Words("THEIRS=OURS", "对方阶段=我方阶段"))
    return folded(theirs), ours.strip()


@dataclass(slots=True)
class FileResult:
    """What became of one file."""

    name: str
    kind: str
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    undated: int = 0
    faults: list[Fault] = field(default_factory=list)
    mapping: dict[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    stages: dict[str, str] = field(default_factory=dict)
    notices: list[Words] = field(default_factory=list)
    encoding: str = ""
    delimiter: str = ""

    @property
    def skipped(self) -> int:
        """Rows that were not imported."""
        return self.rows - self.created - self.updated - self.unchanged

    def as_json(self, lang: str = "en") -> dict[str, Any]:
        """The object of the `import` contract for this file."""
        return {
            "file": self.name,
            "kind": self.kind,
            **{name: getattr(self, name) for name in COUNTS},
            "errors": [_error(fault, lang) for fault in self.faults],
            "mapping": self.mapping,
            "ignored": list(self.ignored),
            "stages": self.stages,
            "notices": [notice.say(lang) for notice in self.notices],
            "encoding": self.encoding,
            "delimiter": self.delimiter,
        }


COUNTS = ("rows", "created", "updated", "unchanged", "skipped", "undated")


def _error(fault: Fault, lang: str) -> dict[str, Any]:
    return {
        "row": fault.line,
        "column": fault.column,
        "value": fault.value,
        "message": fault.message.say(lang),
        "file": fault.file,
    }


@dataclass(slots=True)
class ImportResult:
    """What became of an import of one or several files: one act, one undo."""

    files: list[FileResult]
    also: dict[str, int] = field(default_factory=dict)
    """Records made because rows named them: kind -> how many."""
    dry_run: bool = False
    commit: str = ""
    """`rep:seq` of the act; empty where nothing changed."""

    @property
    def faults(self) -> list[Fault]:
        """Every row that could not be imported, with why."""
        return [fault for file in self.files for fault in file.faults]

    @property
    def failed(self) -> bool:
        """Whether there were rows and none of them was any good."""
        return self.count("rows") > 0 and self.count("skipped") == self.count("rows")

    def count(self, name: str) -> int:
        """A count of COUNTS over all files."""
        return sum(int(getattr(file, name)) for file in self.files)

    def as_json(self, lang: str = "en") -> dict[str, Any]:
        """The object of the `import` contract; several files are summed and stand in `files`."""
        each = [file.as_json(lang) for file in self.files]
        return {
            "schema": 1,
            "kind": ",".join(dict.fromkeys(file.kind for file in self.files)),
            **{name: self.count(name) for name in COUNTS},
            "errors": [error for file in each for error in file["errors"]],
            "mapping": {k: v for file in self.files for k, v in file.mapping.items()},
            "ignored": [label for file in self.files for label in file.ignored],
            "stages": {k: v for file in self.files for k, v in file.stages.items()},
            "notices": [notice for file in each for notice in file["notices"]],
            "also_created": self.also,
            "dry_run": self.dry_run,
            "commit": self.commit or None,
            "files": each,
        }
