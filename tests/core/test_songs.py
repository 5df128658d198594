"""Which files are songs, and where their results go."""

import os
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
    (tmp_path / "voice memo").touch()
    assert find_songs(tmp_path / "voice memo") == [Song(tmp_path / "voice memo", Path("voice memo"))]


def test_a_folder_without_songs_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(InvalidAudioError, match="holds no sound files"):
        find_songs(tmp_path)


def test_what_is_no_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    for name, words in (("missing", "does not exist"), ("loop", "cannot be read"), ("x" * 300, "cannot be")):
        with pytest.raises(InvalidAudioError, match=words):
            find_songs(tmp_path / name)
    with pytest.raises(InvalidAudioError, match="is not a file"):
        find_songs(Path(os.devnull))


def test_hidden_files_and_the_stems_of_earlier_results_are_no_songs(tmp_path: Path) -> None:
    for name in ("a.mp3", "out/a/results.json", "out/a/stems/vocals.mp3", ".backline-1/b.mp3", "stems/c.mp3"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert [str(song.place) for song in find_songs(tmp_path)] == ["a", str(Path("stems/c"))]
    assert [song.path.name for song in find_songs(tmp_path / "out/a/stems")] == ["vocals.mp3"]


@pytest.mark.parametrize("name", ["...mp3", "..mp3", ".mp3", ". .mp3"])
def test_no_name_leads_out_of_the_output_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    (song,) = find_songs(tmp_path / name)
    assert (tmp_path / "out" / song.place).resolve().parent == (tmp_path / "out").resolve()


def test_a_song_that_is_named_twice_is_one_song(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").touch()
    assert len(with_places([*find_songs(tmp_path), *find_songs(tmp_path / "a.mp3")])) == 1


def test_songs_of_one_name_get_places_of_their_own() -> None:
    songs = [Song(Path(path), Path(Path(path).stem)) for path in ("x/Song.mp3", "y/song.wav", "z/other.mp3")]
    assert [str(song.place) for song in with_places(songs)] == ["Song", "song (2)", "other"]
