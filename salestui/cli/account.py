"""`salestui account add|set|…` and `salestui contact add|set|left`."""

from __future__ import annotations

from salestui.cells import visible
from salestui.cli import companies, output
from salestui.cli.session import Session
from salestui.cli.spec import Arg, Opt, Spec
from salestui.cli.telling import MISSING
from salestui.cli.writes import (
    DRY_RUN,
    SAVED,
    SAVED_MANY,
    joined,
    perform,
    records,
    split_pairs,
    typed,
)
from salestui.domain.change import Act
from salestui.domain.dates import parse_date
from salestui.domain.problems import UsageProblem
from salestui.domain.refs import candidates, find
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.services import accounts as services
from salestui.services.context import Context

TWIN = Words("Beware: {name} may be the same company", "注意：{name} 可能是同一家公司（撞单）")
SETTERS = {"accounts": services.set_account, "contacts": services.set_contact}
ACCOUNT_NAMES = ("account", "客户", "company")


def add_account(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Make an account, and say who may be the same."""
    names, pairs = split_pairs(words)
    given = [*([("name", " ".join(names))] if names else []), *pairs]
    twins = services.same_accounts(session.present().snapshot, dict(given).get("name", ""))

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        return services.add_account(snapshot, ctx, typed("accounts", given, {}, snapshot, ctx))

    similar = [{"id": doc["_id"], "name": doc.get("name")} for doc in twins]
    perform(session, "accounts", use_case, dry_run=dry_run, more={"similar": similar})
    for doc in twins:
        name = visible(f"{doc.get('number', '')} {doc.get('name', '')}".strip())
        output.note(TWIN.fill(name=name).say(session.lang))


def add_contact(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Make a contact of an account."""
    names, pairs = split_pairs(words)
    given = [*([("name", " ".join(names))] if names else []), *pairs]
    if not any(name in ACCOUNT_NAMES for name, _ in given):
        raise UsageProblem(MISSING.fill(name=Words("account=REF", "客户=REF")))

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        return services.add_contact(snapshot, ctx, typed("contacts", given, {}, snapshot, ctx))

    perform(session, "contacts", use_case, dry_run=dry_run)


def _set(session: Session, kind: str, words: tuple[str, ...], dry_run: bool) -> None:
    first, *rest = words
    names, pairs = split_pairs(rest)
    if not pairs:
        raise UsageProblem(MISSING.fill(name=Words("FIELD=VALUE", "字段=值")))
    docs = records(session, kind, " ".join([first, *names]))

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        acts = [
            SETTERS[kind](snapshot, ctx, doc["_id"], typed(kind, pairs, doc, snapshot, ctx))
            for doc in docs
        ]
        return joined(acts[0].intent, acts)

    said = SAVED if len(docs) == 1 else SAVED_MANY
    perform(session, kind, use_case, dry_run=dry_run, said=said)


def set_account(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Set fields of accounts."""
    _set(session, "accounts", words, dry_run)


def set_contact(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Set fields of contacts."""
    _set(session, "contacts", words, dry_run)


def left(session: Session, ref: str, on: str, backup: str, dry_run: bool) -> None:
    """Note that a contact left the company."""
    state = session.present().snapshot
    contact = find(state, "contacts", ref)
    family = state.family(str(contact.get("account", "")))

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        day = parse_date(on, ctx.today, past=True) if on.strip() else ctx.today
        other = _colleague(snapshot, backup, family) if backup.strip() else None
        return services.contact_left(snapshot, ctx, contact["_id"], day, other)

    perform(session, "contacts", use_case, dry_run=dry_run)


def _colleague(snapshot: Snapshot, name: str, family: tuple[str, ...]) -> str:
    """The id of the contact that a name means, one of the account before all others."""
    own = [c for c in candidates(snapshot, "contacts", name) if c.get("account") in family]
    return str((own[0] if len(own) == 1 else find(snapshot, "contacts", name))["_id"])


NEW = Arg("words", "NAME FIELD=VALUE...", required=True, many=True)
OLD = Arg("words", "REF|FILTER FIELD=VALUE...", required=True, many=True)
accounts: dict[str, Spec] = {
    "add": Spec(
        Words("Makes an account.", "新建客户。"),
        add_account,
        (NEW,),
        (DRY_RUN,),
        ('salestui account add "Hengda Valve" industry=manufacturing region=East',),
    ),
    "set": Spec(
        Words("Sets fields of an account, or of all that match.", "修改一个或所有符合条件的客户。"),
        set_account,
        (OLD,),
        (DRY_RUN,),
        ("salestui account set Hengda tier=key",),
    ),
    **companies.VERBS,
}
contacts: dict[str, Spec] = {
    "add": Spec(
        Words("Makes a contact of an account.", "为客户新建联系人。"),
        add_contact,
        (NEW,),
        (DRY_RUN,),
        ('salestui contact add "Gu Bin" account=Hengda role=economic_buyer',),
    ),
    "set": Spec(
        Words("Sets fields of a contact.", "修改联系人。"),
        set_contact,
        (OLD,),
        (DRY_RUN,),
        ('salestui contact set "Gu Bin" stance=support',),
    ),
    "left": Spec(
        Words("Notes that a contact left the company.", "记录联系人已离职。"),
        left,
        (Arg("ref", "REF"),),
        (
            Opt("--on", Words("the day; today when left out", "离职日期，默认今天"), "DATE"),
            Opt("--backup", Words("whom one talks to instead", "备用联系人"), "REF"),
            DRY_RUN,
        ),
        ('salestui contact left "Shi Min" --backup "Liang Hong"',),
    ),
}
