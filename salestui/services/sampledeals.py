"""The life of one deal of the sample team, from its script in the data to acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from salestui.domain.change import Act, Edit, Value
from salestui.domain.ids import derived_id
from salestui.domain.schema import ACTIVITY_TYPES, KINDS, key_path
from salestui.services.defaults import member_id, pipeline_id

if TYPE_CHECKING:
    from salestui.services.sample import Sample

Row = Mapping[str, Any]
Told = tuple[str, Act]
"""A writer's handle and what they did."""

THOUSAND = 100_000
"""Minor units in a thousand: amounts in the data are thousands."""

FIRST_STAGE = {"new": "lead", "existing": "visit"}
OPEN_AGAIN: dict[str, Value] = dict.fromkeys(
    ("closed_on", "won_amount", "won_currency", "lost_reason", "lost_note", "lost_to",
     "recycle_on", "wake_on")
)  # fmt: skip


def sample_id(kind: str, key: str) -> str:
    """The id of a record of the sample: the same in every demo."""
    return derived_id(KINDS[kind].prefix, kind, "sample", key)


def _step(sample: Sample, step: Sequence[Any]) -> dict[str, Value]:
    due, *text = step
    return {"next_step": sample.say(text), "next_step_due": sample.time.iso(due)}


class Story:
    """One deal's script. Each line is [day, verb, …]; the verbs are the methods below."""

    def __init__(self, sample: Sample, row: Row) -> None:
        self.sample = sample
        self.row = row
        self.id = sample_id("deals", row["key"])
        self.account = sample_id("accounts", row["account"])
        self.writer: str = row["owner"]
        self.path: str = row.get("path", "new")
        self._count = 0

    def tell(self) -> Iterator[Told]:
        """The deal's acts in order of time."""
        verbs: dict[str, Callable[..., Told]] = {
            "new": self._new, "to": self._to, "amount": self._amount, "close": self._close,
            "next": self._next, "tick": self._tick, "facts": self._facts, "won": self._won,
            "lost": self._lost, "reopen": self._reopen, "hold": self._hold,
        }  # fmt: skip
        for day, verb, *rest in self.row["log"]:
            when = self.sample.time.at(day, self.row["key"])
            if verb in ACTIVITY_TYPES:
                yield self._log(when, day, verb, *rest)
            else:
                yield verbs[verb](when, day, *rest)

    # -- the deal

    def _act(self, when: int, intent: str, values: Mapping[str, Value], *more: Edit) -> Told:
        return self.writer, Act(intent, (Edit("deals", self.id, values), *more), when)

    def _new(self, when: int, day: int, stage: str = "") -> Told:
        row, sample = self.row, self.sample
        values: dict[str, Value] = {
            "number": "",
            "account": self.account,
            "title": sample.say(row["title"]),
            "pipeline": pipeline_id(self.path),
            "stage": stage or FIRST_STAGE[self.path],
            "outcome": "open",
            "amount": row["amount"] * THOUSAND,
            "currency": sample.currency,
            "owner": member_id(self.writer),
            "owner_since": sample.time.iso(day),
            "source": row["source"],
            "product": sample.word("products", row["product"]),
            "region": sample.region,
            "primary_contact": sample_id("contacts", row["account"] + "0"),
        }
        if "close" in row:
            values["expected_close"] = sample.time.iso(row["close"])
        return self._act(when, "deal.add", values)

    def _to(self, when: int, _: int, stage: str) -> Told:
        return self._act(when, "deal.stage", {"stage": stage})

    def _amount(self, when: int, _: int, amount: int, by: str = "") -> Told:
        told = self._act(when, "deal.set", {"amount": amount * THOUSAND})
        return by or self.writer, told[1]

    def _close(self, when: int, _: int, due: int) -> Told:
        return self._act(when, "deal.set", {"expected_close": self.sample.time.iso(due)})

    def _next(self, when: int, _: int, *step: Any) -> Told:
        return self._act(when, "deal.next_step", _step(self.sample, step))

    def _tick(self, when: int, _: int, key: str, *evidence: str) -> Told:
        tick = key_path("checklist", key)
        said = self.sample.say(evidence)
        return self._act(when, "deal.set", {tick: True, tick + "/evidence": said})

    def _facts(self, when: int, _: int, facts: Row) -> Told:
        say = self.sample.say
        values: dict[str, Value] = {}
        for number, pain in enumerate(facts.get("pains", ()), 1):
            values[key_path("pains", f"p{number}")] = say(pain)
        for competitor in facts.get("competitors", ()):
            values[key_path("competitors", say(competitor))] = True
        for name, path in (("solution", "desired_solution"), ("terms", "payment_terms")):
            if name in facts:
                values[path] = say(facts[name])
        if "margin" in facts:
            values["margin_pct"] = facts["margin"]
        if "budget" in facts:
            least, most = facts["budget"]
            values |= {"budget_min": least * THOUSAND, "budget_max": most * THOUSAND}
            values["budget_currency"] = self.sample.currency
        return self._act(when, "deal.set", values)

    # -- its end

    def _won(self, when: int, day: int, amount: int, contract: str) -> Told:
        values: dict[str, Value] = {
            "stage": "won",
            "outcome": "won",
            "closed_on": self.sample.time.iso(day),
            "won_amount": amount * THOUSAND,
            "won_currency": self.sample.currency,
            "contract_no": contract,
        }
        return self._act(
            when, "deal.won", values, Edit("accounts", self.account, {"kind": "customer"})
        )

    def _lost(
        self, when: int, day: int, reason: str, en: str, zh: str, to: Any, recycle: int | None
    ) -> Told:
        time = self.sample.time
        values: dict[str, Value] = {
            "stage": "lost",
            "outcome": "lost",
            "closed_on": time.iso(day),
            "lost_reason": reason,
            "lost_note": self.sample.say((en, zh)),
        }
        if to:
            values["lost_to"] = self.sample.say(to)
        if recycle is not None:
            values["recycle_on"] = time.iso(recycle)
        return self._act(when, "deal.lost", values)

    def _reopen(self, when: int, _: int, stage: str) -> Told:
        return self._act(when, "deal.stage", {**OPEN_AGAIN, "stage": stage, "outcome": "open"})

    def _hold(self, when: int, _: int, wake: int) -> Told:
        values: dict[str, Value] = {"stage": "hold", "wake_on": self.sample.time.iso(wake)}
        return self._act(when, "deal.stage", values)

    # -- what was said

    def _log(self, when: int, _: int, type: str, en: str, zh: str, more: Row | None = None) -> Told:
        more = more or {}
        self._count += 1
        values: dict[str, Value] = {
            "type": type,
            "at": when,
            "deal": self.id,
            "account": self.account,
            "member": member_id(more.get("by", self.writer)),
            "summary": self.sample.say((en, zh)),
        }
        for number in more.get("with", ()):
            contact = sample_id("contacts", f"{self.row['account']}{number}")
            values[key_path("contacts", contact)] = True
        for name, path in (("mood", "sentiment"), ("score", "score"), ("min", "duration_min")):
            if name in more:
                values[path] = more[name]
        if "feedback" in more:
            values["feedback"] = self.sample.say(more["feedback"])
        edits = []
        if "next" in more:
            step = _step(self.sample, more["next"])
            values |= step
            edits.append(Edit("deals", self.id, step))
        if "score" in more:
            edits.append(Edit("accounts", self.account, {"satisfaction": more["score"]}))
        number = f"{self.row['key']}{self._count}"
        activity = Edit("activities", sample_id("activities", number), values)
        return self.writer, Act(f"log.{type}", (activity, *edits), when)
