"""The data folder among the settings: another one begins empty, and moving needs the program to be closed."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from core.disk.data_folder import JOBS
from ui.bridge import Bridge
from ui.language import tr
from ui.settings.folder_row import FolderRow
from ui.settings.preferences import Preferences
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

STORAGE_PATH = "storage_path"


class DataFolderRow(FolderRow):
    """Tells what another folder means before it is written."""

    def __init__(self, bridge: Bridge, preferences: Preferences) -> None:
        super().__init__(tr("Data folder"), tr("Songs, results and records."))
        self._bridge, self._preferences = bridge, preferences
        self._wanted = Path()
        self.question = QWidget()
        self.explanation = Label()
        self.command = Label()
        self.command.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.take_button = Button(tr("Use this folder"), self._take)
        self.copy_button = Button(tr("Copy the command"), self._copy, "copy")
        self.leave_button = Button(tr("Leave it as it is"), self._leave)
        self._lay_out_question()
        self.below.addWidget(self.question)
        self.question.hide()
        self.problem = Label(tone="bad")
        self.problem.hide()
        self.below.addWidget(self.problem)
        self.chosen.connect(self.ask_about)
        preferences.changed.connect(self._changed)
        preferences.refused.connect(self._refused)
        self._changed()

    def _lay_out_question(self) -> None:
        buttons = QHBoxLayout()
        for each in (self.take_button, self.copy_button, self.leave_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        column = QVBoxLayout(self.question)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.explanation)
        column.addWidget(self.command)
        column.addLayout(buttons)

    def ask_about(self, folder: Path) -> None:
        """Say what the folder would mean."""
        self._wanted = folder
        if folder != self._preferences.values.storage_path:
            self._bridge.run((folder / JOBS).is_dir, self._ask, owner=self)

    def _ask(self, has_songs: bool) -> None:
        here = tr(
            "{folder} holds songs of Backline already: at the next start they are what you see.",
            folder=self._wanted,
        )
        empty = tr(
            "At the next start Backline begins in {folder} without songs; those that you have stay where "
            "they are. To take them along, quit Backline and type this in a terminal instead:",
            folder=self._wanted,
        )
        self.explanation.setText(here if has_songs else empty)
        self.command.setText(_command(self._wanted))
        for widget in (self.command, self.copy_button):
            widget.setVisible(not has_songs)
        self.question.show()
        self.leave_button.setFocus()

    def _take(self) -> None:
        self.question.hide()
        self._preferences.set(STORAGE_PATH, self._wanted)

    def _copy(self) -> None:
        QApplication.clipboard().setText(_command(self._wanted))

    def _leave(self) -> None:
        self.question.hide()

    def _changed(self) -> None:
        fixed = self._preferences.fixed_by(STORAGE_PATH)
        self.show_folder(self._preferences.values.storage_path, fixed)

    def _refused(self, name: str, sentence: str) -> None:
        if name == STORAGE_PATH:
            self.problem.setText(sentence)
            self.problem.show()


def _command(folder: Path) -> str:
    return f'backline data move "{folder}"'
