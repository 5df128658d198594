"""What a separation engine is."""

from collections.abc import Iterator
from typing import Protocol

from core.audio.samples import Recording, Sound

Song = Recording
"""Of shape (samples, 2) at 44.1 kHz."""
StemBlock = dict[str, Sound]
"""Stem name -> float32 of shape (samples, 2); all stems of a block have the same length."""

STEMS = ("vocals", "drums", "bass", "other")
INSTRUMENTAL = "instrumental"
ORIGINAL = "original"
TRACKS = (*STEMS, "guitar", "piano", INSTRUMENTAL, ORIGINAL)
"""All that there may be to listen to, in the order in which it is listed."""


class Separator(Protocol):
    """Splits a mix into stems, block by block."""

    name: str
    """As chosen on the command line."""
    stems: tuple[str, ...]
    """What its blocks hold: STEMS, or STEMS and guitar and piano."""

    @property
    def device(self) -> str:
        """The device that it really runs on."""
        ...

    def separate(self, mix: Song) -> Iterator[StemBlock]:
        """Yield consecutive blocks whose lengths sum to the mix's.

        Blocks are written to disk while the next one is computed: they must not share memory with it.
        """
        ...
