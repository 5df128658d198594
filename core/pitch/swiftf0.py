"""SwiftF0 (Nieradzik 2025): a small convolutional network that hears pitch every 16 ms."""

import os
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from swift_f0 import FRAME_PERIOD, PitchResult, SwiftF0

from core.audio.samples import Recording
from core.models import HOP_SECONDS, VOICE_RATE, Progress
from core.pitch.base import RawPitch
from core.weights.wheels import PACKAGED, wheel_weights

(WEIGHTS,) = PACKAGED["swiftf0"].files
BLOCK = 30 * VOICE_RATE
"""Samples that are heard at once."""
GLIDE = 1.0
"""Semitones. Between frames farther apart the pitch steps instead of gliding."""
NOTHING_HZ = 440.0
"""Hz. Stands where there is no sound to hear; its confidence is 0."""


class SwiftF0Tracker:
    """Pitch of a voice by SwiftF0, brought from its 16 ms frames onto ours."""

    name = "swiftf0"
    device = "cpu"
    voicing_threshold = 0.5

    def __init__(self, device: str) -> None:  # noqa: ARG002 - its network runs on the processor everywhere
        """Raises WeightsError where the swift-f0 wheel's weights are missing or damaged."""
        wheel_weights(WEIGHTS)
        self._network = SwiftF0(threads=min(6, os.cpu_count() or 1), spin=False)

    def track(
        self,
        voice: Recording,
        frames: int,
        progress: Progress,
        heard: NDArray[np.bool_] | None = None,  # noqa: ARG002 - leaving frames out would save nothing
    ) -> RawPitch:
        """Estimate `frames` frames. voice: mono at 16 kHz."""
        pitch, confidence = [], []
        for block, done in self._hear(voice):
            pitch.append(block.pitch_hz)
            confidence.append(block.confidence)
            progress(done)
        return _on_grid(np.concatenate(pitch), np.concatenate(confidence), frames)

    def _hear(self, voice: Recording) -> Iterator[tuple[PitchResult, float]]:
        """Yield the network's frames in order, and which part of the voice is done."""
        stream = self._network.stream()
        for start in range(0, len(voice), BLOCK):
            yield stream.push(voice[start : start + BLOCK], VOICE_RATE), start / len(voice)
        yield stream.flush(), 1.0


def _on_grid(pitch: NDArray[np.float64], confidence: NDArray[np.float64], frames: int) -> RawPitch:
    """Interpolate from frames centred at k x 16 ms to frames centred at k x 10 ms."""
    if not len(pitch):
        return RawPitch(np.full(frames, NOTHING_HZ), np.zeros(frames))
    semitones = 12 * np.log2(pitch)
    position = np.minimum(np.arange(frames) * HOP_SECONDS / FRAME_PERIOD, len(pitch) - 1)
    before = np.floor(position).astype(int)
    after = np.minimum(before + 1, len(pitch) - 1)
    part = position - before
    part = np.where(np.abs(semitones[after] - semitones[before]) > GLIDE, np.round(part), part)
    glided = (1 - part) * semitones[before] + part * semitones[after]
    return RawPitch(2 ** (glided / 12), np.interp(position, np.arange(len(pitch)), confidence))
