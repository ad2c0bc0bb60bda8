"""Whose things a screen is about."""

from __future__ import annotations

from salestui.domain.words import Words

MINE = Words("mine", "我的")
EVERYBODY = Words("all", "全部")
