"""Song files on the user's disk, and where their results go."""

import stat
from dataclasses import dataclass
from pathlib import Path

from core.errors import InvalidAudioError
from core.names import no_device

SUFFIXES = frozenset(
    [
        ".aac",
        ".ac3",
        ".aif",
        ".aiff",
        ".alac",
        ".amr",
        ".ape",
        ".au",
        ".avi",
        ".caf",
        ".flac",
        ".m4a",
        ".m4b",
        ".m4v",
        ".mka",
        ".mkv",
        ".mov",
        ".mp2",
        ".mp3",
        ".mp4",
        ".mpc",
        ".mpeg",
        ".mpg",
        ".oga",
        ".ogg",
        ".ogv",
        ".opus",
        ".ra",
        ".tta",
        ".wav",
        ".wave",
        ".webm",
        ".wma",
        ".wmv",
        ".wv",
    ]
)
"""Files of a folder that are tried. A file that is named by itself is tried whatever its name."""

STEMS_FOLDER = "stems"
"""Below a song's results, beside results.json."""


@dataclass(frozen=True)
class Song:
    """A file, and the part of its path that names its results: `name` for one file, `a/b` inside a folder."""

    path: Path
    place: Path


def find_songs(path: Path) -> list[Song]:
    """The song at `path`, or all below it where it is a folder, in order of their names.

    In a folder, hidden files and the stems of earlier results are left out. Raises InvalidAudioError for what
    does not exist or is no file, and for a folder without songs.
    """
    mode = _mode(path)
    if stat.S_ISREG(mode):
        return [Song(path, Path(_title(path)))]
    if not stat.S_ISDIR(mode):
        raise InvalidAudioError(f"{path} is not a file. Save the sound to a file first.")
    inside = sorted(file.relative_to(path) for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)
    songs = [Song(path / file, file.with_name(_title(file))) for file in inside if _is_song(path, file)]
    if not songs:
        raise InvalidAudioError(f"The folder {path} holds no sound files.")
    return songs


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise InvalidAudioError(f"{path} does not exist.") from None
    except OSError as error:
        raise InvalidAudioError(f"{path} cannot be read ({error.strerror}).") from None


def _is_song(folder: Path, file: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.parts)
    return not hidden and not _is_stem(folder, file) and (folder / file).is_file()


def _is_stem(folder: Path, file: Path) -> bool:
    return file.parent.name == STEMS_FOLDER and (folder / file.parent.parent / "results.json").is_file()


def _title(path: Path) -> str:
    """The file's name without its suffix, fit to be a folder's: `...mp3` must not become the folder above."""
    return no_device(path.stem.rstrip(". ") or path.name)


def with_places(songs: list[Song]) -> list[Song]:
    """The songs, each once and with a place of its own: another `Song` becomes `Song (2)`."""
    taken: set[str] = set()
    once: dict[Path, Song] = {}
    for song in songs:
        once.setdefault(song.path.absolute(), song)
    placed = []
    for song in once.values():
        place, number = song.place, 1
        while str(place).casefold() in taken:
            number += 1
            place = song.place.with_name(f"{song.place.name} ({number})")
        taken.add(str(place).casefold())
        placed.append(Song(song.path, place))
    return placed
