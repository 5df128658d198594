"""What the page plays, recorded on its way to the loudspeaker, beside the stems that it is made of."""

import base64
import io
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np
import soundfile as sf
from numpy.typing import NDArray
from playwright.sync_api import Page
from scipy.signal import correlate

from core.models import SAMPLE_RATE

Sound = NDArray[np.float32]
"""Of shape (samples, 2) at 44.1 kHz."""
RECORDER = Path(__file__).with_name("recorder.js").read_text(encoding="utf-8")
"""A script for a page before it is loaded: in a secure context, and with leave for a worklet of its own."""


@dataclass(frozen=True)
class Recording:
    """What was heard, and the position that was shown as it began, in seconds."""

    sound: Sound
    begin: float


def record(page: Page, seconds: float) -> Recording:
    """What the page plays from its next whole second on, for so long."""
    (begin, _), samples = page.evaluate(f"(async () => [await ticked(), await heard({seconds})])()")
    return Recording(np.frombuffer(base64.b64decode(samples), np.float32).reshape(-1, 2), begin)


def pace(page: Page) -> float:
    """Seconds of the song that are shown to go by in one."""
    (begin, began), (end, ended) = page.evaluate("(async () => [await ticked(), await ticked()])()")
    return float((end - begin) / (ended - began))


def stems(client: httpx.Client, song: str) -> dict[str, Sound]:
    """The stems of a finished song, as the parts that the page gets."""
    found: dict[str, list[Sound]] = {}
    for part in client.get(f"/api/v1/jobs/{song}/parts").raise_for_status().json()["parts"]:
        for name, url in part["stems"].items():
            sound, rate = sf.read(io.BytesIO(client.get(url).content), dtype="float32", always_2d=True)
            assert rate == SAMPLE_RATE
            found.setdefault(name, []).append(sound)
    return {name: np.concatenate(parts) for name, parts in found.items()}


def place(recorded: Sound, song: Sound) -> int:
    """The sample of the song at which a recording of it, or of some of its stems, begins."""
    scores = correlate(song.mean(axis=1), recorded.mean(axis=1), "valid", "fft")
    return int(np.argmax(scores))


def level(sound: Sound) -> float:
    """In dB, of full scale."""
    return float(20 * np.log10(np.sqrt(np.mean(np.square(sound, dtype=np.float64))) + 1e-12))
