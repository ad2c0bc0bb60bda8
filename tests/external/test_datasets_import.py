"""Every file of the data sets is imported or refused in one clear sentence."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from salestui.cells import visible
from salestui.domain.problems import Problem
from salestui.exchange.encodings import read_text
from salestui.exchange.importer import run_import
from salestui.exchange.options import ImportOptions
from salestui.exchange.table import read_table
from salestui.services.workbench import Workbench

# Where the expected JSON does not belong to the file beside it: another phone number, and line
# ends that were lost in the file on its way through git.
SPECTRUM_SLIPS = {
    "location_coordinates": [("1234567890", "2095257564")],
    "newlines_crlf": [("\\r\\n", "\\n")],
}
ZOHO = "Prospect,Qualification,Needs Analysis,Initial Offer,Proposal/Price Quote,Negotiation/Review"
HUBSPOT = (
    "Appointment Scheduled,Qualified to Buy,Presentation Scheduled,Decision Maker Bought-In,"
    "Contract Sent,Closed Won,Closed Lost"
)
SALESFORCE = (
    "Prospecting,Qualification,Needs Analysis,Value Proposition,Id. Decision Makers,"
    "Perception Analysis,Proposal/Price Quote,Negotiation/Review,Closed Won,Closed Lost"
)


@pytest.mark.parametrize("kind", ["", "members", "accounts", "deals"])
def test_every_file_is_imported_or_refused_in_a_sentence(
    bench: Workbench, datasets: Path, kind: str
) -> None:
    files = [path for path in sorted(datasets.rglob("*")) if path.is_file()]
    outcomes: Counter[str] = Counter()
    for path in files:
        try:
            result = run_import(bench, [path], ImportOptions(kind=kind, dry_run=True))
        except Problem as problem:
            outcomes["refused"] += 1
            for sentence in problem.message:
                assert sentence == visible(sentence) and "\n" not in sentence, path
                assert sentence[-1] in ".。" and len(sentence) < 500, path
        else:
            outcomes["imported"] += 1
            json.dumps(result.as_json("zh"), ensure_ascii=False).encode()
            assert result.count("rows") > 0
            assert all(fault.message.en and fault.line > 1 for fault in result.faults)
    assert len(files) > 190 and outcomes["imported"] > 5 and outcomes["refused"] > 150


@pytest.mark.parametrize(
    "name",
    ["comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "location_coordinates",
     "newlines", "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8"],
)  # fmt: skip
def test_csv_spectrum_reads_as_its_authors_say(datasets: Path, name: str) -> None:
    folder = datasets / "csv-spectrum"
    text = (folder / "json" / f"{name}.json").read_text(encoding="utf-8")
    for theirs, ours in SPECTRUM_SLIPS.get(name, ()):
        text = text.replace(theirs, ours)
    expected = json.loads(text)
    table = read_table(folder / "csvs" / f"{name}.csv")
    rows = [dict(zip(table.header, cells, strict=True)) for _, cells in table.rows]
    assert rows == (expected if isinstance(expected, list) else [expected])


@pytest.mark.parametrize(
    ("file", "encoding", "word"),
    [
        ("encodings/gbk.csv", "gb18030", "德赛电池"),
        ("encodings/CSV-basic-ISO-8859-1.LF.csv", "latin-1", "Hélène"),
        ("encodings/CSV-basic-ISO-8859-1.CRLF.csv", "latin-1", "Mahé"),
        ("frictionless-messy/latin1.csv", "latin-1", "©"),
        ("frictionless-messy/encoding-issue-274.csv", "utf-8", "Māori"),
        ("frictionless-messy/bom.csv", "utf-8", "中国人"),
        ("csvkit-messy/test_utf16_big.csv", "utf-16", "ʤ"),
        ("csvkit-messy/test_utf16_little.csv", "utf-16", "ʤ"),
        ("csvkit-messy/test_utf8_bom.csv", "utf-8", "ʤ"),
        ("zh-quotes/quotes.csv", "utf-8", "某制造集团"),
    ],
)
def test_encodings_of_real_files(datasets: Path, file: str, encoding: str, word: str) -> None:
    found = read_text(datasets / file)
    assert found.encoding == encoding
    assert word in found.text and not found.text.startswith("\ufeff")


@pytest.mark.parametrize(
    ("file", "delimiter", "header", "rows"),
    [
        ("frictionless-messy/accent.csv", ";", "n_amenageur", 2),
        ("frictionless-messy/dialect.csv", "|", "id", 2),
        ("frictionless-messy/matrix-with-comment.csv", ",", "f1", 4),
        ("frictionless-messy/blank-rows.csv", ",", "id", 2),
        ("csvkit-messy/test_skip_lines.csv", ",", "a", 1),
        ("csvkit-messy/mac_newlines.csv", ",", "a", 2),
        ("csvkit-messy/test_header_newline.csv", ",", "start end", 1),
        ("csvkit-messy/bad_skip_lines.csv", ",", "column_a", 3),
    ],
)
def test_dialects_of_real_files(
    datasets: Path, file: str, delimiter: str, header: str, rows: int
) -> None:
    table = read_table(datasets / file)
    assert (table.delimiter, table.header[0], len(table.rows)) == (delimiter, header, rows)


def test_zoho_by_its_figures(bench: Workbench, datasets: Path) -> None:
    folder = datasets / "zoho-crm"
    options = ImportOptions(pipeline="Zoho", stages=ZOHO + ",Closed Won,Closed Lost")
    for created, unchanged in ((3643, 0), (0, 3643)):
        result = run_import(bench, [folder / "Users.csv", folder / "Potentials.csv"], options)
        assert (result.count("created"), result.count("unchanged")) == (created, unchanged)
        assert result.faults == [] and "members" not in result.also
    deals = list(bench.snapshot.live("deals"))
    won = [deal for deal in deals if deal["outcome"] == "won"]
    lost = [deal for deal in deals if deal["outcome"] == "lost"]
    assert sum(deal["won_amount"] for deal in won) == 89_066_200_00
    assert round(len(won) / (len(won) + len(lost)) * 100, 2) == 74.61
    assert {deal["currency"] for deal in deals} == {"USD"}
    assert len({deal["title"] for deal in deals}) == 699


def test_hubspot_with_two_paths_and_companies_by_their_site(
    bench: Workbench, datasets: Path
) -> None:
    folder = datasets / "hubspot-faker"
    options = ImportOptions(stages=HUBSPOT, currency="USD")
    files = [folder / "hubspot_deals.csv", folder / "hubspot_companies.csv"]
    result = run_import(bench, files, options)
    assert (result.count("created"), result.also) == (700, {"pipelines": 2, "members": 5})
    names = {p["_id"]: p["name_en"] for p in bench.snapshot.live("pipelines")}
    deals = list(bench.snapshot.live("deals"))
    assert Counter(names[deal["pipeline"]] for deal in deals) == {
        "Sales Pipeline": 252,
        "Renewals Pipeline": 248,
    }
    assert all("account" in deal for deal in deals)
    assert run_import(bench, files, options).count("unchanged") == 700


def test_salesforce_with_american_dates(bench: Workbench, datasets: Path) -> None:
    folder = datasets / "salesforce-sample"
    options = ImportOptions(pipeline="SF", stages=SALESFORCE)
    result = run_import(bench, [folder / "Account.csv", folder / "Opportunity.csv"], options)
    assert (result.count("created"), result.count("skipped")) == (54, 0)
    deals = {deal["external_id"]: deal for deal in bench.snapshot.live("deals")}
    first = deals["006bm00000LKJNNAA5"]
    assert (first["expected_close"], first["stage"]) == ("2024-02-03", "qualification")
    assert all("account" in deal for deal in deals.values())
    assert Counter(deal["outcome"] for deal in deals.values()) == {"open": 16, "won": 12, "lost": 8}
    assert run_import(bench, [folder / "Opportunity.csv"], options).count("unchanged") == 36


def test_chinese_quotations_in_ten_thousands(bench: Workbench, datasets: Path) -> None:
    stages = "草稿,待审批,已审批,已批准,已发出,已驳回"
    result = run_import(
        bench,
        [datasets / "zh-quotes" / "quotes.csv"],
        ImportOptions(pipeline="报价", stages=stages),
    )
    assert (result.count("created"), result.also) == (15, {"pipelines": 1, "accounts": 15})
    deals = {deal["external_id"]: deal for deal in bench.snapshot.live("deals")}
    assert (deals["OPP-2026-0101"]["amount"], deals["OPP-2026-0101"]["currency"]) == (
        46_800_000,
        "CNY",
    )
    assert deals["OPP-2026-0103"]["contract_no"] == "HT-2026-0421"
    assert "contract_no" not in deals["OPP-2026-0101"]


def test_naughty_strings_and_formulas_as_names(
    bench: Workbench, datasets: Path, tmp_path: Path
) -> None:
    strings = json.loads((datasets / "blns" / "blns.json").read_text(encoding="utf-8"))
    strings += (datasets / "csv-injection" / "csv-payload.txt").read_text().splitlines()
    streams = sorted((datasets / "terminal-escapes").glob("*.in*"))
    strings += [path.read_bytes().replace(b"\0", b"").decode("latin-1")[:2000] for path in streams]
    path = tmp_path / "naughty.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("id", "name", "note"))
        rows.writerows((f"n{number}", text, text) for number, text in enumerate(strings))
    for kind in ("accounts", "members", "deals"):
        options = ImportOptions(
            kind=kind,
            pipeline="N" if kind == "deals" else "",
            stages="A" if kind == "deals" else (),
        )
        first = run_import(bench, [path], options)
        assert first.count("created") > 500
        assert run_import(bench, [path], options).count("created") == 0
    for kind, field in (("accounts", "name"), ("members", "name"), ("deals", "title")):
        for doc in bench.snapshot.live(kind):
            assert visible(doc.get(field, "")) == doc.get(field, "")
