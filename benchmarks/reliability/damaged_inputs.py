"""Files that are no song, no song any more, or a song that lies, made on the spot."""

import struct
from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO

import av
import numpy as np
from av.audio.stream import AudioStream
from numpy.typing import NDArray

RATE = 48_000
SECONDS = 1.0
BOMB_SECONDS = 1200
"""Silence that takes a few kilobytes."""
ELSEWHERE = "http://127.0.0.1:9/other.wav"
FORMATS = {
    "mp3": ("mp3", "libmp3lame"),
    "flac": ("flac", "flac"),
    "m4a": ("ipod", "aac"),
    "alac.m4a": ("ipod", "alac"),
    "opus": ("ogg", "libopus"),
    "wav": ("wav", "pcm_s16le"),
    "aiff": ("aiff", "pcm_s16be"),
    "mkv": ("matroska", "aac"),
    "avi": ("avi", "libmp3lame"),
    "wv": ("wv", "wavpack"),
    "caf": ("caf", "pcm_s16be"),
    "ts": ("mpegts", "aac"),
}
"""Name -> FFmpeg's format and codec."""


def whole_songs() -> dict[str, bytes]:
    """A second of sound in every format, by file name."""
    sound = noise(SECONDS)
    return {f"song.{kind}": encoded(sound, *names) for kind, names in FORMATS.items()}


def damaged_inputs(elsewhere: str = ELSEWHERE, other_file: str = "/etc/passwd") -> dict[str, bytes]:
    """Files by name. elsewhere, other_file: an address and a path that lists name."""
    songs = whole_songs()
    made = dict(_cut(songs))
    made |= dict(_flipped(songs))
    made |= lists(elsewhere, other_file)
    made |= _lying(songs)
    made |= _bombs()
    made |= _odd_sound()
    return made | _no_sound()


def lists(elsewhere: str, other_file: str) -> dict[str, bytes]:
    """Texts and containers that name another file or address, which nobody may open."""
    both = (elsewhere, other_file)
    hls = "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXT-X-VERSION:3\n" + "".join(f"#EXTINF:9,\n{u}\n" for u in both)
    dash = (
        '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:'
        'isoff-on-demand:2011" type="static" mediaPresentationDuration="PT9S"><Period><AdaptationSet '
        'mimeType="audio/mp4"><Representation id="1" bandwidth="1"><BaseURL>{}</BaseURL></Representation>'
        "</AdaptationSet></Period></MPD>"
    )
    texts = {
        "hls.m3u8": hls + "#EXT-X-ENDLIST\n",
        "list.m3u": f"#EXTM3U\n#EXTINF:9,Song\n{elsewhere}\n{other_file}\n",
        "list.pls": f"[playlist]\nFile1={elsewhere}\nFile2={other_file}\nNumberOfEntries=2\nVersion=2\n",
        "file.ffconcat": f"ffconcat version 1.0\nfile '{other_file}'\n",
        "address.ffconcat": f"ffconcat version 1.0\nfile '{elsewhere}'\n",
        "dash.mpd": dash.format(elsewhere),
        "dash-file.mpd": dash.format(f"file://{other_file}"),
        "stream.sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n",
        "disc.cue": f'FILE "{other_file}" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n',
        "meta.ffmeta": ";FFMETADATA1\ntitle=x\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=9\n",
        "list.smil": f'<smil><body><audio src="{elsewhere}"/></body></smil>',
        "list.xspf": f"<playlist><track><location>{elsewhere}</location></track></playlist>",
        "list.asx": f'<asx version="3.0"><entry><ref href="{elsewhere}"/></entry></asx>',
        "words.srt": "1\n00:00:00,000 --> 00:00:09,000\nLa la la\n",
        "words.lrc": "[00:00.00]La la la\n[00:09.00]La\n",
    }
    contained = {
        "reference.mov": _reference_movie(elsewhere.encode()),
        "external.mov": _external_data(other_file.encode()),
        "hidden.mp3": b"ID3\x04\0\0\0\0\0\0" + texts["hls.m3u8"].encode(),
    }
    return {name: text.encode() for name, text in texts.items()} | contained


