"""What the deal screen says besides people's own text."""

from __future__ import annotations

from salestui.domain.words import Words

LIFE = Words("Replay", "回放")

FROM_STAGE = Words("(stage)", "阶段值")
BY_HAND = Words("(own)", "手填")
CLOSES = Words("closes {day}", "预计{day}签约")
NO_CLOSE = Words("no close date", "无预计签约日")
WON_ON = Words("won {day}", "{day}签约")
LOST_ON = Words("lost {day}", "{day}输单")
WON = Words("won", "签约")
LOST = Words("lost", "输单")
NO_AMOUNT = Words("no amount", "无金额")

DAYS = Words("{n}d", "{n}天")
LIMIT = Words(", limit {n}d", "，上限{n}天")

NEXT_STEP = Words("Next step", "下一步")
NONE = Words("none", "无")
LATE = Words("!late {n}d", "!逾期{n}天")
CLOSE_PAST = Words("!close {n}d past", "!过签约日{n}天")
ROT = Words("!rot", "!停滞")
NO_NEXT = Words("!next", "!无下一步")
WAKE = Words("!wake", "!唤醒")
SLEEPS = Words("On hold until {day}", "搁置到{day}")
SLEEPS_ON = Words("On hold", "搁置")
SIGNED = Words("Signed", "签约")
CONTRACT = Words("contract {no}", "合同号{no}")
AGAIN = Words("try again {day}", "{day}再跟进")
TO = Words("to {who}", "输给{who}")
NO_REASON = Words("no reason given", "未写原因")

GATE_TO = Words("Gate to {stage}", "关口：到{stage}")
GATE_OF = Words("Gate of {stage}", "{stage}的关口")
OF = Words("{done} of {all}", "{done}/{all}")
NO_GATE = Words("This stage asks for nothing", "此阶段没有输出标准")
MISSING = Words("missing", "缺")
ADVISED = Words("advised", "建议项")
REQUIRED = Words("required", "必需项")

TICK_HINT = Words("space ticks it, enter adds what shows it", "空格勾选，enter 写依据")
ENTER_FIELD = Words("enter fills in {field}", "enter 填写{field}")
ENTER_CONTACT = Words("enter adds a contact", "enter 添加联系人")
ENTER_LOG = Words("enter logs a contact", "enter 记录跟进")
NOT_YET = Words("This deal came later, on {day}", "这个商机{day}才新建，那时还没有")
