"""Sound files of every kind, good and bad, made on the spot."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

RATE = 44_100


def tone(seconds: float, hz: float = 440.0, rate: int = RATE, channels: int = 2) -> np.ndarray:
    """A sine at -6 dBFS, float32 of shape (samples, channels)."""
    t = np.arange(round(seconds * rate)) / rate
    return np.repeat(0.5 * np.sin(2 * np.pi * hz * t)[:, None], channels, axis=1).astype(np.float32)


def clicks(seconds: float, period: float, rate: int = RATE) -> tuple[np.ndarray, np.ndarray]:
    """A click track of shape (samples, 2) and its click times: one sample at full scale at each time."""
    sound = np.zeros((round(seconds * rate), 2), np.float32)
    starts = np.round(np.arange(0.5, seconds - 0.5, period) * rate).astype(int)
    sound[starts] = 1.0
    return sound, starts / rate


def write(
    path: Path,
    sound: np.ndarray,
    rate: int = RATE,
    codec: str = "pcm_s16le",
    layout: str = "stereo",
    cover: bool = False,
    picture: bool = False,
) -> Path:
    """Write a sound file with PyAV. cover: an attached picture. picture: a video track beside the sound."""
    with av.open(str(path), "w", format="mp4" if cover else None) as container:
        stream = container.add_stream(codec, rate=rate)
        stream.codec_context.layout = layout
        image = _image_stream(container, cover) if cover or picture else None
        if image is not None:
            for packet in [*image.encode(_image()), *image.encode(None)]:
                container.mux(packet)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound.T), "fltp", layout)
        frame.sample_rate = rate
        frame.time_base = Fraction(1, rate)
        frame.pts = 0
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    return path


def _image_stream(container: av.container.OutputContainer, cover: bool) -> av.VideoStream:
    image = container.add_stream("mjpeg" if cover else "mpeg4", rate=1 if cover else 25)
    image.width, image.height = 64, 64
    image.pix_fmt = "yuvj420p" if cover else "yuv420p"
    if cover:
        image.disposition = av.stream.Disposition.attached_pic
    return image


def _image() -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(np.full((64, 64, 3), 128, np.uint8), "rgb24")
    frame.pts = 0
    return frame


def write_with_cover(path: Path, picture: bytes, codec: str, picture_codec: str = "mjpeg") -> Path:
    """Write a second of sound as MP3, MP4 or FLAC, with a picture of these bytes, whatever they are."""
    format = {"libmp3lame": "mp3", "aac": "mp4", "flac": "flac"}[codec]
    with av.open(str(path), "w", format=format) as container:
        stream = container.add_stream(codec, rate=RATE)
        stream.codec_context.layout = "stereo"
        image = container.add_stream(picture_codec, rate=1)
        image.width, image.height, image.pix_fmt = 64, 64, "yuvj420p" if picture_codec == "mjpeg" else "rgb24"
        image.disposition = av.stream.Disposition.attached_pic
        packet = av.Packet(picture)
        packet.stream, packet.pts, packet.dts, packet.is_keyframe = image, 0, 0, True
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(tone(1.0).T), "fltp", "stereo")
        frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), 0
        for each in [packet, *stream.encode(frame), *stream.encode(None)]:
            container.mux(each)
    return path


def picture_of(colours: np.ndarray, codec: str = "mjpeg") -> bytes:
    """A JPEG or PNG. colours: 0 to 255, of shape (height, width, 3)."""
    encoder = av.CodecContext.create(codec, "w")
    encoder.height, encoder.width = colours.shape[:2]
    encoder.pix_fmt, encoder.framerate = "yuvj444p" if codec == "mjpeg" else "rgb24", Fraction(1)
    frame = av.VideoFrame.from_ndarray(colours.astype(np.uint8), "rgb24")
    frame.pts = 0
    return b"".join(bytes(packet) for packet in [*encoder.encode(frame), *encoder.encode(None)])
