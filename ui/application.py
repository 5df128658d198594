"""The Qt application: looks, names, signals of the system, and files that it is asked to open."""

import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QSocketNotifier, QTranslator, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from ui.icons import program_icon
from ui.language import tr, translation_for
from ui.look import Scheme, apply_look


class Application(QApplication):
    """files_opened: emitted with paths that the system asks to open.

    quit_asked: by the system's own menu, which on macOS has the command. stop_asked: at Ctrl-C and SIGTERM.
    """

    files_opened = Signal(list)
    quit_asked = Signal()
    stop_asked = Signal()

    def __init__(self, arguments: Sequence[str], scheme: Scheme = "system") -> None:
        super().__init__(list(arguments))
        self.setApplicationName("Backline")
        self.setDesktopFileName("backline")
        self.setWindowIcon(program_icon())
        self.setQuitOnLastWindowClosed(False)
        apply_look(self, scheme)
        self._translate()
        self.installEventFilter(self)

    def _translate(self) -> None:
        """Speak the user's language where it is known, in our words and on Qt's own buttons."""
        locale, ours = QLocale(), QTranslator(self)
        file = translation_for(locale.uiLanguages())
        if file and ours.load(str(file)):
            self.installTranslator(ours)
        buttons = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if buttons.load(locale, "qtbase", "_", folder):
            self.installTranslator(buttons)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The Finder of macOS tells of files by an event, and its menu of the wish to quit."""
        if watched is self and isinstance(event, QFileOpenEvent) and event.file():
            self.files_opened.emit([Path(event.file())])
            return True
        if watched is self and event.type() == QEvent.Type.Quit and not self.isSavingSession():
            self.quit_asked.emit()
            return True
        return super().eventFilter(watched, event)

    def hear_signals(self) -> None:
        """Have Ctrl-C and SIGTERM asked for as `stop_asked`, which Qt's loop would let wait without end."""
        ours, self._wakes = socket.socketpair()
        ours.setblocking(False)
        self._wakes.setblocking(False)
        self._awoken = ours
        signal.set_wakeup_fd(self._wakes.fileno(), warn_on_full_buffer=False)
        notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(self._heard)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)

    def _heard(self) -> None:
        if any(number in (signal.SIGINT, signal.SIGTERM) for number in self._awoken.recv(64)):
            self.stop_asked.emit()


def tell_failure(application: Application, sentence: str) -> None:
    """Say in a window of its own why there is no other one; also on the terminal, if there is one."""
    if sys.stderr:
        sys.stderr.write(f"backline: {sentence}\n")
    box = QMessageBox(QMessageBox.Icon.Warning, "Backline", tr("Backline cannot start"))
    box.setInformativeText(sentence)
    application.stop_asked.connect(box.reject)
    box.exec()
