"""What the side pane says besides people's own text."""

from __future__ import annotations

from salestui.domain.words import Words

IN_STAGE = Words("{n}d in {stage}", "{stage}{n}天")
STAGE_DAYS = Words("{stage} {n}d", "{stage}{n}天")
AFTER = Words("after {way}", "此前{way}")
MANUAL = Words("{p}% (by hand)", "{p}% 手动")
BY_STAGE = Words("{p}% (stage)", "{p}% 阶段值")
BARE = Words("{p}%", "{p}%")
NEXT = Words("Next step", "下一步")
LATE = Words("{n}d late", "逾期{n}天")
SIGNALS = Words("Attention", "注意")
NO_STEP = Words("none yet, s plans one", "尚无，按 s 填写")
GATE = Words("Gate to {stage}", "推进到{stage}")
GATE_OF = Words("{done} of {all}", "{done}/{all}")
ADVISED = Words("{text}, advised", "{text}，建议")
MISSING = Words("missing", "缺")
PEOPLE = Words("Decision chain", "决策链")
NOBODY = Words("nobody known yet", "尚无联系人")
ROLES = Words("{n} of {all} roles", "角色{n}/{all}")
NO_ROLE = Words("{roles}, no {role}", "{roles}，缺{role}")
TOUCHES = Words("Touches", "跟进")
AGO = Words("{n}d ago", "{n}天前")
TODAY = Words("today", "今天")
NEVER = Words("never", "从未")
LIMIT = Words("{ago}, limit {n}d", "{ago}，上限{n}天")
MORE = Words("Details", "详情")
PAINS = Words("pains", "痛点")
RIVALS = Words("against", "竞品")
BUDGET = Words("budget", "预算")
SOURCE = Words("source", "来源")
PRODUCT = Words("product", "产品")
NOTE = Words("note", "备注")
OWNER = Words("owner", "负责人")
NOTHING = Words("No deal under the cursor.", "光标处没有商机。")
STANCES = {"support": "+", "oppose": "-"}
