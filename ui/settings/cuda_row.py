"""The NVIDIA card of a computer whose bundle has no PyTorch for it yet, and getting that."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.devices.card import Card, nvidia_card
from core.devices.cuda.download import CudaDownload
from core.weights.background import Download
from ui.bridge import Bridge
from ui.language import tr
from ui.settings.fetch_box import FetchBox, Here
from ui.widgets.buttons import Button
from ui.widgets.labels import Label, beside, text_block
from ui.words import size


class CudaRow(QWidget):
    """wanted: emitted with whether there is something to show: a card, or what can be removed."""

    wanted = Signal(bool)

    def __init__(self, bridge: Bridge, cuda: CudaDownload) -> None:
        super().__init__()
        self._bridge, self._cuda = bridge, cuda
        block, self.title, self.hint = text_block(tr("NVIDIA card"), " ")
        self.box = FetchBox(bridge, _Runtime(cuda))
        self.remove_button = Button(tr("Remove"), self._remove, "trash-2")
        self.remove_button.setAccessibleName(tr("Remove PyTorch with CUDA"))
        self.problem = Label(tone="bad")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(block)
        outer.addSpacing(4)
        line = beside(self.box, self.remove_button)
        line.setStretch(0, 1)
        line.setAlignment(self.remove_button, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(line)
        outer.addWidget(self.problem)
        self._show_problem("")
        self.remove_button.hide()
        self.box.looked.connect(self._show_removable)
        self.box.hide()

    def look(self) -> None:
        """Find the card, and show what there is about it."""
        self._bridge.run(lambda: (nvidia_card(), self._cuda.runtime.bytes_here()), self._know, owner=self)

    def _know(self, found: tuple[Card | None, int]) -> None:
        card, begun = found
        if card:
            self.title.setText(tr("{card}, {memory}", card=card.name, memory=size(card.memory)))
        usable = card is not None and not card.problem
        self.hint.setText(_hint(card))
        self.box.setVisible(usable or begun > 0)
        self.wanted.emit(card is not None or begun > 0)

    def _show_removable(self, found: Here) -> None:
        self.remove_button.setVisible(found.begun > 0)

    def _remove(self) -> None:
        self._show_problem("")
        self.remove_button.setEnabled(False)
        self._bridge.run(self._cuda.remove, lambda _: self._settle(""), self._settle, self)

    def _settle(self, problem: str) -> None:
        self._show_problem(problem)
        self.remove_button.setEnabled(True)
        self.box.refresh()

    def _show_problem(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))


def _hint(card: Card | None) -> str:
    if card is None:
        return tr("No NVIDIA card was found, or no driver for it.")
    if card.is_too_old:
        return tr("It is too old: cards since the GeForce GTX 16 and RTX 20 can be used.")
    if card.has_old_driver:
        return tr("Its driver is too old. Install the newest one from nvidia.com.")
    return tr("Computes songs many times as fast. It needs PyTorch with CUDA, which takes 4 GB on the disk.")


class _Runtime:
    def __init__(self, cuda: CudaDownload) -> None:
        self._cuda = cuda
        self.title = tr("PyTorch with CUDA")
        self.folder_title = tr("The folder that holds the wheels of PyTorch with CUDA")
        self.size = cuda.runtime.size

    @property
    def state(self) -> Download | None:
        return self._cuda.state

    def begin(self, place: Path | None) -> None:
        self._cuda.begin(place)

    def cancel(self) -> None:
        self._cuda.cancel()

    def here(self) -> Here:
        runtime = self._cuda.runtime
        why = runtime.problem
        problem = tr("PyTorch with CUDA is not used. {why}", why=why) if why else ""
        return Here(runtime.is_used, runtime.bytes_here(), problem)
