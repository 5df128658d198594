"""Small real wheels that stand for PyTorch with CUDA, and a server that hands them out."""

import base64
import hashlib
import io
import random
import zipfile
from collections.abc import Mapping

from core.devices.cuda.wheels import Wheel
from tests.weights_server import WeightsServer

TORCH = "torch-9.9.0+cu130-cp311-cp311-any.whl"
LIBRARY = "nvidia_cublas-13.0.1-py3-none-any.whl"
LIBRARY_FILE = "nvidia/cu13/lib/libcublas.so.13"
LIBRARY_BYTES = 1 << 21
TINY = {
    "torch/__init__.py": "from torch import cuda, version\n__version__ = version.__version__",
    "torch/version.py": "__version__, cuda = '9.9.0+cu130', '13.0'",
    "torch/cuda.py": "def is_available():\n    return False",
    "torch/include/c10.h": "never unpacked",
}
"""As much of PyTorch as the check asks for, on a computer without a card."""
INSTALLED = """
import sys
from pathlib import Path

own, here = __file__, Path(__file__).parents[1]
(here / "imported").touch()
sys.path.remove(str(here))
del sys.modules["torch"]
import torch

torch.__file__ = own
torch.version.cuda = "13.0"
"""
"""A `torch` that turns into the one that is installed, and leaves a note."""
BROKEN = 'raise ImportError("libcudnn.so.9: cannot open shared object file")'
CRASHING = "import os\nos.abort()"


def wheel(name: str, files: Mapping[str, str | bytes], record: Mapping[str, str] | None = None) -> bytes:
    """A wheel of that file name. record: what it says of its files where that is not the truth."""
    project, version = name.split("-")[:2]
    info, tags = f"{project}-{version}.dist-info", name.removesuffix(".whl").split("-", 2)[2]
    contents = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()} | {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {project}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tags}\n".encode(),
    }
    sums = {path: _sum(content) for path, content in contents.items()} | dict(record or {})
    lines = [f"{path},{sha256},{len(contents.get(path, b''))}\n" for path, sha256 in sums.items()]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, content in contents.items():
            # The same bytes at any time of day.
            archive.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo(f"{info}/RECORD"), "".join(lines) + f"{info}/RECORD,,\n")
    return packed.getvalue()


def offered(server: WeightsServer, **torch: str) -> tuple[Wheel, ...]:
    """What a bundle lists, put on a server: TINY with other texts of its modules, a library of NVIDIA's."""
    files = TINY | {f"torch/{module}.py": text for module, text in torch.items()}
    contents = {
        TORCH: wheel(TORCH, files),
        LIBRARY: wheel(LIBRARY, {LIBRARY_FILE: random.Random(1).randbytes(LIBRARY_BYTES)}),
    }
    server.files = dict(contents)
    return tuple(
        Wheel(name, server.url + name, len(content), hashlib.sha256(content).hexdigest())
        for name, content in contents.items()
    )


def _sum(content: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
