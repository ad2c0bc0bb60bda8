"""Texts that mean harm, and a workspace in which everything that has a name has one of them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from salestui.domain.change import Act, Batch, Edit, Value
from salestui.domain.schema import key_path
from salestui.services.importing.stages import path_values
from salestui.services.setup import init_workspace, open_workbench

NOW = 1_790_000_000_000
"""2026-09-21 in ms."""
OWN = (
    "\x1b]0;owned\x07title",
    "\x1b]52;c;cm0gLXJmIC8=\x1b\\clip",
    "\x1b[313;37Howned",
    "\x1b[38;5;199mpink",
    "\x1b[?1049lowned",
    "\x1b[2J\x1b[Hgone",
    "\x1bP+q544e\x1b\\dcs",
    "\x9b31mred by C1",
    "\x9d0;owned\x9cstring by C1",
    "nul\x00nul",
    "bell\x07 back\x08space del\x7f shift\x0e\x0f",
    "\u202egnp.exe",
    "\u2066isolate\u2069 \u200frtl mark",
    "line\u2028sep\u2029par\x85nel",
    "two\r\nlines\ttab",
    "\rover",
    "[/b]",
    "[red]x",
    "[bold]x[/]",
    "[@click=app.quit]x[/]",
    "\\[x]",
    "$(x)",
    "`x`",
    "{x} {0} %s %n",
    "lone \ud83d high",
    "lone \udc80 low",
    "שלום עולם",
    "مرحبا بالعالم",
    "👩‍👩‍👧‍👦 family",
    "🏳️‍🌈 flag 🇨🇳 ☝🏽",
    "\u200djoiner first",
    "\ufe0fselector first",
    "Z̸̡̢̛̗̘̙͉̹͂̋̄̔̆a̷̡̢̛̛̳l̵̢̧̛͎g̶̛̺o̴̧̓",
    "\u0301accent first",
    "中国石油化工集团有限公司华东分公司第三采购中心（上海浦东新区）",
    "𠮷野家　全角ＡＢＣ１２３",
    "㊙️①★—…·",
    "⠀﷽꧅",
    "-1+1",
    '=HYPERLINK("http://x","y")',
    "+1",
    "@SUM(A1)",
    "\t=1+1",
    "'=1",
    "''-",
    '"quoted", and, commas',
    "D-1",
    "--json",
    "-",
    "!",
    "owner:",
    "a/b~c",
    "~0~1",
    "../../etc/passwd",
    "x" * 3000,
)
"""Our own, beside those of the data sets."""
HUGE = "长" * 21_845
"""As many bytes as one text may have: 64 KiB."""
STAGES = (
    "\x1b]0;owned\x07Lead", "[/b]", "=cmd|x!A0", "中国石油化工集团有限公司", "\u202eoffer",
    "👩‍👩‍👧‍👦", "Z̸̡̢a̷̡̢l̵̢g̶o̴", "\x9b7mtalks", "Won", "Lost",
)  # fmt: skip
"""Names of the stages of a path."""


def texts(datasets: Path) -> list[str]:
    """Every text of the data sets and ours, each once, as they are."""
    found = [text for text in json.loads((datasets / "blns" / "blns.json").read_text("utf-8"))]
    for path in sorted((datasets / "terminal-escapes").glob("*.in*")):
        found.append(path.read_bytes().decode("utf-8", "surrogateescape"))
    payloads = datasets / "csv-injection" / "csv-payload.txt"
    found += payloads.read_text("utf-8").splitlines()
    return list(dict.fromkeys([*OWN, *found]))


def well_formed(names: Sequence[str]) -> list[str]:
    """The texts with a sign in place of half characters, which no line of a log can hold."""
    return [name.encode("utf-8", "replace").decode() for name in names]


def workspace(home: Path, names: Sequence[str]) -> None:
    """A workspace of anna's whose accounts, deals, people, steps, tags and stages are `names`."""
    init_workspace(
        home, name=OWN[0], currency="CNY", timezone="Asia/Shanghai", language="en",
        user="anna", full_name="An\x1b[313;37Hna", clock=lambda: NOW,
        random_bytes=random.Random(1).randbytes,
    )  # fmt: skip
    bench = open_workbench(
        home, user="anna", lang="en", clock=lambda: NOW, random_bytes=random.Random(2).randbytes
    )
    me = bench.me
    path = Edit("pipelines", "pl_bad", path_values(f"{OWN[2]} path", STAGES, 0))
    edits = [path, *_records([name for name in names if name], me, _keys(path.values))]
    bench.commit(lambda snapshot, ctx: Batch("import", (Act("import", tuple(edits)),)))
    bench.close()


def _keys(path: Mapping[str, Value]) -> list[str]:
    """The keys of a path's stages, in order."""
    return [
        key.split("/")[1]
        for key, value in path.items()
        if key.startswith("stages/") and key.count("/") == 1 and value
    ]


def _records(names: Sequence[str], me: str, stages: Sequence[str]) -> Iterator[Edit]:
    for n, name in enumerate(names):
        stage = stages[n % (len(stages) - 2)]
        yield Edit(
            "members", f"mb_{n}", {"handle": f"m{n} {name[:40]}", "name": name, "active": True}
        )
        yield Edit("accounts", f"ac_{n}", {
            "name": name, "number": f"A-BAD-{n}", "kind": "prospect", "industry": name,
            "region": name, "owner": me, "note": name, key_path("tags", name): True,
        })  # fmt: skip
        yield Edit("contacts", f"ct_{n}", {
            "name": name, "number": f"C-BAD-{n}", "account": "ac_0", "title": name, "email": name,
            "decision_role": "user", "note": name,
        })  # fmt: skip
        yield Edit("deals", f"dl_{n}", {
            "title": name, "number": f"D-BAD-{n}", "account": f"ac_{n}", "pipeline": "pl_bad",
            "stage": stage, "outcome": "open", "owner": me if n % 2 else f"mb_{n}",
            "next_step": name, "next_step_due": "2026-09-23", "amount": 1_000_00 + n,
            "currency": "CNY", "product": name, "note": name, "desired_solution": name,
            key_path("tags", name): True, key_path("pains", "p1"): name,
            key_path("competitors", name): True,
        })  # fmt: skip
        yield Edit("activities", f"at_{n}", {
            "type": "call", "at": NOW - n * 60_000, "deal": "dl_0", "account": "ac_0",
            "member": f"mb_{n}", "summary": name, "feedback": name, "next_step": name,
        })  # fmt: skip


def uncleaned(patch: pytest.MonkeyPatch) -> None:
    """Write texts as they are, as the program of a hostile colleague would."""
    ascii = json.JSONEncoder(separators=(",", ":"), sort_keys=True)
    patch.setattr("salestui.store.write.clean", lambda text, **_: text)
    patch.setattr("salestui.store.write.encode", ascii.encode)
    patch.setattr("salestui.store.lines.encode", ascii.encode)
