"""`backline gpu` as a newcomer types it, in a program that has the list of a bundle."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import pytest

from core.access.access import Access
from core.access.endpoint import Endpoint
from core.devices.cuda.wheels import NO_LIST
from tests.conftest import ROOT
from tests.cuda_wheels import BROKEN, LIBRARY, TORCH, offered
from tests.nvidia import driver
from tests.watching import started, until
from tests.weights_server import WeightsServer, serving


@pytest.fixture
def server() -> Iterator[WeightsServer]:
    with serving() as server:
        yield server


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The program without a list."""
    bundle = tmp_path / "bundle"
    shutil.copytree(ROOT / "core", bundle / "core", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("app", "ui"):
        (bundle / name).symlink_to(ROOT / name)
    return bundle


@pytest.fixture
def bundle(program: Path, server: WeightsServer) -> Path:
    """The program with what a bundle has besides."""
    put_list(program, server)
    return program


def put_list(program: Path, server: WeightsServer, **torch: str) -> None:
    wheels = [asdict(wheel) for wheel in offered(server, **torch)]
    (program / "core" / "devices" / "cuda_wheels.json").write_text(json.dumps(wheels))


FROZEN = ("-c", "import sys; sys.frozen = True; from app.cli import run; run()")
"""The program as PyInstaller starts it."""


def command(program: Path, *arguments: str, start: Sequence[str] = ("-m", "app")) -> list[str]:
    return [sys.executable, *start, "--data-dir", str(program.parent / "data"), *arguments]


def environment(program: Path, **more: str) -> dict[str, str]:
    return os.environ | {"COLUMNS": "200", "PYTHONPATH": str(program)} | more


def backline(
    program: Path, *arguments: str, start: Sequence[str] = ("-m", "app"), **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end. more: of its environment."""
    return subprocess.run(
        command(program, *arguments, start=start),
        cwd=program,
        env=environment(program, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_it_comes_is_used_and_goes(bundle: Path, tmp_path: Path) -> None:
    card = driver(tmp_path / "driver")
    before = backline(bundle, "gpu", **card)
    assert "NVIDIA GeForce RTX 3060, 12.9 GB." in before.stdout
    assert "PyTorch with CUDA is not here. `backline gpu get` downloads it" in before.stdout
    got = backline(bundle, "gpu", "get", **card)
    assert got.returncode == 0, got.stderr
    assert "PyTorch 9.9.0+cu130 is here, and works." in got.stdout
    assert "PyTorch with CUDA is here and used." in backline(bundle, "gpu", **card).stdout
    assert "computed by the NVIDIA graphics card" in " ".join(
        backline(bundle, "doctor", **card, **system_with_nvidia(tmp_path)).stdout.split()
    )
    gone = backline(bundle, "gpu", "remove", **card)
    assert "is not here any more" in gone.stdout
    assert "PyTorch with CUDA is not here." in backline(bundle, "gpu", **card).stdout


def system_with_nvidia(folder: Path) -> dict[str, str]:
    """The tool that every driver of NVIDIA's brings, on the path."""
    tool = folder / "bin" / "nvidia-smi"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\n")
    tool.chmod(0o755)
    return {"PATH": f"{tool.parent}{os.pathsep}{os.environ['PATH']}"}


def test_from_a_folder(bundle: Path, server: WeightsServer, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for name, content in server.files.items():
        (stick / name).write_bytes(content)
    got = backline(bundle, "gpu", "get", "--from", str(stick), **driver(tmp_path / "driver"))
    assert got.returncode == 0, got.stderr
    assert server.asked == []


def test_the_doctor_says_how(bundle: Path, tmp_path: Path) -> None:
    said = " ".join(backline(bundle, "doctor", **driver(tmp_path / "driver")).stdout.split())
    assert (
        "Songs are computed by the processor. `backline gpu get` downloads what the NVIDIA card needs" in said
    )
    said = " ".join(backline(bundle, "doctor", **driver(tmp_path / "driver", cuda=12040)).stdout.split())
    assert "The driver of NVIDIA GeForce RTX 3060 is too old" in said


@pytest.mark.parametrize(
    ("properties", "sentence"),
    [
        ({"status": 6}, "No NVIDIA card was found"),
        ({"capability": 61}, "is too old: cards since the GeForce"),
    ],
)
def test_gigabytes_of_no_use_are_not_fetched(
    bundle: Path, server: WeightsServer, tmp_path: Path, properties: dict[str, int], sentence: str
) -> None:
    card = driver(tmp_path / "driver", **properties)  # type: ignore[arg-type]
    got = backline(bundle, "gpu", "get", **card)
    assert got.returncode == 2
    assert sentence in got.stderr
    assert sentence in backline(bundle, "gpu", **card).stdout
    assert server.asked == []


def test_what_does_not_work_is_a_sentence(program: Path, server: WeightsServer, tmp_path: Path) -> None:
    put_list(program, server, __init__=BROKEN)
    card = driver(tmp_path / "driver")
    got = backline(program, "gpu", "get", **card)
    assert got.returncode == 2
    assert (
        "backline: PyTorch with CUDA does not work here and is not used. ImportError: libcudnn" in got.stderr
    )
    shown = backline(program, "gpu", **card).stdout
    assert "is here and not used. ImportError: libcudnn.so.9" in shown
    assert "`backline gpu get` tries again." in shown


def test_a_server_that_has_it_no_more_is_a_sentence(
    bundle: Path, server: WeightsServer, tmp_path: Path
) -> None:
    server.statuses[TORCH] = 404
    got = backline(bundle, "gpu", "get", **driver(tmp_path / "driver"))
    assert got.returncode == 2
    assert got.stderr == f"backline: {server.url}{TORCH} cannot be downloaded: the server answered 404.\n"


def test_it_does_not_go_while_the_program_runs(bundle: Path, tmp_path: Path) -> None:
    access = Access(tmp_path / "data")
    access.announce(Endpoint(("127.0.0.1",), 8000))
    try:
        gone = backline(bundle, "gpu", "remove")
    finally:
        access.silence()
    assert gone.returncode == 2
    assert "Backline runs. Quit it first" in gone.stderr


@pytest.mark.parametrize("command", ["get", "remove"])
def test_who_installed_it_with_pip_is_told_where_else_to_go(
    program: Path, tmp_path: Path, command: str
) -> None:
    done = backline(program, "gpu", command, **driver(tmp_path / "driver"))
    assert done.returncode == 2
    assert "This Backline downloads no PyTorch with CUDA" in done.stderr


@pytest.mark.parametrize("status", [0, 6])
def test_a_bundle_without_the_list_asks_for_no_driver_and_no_pip(
    program: Path, tmp_path: Path, status: int
) -> None:
    card = driver(tmp_path / "driver", status=status)
    shown = backline(program, "gpu", start=FROZEN, **card)
    assert (shown.returncode, shown.stdout) == (0, f"{NO_LIST}\n")
    got = backline(program, "gpu", "get", start=FROZEN, **card)
    assert (got.returncode, got.stderr) == (2, f"backline: {NO_LIST}\n")


@pytest.mark.skipif(not version("torch").endswith("+cpu"), reason="needs a PyTorch without CUDA")
def test_its_doctor_does_not_either(program: Path, tmp_path: Path) -> None:
    said = backline(program, "doctor", start=FROZEN, **system_with_nvidia(tmp_path)).stdout
    assert f"makes no use of the NVIDIA card. {NO_LIST}" in " ".join(said.split())


def test_ctrl_c_keeps_what_has_come(bundle: Path, server: WeightsServer, tmp_path: Path) -> None:
    card = driver(tmp_path / "driver")
    server.silent_after = 1 << 20
    part = tmp_path / "data" / "runtimes" / "downloads" / f"{LIBRARY}.part"
    with started(command(bundle, "gpu", "get"), cwd=bundle, env=environment(bundle, **card)) as running:
        until(lambda: part.exists() and part.stat().st_size == 1 << 20)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=10)
    assert running.returncode == 130
    assert said == "Stopped with 1 MB of 2 MB here. The same command goes on from there.\n"
    server.silent_after = None
    server.closing.set()
    assert (
        "1 MB of 2 MB of PyTorch with CUDA are here. `backline gpu get` goes on."
        in backline(bundle, "gpu", **card).stdout
    )
    assert backline(bundle, "gpu", "get", **card).returncode == 0
    assert server.ranges[-1] == f"bytes={1 << 20}-"
