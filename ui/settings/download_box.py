"""Getting one model: a button, then a bar with a way to stop, then a mark that it is here."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from core.weights.catalogue import DOWNLOADS
from core.weights.downloads import Download
from ui.bridge import Bridge
from ui.language import tr
from ui.settings.model_words import words_of
from ui.widgets.buttons import Button
from ui.widgets.folder_chooser import choose_folder
from ui.widgets.labels import Glyph, Label
from ui.words import size

LOOK_MS = 200
"""Between two looks at a download."""
STEPS = 1000
"""Of the bar: bytes may be too many for it."""


class DownloadBox(QWidget):
    """Downloads DOWNLOADS[name], also while nobody looks: what it shows is the service's.

    arrived: emitted when the weights have come.
    """

    arrived = Signal()

    def __init__(self, bridge: Bridge, name: str) -> None:
        super().__init__()
        self._bridge, self._name = bridge, name
        self._downloads = bridge.service.downloads
        self._is_here = False
        self._was_running = False
        title = words_of(name, "").title
        self.download_button = Button(tr("Download"), self._begin, "download")
        self.download_button.setAccessibleName(tr("Download {model}", model=title))
        self.take_button = Button(tr("Take from a folder…"), self._choose, "folder-open")
        self.take_button.setAccessibleName(tr("Take {model} from a folder", model=title))
        self.cancel_button = Button(tr("Cancel"), self._cancel)
        self.cancel_button.setAccessibleName(tr("Cancel the download of {model}", model=title))
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.bar.setAccessibleName(tr("Download of {model}", model=title))
        self.progress_text = Label(tone="muted", wrap=False)
        self.problem = Label(tone="bad")
        self._here = QWidget()
        self._lay_out()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._show_state(None)

    def _lay_out(self) -> None:
        here = QHBoxLayout(self._here)
        here.setContentsMargins(0, 0, 0, 0)
        here.addWidget(Glyph("circle-check", "good", 18))
        here.addWidget(Label(tr("Here, ready to be used"), "good", wrap=False))
        here.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._here)
        line.addWidget(self.download_button)
        line.addWidget(self.take_button)
        line.addWidget(self.bar, 1)
        line.addWidget(self.progress_text)
        line.addWidget(self.cancel_button)
        line.addStretch(0)
        line.setAlignment(Qt.AlignmentFlag.AlignLeft)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addLayout(line)
        outer.addWidget(self.problem)

    def refresh(self) -> None:
        """Look at the disk, and at a download that is under way."""
        self._timer.start()
        self._look()
        store = self._downloads.store
        self._bridge.run(
            lambda: (store.available(self._name), store.bytes_here(self._name)), self._know, owner=self
        )

    def take_from(self, place: str) -> None:
        """Copy the weights from a folder, which holds them at any depth and under any name."""
        self._downloads.begin(self._name, Path(place))
        self.refresh()

    def _begin(self) -> None:
        self._downloads.begin(self._name)
        self.refresh()
        self.cancel_button.setFocus()

    def _cancel(self) -> None:
        self._downloads.cancel(self._name)
        self.refresh()
        self.download_button.setFocus()

    def _choose(self) -> None:
        title = tr("The folder that holds the weights of {model}", model=words_of(self._name, "").title)
        choose_folder(self, title, self.take_from)

    def _know(self, found: tuple[bool, int]) -> None:
        was_here, (self._is_here, begun) = self._is_here, found
        whole = DOWNLOADS[self._name].size
        left = (
            tr("Go on: {left} of {size} are left", left=size(whole - begun), size=size(whole))
            if 0 < begun < whole
            else tr("Download {size}", size=size(whole))
        )
        self.download_button.setText(left)
        if self._is_here and not was_here:
            self.arrived.emit()
        self._look()

    def _look(self) -> None:
        state = self._downloads.state(self._name)
        is_running = state is not None and state.is_running
        self._show_state(state)
        if self._was_running and not is_running:
            # Only the disk knows what is here now.
            self._was_running = False
            self.refresh()
        self._was_running = is_running
        if not is_running:
            self._timer.stop()

    def _show_state(self, state: Download | None) -> None:
        is_running = state is not None and state.is_running
        self._here.setVisible(self._is_here and not is_running)
        for offer in (self.download_button, self.take_button):
            offer.setVisible(not self._is_here and not is_running)
        running: tuple[QWidget, ...] = (self.bar, self.progress_text, self.cancel_button)
        for widget in running:
            widget.setVisible(is_running)
        problem = state.problem if state and not self._is_here else ""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if state is not None and is_running:
            self.bar.setValue(round(STEPS * state.done / max(state.total, 1)))
            self.progress_text.setText(
                tr("{done} of {size}", done=size(state.done), size=size(state.total))
                if state.done < state.total
                else tr("Checking…")
            )

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Be up to date whenever somebody looks."""
        super().showEvent(event)
        self.refresh()
