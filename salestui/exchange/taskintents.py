"""What acts on tasks, and on what they ask of departments, are called in a history."""

from __future__ import annotations

from collections.abc import Mapping

from salestui.domain.words import Words

TASK_INTENTS: Mapping[str, Words] = {
    "task.add": Words("new task", "新建任务"),
    "task.set": Words("change of a task", "修改任务"),
    "task.assign": Words("assignment", "指派"),
    "task.helper": Words("helpers", "协作人"),
    "task.todo": Words("task to be done again", "重开任务"),
    "task.doing": Words("task begun", "开始任务"),
    "task.waiting": Words("task that waits", "任务等待"),
    "task.done": Words("task done", "完成任务"),
    "task.dropped": Words("task given up", "取消任务"),
    "task.output": Words("output of a task", "任务产出"),
    "task.lag": Words("reason of a lag", "滞后原因"),
    "task.depend": Words("order of tasks", "前置任务"),
    "member.handover": Words("hand-over", "交接"),
    "request.add": Words("request to a department", "申请资源"),
    "request.requested": Words("request again", "重新申请"),
    "request.confirmed": Words("request confirmed", "确认资源"),
    "request.delivered": Words("request delivered", "交付资源"),
    "request.declined": Words("request declined", "拒绝资源"),
    "survey.raise": Words("surveys of the quarter", "本季满意度调研"),
}
