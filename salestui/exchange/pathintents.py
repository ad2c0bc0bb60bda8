"""What acts on sales paths are called, in the history and when they are taken back."""

from __future__ import annotations

from collections.abc import Mapping

from salestui.domain.words import Words

PATH_INTENTS: Mapping[str, Words] = {
    "pipeline.add": Words("new sales path", "新建销售路径"),
    "pipeline.set": Words("edit of a sales path", "修改销售路径"),
    "stage.add": Words("new stage", "新建阶段"),
    "stage.set": Words("edit of a stage", "修改阶段"),
    "stage.order": Words("order of stages", "调整阶段次序"),
    "stage.retire": Words("retiring of a stage", "停用阶段"),
    "stage.reuse": Words("stage taken back into use", "重新启用阶段"),
    "stage.empty": Words("moving out of a stage", "移出阶段商机"),
    "criterion.add": Words("new exit criterion", "新建推进条件"),
    "criterion.set": Words("edit of an exit criterion", "修改推进条件"),
    "criterion.order": Words("order of exit criteria", "调整推进条件次序"),
    "criterion.remove": Words("exit criterion taken away", "去掉推进条件"),
    "node.add": Words("new task template", "新建流程任务"),
    "node.set": Words("edit of a task template", "修改流程任务"),
    "node.order": Words("order of task templates", "调整流程任务次序"),
    "node.remove": Words("task template taken away", "去掉流程任务"),
}
