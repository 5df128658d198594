"""Which files are songs, and where their results go."""

from pathlib import Path

import pytest

from core.errors import InvalidAudioError
from core.songs import Song, find_songs, with_places


def test_a_folder_gives_its_songs_in_order_with_their_places(tmp_path: Path) -> None:
    for name in ("b.mp3", "a.FLAC", "live/c.m4a", "cover.jpg", ".hidden.mp3", "notes.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert [str(song.place) for song in find_songs(tmp_path)] == ["a", "b", str(Path("live/c"))]


def test_a_file_is_a_song_whatever_its_name(tmp_path: Path) -> None:
    assert find_songs(tmp_path / "voice memo") == [Song(tmp_path / "voice memo", Path("voice memo"))]


def test_a_folder_without_songs_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(InvalidAudioError, match="holds no sound files"):
        find_songs(tmp_path)


def test_songs_of_one_name_get_places_of_their_own() -> None:
    songs = [Song(Path(path), Path(Path(path).stem)) for path in ("x/Song.mp3", "y/song.wav", "z/other.mp3")]
    assert [str(song.place) for song in with_places(songs)] == ["Song", "song (2)", "other"]
