"""What the path editor says."""

from __future__ import annotations

from salestui.domain.words import Words

PATHS = Words("Paths", "销售路径")
NO_PATH = Words("This path was not there then", "当时还没有这条路径")
NO_STAGE = Words("There is no stage under the cursor", "光标处没有阶段")
GONE = Words("This stage is gone", "该阶段已不存在")
NOT_HERE = Words("There is nothing to change on this line", "此行没有可修改的内容")
ONLY_PARTS = Words("Only criteria and tasks are moved here", "此处只有推进条件和流程任务可移动")
STANDS = Words("{n} open", "{n}单在册")
STAGE_HEAD = Words("Stage", "阶段")
CRITERIA = Words("Exit criteria", "推进条件")
TASKS = Words("Tasks on entry", "进入即建的任务")
GUIDANCE = Words("Guidance", "指引")
NO_CRITERIA = Words("none yet; {key} adds one", "还没有，按 {key} 新增")
RETIRED = Words(
    "Retired: asks for nothing, takes no deals in", "已停用：不再要求条件，也不再进入新商机"
)
FIELDS = {
    "name": Words("Name", "名称"),
    "short": Words("Short name", "简称"),
    "guidance": GUIDANCE,
}
"""Fields that are there in two languages."""
NOTHING = Words("-", "-")
YES = Words("yes", "是")
NO = Words("no", "否")

NEW_STAGE = Words("New stage after {stage}", "在“{stage}”之后新增阶段")
NEW_FIRST = Words("New stage", "新增阶段")
EDIT_STAGE = Words("Stage {stage}", "阶段 {stage}")
NEW_CRITERION = Words("New exit criterion of {stage}", "“{stage}”新增推进条件")
EDIT_CRITERION = Words("Exit criterion of {stage}", "“{stage}”的推进条件")
NEW_NODE = Words("New task on entering {stage}", "进入“{stage}”时新增任务")
EDIT_NODE = Words("Task on entering {stage}", "进入“{stage}”时的任务")
SETTINGS = Words("Path {name}", "路径 {name}")
COPY = Words("New path, a copy of {name}", "复制“{name}”为新路径")
NEW_WHAT = Words("new in {stage}:", "在“{stage}”新增：")
A_CRITERION = Words("exit criterion", "推进条件")
A_NODE = Words("task", "流程任务")
RETIRE = Words("retire {stage}, its {n} open deals:", "停用“{stage}”，其 {n} 个在册商机：")
KEEP = Words("stay until they go on", "暂留，逐个推进")
MOVE = Words("go elsewhere now", "现在移走")
EMPTY = Words("move {n} deals of {stage} to:", "把“{stage}”的 {n} 个商机移到：")

ADDED = Words("{name} added; {key} takes it back", "已新增 {name}，按 {key} 撤销")
CHANGED = Words("{name} changed; {key} undoes", "{name} 已修改，按 {key} 撤销")
REMOVED = Words("{name} taken away; {key} brings it back", "已去掉 {name}，按 {key} 恢复")
WAS_RETIRED = Words("{name} retired; {key} brings it back", "{name} 已停用，按 {key} 恢复")
REUSE = Words("use again", "启用")
REUSED = Words("{name} is in use again", "{name} 已重新启用")
MOVED = Words(
    "{n} deals moved to {stage}; {key} undoes", "{n} 个商机已移到“{stage}”，按 {key} 撤销"
)

ARG_HINT = Words("fields, roles, a number, activities", "字段、角色、数量或跟进类型")
ITEMS_HINT = Words("one a line: English | 中文", "每行一项：English | 中文")
HELD = Words("{n} of {all} are not ready", "{all}单中{n}单尚缺条件")
