"""The U-Net of Spleeter (Hennequin, Khlif, Voituret and Moussallam 2020), one for each stem."""

import torch
from torch import Tensor, nn
from torch.nn import functional

ENCODERS = ((2, 16), (16, 32), (32, 64), (64, 128), (128, 256), (256, 512))
"""Channels in and out; each halves frames and bins."""
DECODERS = ((512, 256), (512, 128), (256, 64), (128, 32), (64, 16), (32, 1))
"""Channels in and out; each doubles frames and bins, and all but the first also see an encoder's output."""
KERNEL = 5
NORM_EPSILON = 1e-3


class UNet(nn.Module):
    """Magnitude of a stem from that of the mix, (batch, 2, frames, bins); 64 divides frames and bins."""

    def __init__(self) -> None:
        super().__init__()
        self.encoders = nn.ModuleList(Encoder(*channels) for channels in ENCODERS)
        self.decoders = nn.ModuleList(Decoder(*channels) for channels in DECODERS)
        self.mask = nn.Conv2d(1, 2, kernel_size=4, dilation=2, padding=3)

    def forward(self, magnitude: Tensor) -> Tensor:
        """Return the mix's magnitude under the stem's mask."""
        skips, hidden = [], magnitude
        for encoder in self.encoders:
            skip, hidden = encoder(hidden)
            skips.append(skip)
        hidden = self.decoders[0](skips.pop())
        for decoder in self.decoders[1:]:
            hidden = decoder(torch.cat([skips.pop(), hidden], dim=1))
        return torch.sigmoid(self.mask(hidden)) * magnitude


class Encoder(nn.Module):
    """Halves frames and bins; returns what the decoder sees and what the next encoder sees."""

    def __init__(self, channels: int, filters: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, filters, KERNEL, stride=2)
        self.norm = nn.BatchNorm2d(filters, eps=NORM_EPSILON)

    def forward(self, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """Pad as TensorFlow's "same" does: the odd element goes to the end."""
        skip = self.conv(functional.pad(hidden, (1, 2, 1, 2)))
        return skip, functional.leaky_relu(self.norm(skip), 0.2)


class Decoder(nn.Module):
    """Doubles frames and bins."""

    def __init__(self, channels: int, filters: int) -> None:
        super().__init__()
        self.conv = nn.ConvTranspose2d(channels, filters, KERNEL, stride=2, padding=1)
        self.norm = nn.BatchNorm2d(filters, eps=NORM_EPSILON)

    def forward(self, hidden: Tensor) -> Tensor:
        """Crop the odd element from the end, as "same" does."""
        doubled: Tensor = self.norm(functional.relu(self.conv(hidden)[..., :-1, :-1]))
        return doubled
