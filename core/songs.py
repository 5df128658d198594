"""Song files on the user's disk, and where their results go."""

from dataclasses import dataclass
from pathlib import Path

from core.errors import InvalidAudioError

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


@dataclass(frozen=True)
class Song:
    """A file, and the part of its path that names its results: `name` for one file, `a/b` inside a folder."""

    path: Path
    place: Path


def find_songs(path: Path) -> list[Song]:
    """The song at `path`, or all below it where it is a folder, in order of their names.

    Raises InvalidAudioError for what does not exist and for a folder without songs.
    """
    if not path.is_dir():
        return [Song(path, Path(path.stem))]
    found = sorted(
        file
        for file in path.rglob("*")
        if file.suffix.lower() in SUFFIXES and not file.name.startswith(".") and file.is_file()
    )
    if not found:
        raise InvalidAudioError(f"The folder {path} holds no sound files.")
    return [Song(file, file.relative_to(path).with_suffix("")) for file in found]


def with_places(songs: list[Song]) -> list[Song]:
    """The same songs, each with a place of its own: a second `Song` becomes `Song (2)`."""
    taken: set[str] = set()
    placed = []
    for song in songs:
        place, number = song.place, 1
        while str(place).casefold() in taken:
            number += 1
            place = song.place.with_name(f"{song.place.name} ({number})")
        taken.add(str(place).casefold())
        placed.append(Song(song.path, place))
    return placed
