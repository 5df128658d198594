"""Colours, light and dark. What paints itself asks for the theme of its own palette."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True)
class Theme:
    """Colours by what they are for.

    window: behind everything. surface: lists and fields. raised: what lies on a surface. line: rules and
    borders. muted: text of second rank. All that is text has a contrast of 4.5 : 1 on window and surface.
    """

    is_dark: bool
    window: QColor
    surface: QColor
    raised: QColor
    line: QColor
    text: QColor
    muted: QColor
    accent: QColor
    on_accent: QColor
    good: QColor
    warn: QColor
    bad: QColor
    playhead: QColor
    stems: Mapping[str, QColor]

    def stem(self, name: str) -> QColor:
        """The colour of a stem or mix."""
        return self.stems.get(name, self.muted)


def _colours(**names: str) -> dict[str, QColor]:
    return {name: QColor(code) for name, code in names.items()}


LIGHT = Theme(
    is_dark=False,
    **_colours(
        window="#f5f5f8",
        surface="#ffffff",
        raised="#eeeef3",
        line="#d9d9e2",
        text="#1c1d26",
        muted="#5c5f70",
        accent="#3d5bd9",
        on_accent="#ffffff",
        good="#1d7a4c",
        warn="#8f5a00",
        bad="#c02b3b",
        playhead="#d6336c",
    ),
    stems=_colours(
        vocals="#d9533b",
        drums="#a86f00",
        bass="#2b7a9e",
        other="#2d8a5f",
        guitar="#7a5cc4",
        piano="#b0489a",
        instrumental="#5c5f70",
        original="#5c5f70",
    ),
)
DARK = Theme(
    is_dark=True,
    **_colours(
        window="#17181f",
        surface="#1e2029",
        raised="#2a2c38",
        line="#3a3d4c",
        text="#ececf2",
        muted="#a2a6b8",
        accent="#8aa4ff",
        on_accent="#10131f",
        good="#6ed3a0",
        warn="#f0b75a",
        bad="#ff8585",
        playhead="#ff6f9f",
    ),
    stems=_colours(
        vocals="#ff8a70",
        drums="#ffc36b",
        bass="#74b7ff",
        other="#7fd6b3",
        guitar="#b79cff",
        piano="#f29bdc",
        instrumental="#a2a6b8",
        original="#a2a6b8",
    ),
)


def theme_of(palette: QPalette) -> Theme:
    """The theme that a widget's palette was made of."""
    return DARK if palette.window().color().lightness() < 128 else LIGHT


def palette_of(theme: Theme) -> QPalette:
    """The palette from which Qt's own widgets paint themselves."""
    palette = QPalette()
    roles = QPalette.ColorRole
    colours = {
        roles.Window: theme.window,
        roles.WindowText: theme.text,
        roles.Base: theme.surface,
        roles.AlternateBase: theme.raised,
        roles.Text: theme.text,
        roles.Button: theme.raised,
        roles.ButtonText: theme.text,
        roles.ToolTipBase: theme.raised,
        roles.ToolTipText: theme.text,
        roles.PlaceholderText: theme.muted,
        roles.Highlight: theme.accent,
        roles.HighlightedText: theme.on_accent,
        roles.Accent: theme.accent,
        roles.Link: theme.accent,
        roles.LinkVisited: theme.accent,
        roles.Mid: theme.line,
        roles.Midlight: theme.line,
        roles.Light: theme.raised,
        roles.Dark: theme.line,
    }
    for role, colour in colours.items():
        palette.setColor(role, colour)
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.muted)
    palette.setColor(QPalette.ColorGroup.Disabled, roles.Highlight, theme.line)
    return palette


def blend(colour: QColor, ground: QColor, part: float) -> QColor:
    """So much of a colour over a ground."""
    return QColor(
        round(colour.red() * part + ground.red() * (1 - part)),
        round(colour.green() * part + ground.green() * (1 - part)),
        round(colour.blue() * part + ground.blue() * (1 - part)),
    )


def faded(colour: QColor, part: float) -> QColor:
    """The colour with so much of it left."""
    return QColor(colour.red(), colour.green(), colour.blue(), round(255 * part))


def on(ground: QColor, theme: Theme) -> QColor:
    """The colour of text that stands out on this ground."""
    return theme.text if theme.is_dark == (luminance(ground) < 0.18) else theme.surface


def luminance(colour: QColor) -> float:
    """Relative luminance after WCAG 2.2, 0 to 1."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio after WCAG 2.2, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
