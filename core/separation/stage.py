"""The separation stage: a song becomes stems to listen to and sound for the later stages to read."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from core.audio.decode import decode, probe, too_long
from core.audio.encode import StemEncoder
from core.audio.samples import ResampledWriter, SampleWriter, Sound, read_samples
from core.context import Context
from core.models import ANALYSIS_RATE, SAMPLE_RATE, VOICE_RATE, Stage
from core.separation.base import STEMS, Separator, StemBlock

DECODING = 0.05
"""Part of the stage's time that decoding takes, for the progress bar."""

INSTRUMENTAL = "instrumental"
ORIGINAL = "original"
ANALYSIS_INPUTS = {
    "vocals": VOICE_RATE,
    "drums": ANALYSIS_RATE,
    INSTRUMENTAL: ANALYSIS_RATE,
    ORIGINAL: ANALYSIS_RATE,
}
"""Track -> rate in Hz of the mono sound that later stages read."""
_SONG = "song.f32"


@dataclass(frozen=True)
class Separated:
    """What the later stages start from. duration: seconds. engine: None where the song was only decoded."""

    folder: Path
    duration: float
    engine: str | None

    def sound(self, track: str) -> Sound:
        """A track for analysis: float32 mono of shape (samples,) at its rate in ANALYSIS_INPUTS."""
        return read_samples(_analysis_file(self.folder, track))

    def drop_sound(self) -> None:
        """Delete the analysis sound, when no stage needs it any more."""
        for path in self.folder.glob("*.f32"):
            path.unlink()


def run(context: Context, wanted: bool) -> Separated:
    """Decode the song and, where stems are wanted, separate it.

    Raises InvalidAudioError, WeightsError, StorageError.
    """
    task = context.task
    name = context.engines.separator_name(task.request.separator) if wanted else None
    folder = context.stage(Stage.SEPARATION, engine=name or "none", format=task.stem_format)
    facts = folder.facts()
    if facts is None:
        facts = {"engine": name}
        with folder.fill(facts) as work:
            facts["duration"] = _decode_song(context, work)
            if name is not None:
                _write_stems(context, name, work)
            (work / _SONG).unlink()
    return Separated(folder.path, facts["duration"], facts["engine"])


def _analysis_file(folder: Path, track: str) -> Path:
    return folder / f"{track}.f32"


def _decode_song(context: Context, folder: Path) -> float:
    progress = context.progress(Stage.SEPARATION, 0.0, DECODING)
    task = context.task
    duration = probe(task.song, task.song_name).duration
    if duration > task.max_seconds:
        raise too_long(task.song_name, task.max_seconds)
    expected, samples = max(duration, 1.0), 0
    with SampleWriter(folder / _SONG) as song, ExitStack() as stack:
        mix = ResampledWriter(_analysis_file(folder, ORIGINAL), ANALYSIS_RATE)
        stack.callback(mix.close)
        for block in decode(task.song, task.song_name, task.max_seconds):
            song.write(block)
            mix.write(block)
            samples += len(block)
            progress(min(1.0, samples / SAMPLE_RATE / expected))
    return samples / SAMPLE_RATE


def _write_stems(context: Context, name: str, folder: Path) -> None:
    separator = context.engines.separator(name, partial(context.note, Stage.SEPARATION))
    progress = context.progress(Stage.SEPARATION, DECODING, 1.0)
    mix = read_samples(folder / _SONG, channels=2)
    with ExitStack() as stack:
        sinks = [_opened(sink, stack) for sink in _sinks(context, folder)]
        pool = stack.enter_context(ThreadPoolExecutor(len(sinks)))
        for tracks, done in _tracks(separator, mix):
            list(pool.map(lambda sink, tracks=tracks: sink[1].write(tracks[sink[0]]), sinks))
            progress(done / len(mix))


class Sink(Protocol):
    """Takes blocks of shape (samples, 2)."""

    def write(self, block: Sound) -> None:
        """Take the next block."""

    def close(self) -> None:
        """Finish the file."""


def _sinks(context: Context, folder: Path) -> Iterator[tuple[str, Sink]]:
    for track in ANALYSIS_INPUTS.keys() - {ORIGINAL}:
        yield track, ResampledWriter(_analysis_file(folder, track), ANALYSIS_INPUTS[track])
    (folder / "stems").mkdir()
    for track in (*STEMS, INSTRUMENTAL, *([ORIGINAL] if context.task.api else [])):
        path = folder / "stems" / f"{track}.{context.task.stem_format}"
        yield track, StemEncoder(path, context.task.stem_format)


def _opened(sink: tuple[str, Sink], stack: ExitStack) -> tuple[str, Sink]:
    stack.callback(sink[1].close)
    return sink


def _tracks(separator: Separator, mix: Sound) -> Iterator[tuple[StemBlock, int]]:
    """Blocks of all tracks, with the number of samples done."""
    done = 0
    for stems in separator.separate(mix):
        start, done = done, done + len(stems["vocals"])
        # Not the sum of the other stems: HTDemucs's stems leave a part of the mix over, 0.4 to 1.9 dB of SDR.
        yield stems | {INSTRUMENTAL: mix[start:done] - stems["vocals"], ORIGINAL: mix[start:done]}, done
