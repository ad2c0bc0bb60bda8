"""`db.json` through TinyDB: the same file, opened as the document store that it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from salestui.domain.problems import StoreProblem
from salestui.domain.words import Words
from salestui.store.checkpoint import Unusable, read_db


class CheckpointStorage(Storage):
    """TinyDB's view of a checkpoint: reads it checked, and refuses to write.

    The log is the truth, so an edit made here would be gone with the next checkpoint.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables. Raises StoreProblem where the file is missing or damaged."""
        try:
            tables, meta = read_db(self._path)
        except Unusable as error:
            raise StoreProblem(
                Words("The checkpoint can't be read", "检查点无法读取"), where=str(error)
            ) from error
        whole: dict[str, dict[str, Any]] = {kind: dict(rows) for kind, rows in tables.items()}
        whole["_meta"] = {"1": {"digest": meta.digest, "vector": dict(meta.vector)}}
        return whole

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Refused: records change through the log only."""
        raise StoreProblem(
            Words("The document store is written from the log only", "文档库只能由日志生成")
        )


class Documents(TinyDB):
    """A checkpoint opened with TinyDB, records by their string ids."""

    default_storage_class = CheckpointStorage  # type: ignore[assignment]

    class table_class(Table):
        """A table whose document ids are our record ids."""

        document_id_class = str  # type: ignore[assignment]
        default_query_cache_capacity = 0
