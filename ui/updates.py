"""What the user is told of a newer Backline: one line, which is closed once and for all."""

from PySide6.QtCore import QObject, QSettings, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from core.updates.update_file import Newest
from core.updates.updates import Updates
from ui.language import tr
from ui.widgets.message_bar import MessageBar, Offer

LOOK_MS = 30_000
"""Between two looks at what is known."""
CLOSED = "updates/closed"
"""The version of which the user wants to hear no more."""


class UpdateNotice(QObject):
    """Says in a bar that a newer Backline is there. state: remembers which one the user closed.

    It lives as long as the bar. A user who went to see what is new is told again at the next start.
    """

    def __init__(self, updates: Updates, bar: MessageBar, state: QSettings) -> None:
        super().__init__(bar)
        self._updates, self._bar, self._state = updates, bar, state
        self._told: Newest | None = None
        bar.closed.connect(self._close)
        self._looks = QTimer(self, interval=LOOK_MS)
        self._looks.timeout.connect(self.look)
        self._looks.start()
        self.look()

    def look(self) -> None:
        """Tell what there is to tell; asks nobody."""
        news = self._updates.news
        if news is None or news == self._told or news.version == self._state.value(CLOSED):
            return
        self._told = news
        sentence = tr("Backline {version} is there.", version=news.version)
        offer = Offer(tr("What is new"), self._open)
        self._bar.tell(f"{sentence} {news.notes}".strip(), "note", offer, seconds=0)

    def _open(self) -> None:
        if self._told:
            open_page(self._told)

    def _close(self) -> None:
        if self._told:
            self._state.setValue(CLOSED, self._told.version)


def open_page(newest: Newest) -> None:
    """Show in the browser what is new, and where it is."""
    QDesktopServices.openUrl(QUrl(newest.url))
