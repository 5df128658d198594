"""Backline's own beat tracker: signal processing on the CPU, no weights."""

from core.audio.samples import Recording
from core.models import ANALYSIS_RATE, Progress
from core.rhythm.base import Beat, Rhythm
from core.rhythm.curves import Curves, tempo_of
from core.rhythm.harmony import find_harmony
from core.rhythm.levels import FEWEST_BEATS, find_pulse
from core.rhythm.meter import find_bars
from core.rhythm.onsets import find_onsets
from core.rhythm.placing import place, sounding

_SHORTEST_SECONDS = 2.0
_NO_PULSE = Rhythm(0.0, "4/4", ())


class EmbeddedBeatTracker:
    """Onsets in bands, a bar-pointer model of the beat, musical evidence for its level and for bars."""

    name = "backline"

    def __init__(self, device: str) -> None:
        """device: where the other engines run; this one needs only the CPU."""
        del device
        self.device = "cpu"

    def track(self, mix: Recording, drums: Recording | None, progress: Progress) -> Rhythm:
        """Tempo, beats and bars; 0.0 and no beats in silence, noise and what is shorter than two seconds.

        mix, drums: mono at 22.05 kHz. drums: as long as the mix, or missing.
        """
        rhythm = _NO_PULSE if len(mix) < _SHORTEST_SECONDS * ANALYSIS_RATE else _track(mix, drums, progress)
        progress(1.0)
        return rhythm


def _track(mix: Recording, drums: Recording | None, progress: Progress) -> Rhythm:
    onsets = find_onsets(mix, drums, lambda done: progress(0.5 * done))
    harmony = find_harmony(mix, drums, lambda done: progress(0.5 + 0.2 * done))
    curves = Curves.of(onsets)
    pulse = find_pulse(curves, harmony)
    progress(0.95)
    beats = place(pulse, onsets.fine)
    beats = beats[sounding(beats, onsets)]
    if len(beats) < FEWEST_BEATS:
        return _NO_PULSE
    signature, positions = find_bars(beats, curves, harmony)
    paired = zip(beats.tolist(), positions.tolist(), strict=True)
    return Rhythm(tempo_of(beats), signature, tuple(Beat(time, position) for time, position in paired))
