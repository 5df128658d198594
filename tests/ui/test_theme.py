"""Text can be read on its ground (WCAG 2.2, level AA)."""

import pytest

from ui.theme import DARK, LIGHT, Theme, contrast, palette_of, theme_of

TEXTS = ("text", "muted", "accent", "good", "warn", "bad")


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
