"""What the board says besides people's own text."""

from __future__ import annotations

from salestui.domain.words import Words

OPEN = Words("{n} open", "{n}单")
WEIGHTED = Words("w {sum}", "加权{sum}")
HEAD_WEIGHTED = Words("w{sum}", "加权{sum}")
NOTHING = Words("empty", "空")
BELOW = Words("{n} below", "下{n}单")
ABOVE = Words("{n} above", "上{n}单")

WON_ON = Words("won {day}", "签约 {day}")
LOST_ON = Words("{day}", "{day}")
WAKES = Words("until {day}", "搁置到 {day}")

DAYS = Words("{n}d", "{n}天")
HERE = Words("{n}d here", "{stage}{n}天")
TOUCHED = Words("touched {n}d ago", "{n}天前联系")
TOUCHED_TODAY = Words("touched today", "今天联系过")
UNTOUCHED = Words("never touched", "从未联系")
LACKS = Words("lacks {what}", "缺{what}")
CLOSES = Words("closes {day}", "预计{day}签约")
WON_FOR = Words("won {day} for {sum}", "{day}签约 {sum}")
LOST_FOR = Words("lost {day}: {why}", "{day}输单：{why}")
NO_REASON = Words("no reason given", "未写原因")

NO_DEALS = Words("No deals here yet.", "这里还没有商机。")
NO_DEALS_OF_MINE = Words("No deals of yours here.", "这里没有你的商机。")
NO_MATCH = Words("No deal matches the filter.", "没有符合筛选的商机。")
NOTHING_THEN = Words("There were no deals here yet.", "那时这里还没有商机。")
TO_COME_BACK = Words("=  back to now", "=  回到现在")
TO_ADD = Words("n  a new deal", "n  新建商机")
TO_SEE_ALL = Words("@  everybody's deals", "@  所有人的商机")
TO_CLEAR = Words("esc  clear the filter", "esc  清除筛选")
TO_OTHER_PATH = Words("p  another sales path", "p  换一条销售路径")

LISTED = Words("{n} deals", "{n}单")
OPEN_OF = Words("{n}", "进行中 {n}")
BY_FILTER = Words("as the filter says", "按筛选条件排序")
REVERSED = Words("{sort}, reversed", "{sort}，倒序")
