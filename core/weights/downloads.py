"""Weights on their way here, one download a model, each on a thread of its own."""

from functools import partial
from pathlib import Path

from core.weights.background import Background, Download
from core.weights.catalogue import DOWNLOADS
from core.weights.store import ModelsStore


class Downloads:
    """Begins, follows and stops downloads of DOWNLOADS. Every method is thread-safe and returns at once."""

    def __init__(self, store: ModelsStore) -> None:
        self.store = store
        self._by_name: dict[str, Background] = {}

    def state(self, name: str) -> Download | None:
        """The latest download of a model in this run; None where none was begun, or it was stopped."""
        return self._of(name).state

    def begin(self, name: str, place: Path | None = None) -> None:
        """Download a model, or go on where an earlier download stopped; nothing where one is under way.

        place: a file or folder to take the weights from, instead of the network.
        """
        fetch = partial(self.store.take, name, place) if place else partial(self.store.fetch, name)
        self._of(name).begin(fetch, DOWNLOADS[name].size)

    def cancel(self, name: str) -> None:
        """Stop a download; what has come is kept."""
        self._of(name).cancel()

    def stop(self) -> None:
        """Stop all of them."""
        downloads = list(self._by_name.values())
        for download in downloads:
            download.cancel()
        for download in downloads:
            download.stop()

    def _of(self, name: str) -> Background:
        return self._by_name.setdefault(name, Background(name))
