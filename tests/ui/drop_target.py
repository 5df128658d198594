"""A music program, as far as dropping goes: a window that prints the paths of what is let go over it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

TITLE = "Tracks"


class Tracks(QLabel):
    """Takes files; TITLE is its window's."""

    def __init__(self) -> None:
        super().__init__("Drop here")
        self.setWindowTitle(TITLE)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take copies alone."""
        if event.possibleActions() & Qt.DropAction.CopyAction:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Tell what came."""
        event.acceptProposedAction()
        print(*(url.toLocalFile() for url in event.mimeData().urls()), sep="\t", flush=True)


if __name__ == "__main__":
    app = QApplication([])
    window = Tracks()
    window.setGeometry(1250, 650, 300, 200)
    window.show()
    app.exec()
