"""The transcription stage: the vocal stem becomes a pitch track and notes."""

from dataclasses import dataclass

import numpy as np

from core.context import Context
from core.models import Stage, num_frames
from core.notes.base import Note
from core.notes.transcribe import transcribe
from core.pitch.base import PitchTrack
from core.pitch.gate import worth_hearing
from core.pitch.voicing import sung
from core.separation.base import INSTRUMENTAL
from core.separation.stage import Separated

_TRACK = "pitch.npz"


@dataclass(frozen=True)
class Pitch:
    """The sung melody, frame by frame and in notes, and who heard it."""

    track: PitchTrack
    notes: list[Note]
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
        track = PitchTrack(**arrays)
    return Pitch(track, transcribe(track, separated.sound("vocals")), name)


def _track(context: Context, name: str, separated: Separated) -> PitchTrack:
    progress = context.progress(Stage.TRANSCRIPTION)
    progress(0.0)
    tracker = context.engines.pitch(name)
    voice, band = separated.sound("vocals"), separated.sound(INSTRUMENTAL)
    frames = num_frames(separated.duration)
    heard = None if name == "swiftf0" else worth_hearing(context.engines.scout, voice, band, frames)
    raw = tracker.track(voice, frames, progress, heard)
    return sung(raw, voice, band, tracker.voicing_threshold)
