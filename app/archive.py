"""All of a song as one zip file, made while it is sent."""

from collections.abc import Iterable
from pathlib import Path

from zipstream import ZipStream

from app.downloads import unpacked, unpacked_size
from app.errors import FieldError, InvalidRequestError
from core.errors import NotRequestedError
from core.results import JobFolder
from core.separation.base import TRACKS

DOCUMENTS = ("frames", "notes", "chords", "beats", "results")


def archive(stems: dict[str, Path], folder: JobFolder, include: str) -> ZipStream:
    """A zip of known length. stems: files by name. include: names between commas; empty means everything.

    Raises InvalidRequestError for a name that no job has, NotRequestedError for one that this job has not.
    """
    there = stems | _documents(folder)
    wanted = _wanted(include) or list(there)
    if missing := [name for name in wanted if name not in there]:
        raise NotRequestedError(f"This job was not asked for {', '.join(missing)}.")
    stream = ZipStream(sized=True)
    for name in wanted:
        _add(stream, there[name])
    return stream


def _documents(folder: JobFolder) -> dict[str, Path]:
    paths = (folder.frames, folder.notes, folder.chords, folder.beats, folder.results)
    return {name: path for name, path in zip(DOCUMENTS, paths, strict=True) if path.is_file()}


def _wanted(include: str) -> list[str]:
    names = list(dict.fromkeys(name.strip() for name in include.split(",") if name.strip()))
    unknown = [name[:40] for name in names if name not in TRACKS + DOCUMENTS]
    if unknown:
        known = ", ".join(TRACKS + DOCUMENTS)
        raise InvalidRequestError(FieldError("include", f"Unknown: {', '.join(unknown)}. Known are {known}."))
    return names


def _add(stream: ZipStream, path: Path) -> None:
    if path.suffix == ".gz":
        data: Iterable[bytes] = unpacked(path)
        stream.add(data, path.stem, size=unpacked_size(path))
    else:
        stream.add_path(path, f"stems/{path.name}" if path.suffix == ".mp3" else path.name)
