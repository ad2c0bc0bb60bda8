"""A save on what was seen, beside what a colleague's log says it replaced."""

from __future__ import annotations

from salestui.services.deals import add_deal, set_next_step
from salestui.services.meanwhile import Careful
from salestui.services.workbench import Workbench
from salestui.store.lines import GENESIS, make
from tests.conftest import START

REP = "rcolleague23"


def lay(bench: Workbench, deal: str, replaced: list[list[str]]) -> None:
    """A colleague's log whose commits replace what these lists name."""
    header = {"k": "seg", "f": 1, "ws": bench.folder.name, "rep": REP, "n": 1, "s0": 1,
              "prev": GENESIS, "plen": 0, "who": {"u": "bo"}, "app": "x", "at": START}  # fmt: skip
    hash, data = make(GENESIS, header)
    for seq, names in enumerate(replaced, 1):
        change = ["deals", deal, {"next_step": f"bo{seq}"}, {"next_step": names}]
        line = {"k": "c", "s": seq, "t": [START + 10**6 + seq, 0], "i": "x", "o": [change]}
        hash, raw = make(hash, line)
        data += raw
    folder = bench.folder / "log" / REP
    folder.mkdir()
    (folder / "000001.aaaa.jsonl").write_bytes(data)


def test_odd_names_in_a_log_stop_no_save(bench: Workbench) -> None:
    made = bench.commit(lambda s, c: add_deal(s, c, {"title": "t", "next_step": "mine"}))
    deal, seen = made.records[0][1], bench.snapshot
    odd = [made.commit, f"{REP}:2", "", "x", ":", f"{REP}:", f"{REP}:²", f"{REP}:{'9' * 5000}"]
    lay(bench, deal, [odd, [f"{REP}:1"], [f"{REP}:2"]])
    bench.refresh()
    assert (bench.snapshot.get("deals", deal) or {})["next_step"] == "bo3"
    careful = Careful(lambda s, c: set_next_step(s, c, deal, "call", None), bench, seen)
    saved = bench.commit(careful)
    assert (saved.snapshot.get("deals", deal) or {})["next_step"] == "call"
    assert [each.rep for each in careful.overtaken] == [REP]
