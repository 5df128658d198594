"""A finished song is played: what is heard is the sum of its stems, at the place that is shown."""

import re
import time
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from benchmarks.page.browser import DESKTOP
from core.models import SAMPLE_RATE
from tests.app.conftest import Running
from tests.web.conftest import SECONDS, Visit
from tests.web.listening import RECORDER, Sound, level, pace, place, record, stems

NOT_HEARD = -80.0
"""dB below which a difference is none: the parts have 16 bits."""

Names = tuple[str, ...]


@pytest.fixture
def player(phone: Page, song: str) -> Page:
    """The song on a phone, about to be played."""
    phone.goto(f"/#/song/{song}")
    expect(phone.get_by_role("button", name="Play", exact=True)).to_be_enabled()
    return phone


@pytest.fixture
def studio(visit: Visit, running: Running, song: str) -> Page:
    """The song on the desktop, recorded on its way to the loudspeaker."""
    page = visit(running.url, bypass_csp=True, **DESKTOP)
    page.add_init_script(RECORDER)
    page.goto(f"/#/song/{song}")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_enabled()
    return page


@pytest.fixture(scope="module")
def parts(running: Running) -> dict[str, Sound]:
    """The stems of the song."""
    song = running.service.find(lambda job: job.status.ended)[0].id
    return stems(running.client, song)


def position(page: Page) -> float:
    """Seconds."""
    return float(page.get_by_role("slider", name="Position in the song").input_value())


def play(page: Page) -> None:
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()


def pause(page: Page) -> None:
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def seek(page: Page, seconds: float) -> None:
    page.get_by_role("slider", name="Position in the song").fill(str(seconds))


def panel(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def until(page: Page, condition: Callable[[], bool], seconds: float = 10) -> None:
    """Wait while the page goes on."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        page.wait_for_timeout(50)


def chord(page: Page) -> str:
    """The one that is shown to sound now."""
    return page.locator(".chord-now strong").inner_text()


@pytest.mark.alone
def test_what_is_heard_is_the_sum_of_the_stems(studio: Page, parts: dict[str, Sound]) -> None:
    play(studio)
    recorded = record(studio, 2)
    assert_is(recorded.sound, parts, tuple(parts))
    begin = place(recorded.sound, total(parts, tuple(parts))) / SAMPLE_RATE
    assert begin == pytest.approx(recorded.begin, abs=0.25)


@pytest.mark.alone
def test_the_mixer_is_heard(studio: Page, parts: dict[str, Sound]) -> None:
    play(studio)
    studio.get_by_role("button", name="Mute Vocals").click()
    studio.wait_for_timeout(200)
    assert_is(record(studio, 1).sound, parts, ("drums", "bass", "other"))
    studio.get_by_role("button", name="Mute Vocals").click()
    studio.get_by_role("button", name="Only Vocals").click()
    studio.get_by_role("button", name="Only Bass").click()
    studio.wait_for_timeout(200)
    assert_is(record(studio, 1).sound, parts, ("vocals", "bass"))
    studio.get_by_role("button", name="Only Bass").click()
    studio.get_by_role("slider", name="Volume of Vocals").fill("0.5")
    studio.wait_for_timeout(200)
    quiet = {name: 0.5 * sound for name, sound in parts.items()}
    assert_is(record(studio, 1).sound, quiet, ("vocals",))


def total(parts: dict[str, Sound], names: Names) -> Sound:
    return np.sum([parts[name] for name in names], axis=0, dtype=np.float32)


def assert_is(recorded: Sound, parts: dict[str, Sound], names: Names) -> None:
    """It has to be these stems and nothing else, sample for sample."""
    song = total(parts, names)
    recorded = recorded[np.flatnonzero(np.abs(recorded).max(axis=1))[0] + SAMPLE_RATE // 100 :]
    start = place(recorded, song)
    assert level(recorded) > -50
    assert level(recorded - song[start : start + len(recorded)]) < NOT_HEARD


def test_it_goes_on_from_where_one_seeks_and_stays_where_one_pauses(player: Page) -> None:
    play(player)
    until(player, lambda: position(player) > 1)
    seek(player, 7)
    until(player, lambda: position(player) > 7.3)
    assert position(player) < 9
    pause(player)
    before = position(player)
    player.wait_for_timeout(300)
    assert position(player) == before
    player.get_by_role("button", name="Back to the start").click()
    until(player, lambda: position(player) == 0)


def test_at_its_end_it_stops(player: Page) -> None:
    seek(player, SECONDS - 1)
    play(player)
    expect(player.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_a_loop_is_played_again_and_again(player: Page) -> None:
    seek(player, 5)
    loop = player.get_by_role("button", name="Loop", exact=True)
    loop.click()
    expect(loop).to_have_attribute("aria-pressed", "true")
    play(player)
    places: list[float] = []

    def has_jumped_back() -> bool:
        places.append(position(player))
        return any(later < earlier for earlier, later in pairwise(places))

    until(player, has_jumped_back, SECONDS)
    loop.click()
    expect(loop).to_have_attribute("aria-pressed", "false")


def test_transposed_it_has_other_chords_and_goes_on(player: Page) -> None:
    before = chord(player)
    panel(player, "Practice")
    up = player.get_by_role("button", name="Transpose up")
    up.click()
    up.click()
    expect(player.locator(".chord-now strong")).to_have_text(a_whole_tone_above(before))
    play(player)
    until(player, lambda: position(player) > 0.5)


def a_whole_tone_above(name: str) -> re.Pattern[str]:
    """In whichever spelling."""
    notes = ("C", "[CD][♯♭]", "D", "[DE][♯♭]", "E", "F", "[FG][♯♭]", "G", "[GA][♯♭]", "A", "[AB][♯♭]", "B")
    root = re.match("[A-G][♯♭]?", name)
    assert root, name
    index = next(k for k, note in enumerate(notes) if re.fullmatch(note, root[0]))
    return re.compile(f"^{notes[(index + 2) % 12]}{re.escape(name[root.end() :])}$")


@pytest.mark.alone
def test_a_capo_changes_the_names_and_not_the_sound(studio: Page, parts: dict[str, Sound]) -> None:
    before = chord(studio)
    studio.get_by_role("button", name="Capo up").click()
    expect(studio.locator(".chord-now strong")).not_to_have_text(before)
    play(studio)
    assert_is(record(studio, 1).sound, parts, tuple(parts))


@pytest.mark.alone
def test_at_half_the_speed_it_takes_twice_as_long_at_the_same_pitch(
    studio: Page, parts: dict[str, Sound]
) -> None:
    slower = studio.get_by_role("button", name="Speed down")
    value = studio.get_by_role("group", name="Speed").locator(".stepper-value")
    for _ in range(20):
        if value.inner_text().startswith("50"):
            break
        slower.click()
    expect(value).to_have_text(re.compile("^50"))
    play(studio)
    until(studio, lambda: position(studio) > 1)
    recorded = record(studio, 2)
    assert pace(studio) == pytest.approx(0.5, abs=0.05)
    start = int(recorded.begin * SAMPLE_RATE)
    song = total(parts, tuple(parts))[start : start + SAMPLE_RATE]
    assert pitches(recorded.sound) == pytest.approx(pitches(song), rel=0.06)


def pitches(sound: Sound) -> float:
    """The middle of its spectrum, which is moved where the sound is only played more slowly."""
    power = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
    return float(np.searchsorted(np.cumsum(power), power.sum() / 2) / len(power))
