"""From a filter's text to its tree.

    start: "!"? or ;  or: and (OR and)* ;  and: not (AND? not)* ;
    not: (NOT | "-") not | "(" or ")" | term ;  term: HEAD VALUE | text

`sort:` conditions stand beside the others at the top level and are taken out of the tree.
"""

from __future__ import annotations

from salestui.domain.query.faults import expected, fault
from salestui.domain.query.syntax import (
    SORT_NAMES,
    Node,
    Not,
    Query,
    SortKey,
    Term,
    conjunction,
    disjunction,
)
from salestui.domain.query.tokens import Token, fold, tokens
from salestui.domain.text import ascii_keys
from salestui.domain.words import Words

LONGEST = 4096
"""Characters of a filter."""
DEEPEST = 60
"""Brackets and negations inside each other."""

A_CONDITION = Words("a condition", "条件")


def parse(text: str) -> Query:
    """The tree of a filter; raises InputProblem with the column of the mistake in `where`."""
    if len(text) > LONGEST:
        message = Words("A filter has at most {n} characters.", "筛选条件最多 {n} 个字符。")
        raise fault(LONGEST, message.fill(n=LONGEST))
    blank = len(text) - len(text.lstrip())
    inverted = fold(text)[blank : blank + 1] == "!" and fold(text)[blank + 1 : blank + 2] != "="
    inside = " " * (blank + 1) + text[blank + 1 :] if inverted else text
    reader = _Reader(tokens(inside))
    where = reader.either()
    reader.end()
    if inverted and where is None:
        raise expected(blank + 1, Words("a condition after “!”", "“!”后的条件"), "")
    return Query(where, inverted, tuple(reader.sort), text)


class _Reader:
    """Reads the tokens of one filter once, from left to right."""

    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.at = 0
        self.depth = 0
        self.sort: list[SortKey] = []

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.token
        self.at += 1
        return token

    def either(self) -> Node | None:
        """Branches joined by *or*; None where there is no condition at all."""
        first = self.all_of()
        if self.token.kind != "or":
            return first
        branches = [self.some(first)]
        while self.token.kind == "or":
            self.take()
            branches.append(self.some(self.all_of()))
        return disjunction(branches)

    def all_of(self) -> Node | None:
        """Conditions side by side; None where only `sort:` or nothing stands."""
        found: list[Node] = []
        start, before = self.at, self.at
        while self.token.kind not in ("or", ")", "end"):
            if self.token.kind == "and":
                if self.at == before:
                    raise self.missing()
                self.take()
                before = self.at
            elif not self.took_sort():
                found.append(self.one())
        if self.at == before and self.at > start:
            raise self.missing()
        return conjunction(found) if found else None

    def took_sort(self) -> bool:
        """Whether a `sort:` stood here and was taken."""
        node = self.token.node
        if not isinstance(node, Term) or node.name.casefold() not in SORT_NAMES:
            return False
        if self.depth:
            message = Words(
                "“{name}:” may only stand at the top level.", "“{name}:”只能放在最外层。"
            ).fill(name=node.name)
            hint = Words(
                "Take it out of the brackets; for the other direction write {name}:-field.",
                "请移到括号外；反向排序请写 {name}:-字段。",
            ).fill(name=node.name)
            raise fault(node.pos, message, hint)
        self.sort.extend(_sort_keys(node))
        self.take()
        return True

    def one(self) -> Node:
        """One condition with what stands before it."""
        token = self.token
        if token.kind in ("-", "not", "("):
            return self.below()
        if token.node is None:
            raise self.missing()
        self.took_sort()
        self.take()
        return token.node

    def below(self) -> Node:
        """A negation or a bracket, one level deeper."""
        token = self.take()
        self.depth += 1
        if self.depth > DEEPEST:
            message = Words(
                "Conditions may be nested at most {n} levels deep.", "条件最多嵌套 {n} 层。"
            )
            raise fault(token.pos, message.fill(n=DEEPEST))
        found = self.bracket(token) if token.kind == "(" else Not(self.one())
        self.depth -= 1
        return found

    def bracket(self, opened: Token) -> Node:
        inside = self.either()
        if self.token.kind == "end":
            message = Words("The bracket is not closed.", "括号没有闭合。")
            raise fault(opened.pos, message, Words("Add ).", "请加上 )。"))
        node = self.some(inside)
        self.take()
        return node

    def some(self, node: Node | None) -> Node:
        """The node; where there is none a condition was expected."""
        if node is None:
            raise self.missing()
        return node

    def missing(self) -> Exception:
        """What to raise where the token here cannot stand."""
        hint = Words(
            'To look for the word itself write "{word}".', '要查找这个词本身请写 "{word}"。'
        )
        word = self.token.kind if self.token.kind in ("or", "and", "not") else ""
        got = "" if self.token.kind == "end" else self.token.kind
        return expected(self.token.pos, A_CONDITION, got, hint.fill(word=word) if word else _NONE)

    def end(self) -> None:
        """Refuse what is left over: only a closing bracket can be."""
        if self.token.kind == ")":
            message = Words("This bracket was never opened.", "这个右括号是多余的。")
            raise fault(self.token.pos, message)


_NONE = Words("", "")


def _sort_keys(term: Term) -> list[SortKey]:
    """The keys of one `sort:` condition."""
    if term.op != ":":
        what = Words("“:” after {name}", "{name} 后的“:”").fill(name=term.name)
        raise expected(term.pos + len(term.name), what, term.op)
    found: list[SortKey] = []
    for part in term.value:
        at = part.pos
        for piece in part.text.split(","):
            name = piece.removeprefix("-")
            if part.quoted or not name:
                hint = Words("Write {name}:-amount,close.", "请写成 {name}:-金额,预计签约日。")
                what = Words("a field name", "字段名")
                raise expected(at, what, piece, hint.fill(name=term.name))
            found.append(SortKey(ascii_keys(name), piece != name, at))
            at += len(piece) + 1
    return found
