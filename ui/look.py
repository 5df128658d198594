"""How the program looks: one style on every system, light or dark as the system is."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from ui.icons import forget_icons
from ui.theme import DARK, LIGHT, Theme, palette_of

Scheme = Literal["system", "light", "dark"]

_RULES = """
QToolTip {{ padding: 4px; border: 1px solid {line}; background: {raised}; color: {text}; }}
QPushButton {{ padding: 6px 14px; border: 1px solid {line}; border-radius: 7px; background: {raised}; }}
QPushButton:hover {{ border-color: {muted}; }}
QPushButton:pressed {{ background: {line}; }}
QPushButton:default {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton:disabled {{ color: {muted}; background: {window}; border-color: {line}; }}
QPushButton:focus, QToolButton:focus, QLineEdit:focus, QSpinBox:focus, QAbstractItemView:focus
    {{ border: 2px solid {accent}; }}
QPushButton:default:focus {{ border: 2px solid {text}; }}
QToolButton {{ padding: 5px; border: 2px solid transparent; border-radius: 7px; }}
QToolButton:hover {{ background: {raised}; }}
QToolButton:checked {{ background: {line}; }}
QToolButton::menu-indicator {{ image: none; }}
QLineEdit, QSpinBox, QDoubleSpinBox, QPlainTextEdit
    {{ padding: 5px 8px; border: 1px solid {line}; border-radius: 7px; background: {surface}; }}
QAbstractItemView {{ border: 1px solid {line}; background: {surface}; }}
QHeaderView::section {{ padding: 6px; border: none; border-bottom: 1px solid {line};
    background: {window}; color: {muted}; }}
QMenu {{ padding: 5px; border: 1px solid {line}; background: {surface}; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 5px; }}
QMenu::item:selected {{ background: {accent}; color: {on_accent}; }}
QMenu::item:disabled {{ color: {muted}; }}
QScrollBar {{ border: none; background: transparent; margin: 0; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ border-radius: 4px; margin: 2px; background: {line}; }}
QScrollBar::handle:vertical {{ min-height: 36px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page
    {{ width: 0; height: 0; background: transparent; }}
QMenu::separator {{ height: 1px; margin: 5px 8px; background: {line}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
"""


def apply_look(app: QApplication, scheme: Scheme = "system") -> None:
    """Give every window the program's style, now and whenever the system turns light or dark.

    scheme: for screenshots, one that stays.
    """
    app.setStyle("Fusion")
    if scheme == "system":
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(lambda system: _paint(app, _theme_for(system)))
        _paint(app, _theme_for(hints.colorScheme()))
    else:
        _paint(app, DARK if scheme == "dark" else LIGHT)


def _theme_for(system: Qt.ColorScheme) -> Theme:
    return DARK if system == Qt.ColorScheme.Dark else LIGHT


def _paint(app: QApplication, theme: Theme) -> None:
    forget_icons()
    app.setPalette(palette_of(theme))
    names = ("window", "surface", "raised", "line", "text", "muted", "accent", "on_accent")
    app.setStyleSheet(_RULES.format_map({name: getattr(theme, name).name() for name in names}))


def title_font(font: QFont, larger: float = 1.35) -> QFont:
    """A font for a heading beside text in `font`."""
    title = QFont(font)
    title.setPointSizeF(font.pointSizeF() * larger)
    title.setWeight(QFont.Weight.DemiBold)
    return title


def has_fonts() -> bool:
    """Whether the system has letters to write with; a bare Linux may have none, but names of fonts."""
    return QFontMetrics(QFont()).inFont("a")
