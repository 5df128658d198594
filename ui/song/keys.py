"""The keys of a song's window, and the card that lists them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from ui.language import tr
from ui.theme import theme_of
from ui.widgets.labels import Label, heading
from ui.words import keys as written


@dataclass(frozen=True)
class Key:
    """sequences: as Qt writes them; the first is listed. words: what they do, none for what is not listed.

    leaves_buttons: the button or slider that has the keyboard comes first.
    """

    sequences: tuple[str, ...]
    words: str
    do: Callable[[], None]
    leaves_buttons: bool = False


class Keys:
    """Those of one window."""

    def __init__(self, keys: Sequence[Key], window: QWidget) -> None:
        self.listed = [key for key in keys if key.words]
        self._plain = {
            _portable(sequence): key.do for key in keys if key.leaves_buttons for sequence in key.sequences
        }
        for key in keys:
            if not key.leaves_buttons:
                for sequence in key.sequences:
                    QShortcut(QKeySequence(sequence), window, key.do)

    def press(self, sequence: QKeySequence) -> bool:
        """A key that no button wanted; whether it means something."""
        do = self._plain.get(_portable(sequence))
        if do:
            do()
        return do is not None


class KeyCard(QFrame):
    """A list of all keys, that closes when one clicks beside it."""

    def __init__(self, keys: Sequence[Key], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme = theme_of(self.palette())
        self.setObjectName("card")
        self.setStyleSheet(
            f"#card {{ background: {theme.surface.name()}; border: 1px solid {theme.line.name()}; }}"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 22, 18)
        layout.addWidget(heading(tr("Keyboard shortcuts")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(5)
        half = (len(keys) + 1) // 2
        for number, key in enumerate(keys):
            row, column = number % half, number // half * 3
            grid.addWidget(_cap(key.sequences[0]), row, column, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Label(key.words, "muted", wrap=False), row, column + 1)
        grid.setColumnMinimumWidth(2, 12)
        layout.addLayout(grid)

    def show_below(self, anchor: QWidget) -> None:
        """With its right edge at that of a button."""
        self.adjustSize()
        corner = anchor.mapToGlobal(QPoint(anchor.width(), anchor.height() + 4))
        self.move(corner.x() - self.width(), corner.y())
        self.show()


def _cap(sequence: str) -> QLabel:
    cap = QLabel(written(sequence))
    theme = theme_of(cap.palette())
    cap.setStyleSheet(
        f"background: {theme.raised.name()}; border: 1px solid {theme.line.name()};"
        " border-radius: 4px; padding: 1px 6px;"
    )
    return cap


def _portable(sequence: QKeySequence | str) -> str:
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.PortableText)
