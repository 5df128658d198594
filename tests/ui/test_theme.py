"""Text can be read on its ground (WCAG 2.2, level AA)."""

import pytest
from PySide6.QtGui import QColor

from ui.theme import DARK, LIGHT, Theme, palette_of, theme_of

TEXTS = ("text", "muted", "accent", "good", "warn", "bad")


def luminance(colour: QColor) -> float:
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_stands_out(theme: Theme) -> None:
    for name in TEXTS:
        for ground in (theme.window, theme.surface):
            assert contrast(getattr(theme, name), ground) >= 4.5, name
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    for name, colour in theme.stems.items():
        assert contrast(colour, theme.surface) >= 3, name


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_widget_knows_the_theme_of_its_palette(theme: Theme) -> None:
    assert theme_of(palette_of(theme)) is theme
