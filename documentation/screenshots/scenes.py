"""Every window in its main states, each brought about as a user would."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from benchmarks.desktop.waiting import pause, wait_until
from core.access.endpoint import Endpoint
from core.example import SONG
from core.finding import look, well
from core.jobs import Job, JobRequest, JobStatus
from documentation.screenshots.songs import READY, TO_COME, write_song
from ui.bridge import Bridge
from ui.phones.pair_dialog import PairDialog
from ui.phones.question_dialog import QuestionDialog
from ui.queue.queue_window import QueueWindow
from ui.quitting import ask
from ui.settings.settings_window import SettingsWindow
from ui.song.song_window import SongWindow
from ui.tray import Tray
from ui.welcome import WelcomeWindow

ADDRESS = "192.168.1.20"
SETTLE_MS = 400
"""For what comes from other threads and is drawn then."""
QUICK = JobRequest("spleeter", "swiftf0")
FINDINGS = (
    well("settings", "Set by you: none. `backline settings` shows all."),
    well("disk", "212.4 GB are free for ~/.local/share/backline."),
    well("models", "HTDemucs is here and separates songs."),
    look("network", "A firewall may keep phones out: let in TCP port 8000 and UDP port 5353."),
)


@dataclass
class Stage:
    """What scenes play on: a service that works, and a folder for songs. opened: windows to close again."""

    bridge: Bridge
    folder: Path
    opened: list[QWidget] = field(default_factory=list)

    def show(self, window: QWidget) -> None:
        """Open a window, and let it be drawn."""
        self.opened.append(window)
        window.show()
        pause(SETTLE_MS)

    def close(self) -> None:
        """Close what the last scene opened."""
        for window in reversed(self.opened):
            window.close()
        self.opened.clear()
        pause(SETTLE_MS)

    def job(self, name: str) -> Job:
        """The song of this name."""
        return self.bridge.service.find(lambda job: job.display_name == name)[0]


Scene = Callable[[Stage], QWidget]


def queue(stage: Stage) -> QWidget:
    """Songs in every state."""
    window = QueueWindow(stage.bridge)
    stage.show(window)
    window.view.setCurrentIndex(window.model.index(1, 0))
    return window


def queue_in_work(stage: Stage) -> QWidget:
    """A song in work, and others that wait."""
    service = stage.bridge.service
    for title in TO_COME:
        service.reception.receive(write_song(stage.folder, title), QUICK)
    wait_until(lambda: any(20 < job.progress < 100 for job in service.find(_is_in_work)))
    return queue(stage)


def queue_deleted(stage: Stage) -> QWidget:
    """A song that was deleted, and can be had back."""
    window = queue(stage)
    assert isinstance(window, QueueWindow)
    window.deletions.delete([stage.job("Slow Train Home")])
    pause(SETTLE_MS)
    return window


def queue_drop(stage: Stage) -> QWidget:
    """Songs are dragged over the window."""
    window, data = queue(stage), QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(SONG))])
    over = QDragEnterEvent(
        QPoint(300, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, over)
    pause(SETTLE_MS)
    return window


def queue_search(stage: Stage) -> QWidget:
    """A search that finds nothing."""
    window = queue(stage)
    assert isinstance(window, QueueWindow)
    window.toolbar.search.setText("polka")
    pause(SETTLE_MS)
    return window


def song(stage: Stage) -> QWidget:
    """A finished song."""
    window = SongWindow(stage.bridge, stage.job(READY.name).id)
    window.resize(1280, 800)
    stage.show(window)
    pause(SETTLE_MS)
    pause(SETTLE_MS)
    return window


def welcome(stage: Stage) -> QWidget:
    """The first run."""
    return _shown(stage, WelcomeWindow(stage.bridge))


def phones(stage: Stage) -> QWidget:
    """The QR code for a phone."""
    access = stage.bridge.service.access
    access.announce(Endpoint((ADDRESS,), 8000))
    if not access.devices():
        access.redeem(access.invite().code, "Lena's Pixel 8", "Android", "192.168.1.31")
    window = PairDialog(stage.bridge)
    stage.show(window)
    pause(SETTLE_MS)
    pause(SETTLE_MS)
    return window


def phone_asks(stage: Stage) -> QWidget:
    """A phone asks to be let in."""
    access = stage.bridge.service.access
    request = access.request("Jonas's iPhone", "iOS", "192.168.1.44")
    window = QuestionDialog(stage.bridge, request)
    stage.show(window)
    return window


def quitting(stage: Stage) -> QWidget:
    """The program is to end while a song is in work."""
    return _shown(stage, ask(None, 1))


def tray_menu(stage: Stage) -> QWidget:
    """The menu of the icon in the tray."""
    tray = Tray(stage.bridge.service)
    menu: QMenu = tray.menu
    stage.opened.append(menu)
    menu.popup(QPoint(100, 100))
    pause(SETTLE_MS)
    return menu


def _settings(page: str) -> Scene:
    def scene(stage: Stage) -> QWidget:
        given = {"storage_path": stage.bridge.service.settings.storage_path}
        window = SettingsWindow(stage.bridge, lambda: list(FINDINGS), given)
        window.show_page(page)
        stage.show(window)
        pause(SETTLE_MS)
        return window

    return scene


def _shown(stage: Stage, window: QWidget) -> QWidget:
    stage.show(window)
    return window


def _is_in_work(job: Job) -> bool:
    return job.status is JobStatus.PROCESSING


PAGES = ("models", "work", "storage", "network", "general", "diagnostics")
SCENES: dict[str, Scene] = {
    "queue": queue,
    "song": song,
    "queue-deleted": queue_deleted,
    "queue-drop": queue_drop,
    "queue-search": queue_search,
    "welcome": welcome,
    "phones": phones,
    "phone-asks": phone_asks,
    "quitting": quitting,
    "tray-menu": tray_menu,
    **{f"settings-{page}": _settings(page) for page in PAGES},
    "queue-in-work": queue_in_work,
}
"""By the names of their pictures. The last one changes what the others show."""
EMPTY_SCENES: dict[str, Scene] = {"queue-empty": queue}
"""Those of a program without songs."""
