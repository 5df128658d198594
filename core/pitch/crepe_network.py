"""CREPE's network as it was trained."""

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.models import HOP_SECONDS, VOICE_RATE

WINDOW = 1024
"""Samples at 16 kHz that the network sees, centred on the frame."""
HOP = round(VOICE_RATE * HOP_SECONDS)
"""Samples from frame to frame."""
BINS = 360
KERNEL, STRIDE, PADDING = 512, 4, 254
"""Samples: the first convolution's."""

CHANNELS = {"full": (1024, 128, 128, 128, 256, 512), "tiny": (128, 16, 16, 16, 32, 64)}


class CrepeNetwork(nn.Module):
    """Six convolutions, each halving the time axis, and a linear layer.

    Source: Kim, Salamon, Li and Bello, CREPE: a convolutional representation for pitch estimation,
    ICASSP 2018.
    """

    def __init__(self, capacity: str) -> None:
        """capacity: "full", or "tiny" for a network of a fortieth of the size."""
        super().__init__()
        channels = CHANNELS[capacity]
        for i, (before, after) in enumerate(zip((1, *channels[:-1]), channels, strict=True), start=1):
            size, stride = (KERNEL, STRIDE) if i == 1 else (64, 1)
            self.add_module(f"conv{i}", nn.Conv1d(before, after, size, stride))
            self.add_module(f"conv{i}_BN", nn.BatchNorm1d(after, eps=0.001))
        self.classifier = nn.Linear(channels[-1] * 4, BINS)

    def convolution(self, number: int) -> nn.Conv1d:
        """The convolution of layer 1 to 6."""
        return cast(nn.Conv1d, self.get_submodule(f"conv{number}"))

    def norm(self, number: int) -> nn.BatchNorm1d:
        """The norm of layer 1 to 6, which follows the rectifier."""
        return cast(nn.BatchNorm1d, self.get_submodule(f"conv{number}_BN"))

    def forward(self, windows: Tensor) -> Tensor:
        """windows: (frames, WINDOW). Returns saliences, (frames, BINS)."""
        x = normalised(windows)[:, None]
        for i in range(1, 7):
            x = functional.pad(x, (PADDING, PADDING) if i == 1 else (31, 32))
            x = self.convolution(i)(x).relu_()
            x = functional.max_pool1d(self.norm(i)(x), 2)
        return torch.sigmoid(self.classifier(x.transpose(1, 2).flatten(1)))


def normalised(windows: Tensor) -> Tensor:
    """Zero mean and unit deviation in each window."""
    deviation, mean = torch.std_mean(windows, dim=1, keepdim=True)
    return (windows - mean) / deviation.clamp_min(1e-10)
