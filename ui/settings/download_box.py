"""Getting one model."""

from pathlib import Path

from core.weights.background import Download
from core.weights.catalogue import DOWNLOADS
from core.weights.downloads import Downloads
from ui.bridge import Bridge
from ui.language import tr
from ui.settings.fetch_box import FetchBox, Here
from ui.settings.model_words import words_of


class DownloadBox(FetchBox):
    """Downloads DOWNLOADS[name]."""

    def __init__(self, bridge: Bridge, name: str) -> None:
        super().__init__(bridge, _Model(bridge.service.downloads, name))


class _Model:
    def __init__(self, downloads: Downloads, name: str) -> None:
        self._downloads, self._name = downloads, name
        self.title = words_of(name, "").title
        self.folder_title = tr("The folder that holds the weights of {model}", model=self.title)
        self.size = DOWNLOADS[name].size

    @property
    def state(self) -> Download | None:
        return self._downloads.state(self._name)

    def begin(self, place: Path | None) -> None:
        self._downloads.begin(self._name, place)

    def cancel(self) -> None:
        self._downloads.cancel(self._name)

    def here(self) -> Here:
        store = self._downloads.store
        return Here(store.available(self._name), store.bytes_here(self._name))
