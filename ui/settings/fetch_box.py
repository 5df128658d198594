"""Getting something large: a button, then a bar with a way to stop, then a mark that it is here."""

from pathlib import Path
from typing import NamedTuple, Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from core.weights.background import Download
from ui.bridge import Bridge
from ui.language import tr
from ui.widgets.buttons import Button
from ui.widgets.folder_chooser import choose_folder
from ui.widgets.labels import Glyph, Label
from ui.words import size

LOOK_MS = 200
"""Between two looks at a download."""
STEPS = 1000
"""Of the bar: bytes may be too many for it."""


class Here(NamedTuple):
    """What the disk tells. begun: bytes that need not come again. problem: why what is here is not used."""

    is_here: bool
    begun: int
    problem: str = ""


class Fetched(Protocol):
    """What a box gets.

    title: its name. folder_title: over the choice of a folder that holds it. size: bytes to download.
    """

    title: str
    folder_title: str
    size: int

    @property
    def state(self) -> Download | None:
        """The latest download."""

    def begin(self, place: Path | None) -> None:
        """Download it, or take it from a folder; returns at once."""

    def cancel(self) -> None:
        """Stop that."""

    def here(self) -> Here:
        """Look at the disk; takes a moment."""


class FetchBox(QWidget):
    """Downloads one thing, also while nobody looks: what it shows is the service's.

    arrived: emitted when it has come. looked: with what the disk told, a `Here`.
    """

    arrived = Signal()
    looked = Signal(object)

    def __init__(self, bridge: Bridge, fetched: Fetched) -> None:
        super().__init__()
        self._bridge, self._fetched = bridge, fetched
        self._on_disk = Here(is_here=False, begun=0)
        self._was_running = False
        title = fetched.title
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
        self._bridge.run(self._fetched.here, self._know, owner=self)

    def take_from(self, place: str) -> None:
        """Copy it from a folder, which holds it at any depth and under any name."""
        self._fetched.begin(Path(place))
        self.refresh()

    def _begin(self) -> None:
        self._fetched.begin(None)
        self.refresh()
        self.cancel_button.setFocus()

    def _cancel(self) -> None:
        self._fetched.cancel()
        self.refresh()
        self.download_button.setFocus()

    def _choose(self) -> None:
        choose_folder(self, self._fetched.folder_title, self.take_from)

    def _know(self, found: Here) -> None:
        before, self._on_disk = self._on_disk, found
        self.download_button.setText(self._offer(found))
        self.looked.emit(found)
        if found.is_here and not before.is_here:
            self.arrived.emit()
        self._look()

    def _offer(self, found: Here) -> str:
        whole = self._fetched.size
        if found.problem:
            return tr("Try again")
        if 0 < found.begun < whole:
            return tr("Go on: {left} of {size} are left", left=size(whole - found.begun), size=size(whole))
        return tr("Download {size}", size=size(whole))

    def _look(self) -> None:
        state = self._fetched.state
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
        is_running, is_here = state is not None and state.is_running, self._on_disk.is_here
        self._here.setVisible(is_here and not is_running)
        for offer in (self.download_button, self.take_button):
            offer.setVisible(not is_here and not is_running)
        running: tuple[QWidget, ...] = (self.bar, self.progress_text, self.cancel_button)
        for widget in running:
            widget.setVisible(is_running)
        problem = "" if is_here or is_running else state.problem if state else self._on_disk.problem
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if state is not None and is_running:
            self.bar.setValue(round(STEPS * state.done / max(state.total, 1)))
            self.progress_text.setText(_progress(state))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Be up to date whenever somebody looks."""
        super().showEvent(event)
        self.refresh()


def _progress(state: Download) -> str:
    if state.phase == "unpack":
        return tr("Unpacking…")
    if state.phase == "check" or state.done == state.total:
        return tr("Checking…")
    return tr("{done} of {size}", done=size(state.done), size=size(state.total))
