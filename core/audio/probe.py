"""What a sound file is, before anyone relies on it."""

from dataclasses import dataclass
from pathlib import Path

from av.audio.stream import AudioStream
from av.container import InputContainer

from core.audio.container import cover_stream, opened, packets, sound_stream
from core.audio.decode import decode, too_long

PRIMING_SECONDS = 0.5
"""Sound that codecs need to come into swing is in the packets; a file that knows it claims so much less."""


@dataclass(frozen=True)
class SongInfo:
    """duration: seconds, as the file says where its packets bear it out. has_cover: good or bad."""

    duration: float
    sample_rate: int
    channels: int
    codec: str
    has_cover: bool


def probe(path: Path, name: str = "", max_seconds: float = float("inf")) -> SongInfo:
    """Decode a file's first sound, as a proof that there is any, and count how long its packets last.

    name: what the user calls the file, if not by its path. Raises InvalidAudioError, also where there is more
    than `max_seconds` of sound.
    """
    name = name or path.name
    any(map(len, decode(path, name)))
    with opened(path, name) as container:
        stream = sound_stream(container, name)
        duration = _duration(container, stream, name, max_seconds)
        has_cover = cover_stream(container) is not None
        return SongInfo(duration, stream.rate, stream.channels, stream.codec_context.name, has_cover)


def _duration(container: InputContainer, stream: AudioStream, name: str, max_seconds: float) -> float:
    """A header may claim anything, and what it claims is neither reserved nor refused."""
    counted = 0.0
    for packet in packets(container, stream):
        counted += float((packet.duration or 0) * (packet.time_base or 0))
        if counted > max_seconds + PRIMING_SECONDS:
            raise too_long(name, max_seconds)
    claimed = float((stream.duration or 0) * (stream.time_base or 0))
    return claimed if claimed and abs(claimed - counted) <= PRIMING_SECONDS else counted
