"""A chord, typed in its place."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.language import tr
from ui.song.chord_spelling import read_chord
from ui.theme import theme_of

NARROWEST = 88


class ChordEditor(QLineEdit):
    """chosen: the label that was typed, as it is read. refused: what was typed is no chord."""

    chosen = Signal(str)
    refused = Signal(str)

    def __init__(self, place: QRectF, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(tr("Chord"))
        self.setToolTip(tr("Write it like Am7, F♯m7b5, B♭maj7, C/E, or N.C. for none"))
        width = max(round(place.width()), NARROWEST)
        left = min(max(round(place.left()), 0), parent.width() - width)
        self.setGeometry(left, round(place.top()), width, round(place.height()))
        self.selectAll()
        self.textEdited.connect(lambda: self.setStyleSheet(""))
        self.returnPressed.connect(self._choose)
        self.show()
        self.setFocus()

    def _choose(self) -> None:
        label = read_chord(self.text())
        if label is None:
            bad = theme_of(self.palette()).bad.name()
            self.setStyleSheet(f"QLineEdit {{ border: 2px solid {bad}; }}")
            self.refused.emit(self.text())
            return
        self.chosen.emit(label)
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """What is typed is no shortcut of the window's."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.close()
