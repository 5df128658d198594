"""Any sound file or video, as 44.1 kHz stereo blocks."""

import logging
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import av
import numpy as np
import soxr
from av.audio.stream import AudioStream
from av.container import InputContainer

from core.audio.container import SAMPLE_RATES, opened, packets, sound_stream
from core.audio.samples import Sound
from core.errors import InvalidAudioError
from core.models import SAMPLE_RATE

BLOCK_SAMPLES = 1 << 16
"""Samples converted at once; with a codec's own short frames, Python would take most of the time."""
LOUDEST = 2.0**31
"""Full scale is 1.0. Programs exist that write integers as floats; what is louder, or NaN, is damage."""
MAX_DAMAGED_PACKETS = 1000

log = logging.getLogger(__name__)


def decode(path: Path, name: str = "", max_seconds: float = float("inf")) -> Iterator[Sound]:
    """Decode to blocks of float32 of shape (samples, 2) at 44.1 kHz; sample 0 follows the decoder's priming.

    Mono is copied to both channels, surround is mixed down. A file that breaks off gives what is there.
    Raises InvalidAudioError where there is no sound, or more than `max_seconds` of it.
    """
    name = name or path.name
    samples = 0
    with opened(path, name) as container:
        for block in _at_song_rate(container, sound_stream(container, name), name):
            samples += len(block)
            if samples > max_seconds * SAMPLE_RATE:
                raise too_long(name, max_seconds)
            yield block
    if samples == 0:
        raise InvalidAudioError(f"{name} holds no sound that can be decoded. Is the file damaged?")


def too_long(name: str, max_seconds: float) -> InvalidAudioError:
    """The error for a song over the duration limit."""
    return InvalidAudioError(
        f"{name} is longer than the limit of {max_seconds / 60:g} minutes. "
        "Cut it, or raise MAX_DURATION_MINUTES."
    )


def _frames(container: InputContainer, stream: AudioStream, name: str) -> Iterator[av.AudioFrame]:
    """Decoded frames; damaged packets are left out."""
    damaged = 0
    for packet in packets(container, stream):
        try:
            yield from (frame for frame in packet.decode() if frame.sample_rate in SAMPLE_RATES)
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
                yield from map(stereo, converter.resample(frame))
            yield from map(stereo, converter.resample(None))
    except (ValueError, av.FFmpegError) as error:
        raise InvalidAudioError(f"{name} holds sound that cannot be converted; save it anew.") from error


def _sound_format(frame: av.AudioFrame) -> tuple[int, str, str, int]:
    return frame.layout.nb_channels, frame.layout.name, frame.format.name, frame.sample_rate


def stereo(frame: av.AudioFrame) -> Sound:
    """A frame of one or two channels of float32, as sound of shape (samples, 2); nonsense becomes silence."""
    sound = frame.to_ndarray()
    sane = np.where(np.abs(sound) <= LOUDEST, sound, np.float32(0))
    return np.ascontiguousarray(np.broadcast_to(sane, (2, sane.shape[1])).T)
