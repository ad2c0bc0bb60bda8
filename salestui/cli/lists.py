"""`salestui deals` and `salestui accounts`: lists by filter."""

from __future__ import annotations

from collections.abc import Sequence

from salestui.cli import output
from salestui.cli.reads import AT, FILTER, compiled, filter_text, limit
from salestui.cli.session import Session
from salestui.cli.spec import Spec
from salestui.cli.viewed import VIEW, chosen_deals, view_called
from salestui.domain.pipelines import paths
from salestui.domain.snapshot import Doc
from salestui.domain.words import Words, counted
from salestui.exchange import listing
from salestui.exchange.columns import Column, laid_out
from salestui.services.lent import was_there
from salestui.services.reading import Reading
from salestui.services.summary import most_urgent, total_of

SHOWN = 50
"""Lines of a list unless a number is asked for."""

DEALS, ONE_DEAL = Words("{n} deals", "{n}单"), Words("1 deal", "1单")
ACCOUNTS = Words("{n} accounts", "{n}家客户")
ONE_ACCOUNT = Words("1 account", "1家客户")
PART = Words("the first {n} shown, --limit 0 shows all", "仅显示前 {n} 条，--limit 0 显示全部")
LIMIT = limit(Words("how many are shown; 0 for all", "显示多少条，0 为全部"))


def list_deals(
    session: Session, words: tuple[str, ...], at: str, limit: int | None, view: str
) -> None:
    """Print the deals that match."""
    text = filter_text(words, DEAL_OPTIONS)
    reading = session.read(at)
    saved = view_called(reading, view)
    found, ordered, _, notes = chosen_deals(
        reading, text, saved, saved.pipeline if saved is not None else ""
    )
    totals = total_of(found)
    wanted = _wanted(session, limit, len(found))
    docs = found[:wanted] if ordered else most_urgent(found, reading.today, wanted)
    if session.json:
        from salestui.exchange.shapes import Shapes

        output.put_json(Shapes(reading).deals(docs, len(found), totals))
        return
    made = listing.Rows(reading, paths(reading.snapshot))
    columns = listing.headed(listing.LIST_RULES, listing.LIST_HEADS, reading.lang)
    rows = [made.listed(doc) for doc in docs]
    said = [counted(len(found), ONE_DEAL, DEALS).say(reading.lang)]
    said += [listing.sums_text(totals, reading.lang, reading.currency)]
    _print(session, columns, rows, said, len(found))
    for note in notes:
        output.note(note.say(reading.lang))


def list_accounts(session: Session, words: tuple[str, ...], at: str, limit: int | None) -> None:
    """Print the accounts that match."""
    text = filter_text(words, OPTIONS)
    reading = session.read(at)
    found, ordered = _accounts(reading, text)
    found = [doc for doc in found if was_there(doc)]
    if not ordered:
        found = sorted(found, key=lambda doc: (str(doc.get("name", "")).casefold(), doc["_id"]))
    docs = found[: _wanted(session, limit, len(found))]
    if session.json:
        from salestui.exchange.recordshapes import accounts_shape

        output.put_json(accounts_shape(reading, docs, len(found)))
        return
    made = listing.Rows(reading, paths(reading.snapshot))
    columns = listing.headed(listing.ACCOUNT_RULES, listing.ACCOUNT_HEADS, reading.lang)
    said = [counted(len(found), ONE_ACCOUNT, ACCOUNTS).say(reading.lang)]
    _print(session, columns, [made.account(doc) for doc in docs], said, len(found))


def _accounts(reading: Reading, text: str) -> tuple[list[Doc], bool]:
    """The accounts that match, and whether the filter orders them."""
    if not text:
        return list(reading.snapshot.live("accounts")), False
    query = compiled(text, "accounts", reading)
    return query.docs(), bool(query.orders)


def _wanted(session: Session, limit: int | None, n: int) -> int:
    if limit is None:
        return n if session.json else SHOWN
    return limit or n


def _print(
    session: Session,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    said: list[str],
    n: int,
) -> None:
    ink = session.ink
    if rows:
        laid = laid_out(columns, rows, session.cells)
        output.put([ink(laid.head, "dim"), *(ink.flagged(line) for line in laid.lines)])
    if len(rows) < n:
        said.append(PART.fill(n=len(rows)).say(session.lang))
    output.put([ink("  ".join(part for part in said if part), "dim")])


OPTIONS = (AT, LIMIT)
DEAL_OPTIONS = (*OPTIONS, VIEW)
deals = Spec(
    Words(
        "Lists the deals that match a filter, the most urgent first unless it says sort:.",
        "按条件列出商机，最紧迫的在前，可用 排序: 指定次序。",
    ),
    list_deals,
    (FILTER,),
    DEAL_OPTIONS,
    (
        "salestui deals owner:me close:..fri",
        "salestui deals 'amount>=100k' sort:-amount",
        "salestui deals --view East is:late",
    ),
    free=True,
)
accounts = Spec(
    Words("Lists the accounts that match a filter.", "按条件列出客户。"),
    list_accounts,
    (FILTER,),
    OPTIONS,
    ("salestui accounts region:East sort:-annual_revenue",),
    free=True,
)
