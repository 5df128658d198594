"""What the doctor looks at on the computer itself: models, device, disk."""

import shutil
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from core.devices.card import nvidia_card
from core.devices.cuda.runtime import CudaRuntime, runtime_of
from core.devices.cuda.wheels import NO_LIST
from core.devices.likely import likely_device
from core.disk.data_folder import RECORDS, refuse_left
from core.disk.space import GIGABYTE, kept_free, need
from core.errors import SettingsError, StorageError
from core.files import storage_errors
from core.finding import Finding, bad, look, well
from core.jobs import JobRequest
from core.records.file import JOBS, RecordsFile
from core.records.recovery import read_records
from core.release import is_bundle, release
from core.settings import Settings
from core.updates.updates import Updates
from core.weights.store import ModelsStore
from core.weights.wheels import PACKAGED, installing_again, locate

SONG_SECONDS = 240
DEVICE_NAMES = {"cuda": "the NVIDIA graphics card", "mps": "the graphics processor", "cpu": "the processor"}


def models(settings: Settings) -> Iterator[Finding]:
    """Which weights are here."""
    for name, model in PACKAGED.items():
        paths = [locate(weights) for weights in model.files]
        if not all(path and path.is_file() for path in paths):
            yield bad("models", f"{name} is not whole: {installing_again(model.files[0].package)}.")
    if ModelsStore(settings.models_dir).available("htdemucs"):
        yield well("models", "HTDemucs is here and separates songs.")
    else:
        get = "`backline models get htdemucs` downloads it."
        yield look("models", f"Songs are separated by Spleeter. HTDemucs makes much better stems: {get}")


def device(settings: Settings) -> Finding:
    """What computes, as far as the system tells without loading PyTorch."""
    runtime, torch = runtime_of(settings), version("torch")
    found, card = likely_device(settings.enable_gpu, runtime), nvidia_card()
    if runtime and card and settings.enable_gpu and not runtime.is_used:
        return look("device", f"Songs are computed by the processor. {card.problem or _offer(runtime)}")
    if runtime is None and found == "cuda" and torch.endswith("+cpu"):
        install = "https://pytorch.org/get-started/locally tells how to install the one for CUDA."
        what = NO_LIST if is_bundle() else install
        return look("device", f"PyTorch {torch} makes no use of the NVIDIA card. {what}")
    why = "" if settings.enable_gpu else ", because ENABLE_GPU is false"
    return well("device", f"Songs are computed by {DEVICE_NAMES[found]}{why}.")


def _offer(runtime: CudaRuntime) -> str:
    if runtime.problem:
        return f"PyTorch with CUDA is not used: {runtime.problem} `backline gpu get` tries again."
    size = f"{runtime.size / GIGABYTE:.1f} GB"
    return f"`backline gpu get` downloads what the NVIDIA card needs, {size}."


def updates(settings: Settings) -> Finding:
    """Whether there is a newer Backline, as far as the last look tells: asks nobody."""
    known = Updates(settings)
    if not known.address:
        why = "built without an address to ask" if is_bundle() else "from its source"
        return well("updates", f"Backline {release()}, {why}: it is not told of newer ones.")
    if known.newer:
        there = f"Backline {known.newer.version} is there"
        return look("updates", f"{there}; this is {release()}. {known.newer.url}")
    if not settings.update_check:
        return well("updates", f"Backline {release()}. UPDATE_CHECK is off; `backline updates` looks now.")
    if known.last is None:
        return well("updates", f"Backline {release()}. It has not looked yet; `backline updates` looks now.")
    day = known.last.asked.astimezone().date()
    if known.last.problem:
        return well("updates", f"Backline {release()}. Looked on {day}, in vain: {known.last.problem}")
    return well("updates", f"Backline {release()} was the newest on {day}.")


def disk(settings: Settings) -> Finding:
    """Whether songs can be written, and whether there is room for one."""
    try:
        with storage_errors(settings.storage_path):
            place = _nearest(settings.storage_path)
            usage = shutil.disk_usage(place)
            tempfile.TemporaryFile(dir=place).close()
    except StorageError as error:
        return bad("disk", str(error))
    free, room = f"{usage.free / GIGABYTE:.1f} GB are free", usage.free - kept_free(usage.total)
    if room < need(SONG_SECONDS, JobRequest()).total:
        return bad("disk", f"{free} for {settings.storage_path}, too little for a song. Free some space.")
    return well("disk", f"{free} for {settings.storage_path}.")


def data(settings: Settings) -> Finding:
    """Whether this Backline can begin with what is in the data folder; changes nothing in it."""
    try:
        with storage_errors(settings.storage_path):
            refuse_left(settings.storage_path)
            tables = read_records(RecordsFile(settings.storage_path / RECORDS))
    except (SettingsError, StorageError) as error:
        return bad("data", str(error))
    return well("data", f"Songs in the list: {len(tables[JOBS]) if tables else 0}.")


def _nearest(folder: Path) -> Path:
    """The folder, or the one in which it would be made."""
    return next(place for place in (folder, *folder.parents) if place.exists())
