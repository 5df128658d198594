"""An NVIDIA card on a computer without one: a small library in the place of its driver's, made with `cc`."""

import shutil
import subprocess
from pathlib import Path

import pytest

DRIVER = """
#include <string.h>
int nvmlInit_v2(void) {{ return 0; }}
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) {{ *device = (void *)1; return {status}; }}
int nvmlDeviceGetMemoryInfo(void *device, unsigned long long *memory) {{
    memory[0] = 12884901888; return 0;
}}
int nvmlDeviceGetName(void *device, char *name, unsigned length) {{
    strncpy(name, "{name}", length); return 0;
}}
int nvmlSystemGetCudaDriverVersion_v2(int *version) {{ *version = {cuda}; return 0; }}
int nvmlDeviceGetCudaComputeCapability(void *device, int *major, int *minor) {{
    *major = {capability} / 10; *minor = {capability} % 10; return 0;
}}
"""


def driver(
    folder: Path,
    name: str = "NVIDIA GeForce RTX 3060",
    cuda: int = 13000,
    capability: int = 86,
    status: int = 0,
) -> dict[str, str]:
    """What makes a new process see such a card: the environment that finds its driver.

    cuda: 1000 times the version. capability: 10 times. status: what the driver answers to who asks for it.
    """
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("needs a C compiler, cc")
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "driver.c"
    source.write_text(DRIVER.format(name=name, cuda=cuda, capability=capability, status=status))
    subprocess.run([compiler, "-shared", "-fPIC", "-o", folder / "libnvidia-ml.so.1", source], check=True)
    return {"LD_LIBRARY_PATH": str(folder)}
