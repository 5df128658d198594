"""One POST to addresses that were looked up before, with one time limit for all of it."""

import socket
import ssl
import time
from collections.abc import Mapping, Sequence
from contextlib import closing

import h11
import truststore

from app.webhooks.addresses import Place, Target, family_of

READ_BYTES = 4096


def post(
    target: Target, places: Sequence[Place], headers: Mapping[str, str], body: bytes, seconds: float
) -> int:
    """Post JSON; the status of the answer, of which nothing else is read.

    Raises OSError (TimeoutError when the seconds are over) and h11.ProtocolError.
    """
    deadline = time.monotonic() + seconds
    http = h11.Connection(h11.CLIENT)
    with closing(_connect(target, places, deadline)) as connection:
        connection.settimeout(_left(deadline))
        connection.sendall(_request(http, target, headers, body))
        return _status(http, connection, deadline)


def _connect(target: Target, places: Sequence[Place], deadline: float) -> socket.socket:
    error = OSError(f"{target.host} has no address")
    for place in places:
        connection = socket.socket(family_of(place), socket.SOCK_STREAM)
        try:
            connection.settimeout(_left(deadline))
            connection.connect(place)
        except OSError as refusal:
            connection.close()
            error = refusal
        else:
            return _secured(connection, target) if target.is_secure else connection
    raise error


def _secured(connection: socket.socket, target: Target) -> socket.socket:
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        return context.wrap_socket(connection, server_hostname=target.host)
    except BaseException:
        connection.close()
        raise


def _request(http: h11.Connection, target: Target, headers: Mapping[str, str], body: bytes) -> bytes:
    said = {
        "Host": target.authority,
        "User-Agent": "Backline",
        "Content-Type": "application/json; charset=utf-8",
        "Content-Length": str(len(body)),
        "Connection": "close",
        **headers,
    }
    head = http.send(h11.Request(method="POST", target=target.path, headers=list(said.items())))
    return (head or b"") + (http.send(h11.Data(body)) or b"")


def _status(http: h11.Connection, connection: socket.socket, deadline: float) -> int:
    while not isinstance(event := http.next_event(), h11.Response):
        if event is h11.NEED_DATA:
            connection.settimeout(_left(deadline))
            http.receive_data(connection.recv(READ_BYTES))
    return event.status_code


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("no answer in time")
    return left
