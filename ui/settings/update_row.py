"""Which Backline this is, and whether there is a newer one."""

from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QWidget

from core.release import is_bundle, licences, release
from core.updates.updates import Updates
from ui import words
from ui.language import tr
from ui.updates import open_page
from ui.widgets.buttons import Button
from ui.widgets.labels import beside, text_block

LOOK_MS = 200
"""Between two looks at whether the answer has come."""


class UpdateRow(QWidget):
    """What the last look told, and another one when the user wants it. terms: the list of licences."""

    def __init__(self, updates: Updates, terms: Path | None = None) -> None:
        super().__init__()
        self._updates, self._terms = updates, terms or licences()
        block, self.title, self.hint = text_block("", " ")
        self.page_button = Button(tr("What is new"), self._open, "link")
        self.licences_button = Button(tr("Licences"), self._show_licences, "info")
        self.licences_button.setVisible(self._terms is not None)
        self.look_button = Button(tr("Look now"), self._begin, "refresh-cw")
        self.look_button.setAccessibleName(tr("Look for a new version now"))
        line = beside(spacing=16)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(block, 1)
        line.addLayout(beside(self.licences_button, self.page_button, self.look_button))
        self.setLayout(line)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Be up to date whenever somebody looks."""
        super().showEvent(event)
        self._show()

    def _begin(self) -> None:
        self._updates.begin()
        self._show()

    def _show_licences(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._terms)))

    def _open(self) -> None:
        if self._updates.newer:
            open_page(self._updates.newer)

    def _show(self) -> None:
        is_looking, newer = self._updates.is_looking, self._updates.newer
        title, hint = self._words()
        self.title.setText(title)
        self.hint.setText(hint)
        self.page_button.setVisible(newer is not None)
        self.look_button.setVisible(bool(self._updates.address))
        self.look_button.setEnabled(not is_looking)
        self._timer.start() if is_looking else self._timer.stop()

    def _words(self) -> tuple[str, str]:
        """Title and hint."""
        updates, here = self._updates, f"Backline {release()}"
        last, newer = updates.last, updates.newer
        if not updates.address:
            return here, _not_told()
        if updates.is_looking:
            return here, tr("Looking for a newer one…")
        if newer:
            title = tr("Backline {version} is there", version=newer.version)
            return title, " ".join(filter(None, (newer.notes, tr("You have {version}.", version=release()))))
        if last is None:
            return here, tr("Nobody has looked for a newer one yet.")
        if last.problem:
            return here, last.problem
        title = tr("Backline {version} is the newest", version=release())
        return title, tr("Last look: {day}", day=words.day(last.asked))


def _not_told() -> str:
    if is_bundle():
        return tr("Built without an address to ask: it is not told of new versions.")
    return tr("Installed from its source: it is not told of new versions.")
