"""What an exit criterion asks for: typed in either language, kept by keys, said in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from salestui.domain.criteria import BY_HAND
from salestui.domain.nodes import node_templates
from salestui.domain.problems import NOWHERE, InputProblem
from salestui.domain.schema import ACCOUNTS, ACTIVITY_TYPES, DEALS, DECISION_ROLES, Choices, Field
from salestui.domain.snapshot import Doc
from salestui.domain.text import clean, searchable
from salestui.domain.words import Words

NO_FIELD = Words("Neither deals nor accounts have a field {name}", "商机和客户都没有字段“{name}”")
NO_LEAST = Words("{name} needs a least value", "{name}缺少最低值")
LEAST_HINT = Words("Write it like pains>=3", "写法如 痛点>=3")
NOT_ONE = Words("{name} is none of these", "“{name}”不在可选范围")
NO_COUNT = Words("Say how many contacts", "请写联系人数量")
COUNT_HINT = Words("3, 1:reachable, 3:roles", "3、1:可联系、3:角色")
NO_TASK = Words("This stage has no task {name}", "该阶段没有流程任务“{name}”")
NOTHING = Words("Say what exactly is asked for", "请写明检查内容")
ASKS_HINTS = {
    "field_set": Words("amount, account.industry", "金额、account.industry"),
    "field_gte": Words("pains>=3", "痛点>=3"),
    "contact_role": Words("champion|user", "支持者|使用者"),
    "contact_count": COUNT_HINT,
    "activity_done": Words("call|visit, *, *:feedback", "电话|拜访、*、*:反馈"),
    "task_done": Words("the key of a task of this stage", "本阶段流程任务的键"),
}
"""What may be typed, by kind of check."""

COUNTED = {
    "reachable": Words("with a phone, e-mail or WeChat", "留有电话、邮箱或微信"),
    "roles": Words("in different roles", "角色各不相同"),
}
RECORDED = {
    "feedback": Words("with feedback", "有客户反馈"),
    "score": Words("with a score", "有评分"),
    "account": Words("or of the account before", "含客户此前的"),
}
SHORT = {
    "可联系": "reachable",
    "角色": "roles",
    "反馈": "feedback",
    "评分": "score",
    "客户": "account",
}
ANY_TOUCH = Words("any contact", "任何跟进")
OR = Words(" or ", "或")
AND = Words(", ", "，")
AT_LEAST = Words("{name}, at least {n}", "{name}至少{n}")
ONE_PERSON = Words("1 contact", "1位联系人")
PEOPLE = Words("{n} contacts", "{n}位联系人")
OF_ACCOUNT = Words("account's {name}", "客户的{name}")
HAND = Words("ticked by hand", "手工勾选")
TASK = Words("the task {name}", "任务“{name}”")


def read_arg(check: str, text: str, path: Doc, stage: str) -> str:
    """What is kept for what a person typed. Raises InputProblem that says what may be typed."""
    text = _ascii(text)
    if check in ("document", "checklist"):
        return clean(text)
    if not text:
        raise InputProblem(NOTHING, hint=ASKS_HINTS.get(check, NOWHERE), where="arg")
    if check in ("field_set", "field_gte"):
        return ",".join("|".join(_term(one, check) for one in _any(part)) for part in _all(text))
    if check == "contact_role":
        return "|".join(_key(DECISION_ROLES, one) for one in _any(text.replace(",", "|")))
    if check == "contact_count":
        return _count(text)
    if check == "activity_done":
        types, *asks = text.split(":")
        known = [_type(one) for one in _any(types.replace(",", "|"))]
        return ":".join(("|".join(known), *(_ask(RECORDED, ask) for ask in asks)))
    return _node(text, path, stage) if check == "task_done" else clean(text)


def _ascii(text: str) -> str:
    table = str.maketrans("，、：｜＞＝；　", ",,:|>=; ")
    return text.translate(table).replace("≥", ">=").strip()


def _all(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _any(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


def _term(text: str, check: str) -> str:
    name, at_least, number = (part.strip() for part in text.partition(">="))
    start, field = _field(name)
    if check == "field_set" and not at_least:
        return start + field.path
    if not number.isdecimal():
        raise InputProblem(NO_LEAST.fill(name=field.label), hint=LEAST_HINT, where="arg")
    return f"{start}{field.path}>={int(number)}"


def _field(name: str) -> tuple[str, Field]:
    """`account.` or nothing, and the field that a name in either language means."""
    start, dot, rest = name.partition(".")
    if dot and searchable(start) in ("account", "客户"):
        return "account.", _named(ACCOUNTS.fields, rest, name)
    try:
        return "", _named(DEALS.fields, name, name)
    except InputProblem:
        return "account.", _named(ACCOUNTS.fields, name, name)


def _named(fields: Iterable[Field], name: str, whole: str) -> Field:
    wanted = searchable(name)
    every = tuple(fields)
    for field in every:
        if wanted in {searchable(each) for each in (field.path, *field.label)}:
            return field
    for field in every:
        if wanted in {searchable(each) for each in field.aliases}:
            return field
    raise InputProblem(NO_FIELD.fill(name=whole), hint=ASKS_HINTS["field_set"], where="arg")


def _key(choices: Choices, text: str) -> str:
    wanted = searchable(text)
    for key, words in choices.items():
        if wanted in {searchable(each) for each in (key, *words)}:
            return key
    hint = Words(", ".join(choices), "、".join(words.zh for words in choices.values()))
    raise InputProblem(NOT_ONE.fill(name=text), hint=hint, where="arg")


def _type(text: str) -> str:
    return "*" if text == "*" else _key(ACTIVITY_TYPES, text)


def _ask(known: Choices, text: str) -> str:
    text = text.strip()
    return _key(known, SHORT.get(text, text))


def _count(text: str) -> str:
    number, colon, what = (part.strip() for part in text.partition(":"))
    if not number.isdecimal():
        raise InputProblem(NO_COUNT, hint=COUNT_HINT, where="arg")
    return f"{int(number)}:{_ask(COUNTED, what)}" if colon else str(int(number))


def _node(text: str, path: Doc, stage: str) -> str:
    wanted, nodes = searchable(text), node_templates(path, stage)
    for node in nodes:
        if wanted in {searchable(each) for each in (node.key, *node.name)}:
            return node.key
    hint = Words(", ".join(n.key for n in nodes), "、".join(n.name.zh for n in nodes))
    raise InputProblem(NO_TASK.fill(name=text), hint=hint, where="arg")


# -- in words


class Asked(NamedTuple):
    """A criterion's check as far as it says what is asked for."""

    check: str
    arg: str


