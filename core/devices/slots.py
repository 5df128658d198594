"""How many songs are in work at the same time where nobody has said it, told without importing torch."""

import os

import psutil

from core.devices.card import nvidia_card

GPU_BYTES = 12e9
"""Two songs with the largest engines, and what else is on the screen."""
MEMORY_BYTES = 8e9
CORES = 4


def default_slots(device: str) -> int:
    """Two on a computer with a large GPU, where one song's sound is decoded, encoded and searched for chords
    on the CPU while the other one is separated; else one.

    On a CPU one song alone keeps all cores busy: two would both be ready when the second could have been.
    device: see likely_device.
    """
    roomy = psutil.virtual_memory().total >= MEMORY_BYTES and (os.cpu_count() or 1) >= CORES
    if device != "cuda" or not roomy:
        return 1
    card = nvidia_card()
    return 2 if card and card.memory >= GPU_BYTES else 1
