"""The words that every part of Backline shares."""

from collections.abc import Callable
from enum import StrEnum
from typing import Literal

Progress = Callable[[float], None]
"""Called with the part of the work that is done, 0 to 1, never falling."""

StemFormat = Literal["mp3", "flac", "wav"]
SeparatorName = Literal["auto", "htdemucs", "htdemucs_ft", "htdemucs_6s", "spleeter"]
PitchName = Literal["auto", "crepe", "crepe-tiny", "swiftf0"]
DeviceName = Literal["auto", "cpu", "cuda", "mps"]
Quality = Literal["best", "fast"]

SAMPLE_RATE = 44_100
"""Hz. The one timeline: sample 0 is the first that the decoder gives out after its priming skip."""
VOICE_RATE = 16_000
"""Hz, mono: what pitch trackers read."""
ANALYSIS_RATE = 22_050
"""Hz, mono: what rhythm and chord engines read."""
HOP_SECONDS = 0.01
"""Frame k of a pitch track is centred at k x 10 ms."""


class Stage(StrEnum):
    """What is done to a song, in this order."""

    SEPARATION = "separation"
    TRANSCRIPTION = "transcription"
    CHORDS = "chords"


def num_frames(duration: float) -> int:
    """Number of 10 ms frames of a song of `duration` seconds."""
    return round(duration / HOP_SECONDS)
