"""Problems told in one sentence, to a person or to a script."""

from __future__ import annotations

from typing import Any

from salestui.domain.problems import Problem
from salestui.domain.words import Words

HELP = Words("`{command} --help` shows how", "用法见 `{command} --help`")
MEANT = Words("did you mean {name}?", "是否想写 {name}？")
NO_OPTION = Words("There is no option {name}", "没有选项 {name}")
NO_COMMAND = Words("There is no command {name}", "没有命令 {name}")
MISSING = Words("{name} is missing", "缺少 {name}")
LACKING = Words("missing: {items}", "还差：{items}")
_STOPS = ".。!！ "
_ASKING = "?？"


def sentence(problem: Problem, lang: str) -> str:
    """What went wrong, where, and what to do."""
    said = problem.message.say(lang).rstrip(_STOPS)
    if problem.where and problem.where not in said:
        said += f"（{problem.where}）" if lang == "zh" else f" ({problem.where})"
    items = _missing(problem, lang)
    if items:
        texts = [item["text"] for item in items]
        joined = "、".join(texts) if lang == "zh" else ", ".join(texts)
        said += ("；" if lang == "zh" else "; ") + LACKING.fill(items=joined).say(lang)
    hint = problem.hint.say(lang).rstrip(_STOPS)
    if not hint:
        return said + ("。" if lang == "zh" else ".")
    if lang == "zh":
        return f"{said}。{hint}" + ("" if hint[-1] in _ASKING else "。")
    # After a colon a sentence begins small, unless it begins with a name or an abbreviation.
    small = hint[0].lower() + hint[1:] if hint[1:2].islower() or hint[1:2] == " " else hint
    return f"{said}: {small}" + ("" if hint[-1] in _ASKING else ".")


def error_object(problem: Problem, lang: str) -> dict[str, Any]:
    """The same for scripts."""
    error = {
        "kind": problem.kind,
        "message": problem.message.say(lang),
        "hint": problem.hint.say(lang),
        "where": problem.where,
    }
    items = _missing(problem, lang)
    return {"schema": 1, "error": error, **({"missing": items} if items else {})}


def _missing(problem: Problem, lang: str) -> list[dict[str, str]]:
    """The exit criteria that a refusal names, as key, text and check."""
    found = []
    for item in getattr(problem, "missing", ()):
        text = getattr(item, "text", item)
        found.append(
            {
                "key": str(getattr(item, "key", "")),
                "text": text.say(lang) if isinstance(text, Words) else str(text),
                "check": str(getattr(item, "check", "")),
            }
        )
    return found
