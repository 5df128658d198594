"""HTDemucs, block by block, against demucs's own `apply_model` over the whole song."""

import json
import os
import pickle
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import torch
from demucs.apply import BagOfModels, apply_model
from demucs.hf import load_safetensors_model
from demucs.htdemucs import HTDemucs
from demucs.pretrained import get_model
from safetensors.torch import save_file

from core.errors import WeightsError
from core.files import sha256
from core.separation.base import STEMS, Separator, Sound
from core.separation.checkpoint import read_settings, read_state
from core.separation.htdemucs import HTDemucsSeparator
from core.separation.hybrid import HybridNetwork
from core.separation.layers import Weights
from core.separation.transformer import HEADS, QUERIES, attend
from core.weights.catalogue import DOWNLOADS, DownloadedModel, Edition, WeightsFile

SEGMENT = 11_025
STRIDE = 8_268
SOURCES = ["drums", "bass", "other", "vocals"]
SMALL_NET = {
    "sources": SOURCES,
    "channels": 8,
    "bottom_channels": 16,
    "dconv_mode": 3,
    "t_layers": 3,
    "segment": Fraction(1, 4),
}
SIX_STEMS = SMALL_NET | {"sources": [*SOURCES, "guitar", "piano"], "bottom_channels": 0}


def network(seed: int, **settings: object) -> HTDemucs:
    """A small, untrained HTDemucs with segments of 0.25 s, its weights rounded as published ones are."""
    torch.manual_seed(seed)
    net = HTDemucs(**(SMALL_NET | settings))
    for weight in net.parameters():
        # Factors start at 1e-3 and biases at 0: what is done with them would not be heard.
        weight.data += 0.05 * torch.randn(weight.shape)
    return net.half().float().eval()


def save(path: Path, net: HTDemucs, **more: object) -> Path:
    """Write the network in demucs's kind of file, or as the safetensors that demucs 4.1 loads."""
    args, settings = net._init_args_kwargs
    state = {name: tensor.half() for name, tensor in net.state_dict().items()}
    if path.suffix == ".th":
        package = {"klass": HTDemucs, "args": args, "kwargs": settings, "state": state, **more}
        torch.save(package, path, pickle_protocol=2)
    else:
        segment = settings["segment"]
        fraction = {"_type": "fraction", "numerator": segment.numerator, "denominator": segment.denominator}
        kwargs = json.dumps(settings | {"segment": fraction})
        save_file(state, path, {"klass": "demucs.htdemucs.HTDemucs", "args": "[]", "kwargs": kwargs})
    return path


Load = Callable[..., HTDemucsSeparator]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Load:
    """load(path, ...): a separator with these files as htdemucs's, on a CPU without bfloat16."""

    def separator(*weights: Path, **more: object) -> HTDemucsSeparator:
        files = tuple(WeightsFile(path.name, path.stat().st_size, sha256(path)) for path in weights)
        monkeypatch.setitem(DOWNLOADS, "htdemucs", DownloadedModel("", "", "", (Edition("", files),)))
        return HTDemucsSeparator(**{"device": "cpu", "name": "htdemucs", "weights": weights} | more)

    has(monkeypatch, bfloat16=False)
    return separator


def has(monkeypatch: pytest.MonkeyPatch, bfloat16: bool) -> None:
    """Let PyTorch say what the CPU has."""
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": bfloat16}, raising=False)


@pytest.fixture(scope="module")
def small_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(tmp_path_factory.mktemp("models") / "small.th", network(1))


@pytest.fixture
def small(small_weights: Path, load: Load) -> HTDemucsSeparator:
    return load(small_weights)


def separated(separator: Separator, mix: Sound) -> dict[str, Sound]:
    blocks = list(separator.separate(mix))
    assert {tuple(block) for block in blocks} == {separator.stems}
    return {name: np.concatenate([block[name] for block in blocks]) for name in separator.stems}


