"""Lists the wheels of PyTorch with CUDA that a bundle downloads where there is an NVIDIA card.

    python packaging/cuda_wheels.py --torch 2.13.0 --platform linux_x86_64 --python 3.11 \
        --output core/devices/cuda_wheels.json

pip finds them, downloads them (two to three gigabytes) and compares them with the index's SHA-256. The list
for Linux is made on Linux: requirements of one system alone are read by the system that runs this.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from core.devices.card import CUDA  # noqa: E402 - the project need not be installed
from core.devices.cuda.wheels import LIST  # noqa: E402


@dataclass(frozen=True)
class Source:
    """Where wheels for a system come from. tags: what pip calls the system. options: of pip."""

    index: str
    tags: tuple[str, ...]
    options: tuple[str, ...] = ()


GLIBC = range(28, 4, -1)
"""Of 2.x: the newest that PyTorch's wheels ask for, and those before."""
SOURCES = {
    "linux_x86_64": Source(
        "https://pypi.org/simple",
        (*(f"manylinux_2_{minor}_x86_64" for minor in GLIBC), "manylinux2014_x86_64"),
    ),
    # PyPI's wheels for Windows have no CUDA; those of this index bring its libraries inside.
    "win_amd64": Source(
        f"https://download.pytorch.org/whl/cu{CUDA[0]}{CUDA[1]}", ("win_amd64",), ("--no-deps",)
    ),
}


def report(torch: str, source: Source, python: str, index: str) -> dict[str, Any]:
    """What pip would install, in its own words: https://pip.pypa.io/en/stable/reference/installation-report."""
    with tempfile.TemporaryDirectory() as target:
        options = [
            *("install", "--isolated", "--quiet", "--dry-run", "--ignore-installed", "--report", "-"),
            *("--target", target, "--only-binary=:all:", "--no-cache-dir", "--disable-pip-version-check"),
            *("--python-version", python, *source.options, "--index-url", index),
            *(option for tag in source.tags for option in ("--platform", tag)),
        ]
        # No file of this computer may name another index, or other versions.
        done = subprocess.run(
            [sys.executable, "-m", "pip", *options, f"torch=={torch}"],
            env=os.environ | {"PIP_CONFIG_FILE": os.devnull},
            stdout=subprocess.PIPE,
            check=False,
        )
    if done.returncode:
        sys.exit(f"pip finds no PyTorch {torch} at {index}; it says why above.")
    return dict(json.loads(done.stdout))


def wheels(found: dict[str, Any]) -> Iterator[dict[str, object]]:
    """Name, address, size and SHA-256 of what Backline needs: no compiler, and nothing that bundles have."""
    for package in found["install"]:
        name = package["metadata"]["name"]
        if name == "torch" or name.startswith("nvidia-"):
            url = package["download_info"]["url"]
            yield {
                "name": unquote(urlsplit(url).path.rpartition("/")[2]),
                "url": url,
                "size": size(url),
                "sha256": package["download_info"]["archive_info"]["hashes"]["sha256"],
            }


def size(url: str) -> int:
    """Bytes of a file on a server."""
    with urlopen(Request(url, method="HEAD"), timeout=60) as answer:
        return int(answer.headers["Content-Length"])


def main() -> None:
    """Write the list."""
    parser = argparse.ArgumentParser(description="List the wheels of PyTorch with CUDA for a bundle.")
    parser.add_argument("--torch", required=True, help="version of PyTorch, the bundle's")
    parser.add_argument("--platform", required=True, choices=SOURCES)
    parser.add_argument("--python", required=True, help="version of Python, the bundle's, such as 3.11")
    parser.add_argument("--index", help="another package index than the usual one")
    parser.add_argument("--output", type=Path, default=LIST)
    asked = parser.parse_args()
    source = SOURCES[asked.platform]
    listed = list(wheels(report(asked.torch, source, asked.python, asked.index or source.index)))
    for wheel in listed:
        name = str(wheel["name"])
        if name.startswith("nvidia_cuda_runtime-") and not name.split("-")[1].startswith(f"{CUDA[0]}."):
            sys.exit(f"PyTorch {asked.torch} is for another CUDA than core/devices/card.py says: {name}.")
    asked.output.parent.mkdir(parents=True, exist_ok=True)
    asked.output.write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")
    total = sum(int(str(wheel["size"])) for wheel in listed)
    print(f"{asked.output}: {len(listed)} wheels, {total / 1e9:.2f} GB")  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
