"""What a loudspeaker gets in real time is the same as without one."""

import base64
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from tests.web.playing.conftest import Files, Song, Studio, samples

pytestmark = pytest.mark.alone
SECONDS = 1.1
NOTHING = 1e-6
RECORDER = """
registerProcessor("recorder", class extends AudioWorkletProcessor {
    process([input]) {
        const silence = new Float32Array(128);
        this.port.postMessage([input[0] ?? silence, input[1] ?? input[0] ?? silence]);
        return true;
    }
});
"""
TAP = """async () => {
    window.heard = [];
    const context = new AudioContext({ sampleRate: 44100 });
    await context.audioWorklet.addModule("/recorder.js");
    const tap = new AudioWorkletNode(context, "recorder");
    tap.port.onmessage = ({ data }) => heard.push(data);
    tap.connect(context.destination);
    Object.defineProperty(context, "destination", { value: tap });
    window.AudioContext = function () { return context; };
}"""
HEARD = """() => {
    const all = new Float32Array(heard.length * 256);
    heard.forEach((sides, block) => sides.forEach((samples, side) => {
        samples.forEach((sample, i) => { all[256 * block + 2 * i + side] = sample; });
    }));
    let text = "";
    const bytes = new Uint8Array(all.buffer);
    for (let at = 0; at < bytes.length; at += 0x8000) {
        text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    }
    return btoa(text);
}"""


@pytest.fixture
def page(browser: Browser, files: Files) -> Iterator[Page]:
    """On the computer itself, where an AudioWorklet can listen."""
    (files.root / "recorder.js").write_text(RECORDER)
    context = browser.new_context(base_url=files.url)
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()


def test_seeks_and_loops_in_real_time(page: Page, music: Song) -> None:
    Studio(page).open("new FileSource(song)", music.preview)
    page.evaluate(TAP)
    page.get_by_role("button").click()
    targets = [0.1, 3.3, 14.4, 4.6, 24.7, 11.1]
    go_to(page, targets)  # for the first time, until all of it is decoded
    page.evaluate("() => { heard.length = 0; }")
    go_to(page, targets)
    page.evaluate("() => player.setLoop({ start: 11, end: 12.5 })")
    page.wait_for_timeout(3000)
    page.evaluate("() => player.pause()")
    page.wait_for_timeout(300)
    heard = np.frombuffer(base64.b64decode(page.evaluate(HEARD)), np.float32).reshape(-1, 2)
    for target in targets[:-1]:
        check(heard, music.mix[samples(target) :][: samples(SECONDS)])
    looped = music.mix[samples(11) : samples(12.5)]
    check(heard, np.concatenate([music.mix[samples(11.1) : samples(12.5)], looped, looped])[: samples(3)])


def go_to(page: Page, targets: list[float]) -> None:
    """Play some time from each of these seconds on."""
    for target in targets:
        page.evaluate("at => player.seek(at)", target)
        page.wait_for_function("until => player.position() > until", arg=target + SECONDS + 0.05)


def check(heard: np.ndarray, wanted: np.ndarray) -> None:
    """All of this is heard, once it has faded in."""
    faded = samples(0.01)
    first = wanted[faded : faded + 10]
    starts = np.flatnonzero(np.abs(heard[: -len(wanted), 0] - first[0, 0]) < NOTHING)
    at = next(at for at in starts if np.abs(heard[at : at + 10] - first).max() < NOTHING) - faded
    assert np.abs(heard[at : at + len(wanted)] - wanted)[faded:].max() < NOTHING
