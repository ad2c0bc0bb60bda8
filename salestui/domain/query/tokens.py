"""A filter's text cut into tokens, full-width signs folded, with the column of each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from salestui.domain.query.faults import QUOTE_IT, expected, fault
from salestui.domain.query.syntax import Part, Term, TextTerm
from salestui.domain.text import ascii_keys
from salestui.domain.words import Words

WIDE = {code: ascii_keys(chr(code)) for code in (*range(0xFF01, 0xFF5F), ord("《"), ord("》"))}
"""Signs that act as their ASCII keys; other Chinese punctuation is left to text."""
CLOSES = {'"': '"', "“": "”", "”": "”"}
KEYWORDS = {"or": "or", "或": "or", "and": "and", "且": "and", "not": "not", "非": "not"}
SIGNS = {"≥": ">=", "≤": "<=", "≠": "!="}
HEAD = r"(\w[\w.。-]*)(!=|>=|<=|[:=><≥≤≠])"
RUN = r"[^\s()\"“”]*"
OPERATOR = r"!=|[:=><≥≤≠]"
JOINS = (",", "..")
ESCAPED = '\\"＂”'
"""What a backslash may stand before inside quotes."""

A_VALUE = Words("a value", "一个值")
SPACED = Words(
    "No space may stand around “{op}”: write field{op}value.",
    "“{op}”前后不能有空格，请写成 字段{op}值。",
)


@dataclass(frozen=True, slots=True)
class Token:
    """A sign (`(`, `)`, `-`), a keyword (`or`, `and`, `not`), a condition, or the `end`."""

    kind: str
    pos: int
    node: Term | TextTerm | None = None


def fold(text: str) -> str:
    """The text with full-width signs as ASCII ones, of the same length so that columns stay."""
    return text.translate(WIDE).replace("。。", "..")


def tokens(text: str) -> list[Token]:
    """All tokens, the last of kind `end`; raises InputProblem where a run makes no sense."""
    return _Lexer(text).run()


class _Lexer:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self.typed = text
        self.text = fold(text)
        self.at = 0

    def run(self) -> list[Token]:
        """Every token of the text."""
        found: list[Token] = []
        while True:
            while self.at < len(self.text) and self.text[self.at].isspace():
                self.at += 1
            found.append(self.next())
            if found[-1].kind == "end":
                return found

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def next(self) -> Token:
        start, sign = self.at, self.peek()
        if not sign:
            return Token("end", start)
        if sign in "()":
            self.at += 1
            return Token(sign, start)
        if sign == "-":
            return self.minus()
        if sign in CLOSES:
            return Token("text", start, TextTerm(self.quoted(), start))
        head = re.match(HEAD, self.text[start:])
        return self.term(head) if head else self.word()

    def minus(self) -> Token:
        start = self.at
        self.at += 1
        if not self.peek() or self.peek().isspace():
            hint = Words("Write -condition without a space.", "请写成 -条件，中间不要空格。")
            raise expected(self.at, Words("a condition after “-”", "“-”后的条件"), "", hint)
        return Token("-", start)

    def quoted(self) -> str:
        """The inside of the quotes that open here."""
        start = self.at
        close = CLOSES[self.peek()]
        inside: list[str] = []
        self.at += 1
        while self.at < len(self.text):
            escaped = self.typed[self.at + 1 : self.at + 2]
            if self.typed[self.at] == "\\" and escaped and escaped in ESCAPED:
                inside.append(escaped)
                self.at += 2
                continue
            self.at += 1
            if self.text[self.at - 1] == close:
                return self.full("".join(inside), start)
            inside.append(self.typed[self.at - 1])
        message = Words("The quote is not closed.", "引号没有闭合。")
        raise fault(start, message, Words('End the text with ".', "请在文字末尾加上引号。"))

    def full(self, inside: str, start: int) -> str:
        """The text between quotes; empty text is refused, as it would match everything."""
        if not inside.strip():
            hint = Words(
                "For a field without a value write field:none.", "查无值的字段请写 字段:无。"
            )
            raise expected(start + 1, Words("text between the quotes", "引号内的文字"), "", hint)
        return inside

    def word(self) -> Token:
        """A bare word or keyword."""
        start = self.at
        run = self.run_here()
        kind = KEYWORDS.get(run.casefold(), "")
        if not kind:
            self.refuse_signs(run, start)
            self.refuse_glued()
        return Token(kind or "text", start, None if kind else TextTerm(run, start))

    def run_here(self) -> str:
        found = re.match(RUN, self.text[self.at :])
        run = found.group() if found else ""
        self.at += len(run)
        return run

    def refuse_signs(self, run: str, start: int) -> None:
        """Refuse a bare word that holds an operator: it is a slip, or text to be quoted."""
        sign = re.search(OPERATOR, run)
        if sign is None:
            if run.startswith("!"):
                message = Words("“!” may only stand first.", "“!”只能放在最前面。")
                hint = Words(
                    "To turn one condition round write -condition.", "单个条件取反请写 -条件。"
                )
                raise fault(start, message, hint)
            return
        if sign.start() == 0:
            raise fault(start, SPACED.fill(op=sign.group()))
        before = run[: sign.start()]
        raise expected(start, Words("a field name", "字段名"), before, QUOTE_IT)

    def refuse_glued(self) -> None:
        """Refuse a bracket or quote that touches the word before it."""
        if self.peek() in ("(", *CLOSES) and self.peek():
            message = Words("A space was expected before “{sign}”.", "“{sign}”前面应有空格。")
            raise fault(self.at, message.fill(sign=self.peek()), QUOTE_IT)

    def term(self, head: re.Match[str]) -> Token:
        """A condition: the field and operator just seen, and the value glued to them."""
        start, sign = self.at, head.group(2)
        name, op = ascii_keys(head.group(1)), SIGNS.get(sign, sign)
        self.at = start + head.end()
        self.refuse_url(name, start)
        parts = self.parts(op)
        if not parts:
            raise self.no_value(name, op)
        strange = None if parts[0].quoted else re.match(OPERATOR, parts[0].text)
        if strange:
            hint = Words("Write {name}{op}value.", "请写成 {name}{op}值。")
            better = strange.group() if op == ":" else op
            raise expected(parts[0].pos, A_VALUE, strange.group(), hint.fill(name=name, op=better))
        return Token("term", start, Term(name, op, parts, start))

    def refuse_url(self, name: str, start: int) -> None:
        if self.text.startswith("//", self.at):
            message = Words("An address must stand in quotes.", "网址需要加引号。")
            run = name + ":" + self.text[self.at :].split(maxsplit=1)[0]
            raise fault(start, message, Words(f'Write "{run}".', f'请写成 "{run}"。'))

    def parts(self, op: str) -> tuple[Part, ...]:
        """The runs and quoted pieces up to the next space or bracket."""
        found: list[Part] = []
        while True:
            start = self.at
            run = self.run_here()
            if run:
                if found and not run.startswith(JOINS):
                    raise expected(start, Words("a comma or a space", "逗号或空格"), run[:1])
                found.append(Part(run, pos=start))
            if not self.peek() or self.peek() not in CLOSES:
                break
            if found and (found[-1].quoted or not found[-1].text.endswith(JOINS)):
                raise expected(self.at, Words("a comma or a space", "逗号或空格"), self.peek())
            start = self.at
            found.append(Part(self.quoted(), True, start))
        if found and self.peek() == "(":
            self.refuse_glued()
        return tuple(found)

    def no_value(self, name: str, op: str) -> Exception:
        if self.peek() == "(":
            hint = Words("Write {name}:a,b for either of two.", "二者之一请写 {name}:a,b。")
            return expected(self.at, A_VALUE, "(", hint.fill(name=name))
        if self.peek().isspace() and self.text[self.at :].strip():
            return fault(self.at, SPACED.fill(op=op))
        hint = Words("{name}:none finds records without one.", "{name}:无 可查没有值的记录。")
        what = Words("a value after “{head}”", "“{head}”后的值").fill(head=name + op)
        return expected(self.at, what, "", hint.fill(name=name))
