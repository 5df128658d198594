"""Engines by name: which there are, which one `auto` takes, and one of each kept loaded."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import torch

from core.chords.base import ChordRecogniser
from core.errors import DeviceError, WeightsError
from core.models_store import DOWNLOADS, ModelsStore
from core.pitch.base import PitchTracker
from core.rhythm.base import BeatTracker
from core.separation.base import Separator

Note = Callable[[str], None]
"""Takes a sentence for the user: what is being loaded or fetched."""


class Engines:
    """Makes engines on one device and keeps the last of each kind, so that the next song finds it loaded.

    device: auto, cpu, cuda or mps. Raises DeviceError where it is not there.
    """

    def __init__(self, device: str, models_dir: Path) -> None:
        self.device = _device(device)
        self._models = ModelsStore(models_dir)
        self._separator: Separator | None = None
        self._pitch: PitchTracker | None = None

    def separator_name(self, name: str) -> str:
        """What `auto` means here: HTDemucs where its weights are, else Spleeter."""
        if name == "auto":
            return "htdemucs" if self._models.available("htdemucs") else "spleeter"
        return name

    def pitch_name(self, name: str) -> str:
        """What `auto` means here: CREPE where a GPU makes it quick, else SwiftF0."""
        if name == "auto":
            return "swiftf0" if self.device == "cpu" else "crepe"
        return name

    def separator(self, name: str, note: Note) -> Separator:
        """The separation engine of that name; fetches its weights where they are missing."""
        if self._separator is None or self._separator.name != name:
            self._separator = None
            self._separator = self._make_separator(name, note)
        return self._separator

    def pitch(self, name: str) -> PitchTracker:
        """The pitch tracker of that name."""
        if self._pitch is None or self._pitch.name != name:
            self._pitch = None
            self._pitch = self._make_pitch(name)
        return self._pitch

    @cached_property
    def chords(self) -> ChordRecogniser:
        """The chord recogniser."""
        from core.chords.lvchordia import LvChordiaRecogniser  # noqa: PLC0415 - loaded when first used

        return LvChordiaRecogniser(self.device)

    @cached_property
    def beats(self) -> BeatTracker:
        """The beat tracker."""
        from core.rhythm.embedded import EmbeddedBeatTracker  # noqa: PLC0415 - loaded when first used

        return EmbeddedBeatTracker(self.device)

    def _make_separator(self, name: str, note: Note) -> Separator:
        if name == "spleeter":
            from core.separation.spleeter import SpleeterSeparator  # noqa: PLC0415 - loaded when first used

            return SpleeterSeparator(self.device)
        from core.separation.htdemucs import HTDemucsSeparator  # noqa: PLC0415 - loaded when first used

        try:
            weights = self._models.fetch(name, lambda done, total: note(_downloading(name, done, total)))
        except WeightsError as error:
            raise WeightsError(f"{error} The separator spleeter works without a download.") from error
        return HTDemucsSeparator(self.device, weights)

    def _make_pitch(self, name: str) -> PitchTracker:
        if name == "swiftf0":
            from core.pitch.swiftf0 import SwiftF0Tracker  # noqa: PLC0415 - loaded when first used

            return SwiftF0Tracker(self.device)
        from core.pitch.crepe import CrepeTracker  # noqa: PLC0415 - loaded when first used

        return CrepeTracker(self.device, "tiny" if name == "crepe-tiny" else "full")


def _downloading(name: str, done: int, total: int) -> str:
    return f"Downloading {name}: {done / 1e6:.0f} of {total / 1e6:.0f} MB. {DOWNLOADS[name].terms}"


def _device(name: str) -> str:
    there = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if name == "auto":
        return next(device for device in ("cuda", "mps", "cpu") if there[device])
    if not there[name]:
        raise DeviceError(f"This computer has no {name} device that PyTorch can use. Try --device auto.")
    return name
