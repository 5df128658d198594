"""Whether corrections mean something for a song."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.chords.harte import is_label
from core.chords.naming import key_named
from core.corrections.beats import TEMPO_RATIOS, tempo_ratio
from core.corrections.corrections import ChordCorrection, Corrections
from core.errors import CorrectionError, NotReadyError, NotRequestedError
from core.jobs import Job, JobStatus, Summary
from core.rhythm.base import beats_in_bar

TEMPO_TOLERANCE = 0.1
"""How far beside a possible tempo one may lie: nobody counts more exactly by hand."""
MOST_CHORDS = 1000
"""Corrections of chords in a song: nobody names more by hand."""
SHORTEST_CHORD = 0.05
"""Seconds that a corrected chord lasts at least."""
LONGEST_BEYOND = 1.0
"""Seconds that one may end behind the song: players and decoders differ in its length."""


def amended(job: Job, changes: Mapping[str, Any]) -> Corrections:
    """The corrections of a job with some of them changed, by their names; None, 0 and () take one back.

    One that stays as it is need not fit what another analysis has found since. Raises NotReadyError,
    NotRequestedError, CorrectionError.
    """
    if job.status is not JobStatus.COMPLETED and not job.earlier:
        raise NotReadyError(f"{job.display_name} is not ready: there is nothing to correct yet.")
    if job.summary.engines.chords is None:
        raise NotRequestedError("This song was sent without asking for its beats and chords.")
    checked = {
        name: _CHECKS[name](said, job.summary) if said else getattr(Corrections, name)
        for name, said in changes.items()
        if said != getattr(job.corrections, name)
    }
    return replace(job.corrections, **checked)


def _tempo(said: float, summary: Summary) -> float:
    found = summary.tempo_bpm
    if not found:
        raise CorrectionError("tempo_bpm", "No beat was found in this song: its tempo cannot be corrected.")
    if math.isfinite(said) and said > 0:
        possible = found * tempo_ratio(found, said)
        if abs(said - possible) <= TEMPO_TOLERANCE * possible:
            return float(said)
    *others, last = (f"{found * ratio:.0f}" for ratio in TEMPO_RATIOS)
    raise CorrectionError(
        "tempo_bpm",
        f"{said:.4g} BPM does not fit the beats that were found, at {found:.1f} BPM. "
        f"Possible are tempos near {', '.join(others)} and {last}.",
    )


def _shift(said: int, summary: Summary) -> int:
    return said % beats_in_bar(summary.time_signature)


def _key(said: str, _summary: Summary) -> str:
    try:
        key = key_named(said)
    except ValueError as error:
        raise CorrectionError("key", str(error)) from error
    return f"{key.tonic} {key.mode}"


def _chords(said: Sequence[ChordCorrection], summary: Summary) -> tuple[ChordCorrection, ...]:
    if len(said) > MOST_CHORDS:
        raise CorrectionError("chords", f"More than {MOST_CHORDS} chords cannot be corrected in a song.")
    for number, chord in enumerate(said):
        _check_chord(chord, summary.duration, f"chords.{number}")
    return tuple(chord for number, chord in enumerate(said) if not _is_hidden(chord, said[number + 1 :]))


def _check_chord(chord: ChordCorrection, duration: float, field: str) -> None:
    if not is_label(chord.label):
        raise CorrectionError(
            f"{field}.chord_label",
            f"{chord.label[:20]!r} is no chord. Write it like 'C:maj', 'A:min7', 'G:7/3', or 'N' for none.",
        )
    if not 0 <= chord.start < chord.end <= duration + LONGEST_BEYOND:
        raise CorrectionError(
            field, f"A chord has to begin before it ends, between 0 and {duration:.2f} seconds."
        )
    if chord.end - chord.start < SHORTEST_CHORD or chord.start >= duration:
        raise CorrectionError(field, f"A chord has to last {SHORTEST_CHORD} seconds at least.")


def _is_hidden(chord: ChordCorrection, later: Sequence[ChordCorrection]) -> bool:
    """Whether a later correction covers all of one."""
    return any(other.start <= chord.start and chord.end <= other.end for other in later)


_CHECKS: Mapping[str, Callable[[Any, Summary], Any]] = {
    "tempo_bpm": _tempo,
    "downbeat_shift": _shift,
    "key": _key,
    "chords": _chords,
}
