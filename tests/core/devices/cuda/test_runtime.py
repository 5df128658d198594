"""PyTorch with CUDA comes, is tried, and goes; the wheels are small, everything else is real."""

import sys
from pathlib import Path

import pytest
from filelock import FileLock

from core.devices.cuda.runtime import CudaRuntime, sweep_unlisted
from core.devices.cuda.use import set_aside
from core.devices.cuda.wheels import Wheel
from core.errors import CancelledError, DeviceError, StorageError, UnavailableError, WeightsError
from core.settings import Settings
from core.weights.background import Phase, Progress
from tests.cuda_wheels import BROKEN, CRASHING, LIBRARY, LIBRARY_BYTES, LIBRARY_FILE, TORCH, offered
from tests.weights_server import WeightsServer


def ignore(done: int, total: int, phase: Phase) -> None:
    pass


def stop_at(phase: Phase, part: float = 0.5) -> Progress:
    """Progress that cancels in a phase, when a part of it is done."""

    def show(done: int, total: int, now: Phase) -> None:
        if now == phase and done >= part * total:
            raise CancelledError("Stopped.")

    return show


def left(runtime: CudaRuntime) -> set[str]:
    return {path.name for path in runtime.folder.parent.iterdir()} - {".lock", "downloads"}


def test_it_comes_and_works(runtime: CudaRuntime) -> None:
    phases: dict[Phase, tuple[int, int]] = {}
    assert (runtime.is_used, runtime.bytes_here()) == (False, 0)

    def show(done: int, total: int, phase: Phase) -> None:
        assert done >= phases.get(phase, (0, 0))[0]
        phases[phase] = done, total

    checked = runtime.get(show)
    assert (checked.version, checked.has_card) == ("9.9.0+cu130", False)
    assert runtime.is_used
    assert runtime.folder.name.startswith("cuda-9.9.0-")
    assert (runtime.folder / LIBRARY_FILE).stat().st_size == LIBRARY_BYTES
    assert {phase: done for phase, (done, _) in phases.items()} == dict.fromkeys(phases, runtime.size)
    assert list(phases) == ["check", "download", "unpack"]
    assert runtime.bytes_here() == runtime.size
    assert left(runtime) == {runtime.folder.name}
    assert not list((runtime.folder.parent / "downloads").iterdir())


def test_what_is_here_and_works_is_not_fetched_again(server: WeightsServer, runtime: CudaRuntime) -> None:
    runtime.get(ignore)
    server.asked.clear()
    assert runtime.get(ignore).version == "9.9.0+cu130"
    assert server.asked == []


def test_a_stopped_download_goes_on_where_it_stopped(server: WeightsServer, runtime: CudaRuntime) -> None:
    server.cuts = [800]
    server.files[LIBRARY] = b""
    with pytest.raises(WeightsError):
        runtime.get(ignore)
    begun = runtime.bytes_here()
    assert 0 < begun < runtime.size
    assert not runtime.is_used
    offered(server)
    server.asked.clear()
    runtime.get(ignore)
    assert [path for path, _ in server.asked] == [LIBRARY]


def test_another_wheel_than_the_one_that_is_listed_is_not_unpacked(
    server: WeightsServer, runtime: CudaRuntime
) -> None:
    server.files[TORCH] = bytes(reversed(server.files[TORCH]))
    with pytest.raises(WeightsError, match=f"{TORCH.replace('+', '.')} is not the expected file"):
        runtime.get(ignore)
    assert left(runtime) == set()
    assert runtime.bytes_here() == 0


@pytest.mark.parametrize("part", [0.0, 0.1, 0.9])
def test_stopped_while_it_is_unpacked_it_is_not_fetched_again(
    server: WeightsServer, runtime: CudaRuntime, part: float
) -> None:
    with pytest.raises(CancelledError):
        runtime.get(stop_at("unpack", part))
    assert not runtime.is_used
    assert runtime.bytes_here() == runtime.size
    server.asked.clear()
    runtime.get(ignore)
    assert runtime.is_used
    assert server.asked == []


def test_what_was_damaged_comes_anew_and_nothing_else(server: WeightsServer, runtime: CudaRuntime) -> None:
    runtime.get(ignore)
    (runtime.folder / LIBRARY_FILE).write_bytes(b"rubbish")
    set_aside(runtime.folder, "It could not be loaded.")
    assert (runtime.is_used, runtime.problem) == (False, "It could not be loaded.")
    server.asked.clear()
    runtime.get(ignore)
    assert (runtime.is_used, runtime.problem) == (True, "")
    assert [path for path, _ in server.asked] == [LIBRARY]


