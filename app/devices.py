"""`backline devices`: who comes in, who waits, and letting them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Column, Table

from app.terminal import console, printable
from core.access.access import Access
from core.access.entries import Device, PairRequest
from core.disk.data_folder import refuse_left
from core.settings import load_settings

ID_SHOWN = 8
"""Characters of an id; nobody has so many devices that two begin alike."""
IN_ONE_LINE = ("last here", "until", "code", "id")
"""Columns that are short; names and addresses share the rest."""
NOBODY = "No device is paired. `backline pair` shows a code that lets one in."
LET_IN = "backline devices approve CODE-OR-ADDRESS lets one in, refuse sends it away."


def access_to(data_dir: Path | None) -> Access:
    """The book of the data folder that the settings name. Raises SettingsError, StorageError."""
    root = load_settings(storage_path=data_dir).values.storage_path
    refuse_left(root)
    return Access(root)


def show(data_dir: Path | None) -> None:
    """Print the devices that come in, and those that wait."""
    access, out = access_to(data_dir), console()
    devices, waiting = access.devices(), access.waiting()
    if devices:
        _show_devices(devices, out)
    else:
        out.print(NOBODY, soft_wrap=True)
    if waiting:
        _show_waiting(waiting, out)
        out.print(LET_IN, soft_wrap=True)


def approve(data_dir: Path | None, which: str) -> str:
    """Let one in who waits; a sentence about it."""
    request = access_to(data_dir).approve(which)
    if request.kind == "key":
        return f"{_described(request)} with the code {request.code} is let in, and fetches its key now."
    until = moment(request.expires_at)
    return (
        f"Whoever has the address {request.address} comes in without a key, until {until}. "
        "Your router may give it to another device before. "
        f"`backline devices revoke {request.address}` ends it."
    )


def refuse(data_dir: Path | None, which: str) -> str:
    """Send one away who waits; a sentence about it."""
    return f"{_described(access_to(data_dir).refuse(which))} was sent away."


def revoke(data_dir: Path | None, which: str) -> str:
    """Let a device in no more; a sentence about it."""
    return f"{access_to(data_dir).revoke(which).name} comes in no more. Its songs stay."


def rename(data_dir: Path | None, which: str, name: str) -> str:
    """Give a device another name; a sentence about it."""
    return f"It is called {access_to(data_dir).rename(which, name).name} now."


def say(command: Callable[[], str]) -> None:
    """Run one of the commands above, and print its sentence."""
    console().print(printable(command()), soft_wrap=True)


def moment(time: datetime | None) -> str:
    """A time to read, as this computer's clock shows it: of today the hour, else the day."""
    if time is None:
        return "-"
    here = time.astimezone()
    return f"{here:%H:%M}" if here.date() == datetime.now().date() else f"{here:%Y-%m-%d}"


def _show_devices(devices: list[Device], out: Console) -> None:
    table = _table("device", "comes in by", "last here", "until", "id")
    for one in devices:
        by = "key" if one.kind == "key" else one.address
        table.add_row(_named(one), by, moment(one.seen_at), moment(one.expires_at), one.id[:ID_SHOWN])
    out.print(table)


def _show_waiting(waiting: list[PairRequest], out: Console) -> None:
    table = _table("waits", "address", "code", "until")
    for one in waiting:
        table.add_row(_named(one), one.address, one.code or "-", moment(one.expires_at))
    out.print(table)


def _table(*headers: str) -> Table:
    """A table whose cells lose nothing where they break into lines: they are typed again."""
    columns = (Column(header, overflow="fold", no_wrap=header in IN_ONE_LINE) for header in headers)
    return Table(*columns, box=box.SIMPLE)


def _named(one: Device | PairRequest) -> str:
    if one.name == one.address:
        return "a device without a key"
    return printable(f"{one.name} ({one.platform})" if one.platform else one.name)


def _described(request: PairRequest) -> str:
    where = ", ".join(filter(None, (request.platform, request.address)))
    return f"{request.name} ({where})" if request.kind == "key" else f"The device at {request.address}"
