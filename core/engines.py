"""Engines by name: which there are, which one `auto` takes, and one of each kept loaded."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from core.chords.base import ChordRecogniser
from core.devices.choice import chosen_device
from core.errors import WeightsError
from core.models import Quality
from core.pitch.base import PitchTracker
from core.queue.wanted import EngineChoice
from core.rhythm.base import BeatTracker
from core.separation.base import Separator
from core.weights.catalogue import DOWNLOADS
from core.weights.store import ModelsStore

Note = Callable[[str], None]
"""Takes a sentence for the user: what is being loaded or fetched."""


class Engines:
    """Makes engines on one device and keeps the last of each kind, so that the next song finds it loaded.

    device: auto, cpu, cuda or mps. quality: see EngineChoice. Raises DeviceError where this computer has no
    such device.
    """

    def __init__(self, device: str, models_dir: Path, quality: Quality = "best") -> None:
        self.device = chosen_device(device)
        self.remark = ""
        """What a person should know about the device during this song."""
        self._models = ModelsStore(models_dir)
        self._choice = EngineChoice(self._models, quality)
        self._separator: Separator | None = None
        self._pitch: PitchTracker | None = None
        self._chords: ChordRecogniser | None = None

    @property
    def devices_used(self) -> str:
        """The device, and the CPU where it had to take over: "cuda" or "cuda, cpu"."""
        return f"{self.device}, cpu" if self.remark else self.device

    def begin_song(self) -> None:
        """Forget what became of the last song; engines that had to leave the device try it again."""
        if self.remark:
            self._separator = self._pitch = self._chords = None
            self.remark = ""

    def _remark(self, sentence: str) -> None:
        self.remark = sentence

    def separator_name(self, name: str) -> str:
        """The separator that a name comes to here."""
        return self._choice.separator(name)

    def pitch_name(self, name: str) -> str:
        """The pitch tracker that a name comes to."""
        return self._choice.pitch(name)

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
    def scout(self) -> PitchTracker:
        """The quick pitch tracker, which tells the others where to listen."""
        from core.pitch.swiftf0 import SwiftF0Tracker  # noqa: PLC0415 - loaded when first used

        return SwiftF0Tracker("cpu")

    @property
    def chords(self) -> ChordRecogniser:
        """The chord recogniser."""
        from core.chords.lvchordia import LvChordiaRecogniser  # noqa: PLC0415 - loaded when first used

        self._chords = self._chords or LvChordiaRecogniser(self.device, self._remark)
        return self._chords

    @cached_property
    def beats(self) -> BeatTracker:
        """The beat tracker."""
        from core.rhythm.embedded import EmbeddedBeatTracker  # noqa: PLC0415 - loaded when first used

        return EmbeddedBeatTracker(self.device)

    def _make_separator(self, name: str, note: Note) -> Separator:
        if name == "spleeter":
            from core.separation.spleeter import SpleeterSeparator  # noqa: PLC0415 - loaded when first used

            return SpleeterSeparator(self.device, self._remark)
        from core.separation.htdemucs import HTDemucsSeparator  # noqa: PLC0415 - loaded when first used

        try:
            weights = self._models.fetch(name, lambda done, total: note(_downloading(name, done, total)))
        except WeightsError as error:
            raise WeightsError(f"{error} The separator spleeter works without a download.") from error
        return HTDemucsSeparator(self.device, name, weights, self._remark)

    def _make_pitch(self, name: str) -> PitchTracker:
        if name == "swiftf0":
            from core.pitch.swiftf0 import SwiftF0Tracker  # noqa: PLC0415 - loaded when first used

            return SwiftF0Tracker(self.device)
        from core.pitch.crepe import CrepeTracker  # noqa: PLC0415 - loaded when first used

        return CrepeTracker(self.device, "tiny" if name == "crepe-tiny" else "full", self._remark)


def _downloading(name: str, done: int, total: int) -> str:
    return f"Downloading {name}: {done / 1e6:.0f} of {total / 1e6:.0f} MB. {DOWNLOADS[name].terms}"
