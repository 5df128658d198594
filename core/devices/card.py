"""The NVIDIA card of this computer, as its driver's library tells without PyTorch."""

import ctypes
import sys
from dataclasses import dataclass

CUDA = (13, 0)
"""What the PyTorch with CUDA that bundles fetch is made for; a driver for any 13 does."""
DRIVER = "580"
"""The first driver for it: https://docs.nvidia.com/cuda/archive/13.0.0/cuda-toolkit-release-notes."""
CAPABILITY = (7, 5)
"""The oldest cards that it computes on (`torch.cuda.get_arch_list`)."""


@dataclass(frozen=True)
class Card:
    """The first NVIDIA card. memory: bytes. cuda: what its driver is for. capability: how new the chip is."""

    name: str
    memory: int
    cuda: tuple[int, int]
    capability: tuple[int, int]

    @property
    def is_too_old(self) -> bool:
        """Whether PyTorch with CUDA does not compute on its chip."""
        return self.capability < CAPABILITY

    @property
    def has_old_driver(self) -> bool:
        """Whether PyTorch with CUDA needs a newer driver."""
        return self.cuda[0] < CUDA[0]

    @property
    def problem(self) -> str:
        """Why PyTorch with CUDA cannot use it, and what to do; empty where it can."""
        if self.is_too_old:
            return f"{self.name} is too old: cards since the GeForce GTX 16 and RTX 20 can be used."
        if self.has_old_driver:
            return f"The driver of {self.name} is too old: install {DRIVER} or a newer one from nvidia.com."
        return ""


class _Memory(ctypes.Structure):
    _fields_ = (("total", ctypes.c_ulonglong), ("free", ctypes.c_ulonglong), ("used", ctypes.c_ulonglong))


def nvidia_card() -> Card | None:
    """The card, by NVML; None where there is none, or no driver."""
    try:
        driver = ctypes.CDLL("nvml.dll" if sys.platform == "win32" else "libnvidia-ml.so.1")
    except OSError:
        return None
    device, memory, name = ctypes.c_void_p(), _Memory(), ctypes.create_string_buffer(96)
    cuda, major, minor = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
    failed = (
        driver.nvmlInit_v2()
        or driver.nvmlDeviceGetHandleByIndex_v2(0, ctypes.byref(device))
        or driver.nvmlDeviceGetMemoryInfo(device, ctypes.byref(memory))
        or driver.nvmlDeviceGetName(device, name, len(name))
        or driver.nvmlSystemGetCudaDriverVersion_v2(ctypes.byref(cuda))
        or driver.nvmlDeviceGetCudaComputeCapability(device, ctypes.byref(major), ctypes.byref(minor))
    )
    if failed:
        return None
    version = divmod(cuda.value // 10, 100)
    return Card(name.value.decode(errors="replace"), int(memory.total), version, (major.value, minor.value))
