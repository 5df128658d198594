"""HTDemucs, block by block, against demucs's own `apply_model` over the whole song."""

import os
import pickle
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import torch
from demucs.apply import apply_model
from demucs.htdemucs import HTDemucs

from core.errors import WeightsError
from core.models_store import DOWNLOADS, DownloadedWeights, WeightsFile, sha256
from core.separation.base import STEMS, Separator, Sound
from core.separation.htdemucs import HTDemucsSeparator, read_model

SEGMENT = 11_025
STRIDE = 8_268
SMALL_NET = {
    "sources": ["drums", "bass", "other", "vocals"],
    "channels": 8,
    "bottom_channels": 16,
    "t_layers": 1,
    "segment": Fraction(1, 4),
}


@pytest.fixture(scope="module")
def small_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small, untrained HTDemucs with segments of 0.25 s, in demucs's kind of file."""
    torch.manual_seed(1)
    return save(tmp_path_factory.mktemp("models") / "small.th", HTDemucs(**SMALL_NET))


@pytest.fixture
def small(small_weights: Path, monkeypatch: pytest.MonkeyPatch) -> HTDemucsSeparator:
    file = WeightsFile("small.th", small_weights.stat().st_size, sha256(small_weights))
    monkeypatch.setitem(DOWNLOADS, "htdemucs", DownloadedWeights("small.th", file, (), terms=""))
    return HTDemucsSeparator("cpu", small_weights)


def save(path: Path, net: HTDemucs, **more: object) -> Path:
    package = {"klass": HTDemucs, "args": (), "kwargs": SMALL_NET, "state": net.half().state_dict(), **more}
    torch.save(package, path, pickle_protocol=2)
    return path


def separated(separator: Separator, mix: Sound) -> dict[str, Sound]:
    blocks = list(separator.separate(mix))
    return {name: np.concatenate([block[name] for block in blocks]) for name in STEMS}


def by_demucs(net: HTDemucs, mix: Sound) -> dict[str, Sound]:
    """What demucs's own command does with a whole song."""
    song = torch.from_numpy(np.ascontiguousarray(mix.T))
    mono = song.mean(0)
    normal = (song - mono.mean()) / mono.std()
    with torch.no_grad():
        stems = apply_model(net, normal[None], shifts=0, overlap=0.25)[0] * mono.std() + mono.mean()
    return {name: stem.T.numpy() for name, stem in zip(net.sources, stems, strict=True)}


def assert_close(ours: dict[str, Sound], theirs: dict[str, Sound]) -> None:
    for name in STEMS:
        assert ours[name].dtype == np.float32
        np.testing.assert_allclose(ours[name], theirs[name], rtol=0, atol=1e-4, err_msg=name)


@pytest.mark.parametrize(
    "samples",
    [2, 2_205, SEGMENT - 1, SEGMENT, STRIDE + 1, SEGMENT + 1, 2 * STRIDE, 3 * STRIDE - 1, 3 * SEGMENT],
)
def test_every_length_is_separated_as_demucs_does(
    small: HTDemucsSeparator, small_weights: Path, samples: int
) -> None:
    noise = np.random.default_rng(samples).normal(0.01, 0.1, (samples, 2)).astype(np.float32)
    assert_close(separated(small, noise), by_demucs(read_model(small_weights).eval(), noise))


@pytest.mark.slow
def test_a_song_is_separated_as_demucs_does(shared: Path, mix: Callable[[str], Sound]) -> None:
    weights = shared / "models" / "htdemucs.th"
    excerpt = mix("song2")[20 * 44_100 : 25 * 44_100]
    ours = separated(HTDemucsSeparator("cpu", weights), excerpt)
    assert_close(ours, by_demucs(read_model(weights).eval(), excerpt))


def test_one_sample_is_a_song(small: HTDemucsSeparator) -> None:
    stems = separated(small, np.array([[0.5, -0.25]], np.float32))
    assert all(stem.shape == (1, 2) and np.isfinite(stem).all() for stem in stems.values())


def test_silence_stays_exactly_silent(small: HTDemucsSeparator) -> None:
    stems = separated(small, np.zeros((SEGMENT + 1000, 2), np.float32))
    assert all(stem.shape == (SEGMENT + 1000, 2) and not stem.any() for stem in stems.values())


def test_opposite_channels_are_no_silence(small: HTDemucsSeparator) -> None:
    left = np.sin(np.arange(44_100) * 0.05).astype(np.float32)
    stems = separated(small, np.stack([left, -left], axis=1))
    assert all(stem.any() and np.isfinite(stem).all() for stem in stems.values())


def test_the_first_block_needs_only_the_beginning_of_a_song(small: HTDemucsSeparator) -> None:
    song = np.random.default_rng(0).normal(0, 0.1, (3 * SEGMENT, 2)).astype(np.float32)
    block = next(small.separate(song))
    assert {name: stem.shape for name, stem in block.items()} == dict.fromkeys(STEMS, (STRIDE, 2))


def test_other_weights_are_refused_unopened(tmp_path: Path) -> None:
    (tmp_path / "htdemucs.th").write_bytes(b"something else")
    with pytest.raises(WeightsError, match=r"htdemucs.th does not hold the weights of HTDemucs"):
        HTDemucsSeparator("cpu", tmp_path / "htdemucs.th")
    with pytest.raises(WeightsError, match=r"nothing.th"):
        HTDemucsSeparator("cpu", tmp_path / "nothing.th")


def test_the_training_log_of_the_published_file_can_be_read(tmp_path: Path) -> None:
    """It holds float64 scalars, pickled by NumPy 1 under a name that NumPy 2 has no more."""
    log = {"optim": {"lr": np.float64(3e-4)}}
    source = save(tmp_path / "numpy2.th", HTDemucs(**SMALL_NET), training_args=log)
    target = tmp_path / "numpy1.th"
    with zipfile.ZipFile(source) as numpy2, zipfile.ZipFile(target, "w") as numpy1:
        for name in numpy2.namelist():
            numpy1.writestr(
                name, numpy2.read(name).replace(b"numpy._core.multiarray", b"numpy.core.multiarray")
            )
    assert list(read_model(target).sources) == SMALL_NET["sources"]


class _Command:
    def __reduce__(self) -> tuple[object, ...]:
        return os.putenv, ("BACKLINE_TEST", "run by a pickle")


def test_a_pickle_that_names_anything_else_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "hostile.th", HTDemucs(**SMALL_NET), training_args=_Command())
    with pytest.raises(pickle.UnpicklingError, match="putenv"):
        read_model(path)
