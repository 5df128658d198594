"""PyTorch without what only builders and trainers use: PyInstaller's own hook takes every module of it."""

from PyInstaller.utils.hooks import (
    PY_DYLIB_PATTERNS,
    collect_data_files,
    collect_dynamic_libs,
    collect_submodules,
)

# torch.jit and torch.library read the source of what they wrap.
module_collection_mode = "py"
warn_on_missing_hiddenimports = False
NEEDLESS = ("torch._dynamo", "torch._inductor", "torch.onnx", "torch.testing._", "torch.utils.tensorboard")
hiddenimports = collect_submodules("torch", filter=lambda name: not name.startswith(NEEDLESS))
datas = collect_data_files("torch", includes=["bin/torch_shm_manager*"])
binaries = collect_dynamic_libs("torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"])
# Links beside the program would have torch look for its libraries in the wrong folder.
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