def arg_words(asked: Asked, path: Doc, stage: str) -> Words:
    """What is asked for as one says it: `Amount, Close date`, `3 contacts in different roles`."""
    check, arg = asked
    if check in ("field_set", "field_gte"):
        return _joined([_joined([_say_term(t) for t in _any(p)], OR) for p in _all(arg)], AND)
    if check == "contact_role":
        return _joined([_of(DECISION_ROLES, role) for role in _any(arg.replace(",", "|"))], OR)
    if check == "contact_count":
        number, _, what = arg.partition(":")
        people = ONE_PERSON if number == "1" else PEOPLE.fill(n=number)
        return _joined([people, COUNTED[what]], Words(" ", "，")) if what in COUNTED else people
    if check == "activity_done":
        types, *asks = arg.split(":")
        said = _joined([_of(ACTIVITY_TYPES, t) for t in _any(types.replace(",", "|"))], OR)
        return _joined([said, *(_of(RECORDED, ask) for ask in asks)], Words(" ", "，"))
    if check == "task_done":
        named = {node.key: node.name for node in node_templates(path, stage)}
        return TASK.fill(name=named.get(arg, Words(arg, arg)))
    return HAND if check in BY_HAND else Words(arg, arg)


def _say_term(term: str) -> Words:
    name, _, least = term.partition(">=")
    kind, bare = (ACCOUNTS, name[8:]) if name.startswith("account.") else (DEALS, name)
    field = kind.field(bare)
    label = field.label if field else Words(name, name)
    label = OF_ACCOUNT.fill(name=Words(label.en.lower(), label.zh)) if kind is ACCOUNTS else label
    return AT_LEAST.fill(name=label, n=least) if least else label


def _of(choices: Choices, key: str) -> Words:
    if key == "*":
        return ANY_TOUCH
    found = choices.get(key)
    return Words(found.en.lower(), found.zh) if found else Words(key, key)


def _joined(parts: Iterable[Words], joint: Words) -> Words:
    every = [part for part in parts if part.en or part.zh]
    return Words(joint.en.join(p.en for p in every), joint.zh.join(p.zh for p in every))
