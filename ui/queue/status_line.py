"""The line below the songs: the queue at a glance, and how many songs there are."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.status import QueueStatus
from ui import words
from ui.language import tr
from ui.widgets.labels import Label


class StatusLine(QWidget):
    """Says what it is told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.queue = Label(tone="muted", wrap=False)
        self.count = Label(tone="muted", wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 8)
        row.addWidget(self.queue, 1)
        row.addWidget(self.count)

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
