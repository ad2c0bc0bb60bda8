"""The forms of the path editor: stages, exit criteria with a preview, task templates, paths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from salestui.domain.change import Act, Value
from salestui.domain.pipelines import parse_path
from salestui.domain.problems import NOWHERE, InputProblem, Problem
from salestui.domain.schema import PIPELINES, Field
from salestui.domain.schema.stages import CRITERION, Part
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.text import clean
from salestui.domain.words import Words
from salestui.exchange.path_rows import preview_words
from salestui.services.criterionargs import Asked, arg_words
from salestui.services.pathcopy import NAMELESS, copy_path
from salestui.services.pathstages import open_deals
from salestui.services.pathtext import field_text, read_fields
from salestui.services.pathview import criterion_of, lacking
from salestui.services.settings import held_back
from salestui.ui.forms.fields import choices_of, form_field, record_form
from salestui.ui.forms.form import Form, FormField, Read, Texts
from salestui.ui.forms.reading import field_read
from salestui.ui.paths import words as say

if TYPE_CHECKING:
    from salestui.services.context import Context
    from salestui.ui.app import SalesApp

NEW_STAGE_FIELDS = ("name_en", "name_zh", "short_en", "short_zh", "probability", "expected_days",
                    "rot_days")  # fmt: skip
PATH_FIELDS = ("name_en", "name_zh", "customer_kind", "gate_mode", "allow_skip", "allow_back",
               "active")  # fmt: skip
LINES = {"guidance_en": 3, "guidance_zh": 3, "items": 3, "resources": 3}
HINTS = {"arg": say.ARG_HINT, "items": say.ITEMS_HINT}
ASKED = ("check", "arg", "severity")
"""The fields of a criterion that decide whom it holds."""

Write = Callable[[Snapshot, "Context", Mapping[str, Value]], Act]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a form is about: a part of a stage of a path, with the values that stand there."""

    part: Part
    path_id: str
    stage: str
    values: Mapping[str, Any]

    def where(self, snapshot: Snapshot) -> tuple[Doc, str]:
        """The path's record and the stage."""
        return snapshot.get("pipelines", self.path_id) or {}, self.stage

    def read(self, texts: Texts, snapshot: Snapshot, ctx: Context) -> dict[str, Value]:
        """What typed fields mean. Raises InputProblem."""
        return read_fields(self.part, texts, self.values, self.where(snapshot), snapshot, ctx)


def part_form(
    sales: SalesApp, subject: Subject, names: tuple[str, ...], title: Words, write: Write,
    *, start: str = "",
) -> Form:  # fmt: skip
    """A form with fields of a stage, criterion or template; what was changed is written."""
    fields = part_fields(sales, subject, names)
    before = {field.key: field.initial for field in fields}

    async def save(texts: Texts) -> None:
        changed = {key: text for key, text in texts.items() if text != before[key]}

        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            return write(snapshot, ctx, subject.read(changed, snapshot, ctx))

        await sales.save(use_case)

    return Form(title, fields, save, start=start)


def part_fields(sales: SalesApp, subject: Subject, names: tuple[str, ...]) -> tuple[FormField, ...]:
    """Fields of a stage, criterion or template with the values that stand there."""
    draft = Draft(sales, subject) if subject.part is CRITERION else None
    return tuple(_field(sales, subject, name, draft) for name in names)


def names_of(part: Part) -> tuple[str, ...]:
    """The fields of a form that shows all."""
    return tuple(field.path for field in part.fields)


def _field(sales: SalesApp, subject: Subject, name: str, draft: Draft | None) -> FormField:
    field = subject.part.field(name)
    assert field is not None, name
    initial = field_text(field, subject.values, sales.snapshot, sales.lang)
    found = FormField(
        key=name,
        label=field.label,
        initial=initial,
        read=_read(sales, subject, field),
        hint=HINTS.get(name, NOWHERE),
        choices=choices_of(field),
        lines=LINES.get(name, 1),
    )
    if draft is not None and name in ASKED:
        draft.texts[name] = initial
        return replace(found, read=draft.read(name), roomy=name == "arg")
    return found