def by_demucs(net: HTDemucs | BagOfModels, mix: Sound) -> dict[str, Sound]:
    """What demucs's own command does with a whole song."""
    song = torch.from_numpy(np.ascontiguousarray(mix.T))
    mono = song.mean(0)
    normal = (song - mono.mean()) / mono.std()
    with torch.no_grad():
        stems = apply_model(net, normal[None], shifts=0, overlap=0.25)[0] * mono.std() + mono.mean()
    return {name: stem.T.numpy() for name, stem in zip(net.sources, stems, strict=True)}


def assert_close(ours: dict[str, Sound], theirs: dict[str, Sound]) -> None:
    assert ours.keys() == theirs.keys()
    for name, stem in theirs.items():
        assert ours[name].dtype == np.float32
        np.testing.assert_allclose(ours[name], stem, rtol=0, atol=1e-4, err_msg=name)


def noise(samples: int) -> Sound:
    return np.random.default_rng(samples).normal(0.01, 0.1, (samples, 2)).astype(np.float32)


@pytest.mark.parametrize(
    "samples",
    [2, 2_205, SEGMENT - 1, SEGMENT, STRIDE + 1, SEGMENT + 1, 2 * STRIDE, 3 * STRIDE - 1, 3 * SEGMENT],
)
def test_every_length_is_separated_as_demucs_does(small: HTDemucsSeparator, samples: int) -> None:
    assert_close(separated(small, noise(samples)), by_demucs(network(1), noise(samples)))


def test_a_network_a_stem_gives_each_its_own_stem(load: Load, tmp_path: Path) -> None:
    nets = [network(seed) for seed in range(4)]
    separator = load(*(save(tmp_path / f"{number}.th", net) for number, net in enumerate(nets)))
    bag = BagOfModels(nets, np.eye(4).tolist())
    assert_close(separated(separator, noise(2 * SEGMENT)), by_demucs(bag, noise(2 * SEGMENT)))


def test_six_stems_come_in_the_order_of_a_list(load: Load, tmp_path: Path) -> None:
    separator = load(save(tmp_path / "six.th", network(1, **SIX_STEMS)))
    assert separator.stems == ("vocals", "drums", "bass", "other", "guitar", "piano")
    assert_close(
        separated(separator, noise(2 * SEGMENT)), by_demucs(network(1, **SIX_STEMS), noise(2 * SEGMENT))
    )


def test_both_kinds_of_files_hold_the_same(load: Load, small: HTDemucsSeparator, tmp_path: Path) -> None:
    path = save(tmp_path / "small.safetensors", network(1))
    assert_close(
        by_demucs(load_safetensors_model(path).eval(), noise(SEGMENT)), by_demucs(network(1), noise(SEGMENT))
    )
    stems = separated(load(path), noise(SEGMENT))
    for name, stem in separated(small, noise(SEGMENT)).items():
        np.testing.assert_array_equal(stems[name], stem)


@pytest.mark.slow
def test_a_song_is_separated_as_demucs_does(
    shared: Path, mix: Callable[[str], Sound], monkeypatch: pytest.MonkeyPatch
) -> None:
    has(monkeypatch, bfloat16=False)
    excerpt = mix("song2")[20 * 44_100 : 25 * 44_100]
    separator = HTDemucsSeparator("cpu", "htdemucs", [shared / "models" / "htdemucs.th"])
    demucs = get_model("htdemucs", repo=shared / "models")
    assert_close(separated(separator, excerpt), by_demucs(demucs, excerpt))


