"""The inbox: one key decides what two people wrote without knowing of each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.change import Act
from salestui.domain.conflicts import Conflict, Contest, Side
from salestui.domain.problems import Refused
from salestui.domain.words import Words
from salestui.services import resolving
from salestui.services.fieldtext import label_of
from salestui.services.inbox import Item, stale
from salestui.ui.commands import BY_ID, Command
from salestui.ui.inbox import deciding
from salestui.ui.inbox import words as say
from salestui.ui.screens.inboxwalk import WalksInbox

if TYPE_CHECKING:
    from salestui.domain.snapshot import Snapshot
    from salestui.services.context import Context
    from salestui.store.store import Saved

LETTERS = "abcdefghi"


class InboxScreen(WalksInbox):
    """Conflicts and contested deletes with their keys, problems, records to be looked at."""

    footer: ClassVar[tuple[str, ...]] = ("tab_on", "open", "mine")

    def offer(self) -> list[Command]:
        """The keys that decide what is under the cursor, then those of the screen."""
        item, ids = self.item, list(self.footer)
        if isinstance(item, Contest):
            ids = ["keep", "archive", *ids]
        elif item is not None:
            ids = ["keep", "take", "edit", *(["merge"] if item.merge == "text" else ()), *ids]
        elif self.page == "problems":
            ids = ["tab_on"]
        return [BY_ID[id] for id in ids]

    def targets(self) -> tuple[str, ...]:
        """The deal under the cursor."""
        thing = self.thing
        found = thing is not None and self.page != "problems" and thing.kind == "deals"
        return (thing.id,) if found else ()

    # -- deciding

    def do_keep(self) -> None:
        """What stands shall stand, and a contested record shall stay."""
        item = self._item()
        if isinstance(item, Contest):
            self._decide(
                item,
                lambda s, ctx: resolving.restore_record(s, ctx, item),
                say.KEPT_RECORD.fill(name=self._called(item), key=self._undo_key),
            )
            return
        self._decide(
            item, lambda s, ctx: resolving.keep(s, ctx, item), self._said(item, item.heads[0])
        )

    async def do_take(self) -> None:
        """The other value shall stand; of several others, ask which."""
        item = self._conflict()
        side = await self._other(item)
        if side is not None:
            said = self._said(item, side)
            self._decide(item, lambda s, ctx: resolving.take(s, ctx, item, side), said)

    def do_archive(self) -> None:
        """A contested delete shall count."""
        item = self._item()
        if not isinstance(item, Contest):
            raise Refused(say.NO_RECORD)
        said = say.ARCHIVED.fill(name=self._called(item), key=self._undo_key)
        self._decide(item, lambda s, ctx: resolving.confirm_delete(s, ctx, item), said)

    async def do_edit(self) -> None:
        """Another value shall stand; of a deal's stage, by moving it."""
        from salestui.ui.forms.conflicts import edit_form

        item = self._conflict()
        if item.kind == "deals" and "stage" in item.paths:
            await self.do_move()
            return
        title = self._what(item)
        await self.ask_form(await edit_form(self.sales, item, title, self._saved(item)))

    async def do_merge(self) -> None:
        """Both versions of a long text in one, to be edited and saved."""
        from salestui.ui.forms.conflicts import merge_form

        item, view = self._conflict(), self.view
        if item.merge != "text":
            raise Refused(say.NO_TEXT)
        writers = [f"{view.author(s.rep)}, {view.when(s.when)}".strip() for s in item.heads]
        title = self._what(item)
        await self.ask_form(await merge_form(self.sales, item, title, writers, self._saved(item)))

    # -- what deciding shares

    def _item(self) -> Item:
        if self.item is None:
            raise Refused(say.NOT_HERE)
        return self.item

    def _conflict(self) -> Conflict:
        item = self._item()
        if isinstance(item, Contest):
            shown = self.sales.keymap.shown
            hint = say.NO_VALUE_HINT.fill(keep=shown("keep"), archive=shown("archive"))
            raise Refused(say.NO_VALUE, hint=hint)
        return item

    def _decide(
        self, item: Item, decision: Callable[[Snapshot, Context], Act], said: Words
    ) -> None:
        """Save a decision unless somebody wrote on it since it was shown; say what was done."""
        store = self.sales.workbench.store

        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            if stale(store.fold, item):
                raise Refused(say.MEANWHILE)
            return decision(snapshot, ctx)

        self.sales.act(use_case, done=lambda saved: self.tell(said))

    async def _other(self, item: Conflict) -> Side | None:
        """The value that does not stand; of several the one that is asked for."""
        others = item.heads[1:]
        if len(others) == 1:
            return others[0]
        choices = [
            (letter, self._side(item, s)) for letter, s in zip(LETTERS, others, strict=False)
        ]
        answer = await self.ask_choice(say.WHICH, choices)
        return None if answer is None else others[LETTERS.index(answer)]

    def _side(self, item: Conflict, side: Side) -> Words:
        value, who = deciding.short(self.view, item, side.values), self.view.author(side.rep)
        return say.BY.fill(value=value, who=who)

    def _said(self, item: Conflict, side: Side) -> Words:
        words = say.KEPT if side is item.heads[0] else say.TAKEN
        value = deciding.short(self.view, item, side.values)
        field = label_of(item.kind, (item.differing or item.paths)[0], self.view.snapshot)
        return words.fill(name=self._called(item), field=field, value=value, key=self._undo_key)

    def _saved(self, item: Conflict) -> Callable[[Saved], None]:
        """Says after a form was saved what stands now."""

        def done(saved: Saved) -> None:
            doc = saved.snapshot.get(item.kind, item.id) or {}
            self.tell(self._said(item, item.heads[0]._replace(values=doc)))

        return done

    def _what(self, item: Conflict) -> Words:
        text = deciding.title(self.view, item)
        return Words(text, text)

    def _called(self, item: Item) -> str:
        return self.view.name(item.kind, item.id)

    @property
    def _undo_key(self) -> str:
        return self.sales.keymap.shown("undo")
