"""Songs of the quick model are done again by the better one; whoever has to fetch it is told first."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMessageBox, QWidget

from core.jobs import Job
from core.weights.catalogue import DOWNLOADS
from ui import words
from ui.language import tr
from ui.settings.model_words import terms_of

SEPARATOR, PITCH = "htdemucs", "crepe"
"""The engines of the better quality."""


def question(parent: QWidget, jobs: Sequence[Job], go_on: Callable[[], None]) -> QMessageBox:
    """Asks whether the better model may be fetched, calls `go_on` then; to be opened."""
    model = DOWNLOADS[SEPARATOR]
    size = words.size(model.size)
    if len(jobs) == 1:
        what = tr("HTDemucs, {size}, is downloaded once, before the song is done again.", size=size)
    else:
        what = tr("HTDemucs, {size}, is downloaded once, before the songs are done again.", size=size)
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(tr("Better quality"))
    box.setText(tr("The better model is not on this computer yet."))
    box.setInformativeText(f"{what} {terms_of(model)}")
    fetch = box.addButton(tr("Download and go on"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(fetch)
    box.accepted.connect(go_on)
    return box
