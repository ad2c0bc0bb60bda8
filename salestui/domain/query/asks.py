"""What a condition asks of one field, before its values are understood."""

from __future__ import annotations

from dataclasses import dataclass

from salestui.domain.query.faults import did_you_mean, expected, fault, listed
from salestui.domain.query.fields import FilterField
from salestui.domain.query.scope import Scope
from salestui.domain.query.values import Item, Piece
from salestui.domain.schema import Choices
from salestui.domain.text import searchable
from salestui.domain.words import Words

SEVERAL = Words("More than one value starts with “{text}”.", "以“{text}”开头的值不止一个。")


@dataclass(frozen=True, slots=True)
class Ask:
    """The values asked of a field; the operator is never `!=` (that is turned round outside)."""

    field: FilterField
    kind: str
    op: str
    items: list[Item]

    @property
    def exact(self) -> bool:
        """Whether the whole value is meant."""
        return self.op == "="

    @property
    def pieces(self) -> list[Piece]:
        """The values of a field that knows no ranges."""
        return [item for item in self.items if isinstance(item, Piece)]


def choice(piece: Piece, choices: Choices, letters: Choices) -> str:
    """The key that a value names: a key or label in either language, or how only one begins."""
    wanted = searchable(piece.text)
    names = [(searchable(name), key) for key, label in choices.items() for name in (key, *label)]
    names += [(searchable(name), key) for key, label in letters.items() if key for name in label]
    found = {key for name, key in names if name == wanted}
    found = found or {key for name, key in names if name.startswith(wanted)}
    if len(found) == 1:
        return found.pop()
    shown = _shown(choices, [key for key in choices if not found or key in found])
    if found:
        raise fault(piece.pos, SEVERAL.fill(text=piece.text[:40]), shown)
    hint = did_you_mean(
        piece.text, [name for key in choices for name in (key, *choices[key])], shown
    )
    raise expected(piece.pos, Words("a value of this field", "该字段的值"), piece.text, hint)


def _shown(choices: Choices, keys: list[str]) -> Words:
    return Words("One of: " + listed(keys), "可选：" + listed([choices[key].zh for key in keys]))


def me(piece: Piece, scope: Scope) -> str:
    """The member id behind `me`; raises InputProblem where nobody is known to sit here."""
    if not scope.env.me:
        message = Words("Nobody here is known as “me”.", "当前用户还不是成员，不能用“我”。")
        raise fault(piece.pos, message, Words("Write a member's handle.", "请写成员的账号。"))
    return scope.env.me
