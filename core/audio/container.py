"""Opening a sound file whose bytes nobody has checked: one local file, in a format of sound or video.

FFmpeg also reads playlists, streams and patterns of images, which name other files or addresses. Here the
format is one of DEMUXERS, whatever the file is called, and there is no protocol with which it could open
anything else. Only sound is decoded, not even a cover.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

import av
from av.audio.stream import AudioStream
from av.codec import Codec
from av.codec.codec import UnknownCodecError
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from core.errors import InvalidAudioError

SOUND = (
    *("aac", "ac3", "aiff", "amr", "ape", "au", "caf", "dsf", "dts", "dtshd", "eac3", "flac", "loas", "mp3"),
    *("mpc", "mpc8", "ogg", "rm", "shn", "tak", "truehd", "tta", "w64", "wav", "wv"),
)
VIDEO = ("asf", "avi", "flv", "matroska", "mov", "mpeg", "mpegts", "mxf")
DEMUXERS = SOUND + VIDEO
"""FFmpeg's names of the formats that are read."""
NO_PROTOCOL = "none"
"""FFmpeg has no protocol of this name. The file comes through Python, and nothing else comes at all."""
LISTS = (b"#EXTM3U", b"[playlist]", b"ffconcat version")
"""How files begin that name other files: a user may take one for a song."""
SAMPLE_RATES = range(2_000, 1_000_001)
"""Hz; beyond lies nothing but damage."""


@contextmanager
def opened(path: Path, name: str) -> Iterator[InputContainer]:
    """A file's container. name: what the user calls the file.

    Raises InvalidAudioError for what is no file, or no sound or video that can be read.
    """
    with _file(path, name) as file, _container(_Bytes(file), name) as container:
        yield container


def sound_stream(container: InputContainer, name: str) -> AudioStream:
    """The first sound track. Raises InvalidAudioError where there is none, or none that makes sense."""
    stream = next(iter(container.streams.audio), None)
    if stream is None or stream.codec_context is None:
        raise InvalidAudioError(f"{name} has no sound track that can be read.")
    if stream.rate not in SAMPLE_RATES or not stream.channels:
        raise InvalidAudioError(
            f"{name} has a sound track without a usable sample rate. Is the file damaged?"
        )
    return stream


def cover_stream(container: InputContainer) -> VideoStream | None:
    """The picture that belongs to a sound file, if there is one: its packet can be read, not be decoded."""
    pictures = (stream for stream in container.streams.video if stream.disposition & Disposition.attached_pic)
    return next(pictures, None)


def packets(container: InputContainer, stream: AudioStream) -> "Iterator[av.Packet[AudioStream]]":
    """The packets of a track, as far as the file can be read."""
    with suppress(av.FFmpegError):
        yield from container.demux(stream)


class _Bytes:
    """A file as FFmpeg gets it: without a name, and patient with jumps to places that cannot be."""

    def __init__(self, file: BinaryIO) -> None:
        self.read = file.read
        self.tell = file.tell
        self._seek = file.seek

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """The new place; an FFmpeg error number where there is no such place."""
        try:
            return self._seek(offset, whence)
        except (OSError, OverflowError):
            return -errno.EINVAL


@contextmanager
def _file(path: Path, name: str) -> Iterator[BinaryIO]:
    try:
        _check_is_file(path, name)
        file = path.open("rb")
    except FileNotFoundError:
        raise InvalidAudioError(f"{name} does not exist.") from None
    except PermissionError:
        raise InvalidAudioError(f"{name} may not be read: permission denied.") from None
    with file:
        yield file


def _check_is_file(path: Path, name: str) -> None:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise InvalidAudioError(f"{name} is a folder, not a song.")
    if not stat.S_ISREG(status.st_mode):
        # Reading from a pipe or a device might never end.
        raise InvalidAudioError(f"{name} is not a file. Save the sound to a file first.")
    if status.st_size == 0:
        raise InvalidAudioError(f"{name} is empty: it has 0 bytes.")


def _container(file: _Bytes, name: str) -> InputContainer:
    options = {
        "format_whitelist": ",".join(DEMUXERS),
        "protocol_whitelist": NO_PROTOCOL,
        "codec_whitelist": ",".join(_sound_codecs()),
    }
    try:
        return av.open(file, "r", metadata_errors="replace", options=options)
    except av.FFmpegError as error:
        if _is_list(file):
            raise InvalidAudioError(f"{name} is a list of other files, not a song.") from None
        raise InvalidAudioError(
            f"{name} is not a sound file or video that can be read, or it is damaged."
        ) from error


def _is_list(file: _Bytes) -> bool:
    file.seek(0)
    return file.read(100).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(LISTS)


@cache
def _sound_codecs() -> tuple[str, ...]:
    return tuple(sorted(name for name in av.codecs_available if _decodes_sound(name)))


def _decodes_sound(name: str) -> bool:
    try:
        return Codec(name, "r").type == "audio"
    except UnknownCodecError:
        return False
