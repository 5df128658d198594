"""Devices: which one is taken, and what happens when it is full or computes wrongly."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from core.devices import network
from core.devices.choice import chosen_device, precision
from core.devices.network import Build, DeviceNetwork, Network
from core.engines import Engines
from core.errors import DeviceError

DEVICE = "cpu:0"
"""To PyTorch the same as the CPU, to us a device of its own, and on every computer."""
ITEMS = torch.arange(8.0)[:, None]


def doubling(room: int, factor: float = 2.0) -> Build:
    """A network that doubles; on DEVICE there is room for `room` items, and it multiplies by `factor`."""

    def on_device(items: Tensor) -> Tensor:
        if len(items) > room:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")
        return items * factor

    def build(device: str) -> Network:
        return on_device if device == DEVICE else lambda items: items * 2

    return build


def test_the_cpu_is_always_there() -> None:
    assert chosen_device("cpu") == "cpu"
    assert chosen_device("auto") in ("cuda", "mps", "cpu")


@pytest.mark.skipif(torch.cuda.is_available(), reason="needs a computer without an NVIDIA GPU")
def test_a_device_that_is_missing_is_named() -> None:
    with pytest.raises(DeviceError, match=r"no cuda device .* Try --device auto"):
        chosen_device("cuda")


@pytest.mark.parametrize(
    ("capabilities", "expected"),
    [({"avx512_bf16": True}, torch.bfloat16), ({"avx512_bf16": False}, torch.float32), ({}, torch.float32)],
)
def test_half_precision_needs_its_instructions(
    capabilities: dict[str, bool], expected: torch.dtype, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: capabilities, raising=False)
    assert precision("cpu") == expected
    assert precision("cuda") == torch.float32


@pytest.mark.parametrize("room", [1, 3, 8])
def test_what_does_not_fit_is_done_in_parts(room: int) -> None:
    said: list[str] = []
    doubled = DeviceNetwork("crepe", doubling(room), DEVICE, said.append)
    assert torch.equal(doubled(ITEMS), ITEMS * 2)
    assert doubled.device == DEVICE
    assert not said


def test_the_cpu_does_what_does_not_fit_at_all() -> None:
    said: list[str] = []
    doubled = DeviceNetwork("crepe", doubling(0), DEVICE, said.append)
    assert torch.equal(doubled(ITEMS), ITEMS * 2)
    assert doubled.device == "cpu"
    assert said == [
        "The cpu:0 device has too little memory for crepe: the processor takes over, which takes longer."
    ]


def full_while_loading(device: str) -> Network:
    if device == DEVICE:
        raise RuntimeError("MPS backend out of memory (MPS allocated: 9.00 GB).")
    return doubling(0)(device)


def broken(device: str) -> Network:
    raise RuntimeError(f"a mistake on {device}")


def test_a_network_that_cannot_even_be_loaded_runs_on_the_cpu() -> None:
    doubled = DeviceNetwork("crepe", full_while_loading, DEVICE)
    assert torch.equal(doubled(ITEMS), ITEMS * 2)
    assert doubled.device == "cpu"


@pytest.mark.parametrize(
    "words",
    [
        "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
        "cuDNN error: CUDNN_STATUS_INTERNAL_ERROR",
    ],
)
def test_the_libraries_of_a_device_have_their_own_words_for_full(words: str) -> None:
    def build(device: str) -> Network:
        def on_device(_: Tensor) -> Tensor:
            raise RuntimeError(words)

        return on_device if device == DEVICE else doubling(0)(device)

    doubled = DeviceNetwork("crepe", build, DEVICE)
    assert torch.equal(doubled(ITEMS), ITEMS * 2)
    assert doubled.device == "cpu"


def test_other_errors_are_not_hidden() -> None:
    with pytest.raises(RuntimeError, match="a mistake on cpu:0"):
        DeviceNetwork("crepe", broken, DEVICE)


@pytest.mark.parametrize(("factor", "device"), [(2.001, DEVICE), (2.1, "cpu"), (float("nan"), "cpu")])
def test_an_unproven_device_is_checked_once(
    factor: float, device: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "UNPROVEN", {DEVICE})
    said: list[str] = []
    doubled = DeviceNetwork("crepe", doubling(8, factor), DEVICE, said.append)
    torch.testing.assert_close(doubled(ITEMS), ITEMS * 2, rtol=0.001, atol=0)
    assert doubled.device == device
    assert [
        sentence.startswith("The cpu:0 device computes other numbers than the processor for crepe")
        for sentence in said
    ] == [True] * (device == "cpu")


def test_a_song_tells_that_the_cpu_took_over_and_the_next_one_tries_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines = Engines("cpu", tmp_path)
    engines.device = DEVICE
    separator = engines.separator("spleeter", print)
    leaky_relu, errors = (
        torch.nn.functional.leaky_relu,
        iter([torch.OutOfMemoryError("CUDA out of memory.")]),
    )

    def without_memory_at_first(*args: Any) -> Tensor:
        for error in errors:
            raise error
        return leaky_relu(*args)

    with monkeypatch.context() as full:
        full.setattr(torch.nn.functional, "leaky_relu", without_memory_at_first)
        next(separator.separate(np.zeros((44_100, 2), np.float32)))
    assert separator.device == "cpu"
    assert engines.devices_used == "cpu:0, cpu"
    assert engines.remark.startswith("The cpu:0 device has too little memory for spleeter")
    engines.begin_song()
    assert engines.separator("spleeter", print).device == DEVICE
    assert engines.devices_used == DEVICE
