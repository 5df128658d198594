"""The transcription stage: the vocal stem becomes a pitch track."""

from dataclasses import dataclass

import numpy as np

from core.context import Context
from core.models import Stage, num_frames
from core.pitch.base import PitchTrack
from core.pitch.voicing import sung
from core.separation.stage import INSTRUMENTAL, Separated

_TRACK = "pitch.npz"


@dataclass(frozen=True)
class Pitch:
    """The sung melody and who heard it."""

    track: PitchTrack
    engine: str


def run(context: Context, separated: Separated) -> Pitch:
    """Find what is sung in the separated voice."""
    name = context.engines.pitch_name(context.task.request.pitch)
    folder = context.stage(Stage.TRANSCRIPTION, engine=name, separator=separated.engine or "none")
    if folder.facts() is None:
        with folder.fill({}) as work:
            track = _track(context, name, separated)
            np.savez(work / _TRACK, f0=track.f0, confidence=track.confidence, voiced=track.voiced)
    with np.load(folder.path / _TRACK) as arrays:
        return Pitch(PitchTrack(**arrays), name)


def _track(context: Context, name: str, separated: Separated) -> PitchTrack:
    tracker = context.engines.pitch(name)
    voice = separated.sound("vocals")
    raw = tracker.track(voice, num_frames(separated.duration), context.progress(Stage.TRANSCRIPTION))
    return sung(raw, voice, separated.sound(INSTRUMENTAL), tracker.voicing_threshold)
