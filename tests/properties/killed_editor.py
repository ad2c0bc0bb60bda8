"""An editing program for the kill tests: edits until it is killed, naming each saved edit.

usage: killed_editor.py HOME SEED [USER [SECONDS]]   with so many seconds between edits
"""

from __future__ import annotations

import itertools
import os
import random
import sys
import time
from pathlib import Path

from salestui.domain.change import Act, Edit
from salestui.domain.problems import Refused, StoreProblem
from salestui.services.setup import open_workbench
from salestui.services.workbench import Workbench
from salestui.store.lock import HELD

BORN = {"stage": "lead", "pipeline": "pl_x", "outcome": "open", "title": "客户"}


def edit(bench: Workbench, mark: str, dice: random.Random) -> list[str]:
    """One random act; the names of the values that are now saved."""
    choice = dice.random()
    if choice < 0.04:
        bench.checkpoint()
        return []
    if choice < 0.08:
        many = tuple(Edit("deals", f"dl_{mark}_{n}", BORN) for n in range(400))
        bench.commit(lambda s, c: Act("big", many))
        return [f"dl_{mark}_{n}" for n in (0, 399)]
    note = Edit("deals", "dl_shared", {**BORN, f"tags/{mark}": True})
    own = Edit("deals", f"dl_{mark}", {**BORN, "note": "x" * dice.randrange(2000)})
    bench.commit(lambda s, c: Act("small", (note, own)))
    return [f"dl_{mark}", f"tags/{mark}"]


def main() -> None:
    """Edit for ever."""
    home, seed = Path(sys.argv[1]), sys.argv[2]
    dice = random.Random(seed)
    user, pause = (*sys.argv[3:], *("anna", "0")[len(sys.argv) - 3 :])
    bench = open_workbench(home, user=user, lang="en")
    for n in itertools.count():
        time.sleep(float(pause))
        try:
            for name in edit(bench, f"{seed}-{n}", dice):
                os.write(1, name.encode() + b"\n")
        except Refused:
            continue
        except StoreProblem as problem:
            # So many programs may keep one waiting; then nothing was saved, and it says so.
            if problem.message != HELD:
                raise


if __name__ == "__main__":
    main()
