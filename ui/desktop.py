"""The program on the screen: windows, tray, what the user is told, and how it ends."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication

from core.access.entries import PairRequest
from core.errors import JobNotFoundError
from core.finding import Finding
from core.jobs import JobStatus
from core.subscriptions import Changes
from ui.activity import Activity
from ui.bridge import Bridge
from ui.language import tr
from ui.notices import Notices
from ui.phones.questions import PairQuestions
from ui.quitting import Answer, answer_of, ask
from ui.tray import Tray
from ui.windows import Windows, raise_window

TRAY_LOOK_MS = 2000
"""Between two looks for a tray: when the user logs in, it may come up after us."""
WELCOMED, TOLD_OF_TRAY = "welcomed", "told of tray"


class Desktop(QObject):
    """What a user sees of a service, from `show` to `close`.

    state: the file that remembers where windows were. diagnose: examines the computer; takes seconds.
    given: the command line's settings.
    ended: emitted when the user has had enough; `restarts` tells whether the program begins anew then.
    """

    ended = Signal()

    def __init__(
        self,
        bridge: Bridge,
        state: Path,
        diagnose: Callable[[], list[Finding]],
        given: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__()
        self.restarts = False
        self._bridge, self._state = bridge, QSettings(str(state), QSettings.Format.IniFormat)
        self._is_draining = False
        self._attention = self._told_of = ""
        self.windows = Windows(bridge, self._state, diagnose, given or {})
        self.windows.restart_wanted.connect(self._restart)
        self.windows.queue.installEventFilter(self)
        self.windows.queue.addAction(self._quit_action())
        self.tray = Tray(bridge.service)
        self._connect_tray()
        self._notices = Notices(bridge.service)
        self._notices.told.connect(self._tell)
        self._questions = PairQuestions(bridge)
        self._questions.asked.connect(self._ask_about)
        bridge.changed.connect(self._hear)
        self._tray_looks = QTimer(self, interval=TRAY_LOOK_MS)
        self._tray_looks.timeout.connect(self._look_for_tray)

    def show(self, songs: Sequence[Path] = (), *, hidden: bool = False) -> None:
        """Appear, and take songs in. hidden: in the tray alone, where there is one."""
        if not hidden:
            self.windows.show_queue(songs)
            self._welcome()
        elif songs:
            self.windows.queue.add(songs)
        self._look_for_tray()
        self._tray_looks.start()

    def _come(self) -> None:
        self.take(())

    def take(self, songs: Sequence[Path]) -> None:
        """Come to the front with the songs of another start."""
        self._calm()
        self.windows.show_queue(songs)

    def close(self) -> None:
        """Leave the screen."""
        self._tray_looks.stop()
        self._questions.close()
        self.tray.hide()
        self.windows.queue.removeEventFilter(self)
        self.windows.close()
        self.deleteLater()

    def quit(self) -> None:
        """End, but ask first where a song is in work."""
        in_work = self._bridge.service.queue().active_jobs
        if not in_work:
            self.ended.emit()
            return
        self.question = ask(self.windows.queue if self.windows.queue.isVisible() else None, in_work)
        self.question.finished.connect(self._answered)
        self.question.open()
        raise_window(self.question)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A window that is closed goes on in the tray; without one, that is the end of the program."""
        if watched is self.windows.queue and event.type() == QEvent.Type.Close:
            if self.tray.is_there() or _logs_out():
                self._tell_of_tray()
                return False
            event.ignore()
            self.quit()
            return True
        if watched is self.windows.queue and event.type() == QEvent.Type.WindowActivate:
            self._calm()
        return False

    def _quit_action(self) -> QAction:
        action = QAction(tr("Quit Backline"), self.windows.queue)
        action.setShortcut(QKeySequence.StandardKey.Quit)
        action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        action.triggered.connect(self.quit)
        return action

    def _connect_tray(self) -> None:
        tray, windows = self.tray, self.windows
        tray.show_wanted.connect(self._come)
        tray.choosing_wanted.connect(windows.choose_songs)
        tray.song_wanted.connect(windows.show_song)
        tray.phones_wanted.connect(windows.show_phones)
        tray.settings_wanted.connect(windows.show_settings)
        tray.quit_wanted.connect(self.quit)
        tray.paused.connect(self._pause)
        tray.message_clicked.connect(self._open_what_was_told)

    def _look_for_tray(self) -> None:
        """Stand in the tray, or else among the windows: a tray may also go."""
        if self.tray.is_there():
            self.tray.show()
        elif self.windows.queue.isHidden():
            self.windows.queue.showMinimized()

    def _welcome(self) -> None:
        if not self._state.value(WELCOMED, False, bool):
            self._state.setValue(WELCOMED, True)
            self.windows.show_welcome()

    def _pause(self, wanted: bool) -> None:
        service = self._bridge.service
        self._bridge.run(service.pause if wanted else service.resume, failed=self.windows.queue.tell)

    def _hear(self, changes: Changes) -> None:
        self._notices.hear(changes)
        self._show_activity()
        if self._is_draining and not self._bridge.service.queue().active_jobs:
            self.ended.emit()

    def _show_activity(self) -> None:
        self.tray.tell(Activity.of(self._bridge.service, self._attention))

    def _calm(self) -> None:
        """The user looks: nothing asks for attention any more."""
        self._attention = ""
        self._show_activity()

    def _tell(self, title: str, sentence: str, job_id: str) -> None:
        queue = self.windows.queue
        if queue.isActiveWindow() and not queue.isMinimized():
            return
        self._attention, self._told_of = title, job_id
        self._show_activity()
        QApplication.alert(queue)
        if self.tray.is_there():
            self.tray.notify(title, sentence)

    def _open_what_was_told(self) -> None:
        try:
            ready = self._bridge.service.job(self._told_of).status is JobStatus.COMPLETED
        except JobNotFoundError:
            ready = False
        if ready:
            self.windows.show_song(self._told_of)
        else:
            self.take(())

    def _ask_about(self, request: PairRequest) -> None:
        if request.kind == "key":
            self._tell(
                tr("{phone} wants to come in", phone=request.name),
                tr("Its code: {code}", code=request.code),
                "",
            )
            self.windows.ask_about(request)
        else:
            sentence = tr("A device at {address} knocked. It has no key.", address=request.address)
            self.windows.queue.tell(sentence)

    def _tell_of_tray(self) -> None:
        if self.tray.is_there() and not self._state.value(TOLD_OF_TRAY, False, bool):
            self._state.setValue(TOLD_OF_TRAY, True)
            self.tray.notify(
                tr("Backline goes on"), tr("It works on in the tray, and phones still reach it.")
            )

    def _restart(self) -> None:
        self.restarts = True
        self.ended.emit()

    def _answered(self) -> None:
        answer = answer_of(self.question)
        if answer is Answer.LATER or not self._bridge.service.queue().active_jobs:
            self.ended.emit()
        elif answer is Answer.FINISH:
            self._is_draining = True
            self._bridge.service.drain()
            self.windows.queue.tell(tr("Backline quits when this song is done."))


def _logs_out() -> bool:
    app = QApplication.instance()
    return isinstance(app, QApplication) and app.isSavingSession()
