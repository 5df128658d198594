"""The files of one song, to be dragged out one by one, or several together."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.jobs import Job
from ui import words
from ui.icons import icon
from ui.language import tr
from ui.queue.files_out import drag_files, mime_of
from ui.theme import theme_of
from ui.widgets.buttons import Button
from ui.widgets.labels import Label, heading

PATH = Qt.ItemDataRole.UserRole


class FileList(QListWidget):
    """Files that are dragged as files."""

    def __init__(self, files: dict[str, Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Files"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setIconSize(QSize(18, 18))
        self.setSpacing(2)
        theme = theme_of(self.palette())
        for name, path in files.items():
            is_sound = path.suffix == ".mp3"
            colour = theme.stem(name) if is_sound else theme.muted
            picture = icon("audio-lines" if is_sound else "file-music", colour.name())
            item = QListWidgetItem(picture, path.name, self)
            item.setData(PATH, str(path))
        self.setCurrentRow(0)

    def chosen(self) -> list[Path]:
        """The selected files, from top to bottom."""
        items = sorted(self.selectedItems(), key=self.row)
        return [Path(item.data(PATH)) for item in items]

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:  # noqa: N802
        return mime_of(Path(item.data(PATH)) for item in items)

    def startDrag(self, supported: Qt.DropAction) -> None:  # noqa: N802, ARG002
        paths = self.chosen()
        label = paths[0].name if len(paths) == 1 else tr("{n} files", n=len(paths))
        drag_files(self, paths, label)


class FilesDialog(QDialog):
    """What a finished song has to give. files: as `named_files` gives them."""

    def __init__(self, job: Job, files: dict[str, Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Files of {song}", song=job.display_name))
        title = heading(job.display_name, 1.2)
        hint = Label(tr("Drag files into another program or a folder, or copy them."), "muted")
        self.list = FileList(files, self)
        copy = Button(tr("Copy"), self.copy, is_primary=True)
        copy.setToolTip(
            tr("Copy the selected files ({keys})", keys=words.keys(QKeySequence.StandardKey.Copy))
        )
        close = Button(tr("Close"), self.close)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(close)
        buttons.addWidget(copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for widget in (title, hint, self.list):
            column.addWidget(widget)
        column.addLayout(buttons)
        shortcut = QAction(self)
        shortcut.setShortcut(QKeySequence.StandardKey.Copy)
        shortcut.triggered.connect(self.copy)
        self.addAction(shortcut)
        self.resize(440, 420)

    def copy(self) -> None:
        """Put the selected files onto the clipboard."""
        if self.list.chosen():
            QApplication.clipboard().setMimeData(mime_of(self.list.chosen()))
