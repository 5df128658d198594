"""The separation stage: a song becomes stems to listen to and sound for the later stages to read."""

import mmap
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from core.audio.decode import decode
from core.audio.encode import TrackEncoders
from core.audio.follower import Follower
from core.audio.probe import probe
from core.audio.samples import Recording, ResampledWriter, SampleFile, SampleWriter
from core.audio.segments import Segment, SegmentWriter, segments
from core.context import Context
from core.files import attempt
from core.models import ANALYSIS_RATE, SAMPLE_RATE, VOICE_RATE, Stage
from core.processes import heap, memory
from core.results import JobFolder
from core.separation.base import INSTRUMENTAL, ORIGINAL, STEMS, Separator, Song, StemBlock

DECODING = 0.05
"""Part of the stage's time that decoding takes, for the progress bar."""
DECODED_BLOCKS_BEHIND = 8
"""Blocks of some 1.5 s that may wait to be resampled while the next one is decoded."""
BLOCKS_BEHIND = 2
"""Blocks of all tracks, some 20 MB each, that may wait to be written while the next one is separated."""
BLOCKS_A_TRIM = 10
"""A minute or so. The holes between what two threads use would grow with the song."""
ANALYSIS_INPUTS = {
    "vocals": VOICE_RATE,
    "drums": ANALYSIS_RATE,
    INSTRUMENTAL: ANALYSIS_RATE,
    ORIGINAL: ANALYSIS_RATE,
}
"""Track -> rate in Hz of the mono sound that later stages read."""
_SONG = "song.f32"

OnSegment = Callable[[Segment], None]
Write = Callable[[StemBlock], None]


@dataclass(frozen=True)
class Separated:
    """What the later stages start from. duration: seconds. engine: None where the song was only decoded.

    stems: names of what the engine gave.
    """

    folder: Path
    duration: float
    engine: str | None
    stems: tuple[str, ...]

    def sound(self, track: str) -> Recording:
        """A track for analysis: mono, at its rate in ANALYSIS_INPUTS."""
        return SampleFile(_analysis_file(self.folder, track))


def run(context: Context, wanted: bool, on_segment: OnSegment) -> Separated:
    """Decode the song and, where stems are wanted, separate it.

    on_segment: called with every segment that must become MP3, also with those of an attempt that broke off
    in a later stage. Raises InvalidAudioError, WeightsError, StorageError.
    """
    task = context.task
    name = context.engines.separator_name(task.request.separator) if wanted else None
    folder = context.stage(Stage.SEPARATION, engine=name or "none", format=task.stem_format)
    facts = folder.facts()
    if facts is None:
        _discard(context.folder)
        facts = {"engine": name, "stems": ()}
        with folder.fill(facts) as work:
            _fill(context, work, facts, on_segment)
    elif not context.folder.stems.is_dir():
        for segment in segments(context.folder.segments):
            on_segment(segment)
    return Separated(folder.path, facts["duration"], facts["engine"], _stems(facts))


def _discard(folder: JobFolder) -> None:
    """Forget an earlier separation, its marker first: what is left would be mixed with the new one."""
    shutil.rmtree(folder.stage(Stage.SEPARATION), ignore_errors=True)
    shutil.rmtree(folder.stems, ignore_errors=True)
    folder.drop_segments()


def _stems(facts: dict[str, Any]) -> tuple[str, ...]:
    """The first versions knew four stems and did not note them."""
    return tuple(facts.get("stems", STEMS if facts["engine"] else ()))


def _fill(context: Context, work: Path, facts: dict[str, Any], on_segment: OnSegment) -> None:
    with memory.limited():
        facts["duration"] = _decode_song(context, work)
    if name := facts["engine"]:
        separator = context.engines.separator(name, partial(context.note, Stage.SEPARATION))
        facts["stems"] = separator.stems
        _write_tracks(context, separator, work, on_segment)
    (work / _SONG).unlink()


def _analysis_file(folder: Path, track: str) -> Path:
    return folder / f"{track}.f32"


def _decode_song(context: Context, folder: Path) -> float:
    progress = context.progress(Stage.SEPARATION, 0.0, DECODING)
    task = context.task
    duration = probe(task.song, task.song_name, task.max_seconds).duration
    expected, samples = max(duration, 1.0), 0
    with (
        SampleWriter(folder / _SONG) as song,
        closing(ResampledWriter(_analysis_file(folder, ORIGINAL), ANALYSIS_RATE)) as mix,
        Follower(DECODED_BLOCKS_BEHIND) as follower,
    ):
        for block in decode(task.song, task.song_name, task.max_seconds):
            follower.call(mix.write, block)
            song.write(block)
            samples += len(block)
            progress(min(1.0, samples / SAMPLE_RATE / expected))
    return samples / SAMPLE_RATE


def _write_tracks(context: Context, separator: Separator, folder: Path, on_segment: OnSegment) -> None:
    progress = context.progress(Stage.SEPARATION, DECODING, 1.0)
    mix = SampleFile(folder / _SONG, channels=2)
    with (
        _analysis_sound(folder) as write_for_analysis,
        _tracks_to_hear(context, separator, on_segment) as write_to_hear,
        Follower(BLOCKS_BEHIND) as follower,
    ):
        for number, (block, done) in enumerate(_blocks(separator, mix), start=1):
            follower.call(write_to_hear, block)
            follower.call(write_for_analysis, block)
            if number % BLOCKS_A_TRIM == 0:
                heap.give_back()
            progress(done / len(mix))


def _blocks(separator: Separator, mix: Song) -> Iterator[tuple[StemBlock, int]]:
    """Blocks of all tracks, with the number of samples done."""
    done = 0
    for stems in separator.separate(mix):
        start, done = done, done + len(stems["vocals"])
        # Not the sum of the other stems: HTDemucs's stems leave a part of the mix over, 0.4 to 1.9 dB of SDR.
        mixed = mix[start:done]
        yield _apart(stems | {INSTRUMENTAL: mixed - stems["vocals"], ORIGINAL: mixed}), done


def _apart(block: StemBlock) -> StemBlock:
    """The block in pages of its own: one that waits in the heap would scatter what the network uses there."""
    samples = len(block[ORIGINAL])
    pages = mmap.mmap(-1, len(block) * block[ORIGINAL].nbytes)
    sounds = np.frombuffer(pages, np.float32).reshape(len(block), samples, 2)
    for place, sound in zip(sounds, block.values(), strict=True):
        place[:] = sound
    return dict(zip(block, sounds, strict=True))


@contextmanager
def _analysis_sound(folder: Path) -> Iterator[Write]:
    with ExitStack() as stack:
        writers = {
            track: stack.enter_context(closing(ResampledWriter(_analysis_file(folder, track), rate)))
            for track, rate in ANALYSIS_INPUTS.items()
            if track != ORIGINAL
        }

        def write(block: StemBlock) -> None:
            for track, writer in writers.items():
                writer.write(block[track])

        yield write


@contextmanager
def _tracks_to_hear(context: Context, separator: Separator, on_segment: OnSegment) -> Iterator[Write]:
    """Lossless stems at once; MP3s take longer than a quick separator, and are made of the segments."""
    tracks = context.tracks(separator.stems)
    with ExitStack() as stack:
        writer: SegmentWriter | TrackEncoders
        if context.task.stem_format == "mp3":
            writer = stack.enter_context(SegmentWriter(context.folder.segments, on_segment))
        else:
            folder = stack.enter_context(attempt(context.folder.stems))
            writer = stack.enter_context(closing(TrackEncoders(folder, context.task.stem_format)))
        yield lambda block: writer.write({track: block[track] for track in tracks})
