"""A folder among the settings: where it is, a way there, and another one chosen."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.language import tr
from ui.widgets.buttons import Button, IconButton
from ui.widgets.folder_chooser import choose_folder
from ui.widgets.labels import Label, text_block


class PathLabel(QLabel):
    """A path that is cut in its middle where it does not fit."""

    def __init__(self) -> None:
        super().__init__()
        self._path = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def show_path(self, path: Path) -> None:
        """Show another one."""
        self._path = str(path)
        self.setToolTip(self._path)
        self.setAccessibleName(self._path)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Cut it anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        middle = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._path, middle, self.width()))


class FolderRow(QWidget):
    """chosen: emitted with the folder that the user chose, of which nothing has been written yet."""

    chosen = Signal(Path)

    def __init__(self, text: str, hint: str) -> None:
        super().__init__()
        self._folder = Path()
        self._text = text
        self.path = PathLabel()
        self.change_button = Button(tr("Change…"), self._choose)
        self.change_button.setAccessibleName(tr("Change: {what}", what=text))
        self.open_button = IconButton("folder-open", tr("Open the folder"))
        self.open_button.clicked.connect(self._open)
        self.note = Label(tone="muted")
        self.note.hide()
        block, _, _ = text_block(text, hint)
        block.addWidget(self.path)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addLayout(block, 1)
        line.addWidget(self.open_button)
        line.addWidget(self.change_button)
        self.below = QVBoxLayout(self)
        self.below.setContentsMargins(0, 0, 0, 0)
        self.below.addLayout(line)
        self.below.addWidget(self.note)

    def show_folder(self, folder: Path, fixed: str) -> None:
        """Show where it is. fixed: why it cannot be changed here, or empty."""
        self._folder = folder
        self.path.show_path(folder)
        self.change_button.setEnabled(not fixed)
        self.note.setText(fixed)
        self.note.setVisible(bool(fixed))

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _chosen(self, place: str) -> None:
        self.chosen.emit(Path(place))

    def _choose(self) -> None:
        choose_folder(self, self._text, self._chosen, self._folder)
