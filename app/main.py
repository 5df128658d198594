"""The composition root: makes the parts of the server, starts them, and stops them in reverse order."""

import ipaddress
import logging
import queue
import signal
from contextlib import ExitStack, suppress

import typer

from app.server import HttpServer, create_app
from app.webhook import Webhooks
from core.errors import SettingsError
from core.logs import log_to
from core.service import Service
from core.settings import LoadedSettings, Settings, load_settings

log = logging.getLogger("backline")

NO_KEYS = (
    "ATTENTION: there are no keys yet. Everyone who reaches {host}:{port} can send songs, hear them and "
    "delete them. Stay on 127.0.0.1 unless you trust everyone in this network."
)


def serve(**given: object) -> None:
    """Serve until Ctrl-C or SIGTERM. given: the command line's settings, None for what was not said.

    Raises SettingsError and StorageError before anything is served.
    """
    loaded = load_settings(**given)
    settings = loaded.values
    log_to(settings.log_level, settings.log_file)
    _tell_names_without_effect(loaded)
    # Not an Event: a signal may come while this very thread holds the Event's lock.
    stop: queue.SimpleQueue[int] = queue.SimpleQueue()
    with ExitStack() as parts:
        server = _start(settings, parts)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, _: stop.put(number))
        typer.echo(
            f"Backline serves {server.url}/api/v1 - its documentation: {server.url}/docs - Ctrl-C stops it."
        )
        if not _is_loopback(settings.api_host):
            typer.echo(NO_KEYS.format(host=settings.api_host, port=server.port), err=True)
        _wait(stop)


def _start(settings: Settings, parts: ExitStack) -> HttpServer:
    webhooks = Webhooks()
    service = Service(settings)
    service.listen(webhooks.job_ended)
    parts.callback(service.stop)
    server = _bound(service, settings)
    webhooks.start()
    parts.callback(webhooks.stop)
    service.start()
    server.start()
    parts.callback(server.stop)
    parts.callback(service.refuse)
    return server


def _wait(stop: "queue.SimpleQueue[int]") -> None:
    number = None
    while number is None:
        # Windows delivers no signal to a thread that waits without end.
        with suppress(queue.Empty):
            number = stop.get(timeout=1)


def _bound(service: Service, settings: Settings) -> HttpServer:
    try:
        return HttpServer(create_app(service), settings.api_host, settings.api_port)
    except OSError as error:
        raise SettingsError(
            f"Cannot listen on {settings.api_host}:{settings.api_port} ({error.strerror}). "
            "Is another program there? Choose another --port or --host."
        ) from error


def _tell_names_without_effect(loaded: LoadedSettings) -> None:
    if loaded.without_effect:
        log.warning("names in .env that have no effect: %s", ", ".join(loaded.without_effect))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
