"""Files of HTDemucs's weights: demucs's own `.th` and the safetensors that its version 4.1 loads."""

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import load_file
from torch import Tensor

from core.errors import WeightsError

ARCHITECTURE: dict[str, Any] = {
    "audio_channels": 2,
    "samplerate": 44_100,
    "nfft": 4096,
    "cac": True,
    "growth": 2,
    "depth": 4,
    "kernel_size": 8,
    "stride": 4,
    "norm_starts": 4,
    "multi_freqs": [],
    "freq_emb": 0.2,
    "emb_scale": 10,
    "dconv_depth": 2,
    "t_heads": 8,
    "t_emb": "sin",
    "t_max_period": 10_000.0,
    "t_sin_random_shift": 0,
    "t_weight_pos_embed": 1.0,
    "t_norm_first": True,
    "t_norm_in_group": False,
    "t_group_norm": False,
    "t_cross_first": False,
    "t_gelu": True,
    "t_sparse_self_attn": False,
    "t_sparse_cross_attn": False,
    "use_train_segment": True,
}
"""Settings of the network, by demucs's names, that every model here shares."""


@dataclass(frozen=True)
class Settings:
    """What a file says of its network. stems: in the order of its outputs. segment: samples that it hears."""

    stems: tuple[str, ...]
    segment: int


class _HTDemucs:
    """Stands where a pickle names demucs's class: what the file says is enough to build our network."""


SAFE_GLOBALS: list[Any] = [
    (_HTDemucs, "demucs.htdemucs.HTDemucs"),
    Fraction,
    # The training log in the published file holds scalars, under the name that NumPy 1 gave their maker.
    (np.float64().__reduce__()[0], "numpy.core.multiarray.scalar"),
    np.dtype,
    type(np.dtype(np.float64)),
]
"""All that a pickle of weights may name beside tensors and plain Python objects."""


def read_settings(path: Path) -> Settings:
    """Read what a file, `.th` or `.safetensors`, says of its network.

    Raises WeightsError where it is of another architecture, UnpicklingError where a pickle names anything but
    SAFE_GLOBALS.
    """
    if path.suffix == ".safetensors":
        with safe_open(path, framework="pt") as file:
            settings = json.loads(file.metadata()["kwargs"], object_hook=_with_fractions)
    else:
        settings = _unpickled(path)["kwargs"]
    others = [name for name, value in ARCHITECTURE.items() if settings.get(name, value) != value]
    if others:
        raise WeightsError(f"{path} holds a network that Backline cannot run: its {others[0]} is another.")
    return Settings(tuple(settings["sources"]), int(settings["segment"] * ARCHITECTURE["samplerate"]))


def read_state(path: Path) -> dict[str, Tensor]:
    """Read the network's tensors by their names. Raises as read_settings does."""
    if path.suffix == ".safetensors":
        return load_file(path)
    state: dict[str, Tensor] = _unpickled(path)["state"]
    return state


def _unpickled(path: Path) -> dict[str, Any]:
    with torch.serialization.safe_globals(SAFE_GLOBALS):
        package: dict[str, Any] = torch.load(path, map_location="cpu", mmap=True, weights_only=True)
    return package


def _with_fractions(value: dict[str, Any]) -> Any:
    return Fraction(value["numerator"], value["denominator"]) if value.get("_type") == "fraction" else value
