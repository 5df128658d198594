"""Corrections that mean something, and what is said of others."""

import math
from dataclasses import replace

import pytest

from core.corrections.checking import MOST_CHORDS, amended
from core.corrections.corrections import ChordCorrection, Corrections
from core.errors import CorrectionError, NotReadyError, NotRequestedError
from core.jobs import Job, JobStatus, Summary
from tests.core.corrections.songs import ENGINES
from tests.core.disk.data_folders import ended_job

SUMMARY = Summary(12.0, 84.0, "D major", "4/4", 1200, 4, ENGINES)
JOB = replace(ended_job(1), summary=SUMMARY)


@pytest.mark.parametrize("said", [84, 90.0, 76.0, 168, 184, 252, 336.0, 42, 28, 21, 19])
def test_tempos_near_a_multiple_or_part_are_taken_as_they_are_said(said: float) -> None:
    assert amended(JOB, {"tempo_bpm": said}).tempo_bpm == said


@pytest.mark.parametrize("said", [100, 120.0, 420, 5, -84.0, 1e-300, 1e300, math.nan, math.inf, -math.inf])
def test_for_other_tempos_those_that_are_possible_are_told(said: float) -> None:
    with pytest.raises(CorrectionError, match=r"21, 28, 42, 84, 168, 252 and 336\.") as raised:
        amended(JOB, {"tempo_bpm": said})
    assert raised.value.field == "tempo_bpm"


def test_a_song_without_beats_has_no_tempo_to_correct() -> None:
    with pytest.raises(CorrectionError, match="No beat"):
        amended(replace(JOB, summary=replace(SUMMARY, tempo_bpm=0.0)), {"tempo_bpm": 120.0})


@pytest.mark.parametrize(("said", "shift"), [(1, 1), (5, 1), (-1, 3), (4, 0), (0, 0), (10**30, 0)])
def test_the_first_beat_moves_within_the_bar(said: int, shift: int) -> None:
    assert amended(JOB, {"downbeat_shift": said}).downbeat_shift == shift


def test_keys() -> None:
    assert amended(JOB, {"key": "Eb major"}).key == "Eb major"
    for said, told in (("E flat", "Eb major"), ("G# major", "written Ab major"), ("x" * 10_000, "no key")):
        with pytest.raises(CorrectionError, match=told) as raised:
            amended(JOB, {"key": said})
        assert raised.value.field == "key"
        assert len(str(raised.value)) < 200


@pytest.mark.parametrize(
    ("chord", "field"),
    [
        (ChordCorrection(1.0, 2.0, "H:maj"), "chords.1.chord_label"),
        (ChordCorrection(1.0, 2.0, "Cmaj7"), "chords.1.chord_label"),
        (ChordCorrection(1.0, 2.0, ""), "chords.1.chord_label"),
        (ChordCorrection(2.0, 1.0, "C:maj"), "chords.1"),
        (ChordCorrection(1.0, 1.01, "C:maj"), "chords.1"),
        (ChordCorrection(-1.0, 1.0, "C:maj"), "chords.1"),
        (ChordCorrection(1.0, 14.0, "C:maj"), "chords.1"),
        (ChordCorrection(12.0, 12.5, "C:maj"), "chords.1"),
        (ChordCorrection(math.nan, 2.0, "C:maj"), "chords.1"),
        (ChordCorrection(1.0, math.inf, "C:maj"), "chords.1"),
    ],
)
def test_a_chord_that_means_nothing_is_named(chord: ChordCorrection, field: str) -> None:
    with pytest.raises(CorrectionError) as raised:
        amended(JOB, {"chords": (ChordCorrection(0.0, 1.0, "C:maj"), chord)})
    assert raised.value.field == field


def test_a_chord_that_a_later_one_covers_is_forgotten() -> None:
    first, second, third = (
        ChordCorrection(1.0, 2.0, "C:maj"),
        ChordCorrection(4.0, 6.0, "D:min"),
        ChordCorrection(0.5, 2.0, "G:7"),
    )
    assert amended(JOB, {"chords": (first, second, third)}).chords == (second, third)
    assert amended(JOB, {"chords": (third, second, first)}).chords == (third, second, first)


def test_too_many_chords() -> None:
    chords = tuple(
        ChordCorrection(0.01 * number, 0.01 * number + 0.1, "N") for number in range(MOST_CHORDS + 1)
    )
    assert len(amended(JOB, {"chords": chords[1:]}).chords) == MOST_CHORDS
    with pytest.raises(CorrectionError, match=str(MOST_CHORDS)):
        amended(JOB, {"chords": chords})


def test_only_what_is_said_changes_and_nothing_takes_it_back() -> None:
    job = replace(JOB, corrections=Corrections(168.0, 1, "B minor", (ChordCorrection(0.0, 1.0, "N"),)))
    assert amended(job, {}) == job.corrections
    assert amended(job, {"key": None}) == replace(job.corrections, key=None)
    nothing = {"tempo_bpm": None, "downbeat_shift": 0, "key": "", "chords": ()}
    assert amended(job, nothing) == Corrections()


def test_what_was_said_before_need_not_fit_another_analysis() -> None:
    job = replace(JOB, corrections=Corrections(168.0), summary=replace(SUMMARY, tempo_bpm=120.0))
    assert amended(job, {"key": "B minor"}) == Corrections(168.0, key="B minor")
    whole = vars(replace(job.corrections, key="B minor"))
    assert amended(job, whole) == Corrections(168.0, key="B minor")
    with pytest.raises(CorrectionError):
        amended(job, {"tempo_bpm": 169.0})


@pytest.mark.parametrize("status", [JobStatus.QUEUED, JobStatus.PROCESSING, JobStatus.FAILED])
def test_a_song_that_never_was_finished_has_nothing_to_correct(status: JobStatus) -> None:
    with pytest.raises(NotReadyError, match="Song 1"):
        amended(replace(JOB, status=status), {"key": "C major"})


def test_a_song_without_chords_cannot_be_corrected_one_that_is_done_again_can() -> None:
    with pytest.raises(NotRequestedError):
        amended(Job("x", "x", "x", 1, "", JOB.created_at, status=JobStatus.COMPLETED), {"key": "C major"})
    assert amended(JOB.done_again(JOB.request), {"key": "C major"}).key == "C major"