@pytest.mark.slow
def test_half_of_the_bits_are_enough(
    shared: Path,
    mix: Callable[[str], Sound],
    stem: Callable[[str, str], Sound],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    excerpt = slice(20 * 44_100, 25 * 44_100)
    sdrs = []
    for bfloat16 in (False, True):
        has(monkeypatch, bfloat16=bfloat16)
        separator = HTDemucsSeparator("cpu", "htdemucs", [shared / "models" / "htdemucs.th"])
        stems = separated(separator, mix("song2")[excerpt])
        sdrs.append([sdr(stem("song2", name)[excerpt], stems[name]) for name in STEMS])
    np.testing.assert_allclose(sdrs[1], sdrs[0], rtol=0, atol=0.1)
    assert sdrs[1] != sdrs[0]


def sdr(truth: Sound, estimate: Sound) -> float:
    """Signal to distortion ratio, dB."""
    return float(10 * np.log10((truth**2).sum() / ((truth - estimate) ** 2).sum()))


def test_a_full_device_hands_over_to_the_cpu_in_the_middle_of_a_song(
    small_weights: Path, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = noise(3 * SEGMENT)
    expected = separated(load(small_weights), song)
    sentences: list[str] = []
    separator = load(small_weights, device="cpu:0", say=sentences.append)
    transform, calls = torch.stft, []

    def out_of_memory_at_the_second_segment(*args: object, **more: object) -> torch.Tensor:
        calls.append(args)
        if len(calls) == 2:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return transform(*args, **more)

    monkeypatch.setattr(torch, "stft", out_of_memory_at_the_second_segment)
    stems = separated(separator, song)
    assert separator.device == "cpu"
    assert sentences == [
        "The cpu:0 device has too little memory for htdemucs: the processor takes over, which takes longer."
    ]
    for name, sound in expected.items():
        np.testing.assert_array_equal(stems[name], sound)


def test_a_gpu_gets_every_tensor_it_needs(small_weights: Path) -> None:
    """PyTorch's meta device computes shapes only, and refuses a tensor that was left on the CPU."""
    net = HybridNetwork(Weights(read_state(small_weights), "meta", torch.float32), 4, [0, 1, 2, 3])
    stems = net(torch.empty(2, SEGMENT, device="meta"))
    assert stems.shape == (4, 2, SEGMENT)
    assert stems.device.type == "meta"


@pytest.mark.parametrize("tokens", [3, QUERIES, 2 * QUERIES + 1])
def test_a_cpu_attends_as_a_gpu_does(tokens: int) -> None:
    query, key, value = torch.randn(3, tokens, 8 * HEADS, generator=torch.Generator().manual_seed(0)).unbind()
    heads = (part.view(tokens, HEADS, 8).transpose(0, 1) for part in (query, key, value))
    expected = torch.nn.functional.scaled_dot_product_attention(*heads).transpose(0, 1).flatten(1)
    torch.testing.assert_close(attend(query, key, value), expected)


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
    with pytest.raises(WeightsError, match=r"htdemucs.th does not hold weights of htdemucs"):
        HTDemucsSeparator("cpu", "htdemucs", [tmp_path / "htdemucs.th"])
    with pytest.raises(WeightsError, match=r"nothing.th"):
        HTDemucsSeparator("cpu", "htdemucs", [tmp_path / "nothing.th"])


def test_a_network_of_another_architecture_is_refused(load: Load, tmp_path: Path) -> None:
    path = save(tmp_path / "crossed.th", network(1, t_cross_first=True))
    with pytest.raises(WeightsError, match=r"crossed.th .* its t_cross_first is another"):
        load(path)


def test_the_training_log_of_the_published_file_can_be_read(tmp_path: Path) -> None:
    """It holds float64 scalars, pickled by NumPy 1 under a name that NumPy 2 has no more."""
    log = {"optim": {"lr": np.float64(3e-4)}}
    source = save(tmp_path / "numpy2.th", network(1), training_args=log)
    target = tmp_path / "numpy1.th"
    with zipfile.ZipFile(source) as numpy2, zipfile.ZipFile(target, "w") as numpy1:
        for name in numpy2.namelist():
            numpy1.writestr(
                name, numpy2.read(name).replace(b"numpy._core.multiarray", b"numpy.core.multiarray")
            )
    assert read_settings(target).stems == tuple(SOURCES)


class _Command:
    def __reduce__(self) -> tuple[object, ...]:
        return os.putenv, ("BACKLINE_TEST", "run by a pickle")


def test_a_pickle_that_names_anything_else_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "hostile.th", network(1), training_args=_Command())
    with pytest.raises(pickle.UnpicklingError, match="putenv"):
        read_settings(path)
