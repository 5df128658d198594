"""A network on a device that may have too little memory for it, or may compute it wrongly."""

from collections.abc import Callable
from typing import TypeVar

import torch
from torch import Tensor

T = TypeVar("T")

Network = Callable[[Tensor], Tensor]
"""Items along the first axis in, as many out; each is computed alone."""
Build = Callable[[str], Network]
"""Makes the network on a device."""
Say = Callable[[str], None]
"""Takes a sentence for the user."""

UNPROVEN = {"mps"}
"""Devices whose kernels are young: the CPU checks their first output."""
MATCHING = 1e-4
"""Energy of the difference from the CPU's output, as a part of that output's: -40 dB, below what is heard."""


FULL = ("out of memory", "ALLOC_FAILED", "CUDNN_STATUS_INTERNAL_ERROR")
"""What errors say where memory was full. MPS raises a plain RuntimeError, and so do CUDA's libraries, which
take memory beside PyTorch and have words of their own."""


def silent(_: str) -> None:
    """Say nothing."""


class DeviceNetwork:
    """A network on `device` as long as that can, then on the CPU; `device` tells where it is.

    Items that do not fit into the device's memory are halved; where one alone does not fit, the CPU does it
    and all after it. So it does on an UNPROVEN device that computes something else than the CPU.
    """

    def __init__(self, name: str, build: Build, device: str, say: Say = silent) -> None:
        self.device = device
        self._name = name
        self._build = build
        self._say = say
        self._unchecked = device in UNPROVEN
        network = _unless_full(lambda: build(device))
        if network is None:
            self._leave("has too little memory for")
        else:
            self._network = network

    def __call__(self, items: Tensor) -> Tensor:
        """items: on the CPU. Returns the outputs, on the CPU."""
        if self.device == "cpu":
            return self._network(items)
        outputs = _unless_full(lambda: self._network(items.to(self.device)).cpu())
        if outputs is None:
            return self._with_less_memory(items)
        return self._checked(items, outputs) if self._unchecked else outputs

    def _with_less_memory(self, items: Tensor) -> Tensor:
        if len(items) > 1:
            return torch.cat([self(half) for half in items.chunk(2)])
        self._leave("has too little memory for")
        return self._network(items)

    def _checked(self, items: Tensor, outputs: Tensor) -> Tensor:
        self._unchecked = False
        expected = self._build("cpu")(items)
        if (outputs - expected).square().sum() <= MATCHING * expected.square().sum():
            return outputs
        self._leave("computes other numbers than the processor for")
        return expected

    def _leave(self, why: str) -> None:
        self._say(
            f"The {self.device} device {why} {self._name}: the processor takes over, which takes longer."
        )
        self.device = "cpu"
        self._network = self._build("cpu")
        torch.cuda.empty_cache()


def _unless_full(compute: Callable[[], T]) -> T | None:
    """What `compute` returns, or None where the device's memory was full."""
    try:
        return compute()
    except RuntimeError as error:
        if not (isinstance(error, torch.OutOfMemoryError) or any(part in str(error) for part in FULL)):
            raise
    # PyTorch keeps what the attempt held; CUDA's libraries would not find it. Without CUDA this does nothing.
    torch.cuda.empty_cache()
    return None
