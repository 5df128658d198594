"""Which device the worker will use, told without importing torch."""

import platform
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.devices.cuda.runtime import CudaRuntime


def likely_device(enable_gpu: bool, cuda: "CudaRuntime | None") -> str:
    """cuda, mps or cpu, from what the system shows; the worker asks torch and has the last word.

    cuda: what a bundle needs for the first of them; see `runtime_of`.
    """
    if not enable_gpu:
        return "cpu"
    if sys.platform == "darwin" and platform.machine() == "arm64":
        return "mps"
    if has_nvidia_driver() and (cuda is None or cuda.is_used):
        return "cuda"
    return "cpu"


def has_nvidia_driver() -> bool:
    """Whether there is a card that PyTorch with CUDA may be able to use."""
    return Path("/proc/driver/nvidia/version").exists() or shutil.which("nvidia-smi") is not None
