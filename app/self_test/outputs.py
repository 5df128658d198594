"""What the outputs of the example song must be."""

import io
import tempfile
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from app.self_test.client import Client, SelfTestError
from core.audio.decode import decode
from core.audio.samples import Sound
from core.example import SONG
from core.models import HOP_SECONDS, SAMPLE_RATE

SECONDS, TEMPO, METRE, KEY = 25.0, 84.0, "4/4", "D major"
"""Of the example song."""
STEMS = ("vocals", "drums", "bass", "other")
SILENCE = 1e-4
"""RMS below which a stem holds nothing."""
SUM_DB = -20.0
"""The stems' sum differs from the song by less; MP3s are no exact copies."""
SUNG = (36.0, 96.0)
"""MIDI pitches that can be sung."""
CLOSE = 0.02
"""Seconds."""
ZIPPED = {"vocals.mp3", "chords.json", "frames.json"}

Check = Callable[[Client, str], str]
"""Takes the job's id, and returns what is so in a sentence. Raises SelfTestError."""


def must(holds: object, otherwise: str) -> None:
    """Raise SelfTestError with a sentence unless something holds."""
    if not holds:
        raise SelfTestError(otherwise)


def stems(client: Client, job_id: str) -> str:
    """The four stems are there, none is empty, and together they are the song."""
    song = np.concatenate(list(decode(SONG)))
    sounds = {name: _sound(client.get(f"/api/v1/jobs/{job_id}/stems/{name}"), ".mp3") for name in STEMS}
    for name, sound in sounds.items():
        must(len(sound) == len(song), f"{name} has {len(sound)} samples, the song {len(song)}.")
        must(_rms(sound) > SILENCE, f"{name} is silent.")
    total = np.sum(list(sounds.values()), axis=0)
    apart = 20 * np.log10(_rms(total - song) / _rms(song))
    must(apart < SUM_DB, f"The stems' sum is {apart:.0f} dB off the song.")
    return (
        f"{', '.join(STEMS)}: {len(song) / SAMPLE_RATE:.2f} s each; their sum is {apart:.0f} dB off the song."
    )


def lossless(client: Client, job_id: str) -> str:
    """What the page plays: the first part of every stem."""
    part = client.json(f"/jobs/{job_id}/parts")["parts"][0]
    samples = round((part["end"] - part["start"]) * SAMPLE_RATE)
    for name, url in part["stems"].items():
        must(len(_sound(client.get(url), ".flac")) == samples, f"The first part of {name} is not whole.")
    without = _sound(client.get(f"/api/v1/jobs/{job_id}/mixes/without/vocals"), ".mp3")
    must(_rms(without) > SILENCE, "The mix without vocals is silent.")
    return f"Parts of {samples / SAMPLE_RATE:.0f} s as FLAC, and a mix without vocals."


def pitch(client: Client, job_id: str) -> str:
    """Frames every 10 ms, and notes in order."""
    frames = client.json(f"/jobs/{job_id}/frames")["processed_frames"]
    must(abs(len(frames) - SECONDS / HOP_SECONDS) <= 1, f"There are {len(frames)} frames.")
    sung = [frame["midi_pitch"] for frame in frames if frame["is_voiced"]]
    must(0.2 < len(sung) / len(frames) < 0.9, f"{len(sung)} of {len(frames)} frames are sung.")
    must(all(SUNG[0] < midi < SUNG[1] for midi in sung), "Some pitches cannot be sung.")
    notes = client.json(f"/jobs/{job_id}/notes")["notes"]
    must(len(notes) > 10, f"There are {len(notes)} notes.")
    midi = client.get(f"/api/v1/jobs/{job_id}/notes?format=midi")
    must(midi.startswith(b"MThd"), "The MIDI file is none.")
    return f"{len(frames)} frames, {len(sung)} sung, {len(notes)} notes, MIDI of {len(midi)} bytes."


def chords(client: Client, job_id: str) -> str:
    """Chords without a gap, and the key."""
    found = client.json(f"/jobs/{job_id}/chords")
    spans = [(chord["start_time"], chord["end_time"]) for chord in found["chords"]]
    must(len(spans) > 3, f"There are {len(spans)} chords.")
    must(spans[0][0] == 0 and abs(spans[-1][1] - SECONDS) < CLOSE, "The chords do not span the song.")
    must(all(one[1] == next_[0] for one, next_ in pairwise(spans)), "There are gaps between chords.")
    key = found["key_info"]["key"]
    must(key == KEY, f"The key is {key}, not {KEY}.")
    sheet = client.get(f"/api/v1/jobs/{job_id}/chords?format=txt").decode()
    must(KEY in sheet, "The chord sheet does not tell the key.")
    return f"{len(spans)} chords without a gap in {key}."


def beats(client: Client, job_id: str) -> str:
    """Tempo and metre."""
    found = client.json(f"/jobs/{job_id}/beats")
    tempo, metre, times = found["tempo_bpm"], found["time_signature"], found["beats"]
    must(abs(tempo - TEMPO) < 0.5, f"The tempo is {tempo:.1f}, not {TEMPO:g} bpm.")
    must(metre == METRE, f"The metre is {metre}, not {METRE}.")
    must(abs(len(times) - SECONDS * TEMPO / 60) <= 2, f"There are {len(times)} beats.")
    return f"{tempo:.1f} bpm, {metre}, {len(times)} beats."


def downloads(client: Client, job_id: str) -> str:
    """Everything in one zip."""
    body = client.get(f"/api/v1/jobs/{job_id}/download.zip")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        names = {Path(name).name for name in archive.namelist()}
        must(archive.testzip() is None, "The zip is damaged.")
    must(names >= ZIPPED, f"The zip holds only {', '.join(sorted(names))}.")
    return f"A zip of {len(names)} files, {len(body) / 1e6:.1f} MB."


def page(client: Client, job_id: str) -> str:  # noqa: ARG001 - every check is called in the same way
    """The page for phones, and the API's documentation without a network."""
    html = client.get("/").decode()
    must("<script" in html, "The page has no script.")
    must(b"swagger" in client.get("/docs"), "The API's documentation is not there.")
    return f"The page for phones is served, {len(html)} bytes; so is /docs."


CHECKS: dict[str, Check] = {
    "stems": stems,
    "playing": lossless,
    "pitch": pitch,
    "chords": chords,
    "beats": beats,
    "download": downloads,
    "page": page,
}
"""By subject."""


def engines_of(job: dict[str, Any]) -> str:
    """Who made the results, and how long it took."""
    made = job["engines"]
    who = ", ".join(made[stage] for stage in ("separator", "pitch", "chords"))
    return f"{who} on {job['device']}: {job['processing_time']:.1f} s for {job['duration']:.1f} s of song."


def _sound(content: bytes, suffix: str) -> Sound:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"sound{suffix}")
        file.write_bytes(content)
        return np.concatenate(list(decode(file)))


def _rms(sound: Sound) -> float:
    return float(np.sqrt(np.mean(np.square(sound, dtype=np.float64))))
