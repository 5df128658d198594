"""Weights that a person brought along, found by their content, whatever the files are called."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from core.errors import WeightsError
from core.files import sha256
from core.weights.catalogue import WeightsFile
from core.weights.download import size_of


class WeightsSearch:
    """The files at a place, which is a file or a folder. Raises WeightsError where there is none."""

    def __init__(self, place: Path) -> None:
        if not place.exists():
            raise WeightsError(f"{place} does not exist.")
        self._place = place
        self._sha256 = cache(_sha256)
        self._by_size: dict[int, list[Path]] = defaultdict(list)
        for path in _files(place):
            self._by_size[size_of(path)].append(path)

    def find(self, formats: Iterable[WeightsFile]) -> tuple[WeightsFile, Path]:
        """The first of `formats` that lies here, and where. Raises WeightsError where none does."""
        for file in formats:
            for path in self._by_size[file.size]:
                if self._sha256(path) == file.sha256:
                    return file, path
        raise WeightsError(self._missing([file.filename for file in formats]))

    def _missing(self, names: list[str]) -> str:
        for path in _files(self._place):
            if path.name in names:
                return (
                    f"{path} is damaged, or not the {path.name} that was tested: nothing was taken from it."
                )
        return f"{self._place} does not hold {' or '.join(names)}, under this or any other name."


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    for folder, _, names in os.walk(place):
        yield from (path for name in sorted(names) if (path := Path(folder, name)).is_file())


def _sha256(path: Path) -> str:
    try:
        return sha256(path)
    except OSError as error:
        raise WeightsError(f"{path} cannot be read ({error.strerror}).") from error
