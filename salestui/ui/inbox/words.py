"""What the inbox says besides people's own text."""

from __future__ import annotations

from salestui.domain.words import Words

TO_DECIDE = Words("To decide", "待决定")
PROBLEMS = Words("Problems", "问题")
ATTENTION = Words("Needs attention", "待核对")

NO_DECISIONS = Words("Nothing to decide.", "没有待决定的事项。")
NO_DECISIONS_MINE = Words("Nothing for you to decide.", "没有待你决定的事项。")
NO_PROBLEMS = Words("No problems.", "没有问题。")
NO_CONCERNS = Words("Every record is as it should be.", "所有记录都正常。")
NO_CONCERNS_MINE = Words("Your records are as they should be.", "你的记录都正常。")
AT_ALL = Words("{key}  everybody's", "{key}  所有人的")
LOOKING = Words("looking through the records", "正在检查记录")

ARCHIVE = Words("archive?", "归档?")
STANDS = Words("stands", "现值")
OTHER = Words("other", "另值")
BEFORE = Words("before", "原值")
GONE = Words("archived", "归档")
EDITED = Words("edited", "修改")
BACK = Words("restored", "恢复")
BOTH = Words(
    "written apart; the later stands until you decide",
    "双方各自修改；决定前以较晚者为准",
)
BOTH_GONE = Words(
    "archived and edited apart; it stays until you decide",
    "归档与修改各自进行；决定前保留该记录",
)
ABOUT = Words("{name}: {field}", "{name}：{field}")
NTH = Words("{n} of {all}", "第 {n}/{all} 项")
LINES_MORE = Words("{n} more lines", "还有 {n} 行")
NOTHING = Words("-", "-")

KEPT = Words(
    "{name}: {field} stays {value}; the other is in the history",
    "{name}：{field}仍为{value}；另一个值在历史中",
)
TAKEN = Words(
    "{name}: {field} is now {value}; {key} undoes", "{name}：{field}改为{value}；按 {key} 撤销"
)
KEPT_RECORD = Words(
    "{name} stays, with the edit; {key} undoes", "{name}及其修改已保留；按 {key} 撤销"
)
ARCHIVED = Words("{name} archived; {key} brings it back", "{name} 已归档；按 {key} 恢复")
EMPTY_VALUE = Words("empty", "空")
WHICH = Words("which shall stand:", "采用哪个：")
BY = Words("{value}, {who}", "{value}，{who}")

NOT_HERE = Words("There is nothing under the cursor", "光标处没有事项")
NO_VALUE = Words("This is about the record, not a value", "这是整条记录的事，不是某个值")
NO_VALUE_HINT = Words(
    "keep it with {keep} or archive it with {archive}", "按 {keep} 保留或按 {archive} 归档"
)
NO_RECORD = Words("Only a contested delete can be decided so", "只有归档争议才能这样决定")
NOT_TYPED = Words("This can't be typed", "此项不能手填")
NOT_TYPED_HINT = Words("keep one of the values", "请在几个值中选一个")
NO_TEXT = Words("Only long text can be merged", "只有长文字可以合并")
MEANWHILE = Words("Somebody wrote on it meanwhile: look again", "其间又有人改过：请再看一眼")
MERGE = Words("{name}: {field}, both versions", "{name}：{field}，两个版本")
MERGE_HINT = Words(
    "Keep what is right, delete the lines that begin with >>> and <<<",
    "保留正确的内容，并删除以 >>> 和 <<< 开头的行",
)
MERGED = Words("Nothing overlaps: the changes of both are in", "没有重叠：双方的修改都已并入")
MARKS_LEFT = Words(
    "{n} lines that begin with >>> or <<< are still in it", "还有 {n} 行以 >>> 或 <<< 开头"
)
