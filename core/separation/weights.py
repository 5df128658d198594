"""The tensors of a checkpoint, as the layers of a network take them."""

import torch
from torch import Tensor


class Weights:
    """A network's tensors by their dotted names, on a device, in the precision of its products.

    Raises KeyError for a name that is not there.
    """

    def __init__(self, state: dict[str, Tensor], device: str, dtype: torch.dtype) -> None:
        self._state = state
        self._device = device
        self.dtype = dtype

    def take(self, name: str) -> Tensor:
        """A tensor in float32. What is taken is gone: what is left at the end was not understood."""
        return self._state.pop(name).to(self._device, torch.float32)

    def exact(self) -> "Weights":
        """The same tensors, for products in float32."""
        return Weights(self._state, self._device, torch.float32)

    def has(self, name: str) -> bool:
        """Whether the tensor is there and was not taken."""
        return name in self._state

    def left(self) -> list[str]:
        """Names of all that was not taken."""
        return sorted(self._state)
