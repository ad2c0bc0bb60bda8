"""What a form saw when it opened, and whether somebody changed it since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salestui.domain.fold import register
from salestui.domain.problems import Refused
from salestui.domain.schema import KINDS
from salestui.domain.words import Words
from salestui.services.fieldedit import edit_text

if TYPE_CHECKING:
    from salestui.domain.snapshot import Snapshot
    from salestui.ui.app import SalesApp

CHANGED = Words(
    "{who} changed {field} to {value} while this was open",
    "表单打开期间，{who} 已把{field}改为{value}",
)
CLEARED = Words("{who} cleared {field} while this was open", "表单打开期间，{who} 已清空{field}")
AGAIN = Words("Save again to replace it, esc keeps it", "再保存即覆盖，esc 则保留对方的值")

Heads = dict[str, tuple[str, ...]]
"""Path -> ids of the commits whose values stand there."""


class Guard:
    """Watches some fields of one record while a form is open on them."""

    def __init__(self, sales: SalesApp, kind: str, id: str, paths: Iterable[str]) -> None:
        """To be made on the store thread."""
        self._sales = sales
        self.kind = kind
        self.id = id
        self._paths = tuple(dict.fromkeys(p for path in paths for p in register(kind, path)))
        self.seen: Heads = self._heads()
        """What an Edit names as seen."""

    def _heads(self) -> Heads:
        fold = self._sales.workbench.store.fold
        return {
            path: tuple(head.stamp.id for head in fold.heads(self.kind, self.id, path))
            for path in self._paths
        }

    def check(self, snapshot: Snapshot, typed: Iterable[str]) -> None:
        """Raise Refused when a field about to be written is not as the form saw it.

        A second try goes through. To be called within the use case, where nothing comes between.
        """
        now, seen = self._heads(), self.seen
        self.seen = now
        for path in typed:
            group = register(self.kind, path)
            changed = next((p for p in group if now.get(p) != seen.get(p)), None)
            if changed:
                raise Refused(self._sentence(path, snapshot), hint=AGAIN, where=path)

    def _sentence(self, path: str, snapshot: Snapshot) -> Words:
        heads = self._sales.workbench.store.fold.heads(self.kind, self.id, path)
        who = snapshot.author(heads[0].stamp.rep) if heads else ""
        field = KINDS[self.kind].field(path)
        label = Words(field.label.en.lower(), field.label.zh) if field else Words(path, path)
        doc = snapshot.get(self.kind, self.id) or {}
        values = [edit_text(field, doc, snapshot, x, "") if field else "" for x in ("en", "zh")]
        if not values[0]:
            return CLEARED.fill(who=who, field=label)
        return CHANGED.fill(who=who, field=label, value=Words(*values))


async def guarded(sales: SalesApp, kind: str, id: str, paths: Iterable[str]) -> Guard:
    """A guard over fields of a record as they are now."""
    wanted = tuple(paths)
    return await sales.run_on_store(lambda: Guard(sales, kind, id, wanted))
