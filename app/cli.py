"""The command line."""

import os
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Annotated, NoReturn, cast

import typer

from app.cli_groups import GROUPS
from app.terminal import drop_output, printable, survive_narrow_encodings
from core.errors import BacklineError, SettingsError
from core.models import DeviceName, PitchName, SeparatorName, StemFormat
from core.processes.program import leave_deleted_folder
from core.release import is_bundle, release
from core.songs import SUFFIXES

cli = typer.Typer(
    add_completion=False, no_args_is_help=False, rich_markup_mode=None, pretty_exceptions_enable=False
)

BUNDLE_LACKS = "libxcb1 fontconfig-config"
SOURCE_LACKS = "libxkbcommon-x11-0 libxcb-cursor0"
NO_QT = (
    "The windows need libraries that this computer lacks; `backline --serve` works without them. "
    f"On Debian: apt install libegl1 libgl1 {BUNDLE_LACKS if is_bundle() else SOURCE_LACKS}"
)
NO_OUTPUT = 1
"""Exit code where nothing can be printed, as on a full disk."""
NO_FOLDER = "backline: The current folder was deleted. Names without a folder count from / now."
BAD_INPUT = 2
"""Exit code where a song, a setting or a folder was not usable."""


def run() -> None:
    """Run the command line; expected errors end it with one sentence and BAD_INPUT or NO_OUTPUT."""
    survive_narrow_encodings()
    if leave_deleted_folder():
        typer.echo(NO_FOLDER, err=True)
    command = cast("typer.core.TyperGroup", typer.main.get_command(cli))
    try:
        command(args=_opened(sys.argv[1:], command.commands), prog_name="backline")
    except BacklineError as error:
        typer.echo(f"backline: {printable(str(error))}", err=True)
        sys.exit(BAD_INPUT)
    except OSError as error:
        if not drop_output():
            raise
        typer.echo(f"backline: The output cannot be written ({error.strerror}).", err=True)
        sys.exit(NO_OUTPUT)


def _opened(words: list[str], commands: Collection[str]) -> list[str]:
    """Songs that are dropped on the program's icon come without a command; they are opened."""
    is_song = words and words[0] not in commands and not words[0].startswith("-") and _is_path(words[0])
    return ["open", *words] if is_song else words


def _is_path(word: str) -> bool:
    """Whether a word means a file, be it there or not, rather than a command."""
    path = Path(word)
    return path.suffix.lower() in SUFFIXES or path.name != word or os.path.lexists(word)


@cli.callback(invoke_without_command=True)
def backline(  # noqa: PLR0913, PLR0917 - an argument each option
    context: typer.Context,
    serve: Annotated[
        bool, typer.Option("--serve", help="Serve the REST API without windows, until Ctrl-C.")
    ] = False,
    host: Annotated[str | None, typer.Option(help="Address to listen on (API_HOST).")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (API_PORT).")] = None,
    tls: Annotated[bool, typer.Option("--tls", help="Serve HTTPS (TLS).")] = False,
    data_dir: Annotated[Path | None, typer.Option(help="Data folder (STORAGE_PATH).")] = None,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
    self_test: Annotated[
        bool, typer.Option("--self-test", help="Try everything on the example song, and report.")
    ] = False,
) -> None:
    """Stems, sung pitch, beats and chords of a song. Without a command, Backline shows its window."""
    context.obj = data_dir
    if context.invoked_subcommand is not None:
        return
    if version:
        typer.echo(f"backline {release()}")
    elif self_test:
        from app.self_test.report import show as show_self_test  # noqa: PLC0415 - as late as it is needed

        sys.exit(show_self_test())
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
def updates(context: typer.Context) -> None:
    """Look whether there is a newer Backline; nothing is installed."""
    from app.updates import show  # noqa: PLC0415 - as late as it is needed

    show(context.obj)


@cli.command()
def settings() -> None:
    """Show every setting, its value and where it comes from."""
    from app.settings_table import show  # noqa: PLC0415 - as late as it is needed

    show()


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


for name, group in GROUPS.items():
    cli.add_typer(group, name=name)
