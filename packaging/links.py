"""Links of a bundle: macOS's codesign, for one, takes none that leads nowhere."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from posixpath import normpath

Collected = tuple[str, str, str]


def without_dangling(collected: Iterable[Collected]) -> list[Collected]:
    """All entries but links to what is not there any more. collected: the bundle's whole table.

    A link's entry is (path in the bundle, target as seen from there, "SYMLINK").
    """
    table = list(collected)
    there = {place for path, *_ in table for place in _ways(path)}
    links = {path: _beside(path, target) for path, target, kind in table if kind == "SYMLINK"}
    return [entry for entry in table if entry[2] != "SYMLINK" or _followed(links[entry[0]], links) in there]


def _followed(path: str, links: dict[str, str]) -> str:
    """Where a path comes out: on its way there may be links, too, such as Versions/Current."""
    for place in _ways(path):
        if place in links:
            return _followed(f"{links[place]}{path[len(place) :]}", links)
    return path


def _ways(path: str) -> list[str]:
    """A path in the bundle, and the folders above it."""
    return [str(place) for place in (PurePosixPath(path), *PurePosixPath(path).parents)]


def _beside(path: str, target: str) -> str:
    return normpath(PurePosixPath(path).parent / target)
