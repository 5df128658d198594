"""Weights in a bundle: those that may be there, with their terms, and those that may not."""

import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution
from pathlib import Path

from licences_bundle import Bundle
from licences_notices import notices
from licences_parts import ROOT, Part
from licences_rules import Rules

sys.path.insert(0, str(ROOT))

from core.files import sha256
from core.weights.catalogue import DOWNLOADS
from core.weights.wheels import PACKAGED

LISTED = [file for model in DOWNLOADS.values() for edition in model.editions for file in edition.files]


def weights(bundle: Bundle, rules: Rules) -> Iterator[Part]:
    """The weights that lie in a bundle and may."""
    for name, model in PACKAGED.items():
        sums = {f"weights/{file.package}/{file.filename}": file.sha256 for file in model.files}
        if sums.keys() <= bundle.files.keys():
            made = Distribution.from_name(model.files[0].package)
            yield Part(
                "weights",
                name,
                made.version,
                model.licence,
                f"https://pypi.org/project/{made.name}/{made.version}/",
                notices(made),
                files=tuple(sums),
                sha256=tuple(sums.items()),
                note=rules.weights[name],
            )


def forbidden_weights(files: Iterable[Path]) -> list[Path]:
    """Files that are weights which may not be given on, by their name, or by their size and SHA-256."""
    names = {file.filename for file in LISTED}
    sums = {(file.size, file.sha256) for file in LISTED}
    sizes = {size for size, _ in sums}

    def listed(path: Path) -> bool:
        size = path.stat().st_size
        return path.name in names or (size in sizes and (size, sha256(path)) in sums)

    return [path for path in files if listed(path)]
