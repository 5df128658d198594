"""Any sound file or video, as 44.1 kHz stereo blocks."""

import logging
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import av
import numpy as np
import soxr
from av.audio.stream import AudioStream
from av.container import InputContainer

from core.audio.samples import Sound
from core.errors import InvalidAudioError
from core.models import SAMPLE_RATE

PLAYLISTS = frozenset({"concat", "dash", "hls"})
"""Formats of text files that name other files, which nobody gave us to read."""
SAMPLE_RATES = range(2_000, 1_000_001)
"""Hz; beyond lies nothing but damage."""
MAX_DAMAGED_PACKETS = 1000
BLOCK_SAMPLES = 1 << 16
"""Samples converted at once; with a codec's own short frames, Python would take most of the time."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SongInfo:
    """What a file says of itself. duration: seconds, 0.0 where the file does not tell."""

    duration: float
    sample_rate: int
    channels: int
    codec: str


def probe(path: Path, name: str = "") -> SongInfo:
    """Read a file's header and decode its first sound, as a proof that there is any.

    name: what the user calls the file, if not by its path. Raises InvalidAudioError.
    """
    name = name or path.name
    with _open(path, name) as container:
        stream = _sound_stream(container, name)
        if next(_frames(container, stream, name), None) is None:
            raise _no_sound(name)
        return SongInfo(_duration(container, stream), stream.rate, stream.channels, stream.codec_context.name)


def decode(path: Path, name: str = "", max_seconds: float = float("inf")) -> Iterator[Sound]:
    """Decode to blocks of float32 of shape (samples, 2) at 44.1 kHz; sample 0 follows the decoder's priming.

    Mono is copied to both channels, surround is mixed down. A file that breaks off gives what is there.
    Raises InvalidAudioError where there is no sound, or more than `max_seconds` of it.
    """
    name = name or path.name
    samples = 0
    with _open(path, name) as container:
        for block in _at_song_rate(container, _sound_stream(container, name), name):
            samples += len(block)
            if samples > max_seconds * SAMPLE_RATE:
                raise too_long(name, max_seconds)
            yield block
    if samples == 0:
        raise _no_sound(name)


def _no_sound(name: str) -> InvalidAudioError:
    return InvalidAudioError(f"{name} holds no sound that can be decoded. Is the file damaged?")


def too_long(name: str, max_seconds: float) -> InvalidAudioError:
    """The error for a song over the duration limit."""
    return InvalidAudioError(
        f"{name} is longer than the limit of {max_seconds / 60:g} minutes. "
        "Cut it, or raise MAX_DURATION_MINUTES."
    )


def _open(path: Path, name: str) -> InputContainer:
    try:
        _check_is_file(path, name)
        container = av.open(str(path), metadata_errors="replace")
    except FileNotFoundError:
        raise InvalidAudioError(f"{name} does not exist.") from None
    except PermissionError:
        raise InvalidAudioError(f"{name} may not be read: permission denied.") from None
    except av.FFmpegError as error:
        raise InvalidAudioError(
            f"{name} is not a sound file that can be read, or it is damaged ({error.strerror})."
        ) from error
    if container.format.name in PLAYLISTS:
        container.close()
        raise InvalidAudioError(f"{name} is a list of other files, not a song.")
    return container


def _check_is_file(path: Path, name: str) -> None:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise InvalidAudioError(f"{name} is a folder, not a song.")
    if not stat.S_ISREG(status.st_mode):
        # Reading from a pipe or a device might never end.
        raise InvalidAudioError(f"{name} is not a file. Save the sound to a file first.")
    if status.st_size == 0:
        raise InvalidAudioError(f"{name} is empty: it has 0 bytes.")


def _sound_stream(container: InputContainer, name: str) -> AudioStream:
    stream = next(iter(container.streams.audio), None)
    if stream is None or stream.codec_context is None:
        raise InvalidAudioError(f"{name} has no sound track that can be read.")
    if stream.rate not in SAMPLE_RATES or not stream.channels:
        raise InvalidAudioError(
            f"{name} has a sound track without a usable sample rate. Is the file damaged?"
        )
    return stream


def _duration(container: InputContainer, stream: AudioStream) -> float:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return (container.duration or 0) / av.time_base


def _frames(container: InputContainer, stream: AudioStream, name: str) -> Iterator[av.AudioFrame]:
    """Decoded frames; damaged packets are left out."""
    damaged = 0
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
            if packet is None:
                break
            yield from packet.decode()
        except av.FFmpegError:
            damaged += 1
            if damaged > MAX_DAMAGED_PACKETS:
                break
    if damaged:
        log.warning("%s: %d damaged packets were left out", name, damaged)


def _at_song_rate(container: InputContainer, stream: AudioStream, name: str) -> Iterator[Sound]:
    rate = stream.rate
    resampler = soxr.ResampleStream(rate, SAMPLE_RATE, 2, dtype="float32") if rate != SAMPLE_RATE else None
    for block in _blocks(_frames(container, stream, name), rate, name):
        yield resampler.resample_chunk(block) if resampler else block
    if resampler:
        yield resampler.resample_chunk(np.zeros((0, 2), np.float32), last=True)


def _blocks(frames: Iterator[av.AudioFrame], rate: int, name: str) -> Iterator[Sound]:
    """Gather frames to float32 of shape (samples, 2) at `rate`; a file may change its sound format midway."""
    try:
        for (channels, *_), alike in groupby(frames, _sound_format):
            layout = "mono" if channels == 1 else "stereo"
            converter = av.AudioResampler("fltp", layout, rate, BLOCK_SAMPLES)
            for frame in alike:
                frame.pts = None
                yield from map(_stereo, converter.resample(frame))
            yield from map(_stereo, converter.resample(None))
    except (ValueError, av.FFmpegError) as error:
        raise InvalidAudioError(f"{name} holds sound that cannot be converted; save it anew.") from error


def _sound_format(frame: av.AudioFrame) -> tuple[int, str, str, int]:
    return frame.layout.nb_channels, frame.layout.name, frame.format.name, frame.sample_rate


def _stereo(frame: av.AudioFrame) -> Sound:
    finite = np.nan_to_num(frame.to_ndarray(), copy=False, nan=0.0, posinf=0.0, neginf=0.0)
    return np.ascontiguousarray(np.broadcast_to(finite, (2, finite.shape[1])).T)
