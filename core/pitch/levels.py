"""How loud singer and band are, frame by frame, and where a voice can be sung at all."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.audio.samples import Recording
from core.models import ANALYSIS_RATE, HOP_SECONDS, VOICE_RATE

Mask = NDArray[np.bool_]
Values = NDArray[np.float64]

LEVEL_HOPS = 4
"""Frames' levels are taken over 40 ms, centred on the frame."""
ACCOMPANIMENT_HOPS = 20
"""200 ms: the ear and the separator do not tell apart what is closer in time."""
BLOCK_HOPS = 6000
"""One minute: how much sound is read at once."""

CERTAIN = 0.8
"""Confidence above which frames tell how loud the singer is."""
SINGER_BELOW_BAND = 20.0
"""dB. A voice this far under the accompaniment's loud moments is leakage: nobody sings in this song."""
BELOW_SINGER = 26.0
"""dB. What lies farther under the singer's loud moments is leakage, breath or reverberation."""
BAND_BELOW_SINGER = 15.0
"""dB. A band this far under the singer is none: separation left it of the singer."""
BELOW_BAND = 30.0
"""dB. Less than this in the presence of the accompaniment is what separation leaves of it."""
SILENCE = -70.0
"""dBFS."""


@dataclass(frozen=True)
class Levels:
    """dBFS a frame, and the loud moments (90th percentile) of singer and band; a silent singer is at -inf."""

    voice: Values
    band: Values
    singer_loud: float
    band_loud: float

    def above_softest(self) -> Values:
        """dB by which the stem is louder than the softest singing; -inf everywhere where nobody sings.

        What is softer is breath, reverberation, or what separation leaves of the band.
        """
        if self.singer_loud == -np.inf or self.singer_loud < self.band_loud - SINGER_BELOW_BAND:
            return np.full(len(self.voice), -np.inf)
        softest = np.maximum(np.maximum(self.singer_loud - BELOW_SINGER, self.band - BELOW_BAND), SILENCE)
        return np.asarray(self.voice - softest)

    def audible(self) -> Mask:
        """Where the stem is loud enough for singing."""
        return self.above_softest() > 0

    def band_plays(self) -> bool:
        """Whether the voice was cut out of a mix, rather than recorded alone."""
        return self.band_loud > self.singer_loud - BAND_BELOW_SINGER


def measure(confidence: Values, voice: Recording, accompaniment: Recording) -> Levels:
    """Levels of singer and band. confidence: any tracker's, (frames,): it tells which frames are sung.

    voice: the vocal stem, mono at 16 kHz. accompaniment: the rest of the song,
    mono at 22.05 kHz.
    """
    level = levels(voice, VOICE_RATE, len(confidence), LEVEL_HOPS)
    band = levels(accompaniment, ANALYSIS_RATE, len(confidence), ACCOMPANIMENT_HOPS)
    certain = level[(confidence >= CERTAIN) & (level > SILENCE)]
    singer_loud = float(np.percentile(certain, 90)) if len(certain) else -np.inf
    band_loud = float(np.percentile(band, 90)) if len(band) else -np.inf
    return Levels(level, band, singer_loud, band_loud)


def levels(sound: Recording, rate: int, frames: int, hops: int) -> Values:
    """Level of each frame in dBFS without DC, over an even number of 10 ms hops around its centre."""
    edges = np.round(np.arange(frames + 1) * HOP_SECONDS * rate).astype(int)
    moments = np.zeros((hops // 2 + frames + hops // 2, 3))
    for first in range(0, frames, BLOCK_HOPS):
        cuts = edges[first : first + BLOCK_HOPS + 1]
        block = np.asarray(sound[cuts[0] : cuts[-1]], np.float64)
        starts = cuts[:-1][cuts[:-1] < cuts[0] + len(block)] - cuts[0]
        if len(starts):
            powers = np.stack([np.ones_like(block), block, block**2], axis=1)
            moments[hops // 2 + first :][: len(starts)] = np.add.reduceat(powers, starts)
    sums = np.cumsum(np.pad(moments, ((1, 0), (0, 0))), axis=0)
    count, mean, square = (sums[hops:] - sums[:-hops])[:frames].T
    count = np.maximum(count, 1)
    return np.asarray(10 * np.log10(np.maximum(square / count - (mean / count) ** 2, 1e-12)))
