"""What the user is told while songs come in and go, and what is wrong with the computer."""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from core.status import Health, QueueStatus
from ui import words
from ui.bridge import Bridge
from ui.language import tr
from ui.queue.deletions import Deletions
from ui.queue.intake import Intake, Intaken
from ui.queue.problems import ProblemsDialog, sentence_about
from ui.queue.status_line import StatusLine
from ui.queue.toolbar import Toolbar
from ui.widgets.message_bar import MessageBar, Offer

LOOK_MS = 30_000
"""Between two looks at the disk, and whatever else may need a warning."""


class Reports(QObject):
    """Keeps the bars of a window true. warning, news: stand above the songs; the others below."""

    def __init__(
        self, bridge: Bridge, intake: Intake, deletions: Deletions, toolbar: Toolbar, window: QWidget
    ) -> None:
        super().__init__(window)
        self._bridge, self._toolbar, self._window = bridge, toolbar, window
        self._intake, self._deletions = intake, deletions
        self.warning, self.news, self.progress = (MessageBar(window) for _ in range(3))
        self.undo, self.message = MessageBar(window), MessageBar(window)
        self.status = StatusLine(window)
        self._dismissed: tuple[str, ...] = ()
        self._warnings: tuple[str, ...] = ()
        self._is_asking = self._asks_again = False
        intake.changed.connect(self._show_intake)
        intake.ended.connect(self._end_intake)
        deletions.changed.connect(self._show_deletions)
        deletions.failed.connect(self.tell)
        self.warning.closed.connect(self._dismiss)
        toolbar.pause_wanted.connect(self._pause)
        self._looks = QTimer(self, interval=LOOK_MS)
        self._looks.timeout.connect(self.look)
        self._looks.start()
        self.look()

    def tell(self, sentence: str) -> None:
        """Say something for some seconds."""
        self.message.tell(sentence)

    def look(self) -> None:
        """Ask how the queue and the computer are."""
        service = self._bridge.service
        if self._is_asking:
            self._asks_again = True
            return
        self._is_asking = True
        self._bridge.run(
            lambda: (service.queue(), service.health()), self._show, lambda _: self._asked(), owner=self
        )

    def _asked(self) -> None:
        self._is_asking = False
        if self._asks_again:
            self._asks_again = False
            self.look()

    def _show(self, found: tuple[QueueStatus, Health]) -> None:
        status, health = found
        self.status.show_queue(status)
        self._toolbar.show_paused(status.paused)
        self._warnings = health.warnings
        if self._warnings and self._warnings != self._dismissed:
            self.warning.tell(" ".join(self._warnings), "warning", seconds=0)
        elif not self._warnings:
            self.warning.hide()
            self._dismissed = ()
        self._asked()

    def _dismiss(self) -> None:
        self._dismissed = self._warnings

    def _pause(self, wanted: bool) -> None:
        service = self._bridge.service
        self._bridge.run(
            service.pause if wanted else service.resume, lambda _: self.look(), self._pause_failed, owner=self
        )

    def _pause_failed(self, sentence: str) -> None:
        self.tell(sentence)
        self.look()

    def _show_intake(self, intaken: Intaken) -> None:
        if intaken.total == 0:
            sentence = tr("Looking for songs …")
        elif intaken.total == 1:
            sentence = tr("Taking in a song …")
        else:
            at = min(intaken.done + 1, intaken.total)
            sentence = tr("Taking in {n} of {total} …", n=words.number(at), total=words.number(intaken.total))
        self.progress.tell(sentence, "busy", Offer(tr("Stop"), self._intake.cancel), seconds=0)

    def _end_intake(self, intaken: Intaken) -> None:
        self.progress.hide()
        problems = intaken.problems
        if problems:
            offer = Offer(tr("Details"), lambda: self._show_problems(intaken)) if len(problems) > 1 else None
            self.message.tell(sentence_about(problems), "problem", offer, seconds=0)

    def _show_problems(self, intaken: Intaken) -> None:
        dialog = ProblemsDialog(intaken.problems, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _show_deletions(self) -> None:
        pending = self._deletions.pending
        if not pending:
            self.undo.hide()
            return
        if len(pending) == 1:
            sentence = tr("{song} deleted", song=pending[0].display_name)
        else:
            sentence = tr("{songs} deleted", songs=words.songs(len(pending)))
        self.undo.tell(sentence, "note", Offer(tr("Undo"), self._deletions.undo), seconds=0)
