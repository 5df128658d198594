"""How many songs are in work at the same time where nobody has said it, told without importing torch."""

import ctypes
import os
import sys

import psutil

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
    return 2 if device == "cuda" and roomy and _gpu_bytes() >= GPU_BYTES else 1


class _Memory(ctypes.Structure):
    _fields_ = (("total", ctypes.c_ulonglong), ("free", ctypes.c_ulonglong), ("used", ctypes.c_ulonglong))


def _gpu_bytes() -> int:
    """Memory of the first NVIDIA GPU, as its driver's library tells; 0 where there is none."""
    memory, device = _Memory(), ctypes.c_void_p()
    try:
        driver = ctypes.CDLL("nvml.dll" if sys.platform == "win32" else "libnvidia-ml.so.1")
    except OSError:
        return 0
    failed = (
        driver.nvmlInit_v2()
        or driver.nvmlDeviceGetHandleByIndex_v2(0, ctypes.byref(device))
        or driver.nvmlDeviceGetMemoryInfo(device, ctypes.byref(memory))
    )
    return 0 if failed else int(memory.total)
