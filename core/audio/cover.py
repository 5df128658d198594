"""The picture that comes with a song, in a size for lists.

Nobody has checked it: whoever wants one has it made in a helper process, which may hang or die of it.
"""

from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import cast

import av
from av.video.codeccontext import VideoCodecContext

from core.audio.container import cover_stream, opened

LARGEST_SIDE = 256
"""Pixels of a small cover; a smaller picture stays as it is."""
MAX_PIXELS = 25_000_000
"""Of a picture that is looked at. Shops sell covers of 9 million."""
CODECS = MappingProxyType({b"\xff\xd8\xff": "mjpeg", b"\x89PNG\r\n\x1a\n": "png"})
"""How a picture begins, and FFmpeg's decoder for it. No other decoder is used."""
_QUALITY = "3"
"""Of FFmpeg's scale from 1, the best, to 31."""


def small_cover(path: Path, name: str = "") -> bytes | None:
    """The cover in a song's file as a JPEG; None where there is none that can be read.

    Raises InvalidAudioError where the file is no song.
    """
    with opened(path, name or path.name) as container:
        stream = cover_stream(container)
        if stream is None:
            return None
        with suppress(av.FFmpegError, ValueError, StopIteration):
            return _small_jpeg(_decoded(bytes(next(container.demux(stream)))))
    return None


def _decoded(picture: bytes) -> av.VideoFrame:
    """Raises ValueError for what is no picture, FFmpegError for one that is damaged or too large."""
    codec = next((codec for begin, codec in CODECS.items() if picture.startswith(begin)), None)
    if codec is None:
        raise ValueError("neither JPEG nor PNG")
    decoder = cast("VideoCodecContext", av.CodecContext.create(codec, "r"))
    decoder.options = {"max_pixels": str(MAX_PIXELS)}
    decoder.thread_count = 1
    return next(iter([*decoder.decode(av.Packet(picture)), *decoder.decode(None)]))


def _small_jpeg(frame: av.VideoFrame) -> bytes:
    scale = min(LARGEST_SIDE / max(frame.width, frame.height), 1)
    width, height = (max(round(side * scale), 1) for side in (frame.width, frame.height))
    small = frame.reformat(width, height, "yuvj420p", interpolation="AREA")
    encoder = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt, encoder.framerate = width, height, "yuvj420p", Fraction(1)
    encoder.options = {"qmin": _QUALITY, "qmax": _QUALITY}
    small.pts = 0
    return b"".join(bytes(packet) for packet in [*encoder.encode(small), *encoder.encode(None)])
