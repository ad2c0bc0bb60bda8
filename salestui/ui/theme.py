"""How everything looks: three palettes, and the styles that lines are drawn with."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import NamedTuple

from rich._palettes import EIGHT_BIT_PALETTE
from rich.color import Color, ColorType
from rich.style import Style
from textual.theme import BUILTIN_THEMES, Theme


class Palette(NamedTuple):
    """The colours of a theme: numbers of the 256, or hex. One accent; the semantic four are used
    for nothing else.

    A number is sent in half the bytes of a hex colour, which a slow line feels at every key.
    """

    back: int
    """Behind everything."""
    text: int
    dim: int
    """What is secondary."""
    rule: int
    """Thin lines."""
    accent: int
    """The cursor's bar, the active head."""
    cursor: str
    """Behind the line under the cursor."""
    field: int
    """Behind what can be typed into."""
    won: int
    lost: int
    late: int
    risk: int
    dark: bool = True


PALETTES = {
    "dark": Palette(
        back=234,
        text=252,
        dim=245,
        rule=238,
        accent=111,
        cursor="#233a57",
        field=236,
        won=114,
        lost=138,
        late=203,
        risk=179,
    ),
    "light": Palette(
        back=231,
        text=235,
        dim=242,
        rule=252,
        accent=25,
        cursor="#d6e6f7",
        field=255,
        won=28,
        lost=95,
        late=160,
        risk=94,
        dark=False,
    ),
}


def _color(of: int | str) -> Color:
    """A colour of the palette as rich has it."""
    if isinstance(of, str):
        return Color.parse(of)
    # With its triplet, or Textual would send it as one.
    return Color(f"color({of})", ColorType.EIGHT_BIT, of, EIGHT_BIT_PALETTE[of])


def _hex(of: int | str) -> str:
    """A colour of the palette as Textual has it."""
    return of if isinstance(of, str) else EIGHT_BIT_PALETTE[of].hex


def _style(color: int | str, back: int | str, *, bold: bool | None = None) -> Style:
    return Style.from_color(_color(color), _color(back)) + Style(bold=bold)


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
    return Look(
        text=_style(p.text, p.back),
        strong=_style(p.text, p.back, bold=True),
        dim=_style(p.dim, p.back),
        rule=_style(p.rule, p.back),
        accent=_style(p.accent, p.back, bold=True),
        cursor=_style(p.text, p.cursor),
        bar=_style(p.back, p.accent),
        won=_style(p.won, p.back),
        lost=_style(p.lost, p.back),
        late=_style(p.late, p.back),
        risk=_style(p.risk, p.back),
        field=_style(p.text, p.field),
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
    text, back, accent = _hex(p.text), _hex(p.back), _hex(p.accent)
    return Theme(
        name=f"salestui-{name}",
        primary=accent,
        secondary=accent,
        accent=accent,
        warning=_hex(p.risk),
        error=_hex(p.late),
        success=_hex(p.won),
        foreground=text,
        background=back,
        surface=back,
        panel=_hex(p.field),
        dark=p.dark,
        variables={
            "input-cursor-background": text,
            "input-cursor-foreground": back,
            "input-cursor-text-style": "none",
            "input-selection-background": p.cursor,
            "field": _hex(p.field),
            "dim": _hex(p.dim),
            "late": _hex(p.late),
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
