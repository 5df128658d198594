"""What a pitch tracker is, and what comes of it."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.audio.samples import Recording
from core.models import Progress


@dataclass(frozen=True)
class RawPitch:
    """What a tracker hears, before anyone decides what is sung.

    f0: float64 of shape (frames,), Hz, above 0 everywhere. confidence: float64 of shape (frames,), 0 to 1.
    Frame k is centred at k x 10 ms.
    """

    f0: NDArray[np.float64]
    confidence: NDArray[np.float64]


@dataclass(frozen=True)
class PitchTrack:
    """The sung melody, all (frames,). f0: Hz, 0.0 where unvoiced.

    confidence: the probability that the frame is sung at the pitch heard there, kept where unvoiced.
    """

    f0: NDArray[np.float64]
    confidence: NDArray[np.float64]
    voiced: NDArray[np.bool_]


class PitchTracker(Protocol):
    """Estimates the fundamental frequency of one voice."""

    name: str
    voicing_threshold: float
    """Confidence from which this tracker's frames are usually sung."""

    @property
    def device(self) -> str:
        """The device that it really runs on."""
        ...

    def track(
        self,
        voice: Recording,
        frames: int,
        progress: Progress,
        heard: NDArray[np.bool_] | None = None,
    ) -> RawPitch:
        """Estimate `frames` frames. voice: mono at 16 kHz.

        heard: (frames,), the frames worth the work, None for all. A slow tracker leaves the others out: they
        get confidence 0 and any f0.
        """
        ...
