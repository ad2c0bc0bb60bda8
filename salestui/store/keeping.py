"""Writing the checkpoint pair: never over a newer one, in one step each, killed ones swept up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from salestui.domain.fold import Fold
from salestui.domain.ids import RandomBytes, base32
from salestui.domain.problems import StoreProblem
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.store import foldstate
from salestui.store.checkpoint import DB, FOLD, Meta, Pause, read_vector, write_db, write_fold
from salestui.store.segments import Cursor

ABANDONED_S = 600
"""Seconds after which a half-written checkpoint belongs to nobody any more."""
NO_CHECKPOINT = Words("The checkpoint could not be written: {why}", "检查点未能写入：{why}")
NOTHING_LOST = Words(
    "Nothing is lost; the next start reads the log instead", "数据没有丢失；下次启动会从日志重建"
)
Guard = Callable[[], AbstractContextManager[bool]]
"""Holds the store's lock; gives whether the folder is still the one that was read."""


def keep(
    folder: Path,
    fold: Fold,
    cursors: Mapping[str, Cursor],
    *,
    random_bytes: RandomBytes,
    guard: Guard,
    pause: Pause,
) -> str:
    """Write `fold.json` and `db.json` for the fold of now, unless newer ones are there.

    Gives the digest of all records; empty when nothing was written. Raises StoreProblem when the
    disk refuses, which loses nothing.
    """
    snapshot: Snapshot = fold.snapshot
    fold.epoch += 1
    marks = {kind: dict(rows) for kind, rows in fold.marks.items()}
    meta = Meta(snapshot.vector, dict(cursors), snapshot.authors)
    if not _newer(folder, meta.vector):
        return ""
    temporary = folder / f"{DB}.{base32(random_bytes(5))}"
    try:
        digest = write_db(temporary, snapshot.tables, meta, pause)
        state = foldstate.dump(fold, marks, digest)
        with guard() as same_folder:
            if not same_folder or not _newer(folder, meta.vector):
                return ""
            write_fold(folder / FOLD, state)
            temporary.replace(folder / DB)
            _sweep(folder)
        return digest
    except (OSError, UnicodeError) as error:
        why = (isinstance(error, OSError) and error.strerror) or str(error)
        raise StoreProblem(NO_CHECKPOINT.fill(why=why), hint=NOTHING_LOST) from error
    finally:
        temporary.unlink(missing_ok=True)


def _newer(folder: Path, vector: Mapping[str, int]) -> bool:
    """Whether `vector` covers the checkpoint on disk."""
    there = read_vector(folder / DB)
    return all(vector.get(rep, 0) >= seq for rep, seq in there.items())


def _sweep(folder: Path) -> None:
    """Remove what killed programs left of their checkpoints; those of living ones are young."""
    now = (folder / DB).stat().st_mtime
    for path in folder.glob(f"{DB}.*"):
        with suppress(OSError):
            if now - path.stat().st_mtime > ABANDONED_S:
                path.unlink()
