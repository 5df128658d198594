"""The device that was asked for, and the precision that it computes in."""

from typing import Any

import torch

from core.errors import DeviceError


def chosen_device(name: str) -> str:
    """cpu, cuda or mps. name: one of these, or auto for the fastest.

    Raises DeviceError where this computer has no such device.
    """
    there = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if name == "auto":
        return next(device for device in ("cuda", "mps", "cpu") if there[device])
    if not there[name]:
        raise DeviceError(f"This computer has no {name} device that PyTorch can use. Try --device auto.")
    return name


def precision(device: str) -> torch.dtype:
    """In which a large network multiplies: bfloat16 where a CPU has instructions for it, else float32.

    PyTorch before 2.10 cannot be asked what the CPU has.
    """
    capabilities: dict[str, Any] = getattr(torch.cpu, "get_capabilities", dict)()
    return torch.bfloat16 if device == "cpu" and capabilities.get("avx512_bf16") else torch.float32
