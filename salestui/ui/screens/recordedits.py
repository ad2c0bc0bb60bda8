"""Changing a record from its pages: what enter does on a person, an activity, a field, a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salestui.domain.problems import Refused
from salestui.domain.words import Words
from salestui.services.fieldedit import editable
from salestui.ui.records import changelist
from salestui.ui.screens.pageswalk import WalksPages
from salestui.ui.screens.puttingback import PutsBack
from salestui.ui.screens.recordpages import S

if TYPE_CHECKING:
    from salestui.ui.widgets.entries import Spot

KEPT = Words("The program keeps this field itself", "该字段由程序维护")
RESTORE = Words("put {field} back to {value}?", "把{field}恢复为{value}？")
YES_NO = (("y", Words("yes", "是")), ("n", Words("no", "否")))
NOT_THIS = Words("That can't be put back from here; u undoes", "此处无法恢复；可按 u 撤销")


class EditsRecord(WalksPages[S], PutsBack):
    """Pages whose lines can be changed."""

    def account_id(self) -> str:
        """Id of the account whose contacts are shown. Raises Refused for none."""
        raise NotImplementedError

    def former(self) -> tuple[str, str, str, str] | None:
        """The value that the change under the cursor wrote."""
        change = changelist.change_at(self.changes, self.spot) if self.spot else None
        return (self.kind, change.id, change.path, change.commit) if change else None

    async def change_at(self, spot: Spot) -> None:
        """What enter means on a line that the pages of any record have."""
        self.sales.refuse_in_past()
        if spot.kind == "contact":
            await self.ask_contact(spot.id)
        elif spot.kind == "activity":
            from salestui.ui.forms.activities import activity_form

            await self.ask_form(await activity_form(self.sales, spot.id))
        elif spot.kind == "field":
            await self.change_field(spot.id)
        else:
            await self._restore(spot)

    async def ask_contact(self, id: str = "") -> None:
        """The form of a contact, a new one when `id` is left out."""
        from salestui.ui.forms.contacts import contact_form

        await self.ask_form(await contact_form(self.sales, self.account_id(), id))

    async def change_field(self, path: str) -> None:
        """The form of a field of the record."""
        field = self.sight.known.field(path)
        if field is None or not editable(field):
            raise Refused(KEPT)
        await self.ask_field(self.kind, self.record_id, path)

    async def ask_field(self, kind: str, id: str, path: str) -> None:
        """The form of a field of this record or of one that belongs to it."""
        from salestui.ui.forms.fields import field_form

        await self.ask_form(await field_form(self.sales, kind, id, path))

    async def _restore(self, spot: Spot) -> None:
        """Offer to put the old value of a change back."""
        from salestui.ui.forms.fields import SETTERS

        change = changelist.change_at(self.changes, spot)
        if change is None or not changelist.restorable(self.sight, change):
            raise Refused(NOT_THIS)
        sight, id = self.sight, self.record_id
        old = changelist.value_of(sight, change, change.old) or "-"
        ask = RESTORE.fill(field=changelist.label_of(sight, change), value=old)
        if await self.ask_choice(ask, YES_NO) != "y":
            return
        values, put = {**dict(change.beside), change.path: change.old}, SETTERS[self.kind]
        await self.sales.save(lambda s, ctx: put(s, ctx, id, values))
