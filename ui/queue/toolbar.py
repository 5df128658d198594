"""The row above the songs: add, search, pause, phones, settings."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui import words
from ui.icons import icon
from ui.language import tr
from ui.theme import theme_of
from ui.widgets.buttons import Button, IconButton

Keys = QKeySequence.StandardKey
PAUSE = "Ctrl+P"
TOOL = 20
"""Pixels of a picture."""


class Toolbar(QWidget):
    """Emits what is wanted. searched: emitted with the text at every letter."""

    adding_wanted = Signal()
    searched = Signal(str)
    list_wanted = Signal()
    pause_wanted = Signal(bool)
    phones_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add = Button(tr("Add songs"), self.adding_wanted, "plus", is_primary=True)
        self.add.setToolTip(
            tr("Choose songs, or drop them on the window ({keys})", keys=words.keys(Keys.Open))
        )
        self.search = _SearchField(self)
        self.search.textChanged.connect(self.searched)
        self.search.left.connect(self.list_wanted)
        self.pause = IconButton("pause", tr("Pause the queue"))
        self.pause.setCheckable(True)
        self.phones = IconButton("smartphone", tr("Phones"), tr("Let a phone send songs"))
        self.settings = IconButton(
            "settings", tr("Settings"), tr("Settings ({keys})", keys=words.keys("Ctrl+,"))
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 12, 10)
        row.setSpacing(8)
        row.addWidget(self.add)
        row.addSpacing(8)
        row.addWidget(self.search, 4)
        row.addStretch()
        for tool, wanted in (
            (self.pause, self.pause_wanted),
            (self.phones, self.phones_wanted),
            (self.settings, self.settings_wanted),
        ):
            tool.setIconSize(QSize(TOOL, TOOL))
            tool.clicked.connect(wanted)
            row.addWidget(tool)
        self.show_paused(False)

    def show_paused(self, paused: bool) -> None:
        """Show whether the queue is held up."""
        keys = words.keys(PAUSE)
        self.pause.setChecked(paused)
        self.pause.draw("play" if paused else "pause")
        if paused:
            self.pause.name(tr("Go on with the queue"), tr("Go on with the queue ({keys})", keys=keys))
        else:
            hint = tr("Pause the queue: songs in work are finished, no other is begun ({keys})", keys=keys)
            self.pause.name(tr("Pause the queue"), hint)

    def begin_search(self, text: str = "") -> None:
        """Go to the search field; text: what was typed already."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if text.strip():
            self.search.setText(text)
        else:
            self.search.selectAll()


class _SearchField(QLineEdit):
    """left: the keyboard goes to what was found."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText(tr("Search"))
        self.setAccessibleName(tr("Search songs"))
        self.setToolTip(tr("Search titles and file names ({keys})", keys=words.keys(Keys.Find)))
        self.setClearButtonEnabled(True)
        self.setAcceptDrops(False)
        self.setMaximumWidth(380)
        self._glass = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._draw()

    def _draw(self) -> None:
        self._glass.setIcon(icon("search", theme_of(self.palette()).muted.name()))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


def shortcut(window: QWidget, keys: QKeySequence | Keys | str, do: Callable[[], object]) -> None:
    """A key that works in the whole window."""
    action = QAction(window)
    action.setShortcut(QKeySequence(keys))
    action.triggered.connect(lambda: do())  # noqa: PLW0108 - Qt would hand it whether it is checked
    window.addAction(action)
