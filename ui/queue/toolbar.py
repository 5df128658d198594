"""The row above the songs: add, search, pause, phones, settings."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QWidget

from ui import words
from ui.icons import icon
from ui.language import tr
from ui.theme import theme_of

Keys = QKeySequence.StandardKey


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
        self.add = QPushButton(tr("Add songs"), self, default=True, autoDefault=False)
        self.add.setIconSize(QSize(16, 16))
        self.add.setToolTip(
            tr("Choose songs, or drop them on the window ({keys})", keys=words.keys(Keys.Open))
        )
        self.add.clicked.connect(self.adding_wanted)
        self.search = _SearchField(self)
        self.search.textChanged.connect(self.searched)
        self.search.left.connect(self.list_wanted)
        self._glass = self.search.addAction(
            icon("search", theme_of(self.palette()).muted.name()), QLineEdit.ActionPosition.LeadingPosition
        )
        self.pause = self._tool(self.pause_wanted, checkable=True)
        self.phones = self._tool(self.phones_wanted)
        self.settings = self._tool(self.settings_wanted)
        _name(self.phones, tr("Phones"), tr("Let a phone send songs"))
        _name(self.settings, tr("Settings"), tr("Settings ({keys})", keys=words.keys("Ctrl+,")))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 12, 10)
        row.setSpacing(8)
        row.addWidget(self.add)
        row.addSpacing(8)
        row.addWidget(self.search, 4)
        row.addStretch()
        for tool in (self.pause, self.phones, self.settings):
            row.addWidget(tool)
        self.show_paused(False)

    def show_paused(self, paused: bool) -> None:
        """Show whether the queue is held up."""
        self.pause.setChecked(paused)
        if paused:
            _name(self.pause, tr("Go on with the queue"), tr("Go on with the queue ({keys})", keys="Ctrl+P"))
        else:
            hint = tr(
                "Pause the queue: songs in work are finished, no other is begun ({keys})", keys="Ctrl+P"
            )
            _name(self.pause, tr("Pause the queue"), hint)
        self._draw_icons()

    def begin_search(self, text: str = "") -> None:
        """Go to the search field; text: what was typed already."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if text.strip():
            self.search.setText(text)
        else:
            self.search.selectAll()

    def _tool(self, clicked: SignalInstance, *, checkable: bool = False) -> QToolButton:
        tool = QToolButton(self)
        tool.setIconSize(QSize(20, 20))
        tool.setCheckable(checkable)
        tool.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        tool.clicked.connect(clicked)
        return tool

    def _draw_icons(self) -> None:
        theme = theme_of(self.palette())
        self.add.setIcon(icon("plus", theme.on_accent.name()))
        self._glass.setIcon(icon("search", theme.muted.name()))
        paused = self.pause.isChecked()
        self.pause.setIcon(
            icon("play" if paused else "pause", (theme.accent if paused else theme.text).name())
        )
        self.phones.setIcon(icon("smartphone", theme.text.name()))
        self.settings.setIcon(icon("settings", theme.text.name()))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._draw_icons()


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

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _name(tool: QToolButton, name: str, hint: str) -> None:
    tool.setAccessibleName(name)
    tool.setToolTip(hint)


def shortcut(window: QWidget, keys: QKeySequence | Keys | str, do: Callable[[], object]) -> None:
    """A key that works in the whole window."""
    action = QAction(window)
    action.setShortcut(QKeySequence(keys))
    action.triggered.connect(lambda: do())  # noqa: PLW0108 - Qt would hand it whether it is checked
    window.addAction(action)
