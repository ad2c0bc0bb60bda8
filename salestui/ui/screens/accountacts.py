"""What one can do with accounts from any screen that shows them: the same keys and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salestui.domain.duplicates import REASONS, twins
from salestui.domain.names import account_name, member_short
from salestui.domain.problems import Refused
from salestui.domain.schema import ACCOUNTS
from salestui.domain.words import Words
from salestui.services.claims import claim_accounts
from salestui.services.mergers import merge_accounts
from salestui.services.records import archive
from salestui.ui.screens.quicklog import QuickLogs
from salestui.ui.widgets.pick import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salestui.domain.snapshot import Doc

EDITS = {
    "t": ("tier_manual", "tier_reason", "tier_until"),
    "o": ("owner",),
    "n": ("name",),
    "k": ("kind",),
    "i": ("industry",),
    "r": ("region",),
    "v": ("annual_revenue",),
    "e": ("employees",),
    "p": ("phone",),
    "w": ("website",),
    "a": ("address",),
    "s": ("satisfaction",),
    "c": ("contract_end_on",),
    "g": ("tags",),
    "b": ("note",),
}
"""Letter of the edit menu -> fields of an account that are set together."""

NONE = Words("There is no account under the cursor", "光标处没有客户")
N_ACCOUNTS = Words("{n} accounts", "{n}家客户")
EDIT = Words("edit {name}:", "修改 {name}：")
CLAIMED = Words(
    "{name}: yours from today on, {key} gives it back", "{name}：今日起归你，按 {key} 退回"
)
ARCHIVED = Words("{name} archived; {key} brings it back", "{name} 已归档，按 {key} 恢复")
MERGE_WITH = Words("which becomes part of {name}:", "哪个客户并入 {name}：")
MERGED = Words(
    "{other} is part of {keep} now; {key} parts them", "{other} 已并入 {keep}，按 {key} 拆回"
)


class AccountScreens(QuickLogs):
    """A screen with accounts on it. Fill in `targets`."""

    def targets(self) -> tuple[str, ...]:
        """Ids of the accounts to act on: those marked, else the one under the cursor."""
        return ()

    def target(self) -> str:
        """Id of the account under the cursor; empty for none."""
        return next(iter(self.targets()), "")

    def _some(self) -> tuple[str, ...]:
        ids = self.targets()
        if not ids:
            raise Refused(NONE)
        return ids

    def _one(self) -> str:
        id = self.target()
        if not id:
            raise Refused(NONE)
        return id

    def names(self, ids: Sequence[str]) -> Words:
        """What accounts are called in a sentence."""
        if len(ids) > 1:
            return N_ACCOUNTS.fill(n=len(ids))
        name = account_name(self.sales.snapshot, ids[0])
        return Words(name, name)

    # -- the commands

    async def do_account_log(self) -> None:
        """What happened with the account, in one line."""
        await self.log_on_account(self._one())

    async def do_account_edit(self) -> None:
        """One letter, one field; the tier comes with its reason and its last day."""
        from salestui.ui.forms.accounts import accounts_form

        ids = self._some()
        choices = [
            (letter, field.label)
            for letter, paths in EDITS.items()
            if (field := ACCOUNTS.field(paths[0])) is not None
        ]
        letter = await self.ask_choice(EDIT.fill(name=self.names(ids)), choices)
        if letter is not None:
            form = await accounts_form(self.sales, ids, EDITS[letter], self.names(ids))
            await self.ask_form(form)

    def do_claim(self) -> None:
        """Make accounts of the pool mine."""
        ids = self._some()
        name, key = self.names(ids), self.sales.keymap.shown("undo")
        self.sales.act(
            lambda s, ctx: claim_accounts(s, ctx, ids),
            done=lambda saved: self.tell(CLAIMED.fill(name=name, key=key)),
        )

    def do_account_archive(self) -> None:
        """Put away; undo brings back."""
        ids = self._some()
        name, key = self.names(ids), self.sales.keymap.shown("undo")
        self.sales.act(
            lambda s, ctx: archive(s, ctx, "accounts", ids),
            done=lambda saved: self.tell(ARCHIVED.fill(name=name, key=key)),
        )

    async def do_account_merge(self) -> None:
        """Make another account part of this one: the likeliest twins are offered first."""
        from salestui.ui.forms.accounts import merge_form

        keep = self._one()
        label = MERGE_WITH.fill(name=self.names([keep]))
        other = await self.ask_pick(label, self._others(keep))
        if other is None:
            return
        key = self.sales.keymap.shown("undo")
        said = MERGED.fill(other=self.names([other]), keep=self.names([keep]), key=key)
        form = merge_form(self.sales, keep, other)
        if form is None:
            await self.sales.save(lambda s, ctx: merge_accounts(s, ctx, keep, other))
        elif await self.ask_form(form) is None:
            return
        self.tell(said)

    def _others(self, keep: str) -> list[Choice]:
        """All other accounts, those that are probably the same company first."""
        state = self.sales.snapshot
        found = {twin.id: twin.reasons for twin in twins(state, keep)}
        rest = sorted(
            (doc for doc in state.live("accounts") if doc["_id"] not in {keep, *found}),
            key=lambda doc: str(doc.get("name", "")).casefold(),
        )
        joint = "，" if self.lang == "zh" else ", "
        whys = {
            id: joint.join(self.say(REASONS[reason]) for reason in reasons)
            for id, reasons in found.items()
        }
        docs = [*(state.table("accounts")[id] for id in found), *rest]
        return [self._choice(doc, whys.get(doc["_id"], "")) for doc in docs]

    def _choice(self, doc: Doc, why: str) -> Choice:
        owner = member_short(self.sales.snapshot, doc.get("owner"))
        right = "  ".join(text for text in (why, owner) if text)
        number = str(doc.get("number", ""))
        return Choice(doc["_id"], str(doc.get("name", "")), right, f"{number} {owner}")
