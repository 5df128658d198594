"""A song is one file: whatever its bytes name, no other file and no address is reached."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from benchmarks.reliability.damaged_inputs import encoded, lists, noise
from core.audio.decode import decode
from core.audio.probe import probe
from core.errors import InvalidAudioError
from tests.conftest import ROOT
from tests.sounds import tone, write

LYING_NAMES = ("song.mp3", "song.wav", "song.mp4", "%03d.png", "original")


@pytest.fixture
def elsewhere() -> Iterator[socket.socket]:
    """A socket that nobody should call."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        yield listening


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A song that nobody should open."""
    return write(tmp_path / "other.wav", tone(1.0))


def named_in(elsewhere: socket.socket, other: Path) -> dict[str, bytes]:
    return lists(f"http://127.0.0.1:{elsewhere.getsockname()[1]}/other.wav", str(other))


def was_called(elsewhere: socket.socket) -> bool:
    try:
        elsewhere.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def test_lists_are_no_songs_whatever_their_names(
    tmp_path: Path, elsewhere: socket.socket, other: Path
) -> None:
    for list_name, data in named_in(elsewhere, other).items():
        for name in (list_name, *LYING_NAMES):
            path = tmp_path / "in" / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            with pytest.raises(InvalidAudioError):
                probe(path)
            with pytest.raises(InvalidAudioError):
                list(decode(path))
    assert not was_called(elsewhere)


def test_the_traps_above_do_catch_whoever_opens_lists(
    tmp_path: Path, elsewhere: socket.socket, other: Path
) -> None:
    made = named_in(elsewhere, other)
    (tmp_path / "hls.m3u8").write_bytes(made["hls.m3u8"])
    anything = {"protocol_whitelist": "file,http,tcp", "rw_timeout": "100000", "safe": "0"}
    with pytest.raises(av.FFmpegError):
        av.open(str(tmp_path / "hls.m3u8"), options=anything | {"allowed_extensions": "ALL"})
    assert was_called(elsewhere)
    for name, options in (
        ("file.ffconcat", {"safe": "0"}),
        ("external.mov", {"enable_drefs": "1", "use_absolute_path": "1"}),
    ):
        (tmp_path / name).write_bytes(made[name])
        with av.open(str(tmp_path / name), options=options) as container:
            assert next(container.decode(audio=0)).samples > 0


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace, to see what a process opens")
def test_the_system_sees_nothing_else_opened(tmp_path: Path, elsewhere: socket.socket, other: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in named_in(elsewhere, other).items():
        (folder / name).write_bytes(data)
    program = (
        "import sys, contextlib, pathlib\n"
        "from core.audio.probe import probe\n"
        "from core.errors import InvalidAudioError\n"
        "for path in pathlib.Path(sys.argv[1]).iterdir():\n"
        "    with contextlib.suppress(InvalidAudioError):\n"
        "        probe(path)\n"
        "open(sys.argv[2]).close()"
    )
    log, last = tmp_path / "calls", tmp_path / "last"
    last.touch()
    watched = ["strace", "-f", "-e", "trace=open,openat,socket,connect", "-o", log, sys.executable, "-c"]
    subprocess.run([*watched, program, str(folder), str(last)], cwd=ROOT, check=True)
    calls = log.read_text()
    assert "hls.m3u8" in calls
    assert str(last) in calls
    assert str(other) not in calls
    assert "AF_INET" not in calls


def test_a_list_is_called_a_list(tmp_path: Path) -> None:
    (tmp_path / "list.mp3").write_text("\ufeff#EXTM3U\nother.wav\n", encoding="utf-8")
    with pytest.raises(InvalidAudioError, match=r"list\.mp3 is a list of other files"):
        probe(tmp_path / "list.mp3")


SOUND = "mp2:mp2 w64:pcm_s16le au:pcm_s16be aiff:pcm_s16be caf:alac ipod:alac ac3:ac3 eac3:eac3 adts:aac"
RARE = "tta:tta wv:wavpack oga:flac rm:ac3 mpegts:mp2"
VIDEO = "mov:pcm_s24le webm:libopus asf:libmp3lame flv:libmp3lame mpeg:mp2 avi:pcm_s16le matroska:flac"


@pytest.mark.parametrize("format_codec", [*SOUND.split(), *RARE.split(), *VIDEO.split()])
def test_formats_of_sound_and_video_are_read(tmp_path: Path, format_codec: str) -> None:
    path = tmp_path / "original"
    container, codec = format_codec.split(":")
    path.write_bytes(encoded(noise(2.0), container, codec))
    assert probe(path).duration == pytest.approx(2.0, abs=0.1)
    assert sum(map(len, decode(path))) / 44_100 == pytest.approx(2.0, abs=0.1)
