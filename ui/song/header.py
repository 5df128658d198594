"""The head of a song's window: its name, key and tempo, and the chord that sounds."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui import words
from ui.language import tr
from ui.look import title_font
from ui.song.analysis import Analysis
from ui.song.chord_now import ChordNow
from ui.song.transposition import Transposition
from ui.widgets.buttons import IconButton
from ui.widgets.labels import Label

CHIP = """
QToolButton { padding: 2px 8px; border: 1px solid palette(mid); border-radius: 8px;
    background: palette(button); }
QToolButton:hover { border-color: palette(placeholder-text); }
QToolButton:focus { border: 2px solid palette(accent); padding: 1px 7px; }
"""
"""Of the palette's colours alone: they follow it when the system turns light or dark."""


class FactButton(QToolButton):
    """A fact that can be corrected: a click opens its menu."""

    def __init__(self, name: str, tip: str) -> None:
        super().__init__()
        self._name = name
        self.menu_of_it = QMenu(self)
        self.setMenu(self.menu_of_it)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(tip)
        self.setStyleSheet(CHIP)

    def show_fact(self, text: str) -> None:
        """What it is; nothing at all where it is not known."""
        self.setText(f"{text}  ▾")
        self.setAccessibleName(f"{self._name}: {text}")
        self.setVisible(bool(text))


class Header(QWidget):
    """What the song is. edit_menu, export_menu: to be filled when they are about to show."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole_title = title
        self._title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._title.setFont(title_font(self.font(), 1.5))
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.key = FactButton(tr("Key"), tr("The key: click to correct it"))
        self.tempo = FactButton(tr("Tempo"), tr("The tempo: click to correct it"))
        self._rest = Label(tone="muted", wrap=False)
        self.chord_now = ChordNow()
        self.edit = _menu_button("pencil", tr("Corrections"))
        self.export = _menu_button("download", tr("Export"))
        self.help = IconButton("keyboard", tr("Keyboard shortcuts"), tr("Keyboard shortcuts (?)"))
        self._lay_out()
        self.show_title(title)
        self.show_tools(False)
        self.show_analysis(None, Transposition(), "")

    def _lay_out(self) -> None:
        facts = QHBoxLayout()
        facts.setSpacing(8)
        for widget in (self.key, self.tempo, self._rest):
            facts.addWidget(widget)
        facts.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self._title)
        left.addLayout(facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 16, 10)
        row.setSpacing(6)
        row.addLayout(left, 1)
        row.addWidget(self.chord_now)
        row.addSpacing(8)
        for button in (self.edit, self.export, self.help):
            row.addWidget(button)

    def show_tools(self, useful: bool) -> None:
        """Corrections, export and chord. useful: whether there is a song to use them on."""
        for widget in (self.chord_now, self.edit, self.export, self.help):
            widget.setVisible(useful)

    def show_title(self, title: str) -> None:
        """The song's name."""
        self._whole_title = title
        self._title.setToolTip(title)
        room = max(self._title.width(), 60)
        metrics = QFontMetrics(self._title.font())
        self._title.setText(metrics.elidedText(title, Qt.TextElideMode.ElideRight, room))

    def show_analysis(self, analysis: Analysis | None, transposition: Transposition, news: str) -> None:
        """Key, tempo, metre and length. news: what becomes of it just now."""
        facts = []
        if analysis is None:
            self.key.show_fact("")
            self.tempo.show_fact("")
        else:
            key = words.key(transposition.key(analysis.key)) if analysis.key else ""
            if key and transposition.capo:
                key = tr("{key}, capo {fret}", key=key, fret=transposition.capo)
            self.key.show_fact(key)
            self.tempo.show_fact(words.tempo(analysis.tempo_bpm))
            facts = [analysis.time_signature] if len(analysis.beats) else []
            facts.append(words.clock(analysis.duration))
        self._rest.setText("  ·  ".join([*facts, *filter(None, [news])]))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.show_title(self._whole_title)


def _menu_button(picture: str, name: str) -> IconButton:
    button = IconButton(picture, name)
    button.setMenu(QMenu(button))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setIconSize(QSize(20, 20))
    return button
