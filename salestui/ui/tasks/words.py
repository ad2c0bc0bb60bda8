"""What the tasks screen says."""

from __future__ import annotations

from salestui.domain.words import Words

SUMMARY = Words("{n} open", "{n} 项未完成")
FOUND = Words("{n} found", "{n} 项")
LATE = Words("{n} late", "{n} 项逾期")
LAGGING = Words("{n} of them lagging", "其中 {n} 项滞后")
UNOWNED = Words("no owner {n}", "无负责人 {n}")
CONTESTED = Words("two owners {n}", "重复指派 {n}")
HEAD_DUE = Words("due", "截止")
HEAD_TASK = Words("task", "任务")
HEAD_DEAL = Words("deal", "商机")
HEAD_OUT = Words("out", "产出")
HEAD_STATE = Words("state", "状态")
LOAD = Words("{n}/{all} load", "负荷 {n}/{all}")
OPEN_N = Words("{n} open", "{n} 项")
LATE_N = Words("{n} late", "逾期 {n}")
NOTHING = Words("No open task here", "没有未完成的任务")
TO_ADD = Words(
    "n plans one; a stage brings its own when a deal enters it", "n 新建；商机进入阶段时自动生成"
)
TO_SEE_ALL = Words("@ shows everybody's", "@ 显示全部人的任务")
TO_CLEAR = Words("esc clears the filter", "esc 清除筛选")
ASSIGN = Words("assign {name} to:", "{name} 指派给：")
ASSIGN_MANY = Words("Assign {n} tasks", "指派 {n} 项任务")
TASK_FOR = Words("{what}, {name}", "{what}，{name}")
STRONG = Words("strong in {strength}", "擅长{strength}")
FREE = Words("free that day", "当天空闲")
BUSY = Words("busy that day", "当天已有任务")
FULL = Words("full", "已满")
THEN = Words("{n}/{all}, then {more}", "{n}/{all}，接下为 {more}")
ASSIGNED = Words("{name}: now {who}'s; {key} takes it back", "{name}：已指派{who}，按 {key} 撤销")
ASSIGNED_MANY = Words("{n} tasks assigned; {key} takes it back", "已指派 {n} 项，按 {key} 撤销")
NO_LEAVER = Words("Stand on a member or on one of their tasks", "请把光标放在某成员或其任务上")
HAND_OVER = Words("all open work of {name} to:", "{name}的未完成工作交接给：")
HANDED_OVER = Words(
    "all open work of {name}: now {who}'s; {key} takes it back",
    "{name}的未完成工作已交接给{who}，按 {key} 撤销",
)
DONE = Words("{name}: done; {key} takes it back", "{name}：已完成，按 {key} 撤销")
REOPENED = Words("{name}: open again", "{name}：重新打开")
SCORE = Words("{name}, how satisfied:", "{name}，满意程度：")
SCORES = (
    Words("very unhappy", "很不满意"),
    Words("unhappy", "不满意"),
    Words("fair", "一般"),
    Words("satisfied", "满意"),
    Words("very satisfied", "很满意"),
)
SCORED = Words("satisfaction {n} of 5", "满意度{n}/5")
WHY = Words("why does {name} lag:", "{name} 滞后原因：")
NOTE = Words("in a few words:", "简要说明：")
EDIT = Words("edit {name}:", "修改 {name}：")
N_TASKS = Words("{n} tasks", "{n} 项任务")
NO_TASK = Words("There is no task under the cursor", "光标处没有任务")
ASK = Words("Ask a department, for {name}", "申请资源：{name}")
NEW = Words("New task", "新建任务")
NEW_FOR = Words("New task for {name}", "{name}的新任务")
ARCHIVED = Words("{name} archived; {key} brings it back", "{name} 已归档，按 {key} 恢复")
FIRST_DUE = Words("first due {day}", "原截止 {day}")
HELPED = Words("with {names}", "协作 {names}")
WAITS_FOR = Words("after {names}", "前置 {names}")
LAG_KNOWN = Words("lags: {reason}", "滞后：{reason}")
OUTPUTS = Words("Outputs", "产出")
NO_OUTPUTS = Words("nothing agreed yet: o adds an item", "尚未约定产出：按 o 添加")
STANDARD = Words("Output standard", "输出标准")
REQUESTS = Words("Asked of others", "资源需求")
FACTS = Words("About the task", "任务情况")
ADD_OUTPUT = Words("one more output:", "新增产出：")
TICK_ON_DEAL = Words("enter opens the deal, where it is met", "enter 打开商机，在那里达成")
CONFIRM = Words("space: requested, confirmed, delivered", "空格：已申请、已确认、已交付")
OVERDUE = Words("!late", "!逾期")
NOBODY = Words("nobody", "无人")
