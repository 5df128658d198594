"""The wheels of PyTorch with CUDA that fit this bundle. `packaging/cuda_wheels.py` lists them for it."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from core.weights.catalogue import WeightsFile

LIST = Path(__file__).parents[1] / "cuda_wheels.json"
"""Only bundles have it: who installs Backline with pip chooses a PyTorch with pip."""
NO_LIST = (
    "This bundle was built without the list of PyTorch with CUDA: releases for Windows and Linux on x86-64 "
    "have it."
)


@dataclass(frozen=True)
class Wheel:
    """One wheel. name: of its file. size: bytes. sha256: hex."""

    name: str
    url: str
    size: int
    sha256: str

    @property
    def file(self) -> WeightsFile:
        """What has to come."""
        return WeightsFile(self.name, self.size, self.sha256)


def listed() -> tuple[Wheel, ...]:
    """The wheels that belong to this bundle; none where this is no bundle, or one without the list."""
    try:
        text = LIST.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    return tuple(Wheel(**wheel) for wheel in json.loads(text))


def folder_name(wheels: tuple[Wheel, ...]) -> str:
    """What the wheels are unpacked into: another name for other wheels."""
    version = next(wheel.name.split("-")[1] for wheel in wheels if wheel.name.startswith("torch-"))
    digest = hashlib.sha256("".join(wheel.sha256 for wheel in wheels).encode()).hexdigest()
    return f"cuda-{version.partition('+')[0]}-{digest[:8]}"
