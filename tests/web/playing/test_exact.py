"""At normal speed the sum of the stems is heard, sample for sample."""

import numpy as np
import pytest

from core.models import SAMPLE_RATE
from tests.web.playing.conftest import Song, Studio, samples

NOTHING = 1e-6
UNTIL_HEARD = 0.04
"""Seconds after a start or a seek until its sound is there and has faded in."""


def test_the_whole_song_over_all_parts_to_its_end(studio: Studio, music: Song) -> None:
    heard, positions = studio.render(music.preview, [{"at": 0, "start": True}], 42)
    clock, at = positions[5]
    start, faded = clock - at, samples(UNTIL_HEARD)
    assert np.abs(heard[start + faded : start + len(music.mix)] - music.mix[faded:]).max() < NOTHING
    assert not heard[start + len(music.mix) :].any()
    assert positions[-1][1] == len(music.mix)


def test_after_every_one_of_twenty_seeks(studio: Studio, music: Song) -> None:
    random = np.random.default_rng(7)
    times = np.arange(20) * 0.9 + 0.5
    # Those are near the borders of parts, where a part has to be joined to the next.
    targets = np.concatenate([random.uniform(0, 38, 14), [4.7, 14.6, 24.99, 34.5, 0.0, 5.0]])
    steps = [{"at": 0, "start": True}]
    steps += [{"at": at, "seek": to} for at, to in zip(times, targets, strict=True)]
    heard, positions = studio.render(music.preview, steps, 19.5)
    for time, target in zip(times, targets, strict=True):
        within = [each for each in positions if samples(time + 0.3) < each[0] < samples(time + 0.85)]
        clock, at = within[0]
        assert at == pytest.approx(samples(target) + clock - samples(time), abs=samples(UNTIL_HEARD))
        start, end = samples(time + UNTIL_HEARD), samples(time + 0.9)
        wanted = music.mix[start - clock + at : end - clock + at]
        assert np.abs(heard[start:end] - wanted).max() < NOTHING, f"after the seek to {target} s"


@pytest.mark.parametrize(("start", "end"), [(4.8, 5.3), (12.0, 12.1), (3.0, 16.123456)])
def test_around_a_loop(studio: Studio, music: Song, start: float, end: float) -> None:
    loop = {"start": start, "end": end}
    steps = [{"at": 0, "manner": {"loop": loop}}, {"at": 0, "start": True}]
    heard, positions = studio.render(music.preview, steps, 30)
    clock, at = positions[1]
    first = samples(start)
    played = first + (np.arange(len(heard)) - clock + at - first) % (samples(end) - first)
    assert np.abs(heard - music.mix[played])[samples(0.1) :].max() < NOTHING
    assert all(played[clock] == at for clock, at in positions[1:])


def test_into_a_loop_and_out_of_it(studio: Studio, music: Song) -> None:
    steps = [
        {"at": 0, "start": True},
        {"at": 2, "manner": {"loop": {"start": 1, "end": 3}}},
        {"at": 5.5, "manner": {"loop": None}},
    ]
    heard, positions = studio.render(music.preview, steps, 9)
    zero = positions[1][0] - positions[1][1]
    at = np.arange(len(heard)) - zero
    # Its end is reached twice.
    at[zero + samples(3) :] -= samples(2)
    at[zero + samples(5) :] -= samples(2)
    assert np.abs(heard - music.mix[np.maximum(at, 0)])[samples(0.1) :].max() < NOTHING


def test_a_loop_elsewhere_begins_at_once(studio: Studio, music: Song) -> None:
    steps = [{"at": 0, "start": True}, {"at": 2, "manner": {"loop": {"start": 20, "end": 25}}}]
    _, positions = studio.render(music.preview, steps, 3)
    assert positions[-1][1] == pytest.approx(samples(20 + 0.8), abs=samples(UNTIL_HEARD))


def test_from_the_preview_to_the_finished_stems_without_a_gap(studio: Studio, music: Song) -> None:
    growing = music.preview | {"parts": music.preview["parts"][:1]}
    grown = music.preview | {"parts": music.preview["parts"][:2]}
    steps = [
        {"at": 0, "start": True},
        {"at": 1, "song": grown},
        {"at": 9.3, "song": music.parts},
    ]
    heard, positions = studio.render(growing, steps, 30)
    zero = positions[1][0] - positions[1][1]
    by_source = [np.abs(heard[zero:] - mix[: len(heard) - zero]) for mix in (music.mix, music.mix_of_parts)]
    assert np.minimum(*by_source)[samples(UNTIL_HEARD) :].max() < NOTHING
    assert by_source[0][: samples(14)][samples(UNTIL_HEARD) :].max() < NOTHING
    assert by_source[1][samples(15) :].max() < NOTHING


def test_at_the_edge_of_what_is_ready_it_waits_and_goes_on_by_itself(studio: Studio, music: Song) -> None:
    growing = music.preview | {"parts": music.preview["parts"][:1]}
    steps = [{"at": 0, "start": True}, {"at": 8, "song": music.preview}]
    heard, positions = studio.render(growing, steps, 12, patience=0.3)
    waited = positions[30][1]
    assert 4 * SAMPLE_RATE < waited <= 5 * SAMPLE_RATE
    silence = np.flatnonzero(heard.any(axis=1))
    gap = np.argmax(np.diff(silence))
    end, start = silence[gap] + 1, silence[gap + 1]
    assert start == pytest.approx(samples(8), abs=samples(UNTIL_HEARD))
    rest = music.mix[waited:]
    assert np.abs(heard[start:] - rest[: len(heard) - start]).max() < NOTHING
    assert np.abs(heard[end - 1000 : end] - music.mix[waited - 1000 : waited]).max() < NOTHING


def test_faders_mute_and_solo(studio: Studio, music: Song) -> None:
    steps = [
        {"at": 0, "start": True},
        {"at": 1, "muted": ["drums"]},
        {"at": 2, "muted": [], "solo": ["vocals", "bass"]},
        {"at": 3, "solo": [], "gains": {"other": 0.5}},
    ]
    heard, positions = studio.render(music.preview, steps, 4)
    zero = positions[1][0] - positions[1][1]
    vocals, drums, bass, other = (np.pad(stem, ((zero, 0), (0, 0))) for stem in music.stems.values())
    mixes = (
        vocals + drums + bass + other,
        vocals + bass + other,
        vocals + bass,
        vocals + drums + bass + other / 2,
    )
    for second, mix in enumerate(mixes):
        part = slice(samples(second + 0.1), samples(second + 0.95))
        assert np.abs(heard[part] - mix[part]).max() < NOTHING, f"second {second}"
