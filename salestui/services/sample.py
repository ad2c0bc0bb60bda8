"""The sample team: nine months of an invented sales team's work, told relative to today.

The story stands in `data/sample/`, in both languages; here it becomes acts with their times, so
that the demo's log is a log like any other. The same day and language give the same team.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, tzinfo

from salestui.domain.change import Act, Edit, Value
from salestui.domain.ids import base32, human_number
from salestui.domain.schema import KINDS, key_path
from salestui.services.defaults import default_edits, member_id, read_data
from salestui.services.sampledeals import Row, Story, Told, sample_id
from salestui.services.samplegoals import SampleGoals
from salestui.services.samplesurveys import sample_surveys
from salestui.services.sampletasks import sample_tasks
from salestui.services.sampletime import MORNING, SampleTime, spread

SAMPLE_ZONE = "Asia/Shanghai"
BEGAN = -275
"""The day on which the workspace was set up."""
MANAGER = "jie"
MILLION = 100_000_000
"""Minor units in a million: revenues in the data are millions."""
AREA_CODES = {"js": "0512", "zj": "0571", "sh": "021", "ah": "0553"}
BEFORE = 40
"""Minutes before the deals' working day: accounts are entered first."""


class Sample:
    """The data files with a language and a calendar."""

    def __init__(self, lang: str, time: SampleTime, currency: str) -> None:
        self.lang = lang
        self.time = time
        self.currency = currency
        self.team: Row = read_data("sample/team.json")
        self.accounts: Sequence[Row] = read_data("sample/accounts.json")
        parts = ("lina", "team", "closed")
        self.deals: Sequence[Row] = [
            row for part in parts for row in read_data(f"sample/deals-{part}.json")
        ]
        self.region = self.say(self.team["region"])

    def say(self, pair: Sequence[str]) -> str:
        """The text of a pair in the sample's language."""
        return pair[1] if self.lang == "zh" else pair[0]

    def word(self, table: str, key: str) -> str:
        """A word of the team's tables, such as an industry, in the sample's language."""
        return self.say(self.team[table][key])

    # -- the team

    def setup(self, workspace: str, timezone: str) -> Iterator[Told]:
        """The workspace with its paths, then the members."""
        team = self.team
        start = self.time.day(BEGAN)
        edits = default_edits(
            workspace=workspace,
            name=self.say(team["workspace"]),
            language=self.lang,
            currency=self.currency,
            timezone=timezone,
            handle=MANAGER,
        )
        yield MANAGER, Act("init", edits, self.time.instant(start, MORNING))
        for order, row in enumerate(team["members"], 1):
            edit = Edit("members", member_id(row["handle"]), self._member(row))
            yield MANAGER, Act("member.add", (edit,), self.time.instant(start, MORNING + order))

    def _member(self, row: Row) -> dict[str, Value]:
        values: dict[str, Value] = {
            "handle": row["handle"],
            "name": self.say(row["name"]),
            "short_name": self.say(row["short"]),
            "email": f"{row['handle']}@keda.example",
            "role": row["role"],
            "department": row["department"],
            "region": self.region,
            "capacity_touches_per_week": row["capacity"],
            "active": True,
        }
        if "manager" in row:
            values["manager"] = member_id(row["manager"])
        values.update({key_path("strengths", strength): True for strength in row["strengths"]})
        return values

    # -- the accounts

    def enter_accounts(self) -> Iterator[Told]:
        """Each account with its people, entered the morning that its first deal began."""
        first: dict[str, tuple[int, Row]] = {}
        for deal in self.deals:
            day, known = deal["log"][0][0], first.get(deal["account"])
            if known is None or day < known[0]:
                first[deal["account"]] = day, deal
        for row in self.accounts:
            day, deal = first[row["key"]]
            day = row.get("since", day)
            minutes = MORNING - BEFORE + spread(row["key"], BEFORE)
            when = self.time.instant(self.time.day(day), minutes)
            yield from self._enter(row, deal, self.time.iso(day), when)

    def _enter(self, row: Row, deal: Row, since: str, when: int) -> Iterator[Told]:
        writer = row.get("owner", deal["owner"])
        account = sample_id("accounts", row["key"])
        values = self._account(row, deal, since)
        edits = [Edit("accounts", account, values)]
        edits += [
            Edit("contacts", sample_id("contacts", f"{row['key']}{place}"), person)
            for place, person in enumerate(self._people(row, account))
        ]
        yield writer, Act("account.add", tuple(edits), when)
        for place, person in enumerate(row["people"]):
            if len(person) > 6 and "left" in person[6]:
                yield self._leave(writer, f"{row['key']}{place}", person[6]["left"])
        if "churned" in row:
            gone: dict[str, Value] = {
                "kind": "former",
                "churned_on": self.time.iso(row["churned"]),
            }
            at = self.time.at(row["churned"], row["key"] + "z")
            yield writer, Act("account.set", (Edit("accounts", account, gone),), at)

    def _leave(self, writer: str, contact: str, day: int) -> Told:
        values: dict[str, Value] = {"left_on": self.time.iso(day)}
        edit = Edit("contacts", sample_id("contacts", contact), values)
        return writer, Act("contact.set", (edit,), self.time.at(day, contact))

    def _account(self, row: Row, deal: Row, since: str) -> dict[str, Value]:
        known = "since" in row
        values: dict[str, Value] = {
            "number": "",
            "name": self.say(row["name"]),
            "kind": "customer" if known else "prospect",
            "industry": self.word("industries", row["industry"]),
            "region": self.word("regions", row["region"]),
            "employees": row["staff"],
            "annual_revenue": row["revenue"] * MILLION,
            "revenue_currency": self.currency,
            "year_established": 1984 + spread(row["key"], 32),
            "source": deal["source"],
            "owner": member_id(row.get("owner", deal["owner"])),
            "owner_since": since,
            "website": f"www.{row['key']}.example",
            "phone": _phone(row["region"], row["key"]),
        }
        if "tier" in row:
            values["tier_manual"] = row["tier"]
        if "growth" in row:
            values["growth_potential"] = row["growth"]
        if "contract_end" in row:
            values["contract_end_on"] = self.time.iso(row["contract_end"])
        return values

    def _people(self, row: Row, account: str) -> Iterator[dict[str, Value]]:
        for en, zh, title, role, influence, stance, *more in row["people"]:
            values: dict[str, Value] = {
                "number": "",
                "account": account,
                "name": self.say((en, zh)),
                "title": self.word("titles", title),
                "decision_role": role,
                "influence": influence,
                "stance": stance,
            }
            if not (more and more[0].get("silent")):
                values["phone"] = _phone(row["region"], en)
                values["email"] = f"{en.lower().replace(' ', '.')}@{row['key']}.example"
            yield values


