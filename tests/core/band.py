"""A small band for rhythm tests: drums, bass and chords played at known beats."""

import numpy as np

RATE = 22_050
_CHORDS = ((0, 4, 7), (7, 11, 14), (9, 12, 16), (5, 9, 12))
"""C, G, A minor, F: semitones above C."""


class Band:
    """Writes notes into a drum track and an accompaniment track, float32 at 22.05 kHz.

    beats: times in seconds of every beat, and of the one after the last. beats_per_bar: bars begin at beat 0.
    """

    def __init__(self, beats: np.ndarray, beats_per_bar: int) -> None:
        self.beats, self.beats_per_bar = beats, beats_per_bar
        self.bars = (len(beats) - 1) // beats_per_bar
        self.drums, self.rest = np.zeros((2, int((beats[-1] + 1) * RATE)), np.float32)
        self._noise = np.random.default_rng(7)

    @property
    def mix(self) -> np.ndarray:
        """Everything, with a little hiss, as a recording has."""
        hiss = 2e-4 * self._noise.standard_normal(len(self.rest)).astype(np.float32)
        return 0.4 * (self.drums + self.rest) + hiss

    def play(self, instrument: str, pattern: str, bars: range | None = None) -> "Band":
        """Repeat a bar: one character for each equal part of it, "x" sounds."""
        for bar in bars if bars is not None else range(self.bars):
            for place, mark in enumerate(pattern):
                if mark == "x":
                    self._sound(instrument, bar, self.beats_per_bar * (bar + place / len(pattern)))
        return self

    def _sound(self, instrument: str, bar: int, position: float) -> None:
        whole = int(position)
        time = self.beats[whole] + (position - whole) * (self.beats[whole + 1] - self.beats[whole])
        chord = _CHORDS[bar % len(_CHORDS)]
        if instrument == "bass":
            self._add(self.rest, time, _tone(36 + chord[0] % 12, 0.5))
        elif instrument == "chord":
            self._add(self.rest, time, sum(_tone(60 + step, 0.4) for step in chord) / 3)
        else:
            self._add(self.drums, time, self._hit(instrument))

    def _hit(self, drum: str) -> np.ndarray:
        t = np.arange(RATE // 4) / RATE
        noise = self._noise.standard_normal(len(t))
        if drum == "kick":
            return np.sin(2 * np.pi * 55 * t) * np.exp(-t / 0.08)
        if drum == "snare":
            return 0.5 * noise * np.exp(-t / 0.05) + 0.4 * np.sin(2 * np.pi * 190 * t) * np.exp(-t / 0.05)
        return 0.15 * np.diff(noise, prepend=0) * np.exp(-t / 0.02)

    def _add(self, track: np.ndarray, time: float, sound: np.ndarray) -> None:
        start = round(time * RATE)
        part = track[start : start + len(sound)]
        part += (self._noise.uniform(0.85, 1.1) * sound)[: len(part)].astype(np.float32)


def steady(bpm: float, count: int, start: float = 0.3) -> np.ndarray:
    """Times of `count` beats and of the one after them."""
    return start + 60 / bpm * np.arange(count + 1)


def clicks(times: np.ndarray, seconds: float) -> np.ndarray:
    """A click of 5 ms at each time, float32 mono."""
    sound = np.zeros(int(seconds * RATE), np.float32)
    t = np.arange(110) / RATE
    click = (0.8 * np.sin(2 * np.pi * 1000 * t) * np.exp(-t / 0.002)).astype(np.float32)
    for start in np.rint(times * RATE).astype(int):
        sound[start : start + len(click)] += click
    return sound


def _tone(pitch: int, seconds: float) -> np.ndarray:
    t = np.arange(int(seconds * RATE)) / RATE
    hertz = 440 * 2 ** ((pitch - 69) / 12)
    partials = sum(np.sin(2 * np.pi * hertz * k * t) / k**1.5 for k in range(1, 7))
    return 0.4 * partials * np.minimum(t / 0.004, 1) * np.exp(-t / 0.3) * np.minimum((seconds - t) / 0.05, 1)
