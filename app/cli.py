"""The command line."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from app.terminal import printable, survive_narrow_encodings
from core.errors import BacklineError, SettingsError
from core.models import DeviceName, PitchName, SeparatorName, StemFormat

cli = typer.Typer(
    add_completion=False, no_args_is_help=False, rich_markup_mode=None, pretty_exceptions_enable=False
)

NO_QT = (
    "The windows need libraries that this computer lacks; `backline --serve` works without them. "
    "On Debian: apt install libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0"
)
BAD_INPUT = 2
"""Exit code where a song, a setting or a folder was not usable."""


def run() -> None:
    """Run the command line; expected errors end it with one sentence and BAD_INPUT."""
    survive_narrow_encodings()
    try:
        cli(prog_name="backline")
    except BacklineError as error:
        typer.echo(f"backline: {printable(str(error))}", err=True)
        sys.exit(BAD_INPUT)


@cli.callback(invoke_without_command=True)
def backline(
    context: typer.Context,
    serve: Annotated[
        bool, typer.Option("--serve", help="Serve the REST API without windows, until Ctrl-C.")
    ] = False,
    host: Annotated[str | None, typer.Option(help="Address to listen on (API_HOST).")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (API_PORT).")] = None,
    tls: Annotated[bool, typer.Option("--tls", help="Serve HTTPS (TLS).")] = False,
    data_dir: Annotated[Path | None, typer.Option(help="Data folder (STORAGE_PATH).")] = None,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Stems, sung pitch, beats and chords of a song. Without a command, Backline shows its window."""
    context.obj = data_dir
    if context.invoked_subcommand is not None:
        return
    if version:
        from importlib.metadata import version as installed  # noqa: PLC0415 - only this answer needs it

        typer.echo(f"backline {installed('backline')}")
    elif serve:
        from app.main import serve as serve_until_stopped  # noqa: PLC0415 - the web framework takes its time to load

        serve_until_stopped(api_host=host, api_port=port, tls=tls or None, storage_path=data_dir)
    else:
        show_windows((), api_host=host, api_port=port, tls=tls or None, storage_path=data_dir)


def show_windows(songs: Sequence[Path], *, hidden: bool = False, **given: object) -> NoReturn:
    """Run the program with windows."""
    from core.processes import heap  # noqa: PLC0415 - as late as it is needed

    heap.share()
    try:
        from app.desktop import run as run_desktop  # noqa: PLC0415 - only this answer needs Qt
    except ImportError as error:
        raise SettingsError(f"{NO_QT} ({error})") from error
    sys.exit(run_desktop(songs, hidden=hidden, **given))


@cli.command("open")
def open_songs(
    context: typer.Context,
    songs: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[SONG]...", help="Sound files, videos, or folders of them."),
    ] = None,
    hidden: Annotated[bool, typer.Option("--hidden", help="Begin in the tray, without a window.")] = False,
) -> None:
    """Show the window, and transcribe songs there."""
    show_windows(songs or (), hidden=hidden, storage_path=context.obj)


@cli.command()
def transcribe(
    songs: Annotated[
        list[Path], typer.Argument(metavar="SONG", help="Sound files, videos, or folders of them.")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="DIR", help="Where results go; a folder a song where there are several."
        ),
    ] = None,
    separator: Annotated[SeparatorName, typer.Option(help="What separates the stems.")] = "auto",
    pitch: Annotated[PitchName, typer.Option(help="What hears the sung pitch.")] = "auto",
    fast: Annotated[bool, typer.Option("--fast", help="Where auto chooses: spleeter and swiftf0.")] = False,
    stem_format: Annotated[StemFormat, typer.Option(help="Format of the stems.")] = "mp3",
    device: Annotated[DeviceName, typer.Option(help="Where the models run.")] = "auto",
) -> None:
    """Write stems, pitch, chords and beats of songs into folders."""
    from app.transcribe import Transcriber  # noqa: PLC0415 - as late as it is needed
    from core.jobs import JobRequest  # noqa: PLC0415

    if fast:
        separator = "spleeter" if separator == "auto" else separator
        pitch = "swiftf0" if pitch == "auto" else pitch
    transcriber = Transcriber(JobRequest(separator, pitch), stem_format, device)
    sys.exit(transcriber.run(songs, output))


@cli.command()
def doctor(context: typer.Context) -> None:
    """Tell what works, and what to do about the rest."""
    from app.doctor.report import show  # noqa: PLC0415 - as late as it is needed

    sys.exit(show(context.obj))


@cli.command()
def settings() -> None:
    """Show every setting, its value and where it comes from."""
    from app.settings_table import show  # noqa: PLC0415 - as late as it is needed

    show()


models = typer.Typer(rich_markup_mode=None, invoke_without_command=True)
cli.add_typer(models, name="models")


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


data = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
cli.add_typer(data, name="data", help="Move, back up or restore songs, results and records.")

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
cli.add_typer(devices, name="devices")

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


@cli.command()
def pair(
    context: typer.Context,
    png: Annotated[
        Path | None, typer.Option("--png", metavar="FILE", help="Write the QR code as a picture, too.")
    ] = None,
    svg: Annotated[
        Path | None, typer.Option("--svg", metavar="FILE", help="Write it as a picture of any size, too.")
    ] = None,
) -> None:
    """Show a QR code that lets one device in, and wait for it."""
    from app.pair import pair as pair_device  # noqa: PLC0415 - as late as it is needed

    sys.exit(pair_device(context.obj, png, svg))
