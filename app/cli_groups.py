"""The commands of the command line that have commands of their own."""

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

models = typer.Typer(rich_markup_mode=None, invoke_without_command=True)


@models.callback()
def list_models(context: typer.Context) -> None:
    """Show every model, its size and licence, and where it is."""
    if context.invoked_subcommand is None:
        from app.models_table import show  # noqa: PLC0415 - as late as it is needed

        show()


@models.command("get")
def get_model(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A model that `backline models` shows.")],
    place: Annotated[
        Path | None,
        typer.Option("--from", metavar="FOLDER", help="Take the weights from here instead of the network."),
    ] = None,
) -> None:
    """Download a model, or go on with a download that was stopped."""
    from app.models_get import get  # noqa: PLC0415 - as late as it is needed

    sys.exit(get(name, place))


gpu = typer.Typer(rich_markup_mode=None, invoke_without_command=True)


@gpu.callback()
def show_gpu(context: typer.Context) -> None:
    """Show the NVIDIA card, and whether it computes songs."""
    if context.invoked_subcommand is None:
        from app.gpu import show  # noqa: PLC0415 - as late as it is needed

        show(context.obj)


@gpu.command("get")
def get_gpu(
    context: typer.Context,
    place: Annotated[
        Path | None,
        typer.Option("--from", metavar="FOLDER", help="Take the wheels from here instead of the network."),
    ] = None,
) -> None:
    """Download PyTorch with CUDA, or go on with that, and try it."""
    from app.gpu import get  # noqa: PLC0415 - as late as it is needed

    sys.exit(get(context.obj, place))


@gpu.command("remove")
def remove_gpu(context: typer.Context) -> None:
    """Delete PyTorch with CUDA."""
    from app.gpu import remove  # noqa: PLC0415 - as late as it is needed

    remove(context.obj)


data = typer.Typer(
    rich_markup_mode=None, no_args_is_help=True, help="Move, back up or restore songs, results and records."
)
NewFolder = Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to; empty, or not there yet.")]


@data.command("move")
def move_data(context: typer.Context, target: NewFolder) -> None:
    """Move the data folder, also to another disk."""
    _on_data("move", target, context.obj)


@data.command("backup")
def back_up_data(context: typer.Context, target: NewFolder) -> None:
    """Copy songs and results, also while serving."""
    _on_data("backup", target, context.obj)


@data.command("restore")
def restore_data(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="FOLDER", help="What `backline data backup` wrote.")],
) -> None:
    """Bring back what is missing from a backup."""
    _on_data("restore", source, context.obj)


def _on_data(command: str, folder: Path, data_dir: Path | None) -> NoReturn:
    from app.data import run as run_on_data  # noqa: PLC0415 - as late as it is needed

    sys.exit(run_on_data(command, folder, data_dir))


devices = typer.Typer(rich_markup_mode=None, invoke_without_command=True)
Waiting = Annotated[
    str, typer.Argument(metavar="WHO", help="Code, address or beginning of the id of one that waits.")
]
Known = Annotated[str, typer.Argument(metavar="DEVICE", help="Name, address or beginning of the id.")]


@devices.callback()
def list_devices(context: typer.Context) -> None:
    """Show the devices that are let in, and those that wait to be."""
    if context.invoked_subcommand is None:
        from app.devices import show  # noqa: PLC0415 - as late as it is needed

        show(context.obj)


@devices.command("approve")
def approve_device(context: typer.Context, who: Waiting) -> None:
    """Let one in that waits."""
    from app.devices import approve, say  # noqa: PLC0415 - as late as it is needed

    say(lambda: approve(context.obj, who))


@devices.command("refuse")
def refuse_device(context: typer.Context, who: Waiting) -> None:
    """Send one away that waits."""
    from app.devices import refuse, say  # noqa: PLC0415 - as late as it is needed

    say(lambda: refuse(context.obj, who))


@devices.command("revoke")
def revoke_device(context: typer.Context, device: Known) -> None:
    """Let a device in no more."""
    from app.devices import revoke, say  # noqa: PLC0415 - as late as it is needed

    say(lambda: revoke(context.obj, device))


@devices.command("rename")
def rename_device(
    context: typer.Context,
    device: Known,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is to be called.")],
) -> None:
    """Give a device another name."""
    from app.devices import rename, say  # noqa: PLC0415 - as late as it is needed

    say(lambda: rename(context.obj, device, name))


GROUPS = {"models": models, "gpu": gpu, "data": data, "devices": devices}
"""By name."""
