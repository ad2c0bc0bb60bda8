"""What the screen of news says besides people's own text."""

from __future__ import annotations

from salestui.domain.words import Words

CHANGES = Words("{n} changes by others since {when}", "{when} 以来，他人改动 {n} 处")
ONE_CHANGE = Words("1 change by others since {when}", "{when} 以来，他人改动 1 处")
NOTHING = Words("Nothing new since you looked {when}.", "你 {when} 看过之后没有新的改动。")
FIRST = Words("From now on, what others change is listed here.", "从现在起，他人的改动会列在这里。")
READING = Words("reading the log", "正在读取日志")
LATE = Words("came late", "迟到")
REPLACED = Words("replaced since", "之后又改")
LATE_WHOLE = Words("made before you looked, arrived after", "你查看之前所改，之后才收到")
REPLACED_WHOLE = Words("not the value any more", "现在已不是这个值")
NOTED_ONE = Words("1 change marked as seen", "1 处改动已标为看过")
NOTED = Words("{n} changes marked as seen", "{n} 处改动已标为看过")
OLD = Words("before", "原值")
NEW = Words("after", "改为")
NOW = Words("now", "现值")
NEW_RECORD = Words("new {kind}", "新建{kind}")
RESTORED = Words("restored", "恢复")
MANY_AT_ONCE = Words("several records at once", "一次改动多条")
ONE_ACT = Words("One act on many records has no page", "一次改动多条记录，没有单独的页面")
ONE_ACT_HINT = Words("`salestui history` lists it", "可用 `salestui history` 查看")
NOT_HERE = Words("There is no change under the cursor", "光标处没有改动")
ABOUT = Words("{name}: {field}", "{name}：{field}")
EMPTY = Words("-", "-")
MORE = Words("{n} more", "还有 {n} 处")