def encoded(sound: NDArray[np.float32], container: str, codec: str, rate: int = RATE) -> bytes:
    """Sound of shape (samples, channels) as a file."""
    layout = "mono" if sound.shape[1] == 1 else "stereo"
    file = BytesIO()
    with av.open(file, "w", format=container) as output:
        stream = output.add_stream(codec, rate=rate)
        assert isinstance(stream, AudioStream)
        stream.codec_context.layout = layout
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound.T), "fltp", layout)
        frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), 0
        output.mux([*stream.encode(frame), *stream.encode(None)])
    return file.getvalue()


def noise(seconds: float) -> NDArray[np.float32]:
    """A tone in soft noise."""
    time = np.arange(round(seconds * RATE)) / RATE
    noise = np.random.default_rng(1).normal(0, 0.02, (len(time), 2))
    return np.asarray(0.4 * np.sin(2 * np.pi * 220 * time)[:, None] + noise, np.float32)


def _cut(songs: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for name, song in songs.items():
        for part in (0.003, 0.1, 0.5, 0.97):
            yield f"cut at {part:.1%} {name}", song[: int(len(song) * part) or 4]


def _flipped(songs: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    chance = np.random.default_rng(2)
    for name, song in songs.items():
        for place, end in (("head", 200), ("middle", len(song))):
            bits = np.unpackbits(np.frombuffer(song, np.uint8))
            bits[chance.integers(0, 8 * end, 25)] ^= 1
            yield f"flipped in the {place} {name}", np.packbits(bits).tobytes()


def _lying(songs: dict[str, bytes]) -> dict[str, bytes]:
    """Headers that claim what is not so."""
    wav, flac, m4a = songs["song.wav"], songs["song.flac"], songs["song.alac.m4a"]
    aac, opus, mp3 = songs["song.m4a"], songs["song.opus"], songs["song.mp3"]
    samples = flac.index(b"fLaC") + 8 + 13
    return {
        "4 GB.wav": _patched(wav, wav.index(b"data") + 4, "<I", 0xFFFFFFF0),
        "no channels.wav": _patched(wav, 22, "<H", 0),
        "65535 channels.wav": _patched(wav, 22, "<H", 65_535),
        "300 channels.wav": _patched(wav, 22, "<H", 300),
        "rate 0.wav": _patched(wav, 24, "<I", 0),
        "rate 1.wav": _patched(wav, 24, "<I", 1),
        "rate 4 billion.wav": _patched(wav, 24, "<I", 0xFFFFFFFF),
        "0 bits.wav": _patched(wav, 34, "<H", 0),
        "250 bits.wav": _patched(wav, 34, "<H", 250),
        "no block.wav": _patched(wav, 32, "<H", 0),
        "64 billion samples.flac": _patched(flac, samples, ">BI", flac[samples] | 0x0F, 0xFFFFFFFF),
        "blocks of 1.flac": _patched(flac, 8, ">HH", 1, 1),
        "blocks of 65535.flac": _patched(flac, 8, ">HH", 65_535, 65_535),
        "a billion samples.m4a": _patched(m4a, m4a.index(b"stsz") + 8, ">II", 1, 10**9),
        "a billion sizes.m4a": _patched(m4a, m4a.index(b"stsz") + 8, ">II", 0, 10**9),
        "a billion a chunk.m4a": _patched(m4a, m4a.index(b"stsc") + 16, ">I", 10**9),
        "a billion chunks.m4a": _patched(m4a, m4a.index(b"stco") + 8, ">I", 10**9),
        "years.m4a": _patched(aac, aac.index(b"stts") + 16, ">I", 0x7FFFFFFF),
        "atom of 2^63 bytes.m4a": _patched(aac, aac.index(b"moov") - 4, ">I4sQ", 1, b"moov", 2**63),
        "huge frames.m4a": _patched(m4a, m4a.rindex(b"alac") + 8, ">I", 2**31),
        "the end of time.opus": _patched(opus, opus.rindex(b"OggS") + 6, "<Q", 2**62),
        "a billion frames.mp3": _patched(mp3, mp3.index(b"Info") + 8, ">I", 10**9),
        "tag of 256 MB.mp3": b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + mp3,
    }


def _patched(data: bytes, place: int, format: str, *values: int | bytes) -> bytes:
    made = bytearray(data)
    struct.pack_into(format, made, place, *values)
    return bytes(made)


def _bombs() -> dict[str, bytes]:
    silence = np.zeros((BOMB_SECONDS * 8_000, 1), np.float32)
    return {
        "bomb.flac": encoded(silence, "flac", "flac", 8_000),
        "bomb.wv": encoded(silence, "wv", "wavpack", 8_000),
        "bomb.opus": encoded(silence, "ogg", "libopus", 8_000),
    }


def _odd_sound() -> dict[str, bytes]:
    """Sound that is one, with values, rates and lengths that nobody expects."""
    sound = noise(SECONDS)
    broken = {"not a number": np.nan, "endless": np.inf, "1e38": 1e38, "as loud as integers": 2.0**31}
    made = {}
    for name, value in broken.items():
        odd = sound.copy()
        odd[1000:2000] = value
        made[f"{name}.wav"] = encoded(odd, "wav", "pcm_f32le")
    for rate in (2_000, 11_111, 192_000, 999_999):
        made[f"{rate} Hz.wav"] = encoded(sound, "wav", "pcm_s16le", rate)
    made["one sample.wav"] = encoded(sound[:1], "wav", "pcm_s16le")
    made["no sample.wav"] = made["one sample.wav"][:-4]
    made["silence.wav"] = encoded(0 * sound, "wav", "pcm_s16le")
    made["mono.flac"] = encoded(sound[:, :1], "flac", "flac")
    return made


def _no_sound() -> dict[str, bytes]:
    return {
        "empty.mp3": b"",
        "one byte.mp3": b"\xff",
        "zeros.mp3": bytes(50_000),
        "random.mp3": np.random.default_rng(3).bytes(200_000),
        "text.mp3": b"La la la, la la.\n" * 2000,
        "page.mp3": b"<!doctype html><title>404</title>" * 100,
        "archive.mp3": b"PK\x03\x04" + np.random.default_rng(4).bytes(20_000),
        "sync words.mp3": b"\xff\xfb\x90\x64" * 5000,
        "picture.png": _picture("image2pipe", "png"),
        "picture.mp3": _picture("image2pipe", "mjpeg"),
        "silent film.mp4": _picture("mp4", "mpeg4"),
        "silent film.mkv": _picture("matroska", "mpeg4"),
    }


def _picture(container: str, codec: str) -> bytes:
    file = BytesIO()
    with av.open(file, "w", format=container) as output:
        stream = output.add_stream(codec, rate=25)
        assert isinstance(stream, av.VideoStream)
        stream.width = stream.height = 64
        stream.pix_fmt = {"png": "rgb24", "mjpeg": "yuvj420p"}.get(codec, "yuv420p")
        frame = av.VideoFrame.from_ndarray(np.full((64, 64, 3), 128, np.uint8), "rgb24")
        output.mux([*stream.encode(frame), *stream.encode(None)])
    return file.getvalue()


def _atom(kind: bytes, *inside: bytes) -> bytes:
    data = b"".join(inside)
    return struct.pack(">I4s", 8 + len(data), kind) + data


def _reference_movie(address: bytes) -> bytes:
    """A QuickTime movie that only says where the real one is."""
    reference = _atom(b"rdrf", bytes(4), b"url ", struct.pack(">I", len(address) + 1), address + b"\0")
    return _atom(b"ftyp", b"qt  ", bytes(4), b"qt  ") + _atom(
        b"moov", _atom(b"rmra", _atom(b"rmda", reference))
    )


def _external_data(path: bytes) -> bytes:
    """A QuickTime movie whose sound lies in another file (an `alis` data reference)."""
    movie = encoded(noise(SECONDS), "mov", "pcm_s16le")
    alias = bytearray(150)
    struct.pack_into(">IH", alias, 0, 0, 150)
    alias[10 : 10 + len(path[:63])] = path[:63]
    name = struct.pack(">HH", 2, len(path)) + path + b"\0" * (len(path) % 2)
    own, other = _atom(b"url ", b"\0\0\0\1"), _atom(b"alis", bytes(4), bytes(alias), name)
    own = own if own in movie else _atom(b"alis", b"\0\0\0\1")
    return _grown(movie, own, other)


def _grown(movie: bytes, old: bytes, new: bytes) -> bytes:
    """The movie with one atom replaced, and all around it so much larger; its `moov` comes last."""
    place = movie.index(old)
    made = bytearray(movie.replace(old, new, 1))
    for kind in (b"dref", b"dinf", b"minf", b"mdia", b"trak", b"moov"):
        start = made.rindex(kind, 0, place) - 4
        (size,) = struct.unpack_from(">I", made, start)
        struct.pack_into(">I", made, start, size + len(new) - len(old))
    return bytes(made)
