import numpy as np
import pytest

from core.pitch.viterbi import LONGEST_OPEN, TINY, PitchViterbi

BINS, REACH = 120, 12


def textbook_path(probabilities: np.ndarray) -> np.ndarray:
    """Viterbi with the whole transition matrix, as in librosa.sequence.viterbi."""
    near = np.maximum(REACH - np.abs(np.subtract.outer(np.arange(BINS), np.arange(BINS))), 0)
    transition = np.log(near / near.sum(axis=1, keepdims=True) + TINY)
    heard = np.log(probabilities + np.float32(TINY))
    scores = [heard[0] + np.log(1 / BINS + TINY)]
    origins = []
    for row in heard[1:]:
        arriving = scores[-1][:, None] + transition
        origins.append(arriving.argmax(axis=0))
        scores.append(row + arriving.max(axis=0))
    path = [int(scores[-1].argmax())]
    for origin in reversed(origins):
        path.append(int(origin[path[-1]]))
    return np.array(path[::-1])


def melody(frames: int, seed: int) -> np.ndarray:
    """Probabilities of a wandering pitch that leaps every half second, fades and drowns in noise."""
    random = np.random.default_rng(seed)
    pitch = 60 + 20 * np.sin(np.arange(frames) / 40) + 25 * (np.arange(frames) // 50 % 2)
    peak = np.exp(-0.5 * (np.arange(BINS) - pitch[:, None]) ** 2) * random.random((frames, 1))
    salience = peak + 0.3 * random.random((frames, BINS))
    weights = np.exp(salience).astype(np.float32)
    weights[:, :10] = 0
    return weights / weights.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("block", [1, 37, 600])
def test_path_is_the_textbook_path_in_blocks_of_any_length(block: int) -> None:
    probabilities = melody(600, seed=block)
    path = PitchViterbi(BINS, REACH)
    found = [path.push(probabilities[start : start + block]) for start in range(0, 600, block)]
    np.testing.assert_array_equal(np.concatenate([*found, path.finish()]), textbook_path(probabilities))


def test_a_leap_over_the_whole_range_is_possible() -> None:
    probabilities = np.full((8, BINS), 1e-30, np.float32)
    probabilities[:4, 5] = probabilities[4:, 115] = 1
    path = PitchViterbi(BINS, REACH)
    assert [*path.push(probabilities), *path.finish()] == [5] * 4 + [115] * 4


def test_bins_are_given_out_while_the_song_runs() -> None:
    path = PitchViterbi(BINS, REACH)
    probabilities = melody(3000, seed=1)
    given = sum(len(path.push(probabilities[start : start + 100])) for start in range(0, 3000, 100))
    assert given > 2800


def test_paths_that_never_meet_do_not_wait_for_ever() -> None:
    path = PitchViterbi(BINS, REACH)
    alike = np.zeros((1000, BINS), np.float32)
    alike[:, 30:90] = 1 / 60
    given = 0
    for pushed in range(1000, 2 * LONGEST_OPEN + 1, 1000):
        given += len(path.push(alike))
        assert pushed - given <= LONGEST_OPEN
    assert given > 0


def test_the_next_song_starts_afresh() -> None:
    path = PitchViterbi(BINS, REACH)
    first = [*path.push(melody(50, seed=2)), *path.finish()]
    assert [*path.push(melody(50, seed=2)), *path.finish()] == first
    assert len(path.finish()) == 0