def _phone(region: str, text: str) -> str:
    """A number that nobody can have: no subscriber number begins with 0."""
    return f"{AREA_CODES[region]}-0{spread(text, 10_000_000):07d}"


def sample_events(
    lang: str,
    today: date,
    zone: tzinfo,
    *,
    workspace: str,
    timezone: str = SAMPLE_ZONE,
    currency: str = "CNY",
) -> list[Told]:
    """What everybody did, as (handle, act with its time), in order of time and before `today`.

    The first act is the workspace with its sales paths. Days move to working days, so the team
    is as busy on a Sunday as on a Wednesday.
    """
    sample = Sample(lang, SampleTime(today, zone), currency)
    events = [*sample.setup(workspace, timezone), *sample.enter_accounts()]
    for row in sample.deals:
        events += Story(sample, row).tell()
    events += SampleGoals(sample).tell()
    events += sample_tasks(sample)
    events += list(sample_surveys(sample, events))
    events.sort(key=lambda event: event[1].when or 0)
    return list(_numbered(events))


def _numbered(events: Sequence[Told]) -> Iterator[Told]:
    """The acts with human numbers given in order of time, one count per kind."""
    counts: dict[str, int] = {}
    for handle, act in events:
        edits = []
        for edit in act.edits:
            values = edit.values
            if "number" in values:
                counts[edit.kind] = counts.get(edit.kind, 0) + 1
                values = {**values, "number": _number(edit.kind, handle, counts[edit.kind])}
            edits.append(Edit(edit.kind, edit.id, values))
        yield handle, Act(act.intent, tuple(edits), act.when)


def _number(kind: str, handle: str, count: int) -> str:
    return human_number(KINDS[kind].letter, "r" + base32(handle.encode()), count)
