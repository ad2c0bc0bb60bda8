"""Rows of deals: put on a sales path at the dates they have, compared with what is there."""

from __future__ import annotations

import hashlib
from collections import Counter

from salestui.domain.ids import derived_id
from salestui.domain.pipelines import Path, Stage, default_path, parse_path
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words
from salestui.services.importing.dealnotices import DealNotices, one_path
from salestui.services.importing.desk import Desk, count, fault, flat, refers_by_id, repeated
from salestui.services.importing.draft import Values, differences
from salestui.services.importing.rows import Fault, Row, Sheet, Tally
from salestui.services.importing.stages import (
    StageMap,
    chosen_path,
    find_path,
    stage_list,
)
from salestui.services.importing.timeline import CLOSED, Timeline, timeline

_NOT_COPIED = frozenset(
    {"created", "closed_on", "stage", "pipeline", "owner", "account", "won_amount", "won_currency",
     "lost_reason", "lost_note", "lost_to", "probability_manual"}
)  # fmt: skip
_PLACE = ("pipeline", "stage", "outcome", "closed_on", "won_amount", "won_currency",
          "lost_reason", "lost_note", "lost_to", "recycle_on", "wake_on")  # fmt: skip
_NAMELESS = Words("nothing tells which deal this is", "看不出是哪个商机")
_OFF_PATH = Words("{p} has no such stage; it has {s}", "{p}没有这个阶段；有：{s}")
_NO_PATH = Words("there is no such sales path", "没有这条销售路径")


