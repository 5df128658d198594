"""`backline doctor` on the terminal."""

from collections.abc import Iterator
from pathlib import Path

from app.doctor import computer, reach
from app.doctor.firewall import firewall
from app.findings import print_findings
from app.terminal import console
from core.access.access import Access
from core.errors import BacklineError, SettingsError
from core.finding import Finding, Mark, bad, look, well
from core.settings import LoadedSettings, Settings, load_settings

OK, ILL = 0, 1


def show(data_dir: Path | None) -> int:
    """Print what is well and what is not, each as soon as it is known; the exit code. Up to ten seconds."""
    out = console()
    with out.status("Looking at everything ..."):
        marks = print_findings(out, examine(data_dir))
    out.print(_verdict(marks))
    return ILL if Mark.BAD in marks else OK


def examine(data_dir: Path | None) -> Iterator[Finding]:
    """Everything that is looked at, what takes longest at the end."""
    try:
        loaded = load_settings(storage_path=data_dir)
    except SettingsError as error:
        yield bad("settings", str(error))
        return
    yield _settings(loaded)
    yield from _of(loaded.values)


def _settings(loaded: LoadedSettings) -> Finding:
    if loaded.without_effect:
        return look("settings", f"Names in .env have no effect: {', '.join(loaded.without_effect)}.")
    changed = [name.upper() for name, origin in loaded.origins.items() if origin != "default"]
    return well("settings", f"Set by you: {', '.join(changed) or 'none'}. `backline settings` shows all.")


def _of(settings: Settings) -> Iterator[Finding]:
    yield computer.disk(settings)
    try:
        access = Access(settings.storage_path)
        endpoint = access.endpoint()
    except BacklineError as error:
        yield bad("access", str(error))
        return
    if endpoint is None:  # One that runs writes there, and has taken it.
        yield computer.data(settings)
    yield from computer.models(settings)
    yield computer.device(settings)
    yield computer.updates(settings)
    yield _devices(settings, access)
    yield reach.server(settings, endpoint)
    yield reach.network(settings, endpoint)
    yield firewall(endpoint.port if endpoint else settings.api_port)
    yield from reach.discovery(settings, access.server_id if endpoint else None)


def _devices(settings: Settings, access: Access) -> Finding:
    if settings.access == "open":
        return look("devices", "ACCESS=open: everyone in the network can send songs, hear and delete them.")
    waiting, paired = len(access.waiting()), len(access.devices())
    if waiting:
        return look("devices", f"Waiting to be let in: {waiting}. `backline devices` shows who it is.")
    if not paired:
        return well("devices", "No phone is paired yet. `backline pair` lets one in.")
    return well("devices", f"Paired: {paired}. `backline devices` shows them.")


def _verdict(marks: set[Mark]) -> str:
    if Mark.BAD in marks:
        return f"\nSomething does not work: see the lines with {Mark.BAD.value}."
    if Mark.LOOK in marks:
        return "\nIt works; the lines with ! say what could be better."
    return "\nAll is well."