def _read(sales: SalesApp, subject: Subject, field: Field) -> Read:
    """Reads a field back; a list and a filter are judged as a whole."""
    if field.type != "map" and field.path != "filter":
        return field_read(field, subject.values, sales.snapshot, sales.context)

    def reads(text: str) -> Words:
        subject.read({field.path: text}, sales.snapshot, sales.context())
        return NOWHERE

    return reads


class Draft:
    """A criterion while it is typed: whom it would hold is said beside each of its fields."""

    def __init__(self, sales: SalesApp, subject: Subject) -> None:
        self.sales = sales
        self.subject = subject
        self.texts: dict[str, str] = {}
        snapshot = sales.snapshot
        self.deals = open_deals(snapshot, subject.path_id, subject.stage)
        stage = parse_path(subject.where(snapshot)[0]).stage(subject.stage)
        self.stage = stage.short if stage else NOWHERE

    def read(self, name: str) -> Read:
        """Reads one field back with the others as they stand."""

        def reads(text: str) -> Words:
            self.texts[name] = text
            try:
                values = self._values()
            except InputProblem as problem:
                # What is asked for is judged where it is typed.
                if name != "arg" and problem.where == "arg":
                    return NOWHERE
                raise
            return self._words(name, values)

        return reads

    def _values(self) -> dict[str, Value]:
        return self.subject.read(self.texts, self.sales.snapshot, self.sales.context())

    def _words(self, name: str, values: Mapping[str, Value]) -> Words:
        snapshot = self.sales.snapshot
        criterion = criterion_of("", {**self.subject.values, **values})
        found = lacking(self.deals, snapshot, criterion)
        said = preview_words(found, criterion, self.stage)
        if name != "arg":
            return said
        doc, stage = self.subject.where(snapshot)
        asked = arg_words(Asked(criterion.check, criterion.arg), doc, stage)
        return Words(f"{asked.en}; {said.en}", f"{asked.zh}；{said.zh}")


# -- paths


async def settings_form(sales: SalesApp, path_id: str) -> Form:
    """How moves go on a path; letting gates block says how many deals they would hold."""
    doc = sales.snapshot.get("pipelines", path_id) or {}
    fields = []
    for name in PATH_FIELDS:
        field = form_field(sales, "pipelines", name, doc)
        fields.append(
            replace(field, read=_gate_read(sales, path_id)) if name == "gate_mode" else field
        )
    title = say.SETTINGS.fill(name=parse_path(doc).name)
    return await record_form(sales, "pipelines", path_id, tuple(fields), title)


def _gate_read(sales: SalesApp, path_id: str) -> Read:
    doc = sales.snapshot.get("pipelines", path_id) or {}
    field = PIPELINES.field("gate_mode")
    assert field is not None
    plain = field_read(field, doc, sales.snapshot, sales.context)
    held, count = held_back(sales.snapshot, path_id)

    def reads(text: str) -> Words:
        plain(text)
        return say.HELD.fill(n=held, all=count)

    return reads


def copy_form(sales: SalesApp, path_id: str, done: Callable[[str], None]) -> Form:
    """The names of a new path that begins as a copy; `done` gets its id."""
    doc = sales.snapshot.get("pipelines", path_id) or {}
    labels = [PIPELINES.field(name) for name in ("name_en", "name_zh")]
    fields = tuple(FormField(field.path, field.label) for field in labels if field is not None)

    def check(texts: Texts) -> Mapping[str, Problem]:
        return {} if any(t.strip() for t in texts.values()) else {"name_en": InputProblem(NAMELESS)}

    async def save(texts: Texts) -> None:
        en, zh = (clean(texts[name]) for name in ("name_en", "name_zh"))
        saved = await sales.save(lambda s, ctx: copy_path(s, ctx, path_id, en, zh))
        done(saved.records[0][1])

    return Form(say.COPY.fill(name=parse_path(doc).name), fields, save, check)