class Deals:
    """One sheet of deals on its way into the desk's draft."""

    def __init__(self, desk: Desk, sheet: Sheet, tally: Tally) -> None:
        self.desk = desk
        self.sheet = sheet
        self.tally = tally
        self._seen: dict[str, int] = {}
        self._same: Counter[str] = Counter()
        self._maps: dict[str, StageMap | None] = {}
        self._notices = DealNotices()
        self._by_id = {f: refers_by_id(sheet, f) for f in ("owner", "account")}
        self._theirs = [str(row.values.get("stage", "")) for row in sheet.rows]
        self._default = self._chosen()

    def _chosen(self) -> StageMap | None:
        """The path that the person named, made where it has to be."""
        setup = self.desk.setup
        if "pipeline" in self.sheet.labels:
            if not setup.pipeline:
                return None
            self.tally.notices.append(one_path(self.sheet.labels["pipeline"], setup.pipeline))
        path = self._made(setup.pipeline)
        return StageMap(path, setup.map_stage) if setup.pipeline else None

    def _made(self, name: str) -> Path:
        """The path of that name, made of the stages the person names where it is not there."""
        desk = self.desk
        path, values = chosen_path(desk.snapshot, desk.setup, name, self._theirs)
        if values is not None and not desk.draft.known("pipelines", path.id):
            desk.draft.create("pipelines", path.id, values, None)
            desk.also["pipelines"] += 1
        return path

    def run(self) -> None:
        """Take every row."""
        for row in self.sheet.rows:
            problem = self._take(row)
            if problem is not None:
                self.tally.faults.append(problem)
            self.desk.tick()
        with_ids = not self.sheet.rows or "external_id" in self.sheet.labels
        self.tally.notices += self._notices.told(self._theirs, with_ids=with_ids)

    # -- one row

    def _take(self, row: Row) -> Fault | None:
        values = row.values
        if not ("external_id" in values or "title" in values or "account" in values):
            return fault(self.sheet, row, "title", "", _NAMELESS)
        id = self._id_of(row)
        doc = self.desk.draft.stands("deals", id)
        stages = self._stages_of(row, doc)
        if stages is None:
            named = str(values.get("pipeline", ""))
            self._notices.paths[named] += 1
            return fault(self.sheet, row, "pipeline", named, _NO_PATH)
        text = str(values.get("stage", ""))
        stage = stages.find(text)
        if stage is None:
            self._notices.stages[text] += 1
            path = stages.path
            why = _OFF_PATH.fill(p=path.name, s=stage_list(path))
            return fault(self.sheet, row, "stage", text, why)
        if id in self._seen:
            said = str(values.get("external_id", ""))
            return repeated(self.sheet, row, "external_id", said, self._seen[id])
        self._seen[id] = row.line
        if text:
            self.tally.stages[text] = stage.key
        self._write(id, doc, row, stages, stage)
        return None

    def _stages_of(self, row: Row, doc: Doc | None) -> StageMap | None:
        """The path a row is about: as the person or the row says, else where the deal is."""
        if self.desk.setup.pipeline:
            return self._default
        text = str(row.values.get("pipeline", ""))
        key = text or str((doc or {}).get("pipeline", ""))
        if key not in self._maps:
            path = self._path(text, key)
            self._maps[key] = StageMap(path, self.desk.setup.map_stage) if path else None
        return self._maps[key]

    def _path(self, text: str, key: str) -> Path | None:
        if text and self.desk.setup.stages:
            return self._made(text)
        if text:
            return find_path(self.desk.snapshot, text)
        doc = self.desk.draft.stands("pipelines", key)
        return parse_path(doc) if doc else default_path(self.desk.snapshot)

    def _id_of(self, row: Row) -> str:
        external, setup = row.values.get("external_id"), self.desk.setup
        if external is None:
            digest = hashlib.sha256(row.content.encode()).hexdigest()
            self._same[digest] += 1
            turn = str(self._same[digest])
            return derived_id("dl", "deals", setup.source, "row", digest, turn)
        id = self.desk.external("deals", external)
        if id not in self.desk.snapshot.table("deals") and not setup.own_source:
            return next(iter(self.desk.snapshot.ids("deals.external", external)), id)
        return id

    def _write(self, id: str, doc: Doc | None, row: Row, stages: StageMap, stage: Stage) -> None:
        times = timeline(row, stages.path, stage, stages.find)
        start = times.steps[0][0]
        self.desk.draft.begin_by("pipelines", stages.path.id, start)
        plain = self._plain(row, stage, start)
        place = self._place(row, stages.path, stage, times)
        self.tally.undated += times.undated
        self._notices.odd["swapped"] += times.swapped
        now = self.desk.ctx.now
        self._notices.odd["future"] += any(ms is not None and ms > now for ms, _ in times.steps)
        if doc is None:
            self._create(id, plain, place, times)
            count(self.tally, made=True, changed=False)
            return
        changed = self._update(id, doc, plain, place, times)
        count(self.tally, made=False, changed=changed)

    def _plain(self, row: Row, stage: Stage, start: int | None) -> Values:
        """What the row says about the deal, but for its place on the path."""
        values = flat(row.values, _NOT_COPIED)
        if self._value_at_close and stage.kind in CLOSED:
            values.pop("amount", None)
            values.pop("currency", None)
        given = row.values
        if "owner" in given:
            values["owner"] = self.desk.member(given["owner"], start, is_id=self._by_id["owner"])
        if "account" in given:
            account = self.desk.account(given["account"], start, is_id=self._by_id["account"])
            self._notices.odd["account"] += account is None
            values |= {"account": account} if account else {}
        if stage.kind not in CLOSED:
            if "probability_manual" in given:
                values["probability_manual"] = given["probability_manual"]
            if "closed_on" in given:
                values.setdefault("expected_close", given["closed_on"].date)
        return values

    def _place(self, row: Row, path: Path, stage: Stage, times: Timeline) -> Values:
        """Where the deal stands: the values of its place that the row tells."""
        outcome = stage.kind if stage.kind in CLOSED else "open"
        place: Values = {"pipeline": path.id, "stage": stage.key, "outcome": outcome}
        given = row.values
        if outcome != "open" and times.closed is not None:
            place["closed_on"] = times.closed.date
        if outcome == "won":
            column = "won_amount" if "won_amount" in given else "amount"
            if column in given:
                place["won_amount"] = given[column]
                place["won_currency"] = given[
                    "won_currency" if column == "won_amount" else "currency"
                ]
        elif outcome == "lost":
            place |= {p: given[p] for p in ("lost_reason", "lost_note", "lost_to") if p in given}
        if self._value_at_close and outcome != "open" and "amount" in given:
            place |= {"amount": given["amount"], "currency": given["currency"]}
        return place

    @property
    def _value_at_close(self) -> bool:
        """Whether the amount's column is what a deal closed at, so that nobody knew it before."""
        label = str(self.sheet.labels.get("amount", "")).casefold()
        return label.startswith(("close", "final", "成交", "签约"))

    # -- what becomes of it

    def _create(self, id: str, plain: Values, place: Values, times: Timeline) -> None:
        draft, now = self.desk.draft, self.desk.ctx.now
        (start, first), *later = times.steps
        values = {**plain, **place}
        if later:
            values = {**plain, "pipeline": place["pipeline"], "stage": first, "outcome": "open"}
        if "owner" in values:
            values["owner_since"] = times.created.date if times.created else self.desk.today
        if not times.observed:
            values["history_from"] = now
        draft.create("deals", id, values, start)
        for n, (when, stage) in enumerate(later, start=1):
            final = n == len(later)
            # A step without a date is known by the import only, so it is of the import's time.
            draft.then("deals", id, dict(place) if final else {"stage": stage}, when)

    def _update(self, id: str, doc: Doc, plain: Values, place: Values, times: Timeline) -> bool:
        """The file wins: what differs is written; an empty cell says nothing."""
        draft = self.desk.draft
        changes = differences(doc, plain)
        if "owner" in changes:
            changes["owner_since"] = self.desk.today
        moved = differences(doc, place)
        if changes:
            draft.change("deals", id, changes)
        if moved:
            if "stage" in moved or "pipeline" in moved:
                whole = {p: place.get(p) for p in _PLACE if p in place or doc.get(p) is not None}
                moved = {**moved, **whole}
            draft.change("deals", id, moved, _moved_at(doc, moved, times))
        return bool(changes or moved)


def _moved_at(doc: Doc, moved: Values, times: Timeline) -> int | None:
    """When a move seen in the file took effect: its date there, unless the log knows later."""
    when = times.steps[-1][0]
    moves = doc.get("_moves")
    since = moves[-1][0] if moves else doc.get("_created", 0)
    return when if "stage" in moved and when is not None and when > since else None


def import_deals(desk: Desk, sheet: Sheet, tally: Tally) -> None:
    """Put the rows of a sheet into the desk's draft."""
    Deals(desk, sheet, tally).run()
