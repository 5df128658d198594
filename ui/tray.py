"""The icon in the system's tray and its menu: what Backline does now, and the way to everything."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QGuiApplication, Qt
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from core.jobs import JobStatus
from core.service import Service
from ui.activity import Activity
from ui.language import tr
from ui.tray_icon import looks_of, tray_icon
from ui.updates import open_page

RECENT = 6
"""Songs in the menu."""
TITLE_WIDTH = 320
"""Pixels of the longest title there."""


class Tray(QObject):
    """In the tray from `show` to `hide`.

    paused: emitted with whether the queue is to be paused. song_wanted: with the id of a finished song.
    message_clicked: somebody clicked the last notification.
    """

    show_wanted = Signal()
    choosing_wanted = Signal()
    song_wanted = Signal(str)
    paused = Signal(bool)
    phones_wanted = Signal()
    settings_wanted = Signal()
    quit_wanted = Signal()
    message_clicked = Signal()

    def __init__(self, service: Service) -> None:
        super().__init__()
        self._service = service
        self.activity = Activity()
        self.menu = self._made_menu()
        self._icon = QSystemTrayIcon()
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._clicked)
        self._icon.messageClicked.connect(self.message_clicked)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._draw)
        self._draw()

    @staticmethod
    def is_there() -> bool:
        """Whether this desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show(self) -> None:
        """Take a place in the tray."""
        self._icon.show()

    def hide(self) -> None:
        """Leave the tray."""
        self._icon.hide()

    def tell(self, activity: Activity) -> None:
        """Show what Backline does now."""
        changed = looks_of(activity) != looks_of(self.activity)
        self.activity = activity
        self._icon.setToolTip(f"Backline: {activity.words()}")
        if changed:
            self._draw()

    def notify(self, title: str, sentence: str) -> None:
        """Show a notification of the system."""
        self._icon.showMessage(title, sentence, self._icon.icon())

    def _draw(self) -> None:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self._icon.setIcon(tray_icon(self.activity, dark=dark))

    def _made_menu(self) -> QMenu:
        menu = QMenu()
        menu.addAction(tr("Show Backline"), self.show_wanted.emit)
        menu.addAction(tr("Transcribe…"), self.choosing_wanted.emit)
        self._recent = menu.addMenu(tr("Recent songs"))
        menu.addSeparator()
        self._pause = QAction(tr("Pause the queue"), menu, checkable=True)
        self._pause.triggered.connect(self.paused)
        menu.addAction(self._pause)
        menu.addAction(tr("Pair a phone…"), self.phones_wanted.emit)
        menu.addAction(tr("Settings…"), self.settings_wanted.emit)
        self._update = menu.addAction("", self._open_update)
        menu.addSeparator()
        menu.addAction(tr("Quit"), self.quit_wanted.emit)
        menu.aboutToShow.connect(self._fill)
        return menu

    def _fill(self) -> None:
        self._pause.setChecked(self._service.queue().paused)
        news = self._service.updates.news
        self._update.setVisible(news is not None)
        self._update.setText(tr("Backline {version} is there…", version=news.version) if news else "")
        self._recent.clear()
        ready, _ = self._service.jobs(JobStatus.COMPLETED, RECENT, 0, "")
        for job in ready:
            action = self._recent.addAction(self._short(job.display_name).replace("&", "&&"))
            action.triggered.connect(lambda _=False, job_id=job.id: self.song_wanted.emit(job_id))
        self._recent.setEnabled(bool(ready))

    def _open_update(self) -> None:
        if news := self._service.updates.news:
            open_page(news)

    def _short(self, title: str) -> str:
        """A title that leaves the screen some room."""
        return self.menu.fontMetrics().elidedText(title, Qt.TextElideMode.ElideMiddle, TITLE_WIDTH)

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """On macOS a click opens the menu by itself."""
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.show_wanted.emit()
