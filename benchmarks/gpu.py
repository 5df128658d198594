"""The networks on this computer's fastest device, in every precision, beside the CPU in float32.

Real weights where they are here, else random ones: time and memory do not depend on them, and how far a
precision is off is then only an estimate.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from benchmarks import gpu_songs, store
from benchmarks.songs import MODELS
from core.devices.choice import chosen_device
from core.errors import WeightsError

PAGE = Path(__file__).parents[1] / "docs" / "performance-gpu.md"
REPEATS = 5
PRECISIONS = {"float32": torch.float32, "float16": torch.float16, "bfloat16": torch.bfloat16}
HEAD = """# Performance on a GPU

Written by `python -m benchmarks gpu` with {machine}, on {device}.
`time` is seconds of work for a second of song, the median of {repeats} runs; `dB` is how far the output lies
above its difference from the CPU's in float32.

| network | weights | precision | time | memory MB | dB |
|---|---|---|---|---|---|
"""

Network = Callable[[Tensor], Tensor]


@dataclass(frozen=True)
class Case:
    """A network to measure. items: what it hears at once. seconds: of song in that."""

    name: str
    weights: str
    build: Callable[[str, torch.dtype], Network]
    items: Tensor
    seconds: float


def main() -> None:
    """Measure; the page is written where there is a GPU, and printed everywhere."""
    device = chosen_device("auto")
    name = torch.cuda.get_device_name() if device == "cuda" else device
    page = HEAD.format(machine=store.machine(), device=name, repeats=REPEATS)
    torch.manual_seed(0)
    for case in (_htdemucs(), _spleeter(), _crepe(), _chords()):
        for row in _measured(case, device):
            print(row, flush=True)
            page += f"{row}\n"
    for part in gpu_songs.tables(device):
        print(part, end="", flush=True)
        page += part
    if device != "cpu":
        PAGE.write_text(page, encoding="utf-8")


def _measured(case: Case, device: str) -> Iterator[str]:
    with torch.inference_mode():
        exact = case.build("cpu", torch.float32)(case.items)
        for label, dtype in PRECISIONS.items():
            if device == "cpu" and dtype == torch.float16:
                continue
            network = case.build(device, dtype)
            _reset_peak(device)
            seconds = [_timed(network, case.items.to(device), device) for _ in range(REPEATS + 1)][1:]
            error = (network(case.items.to(device)).float().cpu() - exact).square().sum()
            distance = 10 * torch.log10(exact.square().sum() / error).item()
            part = statistics.median(seconds) / case.seconds
            cells = (case.name, case.weights, label, f"{part:.5f}", _peak(device), f"{distance:.0f}")
            yield f"| {' | '.join(cells)} |"


def _timed(network: Network, items: Tensor, device: str) -> float:
    start = time.perf_counter()
    network(items)
    if device != "cpu":
        getattr(torch, device).synchronize()
    return time.perf_counter() - start


def _reset_peak(device: str) -> None:
    if device == "cuda":
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()


def _peak(device: str) -> str:
    return f"{torch.cuda.max_memory_allocated() / 1e6:.0f}" if device == "cuda" else ""


def _htdemucs() -> Case:
    from core.separation.checkpoint import read_state
    from core.separation.hybrid import HybridNetwork
    from core.separation.weights import Weights

    path = MODELS / "htdemucs.th"
    state = read_state(path) if path.exists() else _random_htdemucs()

    def build(device: str, dtype: torch.dtype) -> Network:
        network = HybridNetwork(Weights(dict(state), device, dtype), stems=4, keep=[0, 1, 2, 3])
        return lambda segments: torch.stack([network(segment) for segment in segments])

    return Case(
        "HTDemucs", _weights(path.exists()), build, 0.1 * torch.randn(1, 2, 343_980), 343_980 / 44_100
    )


def _random_htdemucs() -> dict[str, Tensor]:
    from demucs.htdemucs import HTDemucs

    stems = ["drums", "bass", "other", "vocals"]
    network: nn.Module = HTDemucs(
        sources=stems, dconv_mode=3, bottom_channels=512, segment=39 / 5, multi_freqs=[]
    )
    return network.state_dict()


def _spleeter() -> Case:
    from core.separation.spleeter import HEARD_BINS, PATCH_FRAMES
    from core.separation.unet import UNet

    heard = torch.rand(1, 2, PATCH_FRAMES, HEARD_BINS)
    return Case("Spleeter, one network", "random", _cast(UNet().eval()), heard, PATCH_FRAMES * 1024 / 44_100)


def _crepe() -> Case:
    from core.pitch.crepe import BATCH, load_network
    from core.pitch.crepe_network import WINDOW, CrepeNetwork

    try:
        network, real = load_network("full"), True
    except WeightsError:
        network, real = CrepeNetwork("full").eval(), False
    return Case("CREPE full", _weights(real), _cast(network), torch.randn(BATCH, WINDOW), BATCH / 100)


def _chords() -> Case:
    from core.chords.cqt import BINS, HOP
    from core.chords.lv_package import ChordNet
    from core.chords.network import ChordNetwork

    network = ChordNet(None).eval()

    def build(device: str, dtype: torch.dtype) -> Network:
        return _cast(network, ChordNetwork)(device, dtype)

    return Case("chords, one network", "random", build, torch.rand(1, 1800, BINS), 1800 * HOP / 22_050)


def _cast(
    network: nn.Module, arranged: Callable[[nn.Module], Network] = lambda network: network
) -> Callable[[str, torch.dtype], Network]:
    """The network in a precision; what must be exact in it stays so."""

    def build(device: str, dtype: torch.dtype) -> Network:
        moved = arranged(network.to(device))

        def call(items: Tensor) -> Tensor:
            with torch.autocast(device, dtype, enabled=dtype != torch.float32):
                return moved(items)

        return call

    return build


def _weights(real: bool) -> str:
    return "real" if real else "random"
