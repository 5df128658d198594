"""Which chord is told from what the networks think of each frame."""

import numpy as np
import pytest

from core.chords.decode import PARTS, ChordDecoder, Segment, silence

KINDS = ("maj", "min", "sus4", "sus2", "dim", "aug")
SEVENTHS = ("", "maj7", "7", "dim7")
FRAMES = 100


@pytest.fixture(scope="module")
def decoder() -> ChordDecoder:
    return ChordDecoder()


def heard(triads: dict[str, float], sevenths: dict[str, float] | None = None) -> np.ndarray:
    """Posteriors over C chords in root position, held for 100 frames (2.3 s); the rest is doubt."""
    parts = {part: np.full((FRAMES, count), 1e-4) for part, count in PARTS.items()}
    for kind, share in triads.items():
        parts["triad"][:, 1 + 12 * KINDS.index(kind)] = share
    for kind, share in (sevenths or {"": 1.0}).items():
        parts["seventh"][:, SEVENTHS.index(kind)] = share
    parts["bass"][:, 1] = 1.0
    for part in ("ninth", "eleventh", "thirteenth"):
        parts[part][:, 0] = 1.0
    return np.hstack(list(parts.values())).astype(np.float16)


def told(decoder: ChordDecoder, posteriors: np.ndarray) -> Segment:
    (segment,) = decoder.decode(posteriors)
    assert (segment.start, segment.end) == (0, FRAMES)
    return segment


@pytest.mark.parametrize(
    ("triads", "label"),
    [
        ({"maj": 0.9, "sus4": 0.1}, "C:maj"),
        ({"maj": 0.6, "sus4": 0.4}, "C:sus4"),
        ({"maj": 0.85, "sus4": 0.15}, "C:maj"),
        ({"maj": 0.5, "min": 0.5}, "C:min"),
        ({"maj": 0.85, "aug": 0.15}, "C:maj"),
        ({"min": 0.9, "dim": 0.1}, "C:min"),
        ({"aug": 0.9, "maj": 0.1}, "C:aug"),
    ],
)
def test_a_rare_chord_needs_less_to_be_believed(
    decoder: ChordDecoder, triads: dict[str, float], label: str
) -> None:
    assert told(decoder, heard(triads)).label == label


@pytest.mark.parametrize(
    ("sevenths", "label"),
    [({"": 0.9, "7": 0.1}, "C:maj"), ({"": 0.52, "7": 0.48}, "C:7"), ({"": 0.6, "maj7": 0.4}, "C:maj7")],
)
def test_so_does_a_rare_seventh(decoder: ChordDecoder, sevenths: dict[str, float], label: str) -> None:
    assert told(decoder, heard({"maj": 1.0}, sevenths)).label == label


def test_confidence_follows_the_evidence(decoder: ChordDecoder) -> None:
    shares = (0.6, 0.75, 0.9, 1.0)
    found = [told(decoder, heard({"maj": share, "min": 1 - share})).confidence for share in shares]
    assert found == sorted(found)
    assert 0.5 < found[0] < 0.75
    assert 0.98 < found[-1] <= 1.0


def test_silence_is_certain(decoder: ChordDecoder) -> None:
    posteriors = heard({"maj": 1.0})
    silence(posteriors, np.ones(FRAMES, np.bool_))
    segment = told(decoder, posteriors)
    assert segment.label == "N"
    assert segment.confidence == pytest.approx(1.0, abs=1e-3)


def test_a_moment_of_another_chord_is_no_change(decoder: ChordDecoder) -> None:
    posteriors = heard({"maj": 1.0})
    posteriors[50:52] = heard({"min": 1.0})[:2]
    assert told(decoder, posteriors).label == "C:maj"


def test_chords_change_where_the_evidence_does(decoder: ChordDecoder) -> None:
    posteriors = np.concatenate([heard({"maj": 1.0}), heard({"min": 1.0}), heard({"sus4": 1.0})])
    segments = decoder.decode(posteriors)
    assert [segment.label for segment in segments] == ["C:maj", "C:min", "C:sus4"]
    assert [segment.start for segment in segments] == [0, FRAMES, 2 * FRAMES]
