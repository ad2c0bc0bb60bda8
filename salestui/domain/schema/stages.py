"""The fields of what stands below a sales path: stages, exit criteria, task templates."""

from __future__ import annotations

from typing import NamedTuple

from salestui.domain.schema.choices import CHECKS, FORECASTS, ROLES, SEVERITIES, STRENGTHS
from salestui.domain.schema.field import Field
from salestui.domain.schema.field import a_field as f
from salestui.domain.words import Words

# One field a line, so that the tables read as tables.
# fmt: off
# ruff: noqa: E501


class Part(NamedTuple):
    """A kind of thing below a path, with its fields."""

    name: str
    """The map that holds them: `stages`, `criteria` or `nodes`."""
    label: Words
    essential: str
    """The field, without its language, that names one."""
    fields: tuple[Field, ...]

    def field(self, path: str) -> Field | None:
        """The field at `path`, or None."""
        return next((field for field in self.fields if field.path == path), None)


STAGE = Part(
    "stages", Words("stage", "阶段"), "name",
    (
        f("name_en", "text", "Name, English", "英文名"),
        f("name_zh", "text", "Name, Chinese", "中文名"),
        f("short_en", "text", "Short, English", "英文简称"),
        f("short_zh", "text", "Short, Chinese", "中文简称"),
        f("probability", "percent", "Probability", "赢率", "prob"),
        f("expected_days", "integer", "Expected days", "预计天数", "expected"),
        f("rot_days", "integer", "Rot after days", "停滞天数", "rot"),
        f("is_qualified", "flag", "An opportunity", "算作商机", "qualified"),
        f("forecast", "key", "Forecast", "预测类别", choices=FORECASTS),
        f("guidance_en", "long_text", "Guidance, English", "英文指引"),
        f("guidance_zh", "long_text", "Guidance, Chinese", "中文指引"),
    ),
)

CRITERION = Part(
    "criteria", Words("exit criterion", "推进条件"), "text",
    (
        f("text_en", "text", "Text, English", "英文"),
        f("text_zh", "text", "Text, Chinese", "中文"),
        f("check", "key", "Checked by", "检查方式", choices=CHECKS),
        f("arg", "text", "What exactly", "检查内容"),
        f("severity", "key", "Weight", "要求", choices=SEVERITIES),
    ),
)

NODE = Part(
    "nodes", Words("task template", "流程任务"), "name",
    (
        f("name_en", "text", "Name, English", "英文名"),
        f("name_zh", "text", "Name, Chinese", "中文名"),
        f("standard_en", "text", "Standard, English", "英文产出标准"),
        f("standard_zh", "text", "Standard, Chinese", "中文产出标准"),
        f("offset_days", "integer", "Due after days", "几天内完成", "due"),
        f("role", "key", "Done by", "由谁做", choices={key: ROLES[key] for key in ("rep", "manager", "specialist")}),
        f("strength", "key", "Strength", "所需特长", choices=STRENGTHS),
        f("filter", "text", "Only deals that match", "仅限商机"),
        f("items", "map", "Outputs", "产出项"),
        f("resources", "map", "Asked of others", "所需资源"),
    ),
)

PARTS = {part.name: part for part in (STAGE, CRITERION, NODE)}
