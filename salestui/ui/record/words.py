"""What the screen of one record's history says besides people's own text."""

from __future__ import annotations

from salestui.domain.words import Words

READING = Words("reading the log", "正在读取日志")
NO_CHANGES = Words("Nothing was changed.", "没有改动。")
CREATED = Words("created", "新建")
RESTORED = Words("brought back", "恢复")
ARCHIVED = Words("archived", "归档")
STANDS = Words("stands", "现值")
UNDONE = Words("undo", "撤销")
OLD = Words("before", "原值")
NEW = Words("after", "改为")
NOW = Words("now", "现值")
ABOUT = Words("{kind} {name}", "{kind} {name}")
EMPTY = Words("-", "-")

NOT_HERE = Words("There is no value under the cursor", "光标处没有可恢复的值")
NOT_THIS = Words(
    "This is about the whole record; undo brings it back",
    "这是整条记录的改动，请用撤销来恢复",
)
PUT_BACK = Words("{field} is {value} again; {key} undoes", "{field}已恢复为{value}；按 {key} 撤销")
CLEARED = Words("{field} is empty again; {key} undoes", "{field}已恢复为空；按 {key} 撤销")
NO_FORM = Words("This kind of record has no form", "这类记录没有表单")
