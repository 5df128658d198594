"""`backline gpu`: PyTorch for the NVIDIA card, which bundles download instead of bringing its gigabytes."""

from pathlib import Path

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from app.models_get import INTERRUPTED, OK, beside
from app.models_table import megabytes
from app.terminal import console, printable
from core.access.access import Access
from core.devices.card import nvidia_card
from core.devices.cuda.check import Checked
from core.devices.cuda.runtime import CudaRuntime, runtime_of
from core.devices.cuda.wheels import NO_LIST
from core.disk.space import GIGABYTE
from core.errors import DeviceError, SettingsError, UnavailableError
from core.release import is_bundle
from core.settings import load_settings
from core.weights.background import Phase

NO_BUNDLE = (
    "This Backline downloads no PyTorch with CUDA: it takes the PyTorch that was installed with it. "
    "https://pytorch.org/get-started/locally tells how to install the one for CUDA."
)
NO_CARD = "No NVIDIA card was found, or no driver for it. Install the one from nvidia.com, and try again."
RUNS = "Backline runs. Quit it first, or use its settings: Work, NVIDIA card."
PHASES: dict[Phase, str] = {"download": "Downloading", "unpack": "Unpacking", "check": "Checking"}


def show(data_dir: Path | None) -> None:
    """Print what card there is, and whether songs are computed on it."""
    out, card = console(), nvidia_card()
    runtime = runtime_of(load_settings(storage_path=data_dir).values)
    if runtime is None and is_bundle():  # It has no use for a card, nor for a driver.
        out.print(NO_LIST, soft_wrap=True)
        return
    out.print(f"{card.name}, {amount(card.memory)}." if card else NO_CARD, soft_wrap=True)
    if card and card.problem:
        out.print(card.problem, soft_wrap=True)
    elif runtime is None:
        out.print(NO_BUNDLE, soft_wrap=True)
    else:
        out.print(_state(runtime), soft_wrap=True)
        out.print(printable(str(runtime.folder)), soft_wrap=True)


def get(data_dir: Path | None, place: Path | None) -> int:
    """Download PyTorch with CUDA, and try it; the exit code. place: a folder to take its wheels from.

    Raises DeviceError where there is no card that it can use, else as `CudaRuntime.get`.
    """
    runtime, out, card = _runtime(data_dir), console(), nvidia_card()
    if card is None or card.problem:
        raise DeviceError(card.problem if card else NO_CARD)
    try:
        checked = _got(runtime, place)
    except KeyboardInterrupt:
        here = f"{amount(runtime.bytes_here())} of {amount(runtime.size)}"
        console(stderr=True).print(f"Stopped with {here} here. The same command goes on from there.")
        return INTERRUPTED
    out.print(f"PyTorch {checked.version} is here, and works.")
    if checked.has_card:
        out.print(f"{card.name} computes songs from the next start of Backline on.", soft_wrap=True)
    else:
        out.print(
            f"But it does not find {card.name}. Start the computer anew, and try again.", soft_wrap=True
        )
    return OK


def remove(data_dir: Path | None) -> None:
    """Delete PyTorch with CUDA. Raises UnavailableError while Backline runs, StorageError."""
    runtime = _runtime(data_dir)
    if Access(load_settings(storage_path=data_dir).values.storage_path).endpoint():
        raise UnavailableError(RUNS)
    runtime.remove()
    console().print("PyTorch with CUDA is not here any more. Songs are computed by the processor.")


def amount(size: int) -> str:
    """A size to read."""
    return f"{size / GIGABYTE:.1f} GB" if size >= GIGABYTE else megabytes(size)


def _runtime(data_dir: Path | None) -> CudaRuntime:
    runtime = runtime_of(load_settings(storage_path=data_dir).values)
    if runtime is None:
        raise SettingsError(NO_LIST if is_bundle() else NO_BUNDLE)
    return runtime


def _state(runtime: CudaRuntime) -> str:
    if runtime.is_used:
        return "PyTorch with CUDA is here and used. `backline gpu remove` deletes it."
    if runtime.problem:
        return f"PyTorch with CUDA is here and not used. {runtime.problem} `backline gpu get` tries again."
    size, begun = amount(runtime.size), runtime.bytes_here()
    if begun:
        return f"{amount(begun)} of {size} of PyTorch with CUDA are here. `backline gpu get` goes on."
    return f"PyTorch with CUDA is not here. `backline gpu get` downloads it, {size}."


def _got(runtime: CudaRuntime, place: Path | None) -> Checked:
    out = console()
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=out, disable=not out.is_terminal) as bars:
        bar = bars.add_task(PHASES["check"], total=runtime.size, completed=runtime.bytes_here())

        def show_progress(done: int, total: int, phase: Phase) -> None:
            bars.update(bar, completed=done, total=total, description=PHASES[phase])

        return beside(lambda: runtime.get(show_progress, place))
