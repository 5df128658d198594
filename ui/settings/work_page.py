"""The work page: how well, on what, and how much at a time."""

from core.devices.cuda.download import CudaDownload
from core.status import Health
from ui.bridge import Bridge
from ui.language import tr
from ui.settings.cuda_row import CudaRow
from ui.settings.fields import ChoiceRow, Option, SwitchRow
from ui.settings.number_row import NumberRow
from ui.settings.page import Page
from ui.settings.preferences import Preferences
from ui.widgets.card import Card
from ui.widgets.labels import Glyph, Label, beside

MOST_AT_ONCE = 16


class WorkPage(Page):
    """Quality or speed, device, songs at a time."""

    def __init__(self, bridge: Bridge, preferences: Preferences) -> None:
        super().__init__(tr("Work"))
        self._bridge = bridge
        self.cuda: CudaRow | None = None
        self._add_quality(preferences)
        self._add_computer(preferences)
        self.finish()
        self._look()

    def _look(self) -> None:
        self._bridge.run(self._bridge.service.health, self._show_device, owner=self)

    def _add_quality(self, preferences: Preferences) -> None:
        quality = self.group(
            tr("Quality or speed"), tr("For all songs that ask for no model by name, also those of phones.")
        )
        options = (
            Option(
                "best",
                tr("Best quality"),
                tr("HTDemucs, where it is here, and CREPE: the most accurate models."),
            ),
            Option(
                "fast", tr("Fast"), tr("Spleeter and SwiftF0: several times as fast, with less clean stems.")
            ),
        )
        quality.add(ChoiceRow(preferences, "quality", "", options))

    def _add_computer(self, preferences: Preferences) -> None:
        device = self.group(tr("Computer"))
        self.device = Label(tone="muted")
        device.add(beside(Glyph("cpu"), self.device, spacing=12))
        if self._bridge.service.cuda:
            self._add_cuda(device, self._bridge.service.cuda)
        gpu_hint = tr(
            "Many times as fast where there is one. Songs are computed by the processor without it."
        )
        device.add(SwitchRow(preferences, "enable_gpu", tr("Use the graphics processor"), gpu_hint))
        device.add(
            NumberRow(
                preferences,
                "max_concurrent_jobs",
                tr("Songs at a time"),
                tr("More at a time need more memory, and each takes longer."),
                most=MOST_AT_ONCE,
                empty=tr("Automatic"),
            )
        )

    def _add_cuda(self, device: Card, cuda: CudaDownload) -> None:
        self.cuda = CudaRow(self._bridge, cuda)
        row = device.add(self.cuda)
        row.hide()
        self.cuda.wanted.connect(row.setVisible)
        self.cuda.box.looked.connect(self._look)
        self.cuda.look()

    def _show_device(self, health: Health) -> None:
        names = {
            "cuda": tr("the NVIDIA graphics card"),
            "mps": tr("the graphics processor"),
            "cpu": tr("the processor"),
        }
        device = names.get(health.device, health.device)
        text = (
            tr("Songs are computed by {device}, one at a time.", device=device)
            if health.max_concurrent_jobs == 1
            else tr(
                "Songs are computed by {device}, {count} at a time.",
                device=device,
                count=health.max_concurrent_jobs,
            )
        )
        self.device.setText(text)
