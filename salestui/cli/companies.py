"""`salestui account merge|duplicates|claim`: who has which company, and only once."""

from __future__ import annotations

from typing import Any

from salestui.cells import visible
from salestui.cli import output
from salestui.cli.session import Session
from salestui.cli.spec import Arg, Opt, Spec
from salestui.cli.writes import DRY_RUN, field_of, perform, records
from salestui.domain.change import Act
from salestui.domain.duplicates import REASONS, duplicate_groups, twins
from salestui.domain.fold import register
from salestui.domain.names import member_short
from salestui.domain.refs import find
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.services import claims, mergers
from salestui.services.context import Context
from salestui.services.reading import Reading

MERGED = Words("Merged {other} into {{what}}", "已将 {other} 并入 {{what}}")
CLAIMED = Words("Yours now: {what}", "已认领：{what}")
NONE = Words("No account is there twice.", "没有疑似重复的客户。")
HOW = Words(
    "`salestui account merge KEEP OTHER` joins two.", "用 `salestui account merge 保留 并入` 合并。"
)
TAKE = Words("a field whose value comes from the other", "取对方值的字段，可重复")


def merge(session: Session, keep: str, other: str, take: tuple[str, ...], dry_run: bool) -> None:
    """Make one account part of another."""
    state = session.present().snapshot
    stays, goes = find(state, "accounts", keep), find(state, "accounts", other)
    ids = str(stays["_id"]), str(goes["_id"])
    named = {register("accounts", field_of("accounts", name).path)[0] for name in take}

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        asked = mergers.differing(snapshot, *ids)
        chosen = {each.field.path for each in asked if each.takes} | named
        return mergers.merge_accounts(snapshot, ctx, *ids, take=chosen)

    said = MERGED.fill(other=visible(str(goes["name"])).replace("{", "{{").replace("}", "}}"))
    more = {"merged": ids[1]}
    perform(session, "accounts", use_case, dry_run=dry_run, more=more, about=ids[:1], said=said)


def claim(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Make accounts of the pool mine."""
    ids = [str(doc["_id"]) for doc in records(session, "accounts", " ".join(words))]

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        return claims.claim_accounts(snapshot, ctx, ids)

    perform(session, "accounts", use_case, dry_run=dry_run, about=ids, said=CLAIMED)


def duplicates(session: Session) -> None:
    """Print the accounts that are probably one company."""
    reading = session.read()
    groups = duplicate_groups(reading.snapshot)
    if session.json:
        shapes = [_group_shape(reading, ids) for ids in groups]
        output.put_json({"schema": 1, "count": len(groups), "groups": shapes})
        return
    from salestui.exchange.columns import Column, laid_out

    rows = [_row(reading, ids, n) for ids in groups for n in range(len(ids))]
    columns = [Column(""), Column("", least=12), Column(""), Column("", least=8), Column("")]
    if rows:
        output.put(laid_out(columns, rows, session.cells).lines)
    output.put([session.ink((HOW if rows else NONE).say(session.lang), "dim")])


def _reasons(reading: Reading, ids: tuple[str, ...], at: int) -> list[str]:
    """Why an account is in its group: what it shares with any of the others."""
    found = {r for twin in twins(reading.snapshot, ids[at]) if twin.id in ids for r in twin.reasons}
    return [reason for reason in REASONS if reason in found]


def _row(reading: Reading, ids: tuple[str, ...], at: int) -> tuple[str, ...]:
    snapshot, lang = reading.snapshot, reading.lang
    doc = snapshot.table("accounts")[ids[at]]
    joint = "、" if lang == "zh" else ", "
    return (
        str(doc.get("number", "")),
        str(doc.get("name", "")),
        member_short(snapshot, doc.get("owner")),
        joint.join(REASONS[reason].say(lang) for reason in _reasons(reading, ids, at)),
        "" if at else "<",
    )


def _group_shape(reading: Reading, ids: tuple[str, ...]) -> dict[str, Any]:
    from salestui.exchange.recordshapes import account_shape
    from salestui.exchange.shapes import Shapes

    shapes, table = Shapes(reading), reading.snapshot.table("accounts")
    accounts = [
        {**account_shape(shapes, table[id]), "reasons": _reasons(reading, ids, at)}
        for at, id in enumerate(ids)
    ]
    return {"accounts": accounts}


VERBS: dict[str, Spec] = {
    "merge": Spec(
        Words(
            "Makes the second account part of the first: deals, contacts and activities of both "
            "are then the first's. `salestui undo` parts them again.",
            "将第二个客户并入第一个：双方的商机、联系人与跟进都归第一个。`salestui undo` 可拆回。",
        ),
        merge,
        (Arg("keep", "KEEP"), Arg("other", "OTHER")),
        (Opt("--take", TAKE, "FIELD", many=True), DRY_RUN),
        ("salestui account merge A-3 A-41 --take owner",),
    ),
    "duplicates": Spec(
        Words(
            "Lists accounts that are probably one company: name, phone, or mail domain and city.",
            "列出疑似重复的客户：名称、电话相同，或邮箱域名与城市相同。",
        ),
        duplicates,
        examples=("salestui account duplicates",),
    ),
    "claim": Spec(
        Words(
            "Makes accounts yours that nobody owns, or touched for long (the pool).",
            "认领公海客户：无人负责或久未跟进的客户。",
        ),
        claim,
        (Arg("words", "REF|FILTER...", required=True, many=True),),
        (DRY_RUN,),
        ("salestui account claim Kaili",),
    ),
}
