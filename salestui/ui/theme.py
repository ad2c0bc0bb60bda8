"""How everything looks: three palettes, and the styles that lines are drawn with."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.style import Style
from textual.theme import BUILTIN_THEMES, Theme

if TYPE_CHECKING:
    from salestui.ui.app import SalesApp


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme. One accent; the semantic four are used for nothing else."""

    back: str
    """Behind everything."""
    text: str
    dim: str
    """What is secondary."""
    rule: str
    """Thin lines."""
    accent: str
    """The cursor's bar, the active head."""
    cursor: str
    """Behind the line under the cursor."""
    field: str
    """Behind what can be typed into."""
    won: str
    lost: str
    late: str
    risk: str
    dark: bool = True


PALETTES = {
    "dark": Palette(
        back="#15181d",
        text="#d3d7de",
        dim="#828b99",
        rule="#3a414c",
        accent="#7cb7ff",
        cursor="#233a57",
        field="#1e232b",
        won="#7fc98b",
        lost="#b98b8b",
        late="#ff7b72",
        risk="#e0b355",
    ),
    "light": Palette(
        back="#fbfaf7",
        text="#24282e",
        dim="#6a717b",
        rule="#cfccc4",
        accent="#0b5cad",
        cursor="#d6e6f7",
        field="#f0eee8",
        won="#1a7a35",
        lost="#8a5a5a",
        late="#c02618",
        risk="#8a5a00",
        dark=False,
    ),
}


@dataclass(frozen=True, slots=True)
class Look:
    """The styles that lines are drawn with; `lit` gives one as it is under the cursor."""

    text: Style
    strong: Style
    dim: Style
    rule: Style
    accent: Style
    """What is active: the focused head, a key's letter."""
    cursor: Style
    """The line under the cursor."""
    bar: Style
    """The left bar of the cursor: one cell, of which the background is seen."""
    won: Style
    lost: Style
    late: Style
    risk: Style
    field: Style
    """What can be typed into."""
    h: str
    """The character of a thin horizontal rule."""
    v: str
    """The character of a thin vertical rule."""

    def lit(self, style: Style) -> Style:
        """A style as it is on the line under the cursor."""
        return _lit(style, self.cursor)


@lru_cache(256)
def _lit(style: Style, cursor: Style) -> Style:
    return style + cursor.without_color + Style(bgcolor=cursor.bgcolor)


@lru_cache(16)
def look(theme: str, *, color: bool = True, ascii: bool = False) -> Look:
    """The styles of a theme: dark, light or ansi; without colour on request."""
    h, v = ("-", "|") if ascii else ("─", "│")
    if theme not in PALETTES:
        return _ansi(h, v) if color else _plain(h, v)
    p = PALETTES[theme]
    base = Style(bgcolor=p.back)
    return Look(
        text=base + Style(color=p.text),
        strong=base + Style(color=p.text, bold=True),
        dim=base + Style(color=p.dim),
        rule=base + Style(color=p.rule),
        accent=base + Style(color=p.accent, bold=True),
        cursor=Style(color=p.text, bgcolor=p.cursor),
        bar=Style(color=p.back, bgcolor=p.accent),
        won=base + Style(color=p.won),
        lost=base + Style(color=p.lost),
        late=base + Style(color=p.late),
        risk=base + Style(color=p.risk),
        field=Style(color=p.text, bgcolor=p.field),
        h=h,
        v=v,
    )


def _ansi(h: str, v: str) -> Look:
    """Sixteen colours of the terminal's own choosing, on its own background."""
    base = Style(color="default", bgcolor="default")
    return Look(
        text=base,
        strong=base + Style(bold=True),
        dim=base + Style(dim=True),
        rule=base + Style(dim=True),
        accent=base + Style(color="cyan", bold=True),
        cursor=base + Style(reverse=True),
        bar=base + Style(reverse=True, bold=True),
        won=base + Style(color="green"),
        lost=base + Style(dim=True),
        late=base + Style(color="red", bold=True),
        risk=base + Style(color="yellow"),
        field=base + Style(underline=True),
        h=h,
        v=v,
    )


def _plain(h: str, v: str) -> Look:
    """No colour at all: weight, underline and reverse say it."""
    ansi = _ansi(h, v)
    styles = {f.name: getattr(ansi, f.name) for f in fields(ansi) if f.name not in ("h", "v")}
    return replace(ansi, **{name: style.without_color for name, style in styles.items()})


def textual_theme(name: str) -> Theme:
    """The theme that Textual's own widgets are drawn with, named `salestui-<name>`."""
    p = PALETTES.get(name)
    if p is None:
        return _textual_ansi(name)
    return Theme(
        name=f"salestui-{name}",
        primary=p.accent,
        secondary=p.accent,
        accent=p.accent,
        warning=p.risk,
        error=p.late,
        success=p.won,
        foreground=p.text,
        background=p.back,
        surface=p.back,
        panel=p.field,
        dark=p.dark,
        variables={
            "input-cursor-background": p.text,
            "input-cursor-foreground": p.back,
            "input-cursor-text-style": "none",
            "input-selection-background": p.cursor,
            "field": p.field,
            "dim": p.dim,
            "late": p.late,
        },
    )


def _textual_ansi(name: str) -> Theme:
    """Textual's own sixteen-colour theme, with what our sheets ask for besides."""
    base = BUILTIN_THEMES["ansi-dark"]
    ours = {
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
        "input-selection-background": "ansi_cyan",
        "input-selection-foreground": "ansi_black",
        "field": "ansi_default",
        "dim": "ansi_default",
        "late": "ansi_red",
    }
    return replace(base, name=f"salestui-{name}", variables={**base.variables, **ours})


def styles(app: SalesApp) -> Look:
    """The styles of the app's theme."""
    return app.look
