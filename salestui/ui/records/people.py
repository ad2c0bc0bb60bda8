"""The people at the account: who decides, who helps, who is against it."""

from __future__ import annotations

from salestui import cells
from salestui.domain.dates import show_day
from salestui.domain.schema import DECISION_ROLES, STANCES
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words
from salestui.ui.records import words as say
from salestui.ui.records.sight import Sight, iso_day
from salestui.ui.widgets.entries import Entry, Spot, line, ruled
from salestui.ui.widgets.lines import Span

CHAIN = ("economic_buyer", "champion", "technical", "procurement", "user")
"""The roles that a decision chain is asked for."""
SIGNS = {"support": ("+", "won"), "neutral": ("0", "dim"), "oppose": ("-", "late")}
NAMES_FROM = 52
"""From this width on a stance is a word instead of a sign."""


def contacts_of(sight: Sight) -> list[Doc]:
    """The people of the record, those who left last, then by influence."""
    ids = sight.contact_ids()
    found = [doc for id in ids if (doc := sight.snapshot.get("contacts", id))]
    found = [doc for doc in found if not doc.get("_del") and "name" in doc]
    found.sort(key=lambda doc: (bool(doc.get("left_on")), -int(doc.get("influence") or 0),
                                str(doc.get("name"))))  # fmt: skip
    return found


def chain(sight: Sight, width: int) -> tuple[Entry, ...]:
    """The decision chain under a head that says which roles are missing."""
    people = contacts_of(sight)
    head = ruled(sight.say(say.CHAIN), _roles(sight, people), width, sight.dash)
    if not people:
        return head, line([Span(sight.say(say.NO_CONTACTS), "dim")])
    name = min(max(cells.width(str(doc["name"])) for doc in people), max(width // 4, 8))
    return head, *(_person(sight, doc, name, width) for doc in people)


def _roles(sight: Sight, people: list[Doc]) -> str:
    if not people:
        return ""
    here = {doc.get("decision_role") for doc in people if not doc.get("left_on")}
    missing = [role for role in CHAIN if role not in here]
    text = sight.say(say.ROLES.fill(n=len(CHAIN) - len(missing), all=len(CHAIN)))
    if len(missing) == 1:
        label = DECISION_ROLES[missing[0]]
        text += sight.say(say.WITHOUT.fill(role=Words(label.en.lower(), label.zh)))
    return text


def role_text(sight: Sight, doc: Doc) -> Span:
    """A person's part in the decision, or when they left."""
    left = iso_day(doc.get("left_on"))
    if left:
        day = show_day(left, sight.today, sight.lang)
        return Span(sight.say(say.LEFT.fill(day=day)), "risk")
    key = str(doc.get("decision_role") or "unknown")
    label = DECISION_ROLES.get(key, Words(key, key))
    return Span(label.en.lower() if sight.lang == "en" else label.zh)


def instead(sight: Sight, doc: Doc) -> str:
    """With whom one talks since a person left; empty while nobody was named."""
    other = sight.snapshot.get("contacts", doc.get("backup")) if doc.get("left_on") else None
    return sight.say(say.INSTEAD.fill(who=other["name"])) if other and "name" in other else ""


def _person(sight: Sight, doc: Doc, name: int, width: int) -> Entry:
    role = role_text(sight, doc)
    gone = "dim" if doc.get("left_on") else "text"
    stance = str(doc.get("stance") or "")
    sign, style = SIGNS.get(stance, (" ", "dim"))
    if width >= NAMES_FROM and stance in STANCES:
        longest = max(cells.width(sight.say(words)) for words in STANCES.values())
        sign = cells.fit(sight.say(STANCES[stance]).lower(), longest)
    influence = str(doc.get("influence") or "-")
    right = (
        Span("  "),
        Span(cells.fit(role.text, 14 if sight.lang == "en" else 10), role.style),
        Span(f" {influence} ", "dim"),
        Span(sign, style),
    )
    left = [Span(cells.fit(str(doc["name"]), name), gone)]
    left.append(Span(f"  {instead(sight, doc) or doc.get('title') or ''}", "dim"))
    return line(left, right, Spot("contact", str(doc["_id"])))


def contact_list(sight: Sight, width: int) -> tuple[Entry, ...]:
    """Everybody, with how to reach them where there is room."""
    people = contacts_of(sight)
    if not people:
        return (line([Span(sight.say(say.NO_CONTACTS), "dim")]),)
    reach = width // 3 if width >= 76 else 0
    name = min(max(cells.width(str(doc["name"])) for doc in people), width // 5)
    found = []
    for doc in people:
        entry = _person(sight, doc, name, width - reach)
        how = Span(cells.fit(f"  {reachable(doc)}", reach)) if reach else Span("")
        found.append(Entry(entry.left, (*entry.right[:-1], how, Span(" ")), entry.spot))
    return tuple(found)


def reachable(doc: Doc) -> str:
    """Phone, e-mail and WeChat of a contact."""
    return "  ".join(str(doc[path]) for path in ("phone", "email", "wechat") if doc.get(path))


def explain(sight: Sight, id: str) -> tuple[list[Span], list[Span]]:
    """A contact for the line above the keys."""
    doc = sight.snapshot.get("contacts", id) or {}
    label = DECISION_ROLES.get(str(doc.get("decision_role")), DECISION_ROLES["unknown"])
    parts = [doc.get("name"), doc.get("title"), sight.say(label)]
    if doc.get("left_on"):
        parts += [role_text(sight, doc).text, instead(sight, doc)]
    parts += [reachable(doc), doc.get("note")]
    text = "  ".join(str(part) for part in parts if part)
    return [Span(f" {text}")], [Span(f"  {sight.say(say.ENTER_EDIT)} ", "dim")]
