"""A value that is stepped down and up, with its name above it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.language import tr
from ui.widgets.buttons import IconButton
from ui.widgets.labels import Label

VALUE_WIDTH = 44


class Stepper(QWidget):
    """stepped: with -1 or 1. reset: it was double-clicked."""

    stepped = Signal(int)
    reset = Signal()

    def __init__(self, name: str, keys: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._value.setMinimumWidth(VALUE_WIDTH)
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        self._value.setFont(strong)
        self._name = Label(name, "muted", wrap=False)
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * 0.85)
        self._name.setFont(small)
        self.setToolTip(tr("{name}: double-click to set it back", name=name))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._name, 0, 0, 1, 3)
        layout.addWidget(self._value, 1, 1)
        for column, (picture, step, key, words) in enumerate(
            (
                ("minus", -1, keys[0], tr("{name} down", name=name)),
                ("plus", 1, keys[1], tr("{name} up", name=name)),
            )
        ):
            button = IconButton(picture, words, f"{words} ({key})")
            button.clicked.connect(lambda _=False, step=step: self.stepped.emit(step))
            layout.addWidget(button, 1, column * 2)

    def show_value(self, text: str) -> None:
        """The value, with its unit."""
        self._value.setText(text)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802, ARG002
        self.reset.emit()
