"""Which device the worker will use, told without importing torch."""

import platform
import shutil
import sys
from pathlib import Path


def likely_device(enable_gpu: bool) -> str:
    """cuda, mps or cpu, from what the system shows; the worker asks torch and has the last word."""
    if not enable_gpu:
        return "cpu"
    if sys.platform == "darwin" and platform.machine() == "arm64":
        return "mps"
    if Path("/proc/driver/nvidia/version").exists() or shutil.which("nvidia-smi"):
        return "cuda"
    return "cpu"
