"""Whether PyTorch with CUDA works, seen in a process of its own: what has been imported cannot be undone."""

from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

from core.devices.cuda.use import import_from
from core.processes.helpers import SPAWN, exit_with_parent, leave_interrupts_to_parent, start
from core.processes.program import refuse_if_replaced

SECONDS = 600.0
"""A slow disk reads four gigabytes for the first time."""


@dataclass(frozen=True)
class Checked:
    """What was seen. problem: what went wrong, empty where it works. has_card: it computed on one."""

    problem: str = ""
    version: str = ""
    has_card: bool = False


def check(folder: Path) -> Checked:
    """Import PyTorch from a folder, and compute on the card where it finds one. Takes seconds.

    Raises UnavailableError where the program was replaced while it runs.
    """
    ours, theirs = SPAWN.Pipe(duplex=False)
    process = SPAWN.Process(target=_answer, args=(theirs, folder), daemon=True)
    start(process)
    theirs.close()
    try:
        if not wait([ours, process.sentinel], SECONDS):
            return Checked("It did not answer in time.")
        checked: Checked = ours.recv()
        return checked
    except EOFError:
        refuse_if_replaced()
        return Checked("Its process ended unexpectedly.")
    finally:
        process.kill()
        process.join()
        ours.close()


def _answer(pipe: Connection, folder: Path) -> None:
    leave_interrupts_to_parent()
    exit_with_parent()
    import_from(folder)
    try:
        pipe.send(_looked(folder))
    except Exception as error:
        pipe.send(Checked(f"{type(error).__name__}: {error}"))


def _looked(folder: Path) -> Checked:
    import torch  # noqa: PLC0415 - from the folder

    if torch.version.cuda is None or not Path(torch.__file__).is_relative_to(folder):
        return Checked(f"PyTorch {torch.__version__} came from elsewhere, or has no CUDA.")
    has_card = torch.cuda.is_available()
    if has_card:
        sound = torch.ones(1, 1, 64, device="cuda")
        # cuDNN and cuBLAS are loaded with their first use.
        torch.nn.functional.conv1d(sound, sound[..., :9]).matmul(torch.ones(56, 1, device="cuda")).item()
    return Checked(version=str(torch.__version__), has_card=has_card)
