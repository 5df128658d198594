"""The composition root: makes the parts of the server, starts them, and stops them in reverse order."""

import logging
import queue
import signal
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import typer

from app.api import create_app
from app.network.announcer import Announcement, Announcer, txt_record
from app.network.interfaces import reached_at
from app.network.listening import bound_to, url_of
from app.network.names import announced_host, names_of, shown_name
from app.network.presence import Presence
from app.server import HttpServer
from app.webhooks.addresses import Addresses
from app.webhooks.webhooks import Webhooks
from core.access.endpoint import Endpoint
from core.errors import SettingsError
from core.logs import log_to
from core.service import Service
from core.settings import LoadedSettings, Settings, load_settings

if TYPE_CHECKING:
    from app.network.certificate import Certificate

log = logging.getLogger("backline")

PORTS_TRIED = 21
"""The port that is wanted, and the next twenty."""
NO_KEYS = "ATTENTION: ACCESS=open. Whoever reaches {url} can send songs, hear them and delete them."
NO_NETWORK = (
    "This computer is in no network at the moment, so that no phone reaches it. `backline doctor` looks why."
)


def serve(**given: object) -> None:
    """Serve until Ctrl-C or SIGTERM. given: the command line's settings, None for what was not said.

    Raises SettingsError and StorageError before anything is served.
    """
    loaded = load_settings(**given)
    settings = loaded.values
    log_to(settings.log_level, settings.log_file)
    tell_names_without_effect(loaded)
    # Not an Event: a signal may come while this very thread holds the Event's lock.
    stop: queue.SimpleQueue[int] = queue.SimpleQueue()
    with ExitStack() as parts:
        service = Service(settings)
        parts.callback(service.stop)
        server = start(service, parts)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, _: stop.put(number))
        typer.echo(
            f"Backline serves {server.url}/api/v1 - its documentation: {server.url}/docs - Ctrl-C stops it."
        )
        _tell_the_way(server, settings)
        _wait(stop)


def start(service: Service, parts: ExitStack) -> HttpServer:
    """Let a service work, and serve it; `parts` gets what has to be stopped again.

    Raises SettingsError where no port can be had, StorageError.
    """
    webhooks = Webhooks(service, Addresses(service.settings.webhook_hosts))
    certificate = _certificate(service)
    server = _bound(service, certificate)
    webhooks.start(server.port)
    parts.callback(webhooks.stop)
    service.start()
    server.start()
    parts.callback(server.stop)
    parts.callback(service.refuse)
    presence = _presence(service, server, certificate.fingerprint if certificate else "")
    presence.start()
    parts.callback(service.access.silence)
    parts.callback(presence.stop)
    return server


def _wait(stop: "queue.SimpleQueue[int]") -> None:
    number = None
    while number is None:
        # Windows delivers no signal to a thread that waits without end.
        with suppress(queue.Empty):
            number = stop.get(timeout=1)


def _bound(service: Service, certificate: "Certificate | None") -> HttpServer:
    host, port = service.settings.api_host, service.settings.api_port
    path = certificate.path if certificate else None
    try:
        server = HttpServer(create_app(service), host, port, path, tries=PORTS_TRIED)
    except OSError as error:
        raise SettingsError(
            f"Cannot listen on {host}:{port} ({error.strerror}). "
            "Is another program there? Choose another --port or --host."
        ) from error
    if port not in (0, server.port):
        typer.echo(f"Another program has port {port}, so Backline takes {server.port}.", err=True)
    return server


def _certificate(service: Service) -> "Certificate | None":
    if not service.settings.tls:
        return None
    from app.network.certificate import own_certificate  # noqa: PLC0415 - few serve HTTPS

    addresses = reached_at(bound_to(service.settings.api_host))
    names = (*names_of(service.access.server_id), "127.0.0.1", "::1", *addresses)
    return own_certificate(service.access.folder, names)


def _presence(service: Service, server: HttpServer, fingerprint: str) -> Presence:
    settings, access = service.settings, service.access
    txt = txt_record(service.health().version, access.server_id, settings.access != "open", fingerprint)
    said = Announcement(shown_name(settings.server_name), announced_host(access.server_id), server.port, txt)
    return Presence(
        addresses=lambda: tuple(reached_at(server.bound)),
        note=lambda addresses: access.announce(
            Endpoint(addresses, server.port, fingerprint, settings.public_url)
        ),
        announcer=Announcer(said) if settings.discovery else None,
    )


def tell_names_without_effect(loaded: LoadedSettings) -> None:
    """Warn of names in .env that no setting has."""
    if loaded.without_effect:
        log.warning("names in .env that have no effect: %s", ", ".join(loaded.without_effect))


def _tell_the_way(server: HttpServer, settings: Settings) -> None:
    """How phones get here, and how safe that is."""
    own = (url_of(server.scheme, address, server.port) for address in reached_at(server.bound))
    url = settings.public_url or next(own, "")
    if not url:
        typer.echo("Only this computer reaches it." if server.is_local else NO_NETWORK)
    elif settings.access == "open":
        typer.echo(NO_KEYS.format(url=url), err=True)
    else:
        typer.echo(f"Phones reach it at {url} - `backline pair` lets one in.")
