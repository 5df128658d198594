"""The line below the songs: the queue at a glance, and how many songs there are."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from core.status import QueueStatus
from ui import words
from ui.language import tr
from ui.look import muted


class StatusLine(QWidget):
    """Says what it is told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.queue = QLabel(self)
        self.count = QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 8)
        row.addWidget(self.queue, 1)
        row.addWidget(self.count)
        self._colour()

    def show_queue(self, status: QueueStatus) -> None:
        """What is in work, and what waits."""
        self.queue.setText(words.queue(status))

    def show_count(self, shown: int, count: int) -> None:
        """How many songs there are, and how many of them are listed."""
        if shown == count:
            self.count.setText(words.songs(count) if count else "")
        else:
            self.count.setText(
                tr("{shown} of {count} songs", shown=words.number(shown), count=words.number(count))
            )

    def _colour(self) -> None:
        for label in (self.queue, self.count):
            label.setPalette(muted(self.palette()))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._colour()