def test_without_its_network_it_comes_from_a_folder(
    server: WeightsServer, runtime: CudaRuntime, tmp_path: Path
) -> None:
    stick = tmp_path / "stick" / "deep"
    stick.mkdir(parents=True)
    (stick / "one").write_bytes(server.files[TORCH])
    with pytest.raises(WeightsError, match=f"does not hold {LIBRARY}"):
        runtime.get(ignore, tmp_path / "stick")
    (stick / "two").write_bytes(server.files[LIBRARY])
    runtime.get(ignore, tmp_path / "stick")
    assert runtime.is_used
    assert server.asked == []


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (BROKEN, "ImportError: libcudnn.so.9: cannot open shared object file"),
        (CRASHING, "Its process ended unexpectedly."),
        ("import pathlib, sys\nsys.modules['torch'] = pathlib", "AttributeError"),
    ],
    ids=["import error", "crash", "nonsense"],
)
def test_what_does_not_work_is_not_used(server: WeightsServer, tmp_path: Path, source: str, why: str) -> None:
    runtime = CudaRuntime(tmp_path / "runtimes", offered(server, __init__=source))
    with pytest.raises(DeviceError, match="does not work here and is not used") as error:
        runtime.get(ignore)
    assert why in str(error.value)
    assert not runtime.is_used
    assert why in runtime.problem
    server.asked.clear()
    with pytest.raises(DeviceError):
        runtime.get(ignore)
    assert server.asked == []


def test_a_pytorch_without_cuda_is_not_what_was_wanted(server: WeightsServer, tmp_path: Path) -> None:
    only_cpu = offered(server, version="__version__, cuda = '9.9.0+cpu', None")
    runtime = CudaRuntime(tmp_path / "runtimes", only_cpu)
    with pytest.raises(DeviceError, match=r"9\.9\.0\+cpu came from elsewhere, or has no CUDA"):
        runtime.get(ignore)


def test_a_card_is_tried(server: WeightsServer, tmp_path: Path) -> None:
    no_kernel = 'def is_available():\n    raise RuntimeError("no kernel image is available")'
    runtime = CudaRuntime(tmp_path / "runtimes", offered(server, cuda=no_kernel))
    with pytest.raises(DeviceError, match="no kernel image is available"):
        runtime.get(ignore)


def test_too_full_a_disk_is_told_before_anything_comes(server: WeightsServer, tmp_path: Path) -> None:
    huge = [Wheel(wheel.name, wheel.url, 10**15, wheel.sha256) for wheel in offered(server)]
    with pytest.raises(StorageError, match=r"needs 6000000.0 GB while it is unpacked"):
        CudaRuntime(tmp_path / "runtimes", huge).get(ignore)
    assert server.asked == []


def test_a_folder_that_may_not_be_written_is_told(server: WeightsServer, tmp_path: Path) -> None:
    (tmp_path / "runtimes").write_text("in the way")
    with pytest.raises(StorageError, match="in the way"):
        CudaRuntime(tmp_path / "runtimes", offered(server)).get(ignore)


def test_two_do_not_fetch_it_at_once(runtime: CudaRuntime) -> None:
    runtime.folder.parent.mkdir()
    with FileLock(runtime.folder.parent / ".lock"):
        with pytest.raises(UnavailableError, match="Another window or command is at it"):
            runtime.get(ignore)
        with pytest.raises(UnavailableError):
            runtime.remove()
        runtime.sweep()


def test_it_goes(runtime: CudaRuntime) -> None:
    runtime.get(ignore)
    runtime.remove()
    assert (runtime.is_used, runtime.bytes_here(), left(runtime)) == (False, 0, set())
    runtime.remove()


def test_what_came_of_it_goes_too(runtime: CudaRuntime) -> None:
    with pytest.raises(CancelledError):
        runtime.get(stop_at("unpack"))
    runtime.remove()
    assert (runtime.bytes_here(), left(runtime)) == (0, set())


def test_a_newer_bundle_deletes_what_the_older_one_needed(
    server: WeightsServer, runtime: CudaRuntime, tmp_path: Path
) -> None:
    runtime.get(ignore)
    newer = CudaRuntime(tmp_path / "runtimes", offered(server, extra="x = 1"))
    assert newer.folder != runtime.folder
    with pytest.raises(CancelledError):
        newer.get(stop_at("download", 1.0))
    (tmp_path / "runtimes" / "downloads" / "torch-8.0-old.whl.part").write_bytes(b"x")
    newer.sweep()
    assert left(newer) == set()
    assert newer.bytes_here() == newer.size
    newer.get(ignore)
    assert left(newer) == {newer.folder.name}


def test_where_nothing_was_fetched_nothing_is_made(runtime: CudaRuntime) -> None:
    runtime.sweep()
    assert not runtime.folder.parent.exists()


def test_a_bundle_without_the_list_deletes_what_another_has_left(
    runtime: CudaRuntime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime.get(ignore)
    (tmp_path / "runtimes" / "downloads" / "torch-8.0-old.whl.part").write_bytes(b"x")
    settings = Settings(storage_path=tmp_path)
    sweep_unlisted(settings)
    assert runtime.is_used, "who works from source has no list, and may have a bundle besides"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with FileLock(tmp_path / "runtimes" / ".lock"):
        sweep_unlisted(settings)
    assert runtime.is_used
    sweep_unlisted(settings)
    assert {path.name for path in (tmp_path / "runtimes").iterdir()} <= {".lock"}


def test_a_bundle_without_the_list_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    sweep_unlisted(Settings(storage_path=tmp_path / "data"))
    assert not (tmp_path / "data").exists()
