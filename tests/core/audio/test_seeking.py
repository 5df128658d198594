"""A part of a stem is the same whether one came there from its start or by a jump."""

from contextlib import closing
from pathlib import Path
from typing import get_args

import numpy as np
import psutil
import pytest

from core.audio.decode import decode
from core.audio.encode import StemEncoder
from core.audio.seeking import StemReader
from core.errors import InvalidAudioError
from core.models import StemFormat
from tests.sounds import RATE, tone, write

SAMPLES = round(20.3 * RATE) + 7


def music(channels_differ: bool = True) -> np.ndarray:
    """Noise that swells and a tone, so that an encoder has reason to save bits for later."""
    time = np.arange(SAMPLES) / RATE
    chance = np.random.default_rng(3)
    sides = [chance.normal(0, 0.2, SAMPLES) * np.sin(time * 3) ** 8 for _ in range(2)]
    sides[1] = sides[1] if channels_differ else sides[0]
    return (np.stack(sides, axis=1) + tone(SAMPLES / RATE)[:SAMPLES] * 0.5).clip(-1, 1).astype(np.float32)


def stem(path: Path, sound: np.ndarray) -> Path:
    encoder = StemEncoder(path, path.suffix[1:])
    encoder.write(sound)
    encoder.close()
    return path


@pytest.fixture(scope="module", params=[*get_args(StemFormat), "mono-ish mp3", "mono flac", "32 kb/s mp3"])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stem")
    match request.param:
        case "mono-ish mp3":
            return stem(folder / "stem.mp3", music(channels_differ=False))
        case "mono flac":
            return write(folder / "stem.flac", music()[:, :1], codec="flac", layout="mono")
        case "32 kb/s mp3":
            return low_rate(folder / "stem.mp3")
        case suffix:
            return stem(folder / f"stem.{suffix}", music())


def low_rate(path: Path) -> Path:
    """As little sound a packet as there is, so that many packets hang together."""
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream("libmp3lame", rate=RATE)
        stream.codec_context.layout, stream.codec_context.bit_rate = "stereo", 32_000
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(music().T), "fltp", "stereo")
        frame.sample_rate, frame.pts = RATE, 0
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    return path


@pytest.fixture(scope="module")
def whole(path: Path) -> np.ndarray:
    return np.concatenate(list(decode(path)))


def test_any_part_is_that_of_the_decoded_stem(path: Path, whole: np.ndarray) -> None:
    chance = np.random.default_rng(11)
    with closing(StemReader(path)) as reader:
        assert reader.samples == len(whole)
        for start in [*chance.integers(0, len(whole), 150), 0, 1, 1104, 1105, 1152, len(whole) - 1]:
            count = int(chance.choice([1, 100, 1024, 5000, 70_000]))
            part = reader.read(int(start), count)
            assert part.shape == (count, 2)
            assert part.dtype == np.float32
            assert np.array_equal(part[: len(whole) - start], whole[start : start + count])
            assert not part[len(whole) - start :].any()


def test_reading_on_is_decoding(path: Path, whole: np.ndarray) -> None:
    with closing(StemReader(path)) as reader:
        for block in (1024, 44_100):
            parts = [reader.read(start, block) for start in range(0, len(whole), block)]
            assert np.array_equal(np.concatenate(parts)[: len(whole)], whole)


def test_outside_of_the_stem_is_silence(path: Path, whole: np.ndarray) -> None:
    with closing(StemReader(path)) as reader:
        across = reader.read(-500, 1000)
        assert not across[:500].any()
        assert np.array_equal(across[500:], whole[:500])
        for start, count in ((-5000, 100), (len(whole), 100), (10 * len(whole), 100), (0, 0)):
            assert not reader.read(start, count).any()


def test_readers_do_not_disturb_each_other(path: Path, whole: np.ndarray) -> None:
    with closing(StemReader(path)) as one, closing(StemReader(path)) as other:
        for start in range(0, 200_000, 10_000):
            back = 300_000 - start
            assert np.array_equal(one.read(start, 1000), whole[start : start + 1000])
            assert np.array_equal(other.read(back, 1000), whole[back : back + 1000])


def test_a_packet_is_decoded_once_when_reading_on(path: Path, whole: np.ndarray) -> None:
    """Reading all in small steps takes about as long as decoding, not as many times as there are steps."""
    with closing(StemReader(path)) as reader:
        reader.read(0, 1)
        before = psutil.Process().cpu_times().user
        for start in range(0, len(whole), 64):
            reader.read(start, 64)
        assert psutil.Process().cpu_times().user - before < 3


@pytest.mark.parametrize("suffix", get_args(StemFormat))
def test_a_stem_that_is_cut_off_is_read_as_far_as_it_goes(tmp_path: Path, suffix: str) -> None:
    path = stem(tmp_path / f"stem.{suffix}", music())
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 + 333])
    whole = np.concatenate(list(decode(path)))
    with closing(StemReader(path)) as reader:
        assert reader.samples == pytest.approx(len(whole), abs=5000)
        assert np.array_equal(reader.read(200_000, 5000), whole[200_000:205_000])
        reader.read(reader.samples - 5000, 10_000)


@pytest.mark.parametrize("suffix", get_args(StemFormat))
def test_a_damaged_stem_is_sound_or_silence_or_an_error_of_ours(tmp_path: Path, suffix: str) -> None:
    path, chance = stem(tmp_path / f"stem.{suffix}", music()[: 3 * RATE]), np.random.default_rng(5)
    good = np.frombuffer(path.read_bytes(), np.uint8)
    for round_ in range(30):
        data = good.copy()
        places = chance.integers(0, (400, len(data))[round_ % 2], 30)
        data[places] = chance.integers(0, 256, len(places))
        path.write_bytes(data.tobytes())
        try:
            reader = StemReader(path)
        except InvalidAudioError:
            continue
        for start in (0, 50_000, reader.samples - 3000):
            assert np.isfinite(reader.read(start, 10_000)).all()
        reader.close()


def test_a_stem_that_shrinks_while_it_is_read_falls_silent(tmp_path: Path) -> None:
    path = stem(tmp_path / "stem.wav", music())
    with closing(StemReader(path)) as reader:
        path.write_bytes(path.read_bytes()[:10_000])
        assert not reader.read(400_000, 1000).any()


def test_what_is_no_stem_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "text.mp3").write_text("no sound")
    (tmp_path / "empty.mp3").touch()
    write(tmp_path / "studio.wav", tone(1.0, rate=48_000), 48_000)
    for name in ("text.mp3", "empty.mp3", "missing.mp3", "studio.wav"):
        with pytest.raises(InvalidAudioError, match=name.replace(".", r"\.")):
            StemReader(tmp_path / name)
