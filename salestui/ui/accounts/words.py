"""What the pages of an account say besides people's own text."""

from __future__ import annotations

from salestui.domain.words import Words

DEALS = Words("Deals", "商机")
OPEN = Words("{n} open", "进行中{n}个")
NONE_OPEN = Words("nothing open", "无进行中商机")
RHYTHM = Words("every {every}d, {most}d at most", "每{every}天，上限{most}天")
LATE = Words("!late {n}d", "!超期{n}天")
DUE = Words("due now", "应跟进")
NEXT = Words("next by {day}", "下次{day}前")
FORMER = Words("a customer who left, no rhythm", "流失客户，不设频率")
SATISFIED = Words("satisfaction {n} of 5", "满意度{n}/5")
ASKED = Words("asked {day}", "{day}调研")
ASK_BY = Words("survey by {day}", "{day}前调研")
ASK_NOW = Words("!survey", "!待调研")
BY_HAND = Words("by hand", "手动设定")
UNTIL = Words("until {day}", "到{day}")
NO_TIER = Words(
    "no tier, no rhythm; {key} {letter} sets one", "未分层、无频率；按 {key} {letter} 设定"
)
FREE = Words("in the pool, {key} claims it", "在公海，按 {key} 认领")
MERGED = Words("{who} merged in", "{who}已并入")
MORE = Words("{who} +{n}", "{who}等另{n}家")
TWIN = Words("probably {name}: {why}", "可能与{name}重复：{why}")
GONE = Words("!{who} left", "!{who}已离职")

OPEN_DEALS = Words("Open deals", "进行中商机")
OF_ALL = Words("{n} of {all}", "{n}/{all}")
NO_DEALS = Words("No deal yet; n on Deals adds one", "还没有商机；到商机页按 n 新建")
NONE_NOW = Words("None open; n on Deals adds one", "没有进行中的商机；到商机页按 n 新建")
SURVEYS = Words("Satisfaction", "满意度")
ENTER_OPEN = Words("enter opens", "enter 打开")
NOT_YET = Words("This account came later, on {day}", "这家客户{day}才新建，那时还没有")
