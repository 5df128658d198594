"""Webhooks: the status object, posted to an address of the local network when a job ends."""

import http.client
import ipaddress
import logging
import queue
import socket
import threading
from urllib.parse import SplitResult, urlsplit

from app.errors import FieldError, InvalidRequestError
from app.schemas import Status
from core import logs
from core.jobs import Job

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 5.0
RETRY_SECONDS = (1.0, 5.0, 20.0)
"""Waits between one try and the next."""
MAX_URL = 2000
"""Characters."""


class Webhooks:
    """Tells whoever asked for it that a job has ended, from a thread of its own."""

    def __init__(self) -> None:
        self._ended: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="webhooks", daemon=True)

    def start(self) -> None:
        """Begin to post."""
        self._thread.start()

    def stop(self) -> None:
        """Give up what is not delivered yet, and wait for the thread."""
        self._stopping.set()
        self._ended.put(None)
        self._thread.join()

    def job_ended(self, job: Job) -> None:
        """Post the job's status, if its sender gave an address. Returns at once."""
        if job.request.webhook_url:
            self._ended.put(job)

    def _run(self) -> None:
        while (job := self._ended.get()) is not None and not self._stopping.is_set():
            with logs.about(job_id=job.id, request_id=job.request_id):
                self._deliver(job)

    def _deliver(self, job: Job) -> None:
        body = Status.of(job, queue_position=None).model_dump_json().encode()
        for wait in (0.0, *RETRY_SECONDS):
            if self._stopping.wait(wait):
                return
            try:
                post(job.request.webhook_url, body)
            except (OSError, http.client.HTTPException) as error:
                log.warning("webhook of job %s: %s", job.id, error)
            else:
                return


def check_url(url: str) -> None:
    """Raises InvalidRequestError unless this is an HTTP address of the local network."""
    try:
        parts = urlsplit(url)
        port = parts.port or _default_port(parts)
        host = parts.hostname or ""
        written = url.isascii() and url.isprintable() and " " not in url
        if not written or len(url) > MAX_URL or parts.scheme not in ("http", "https") or not host:
            raise _refused("This is no http or https address.")
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, ValueError) as error:
        raise _refused("There is no computer at this address.") from error
    if not all(is_local(address) for address in found):
        raise _refused("Only this computer and its own network may be called.")


def post(url: str, body: bytes) -> None:
    """Post JSON. Raises OSError or HTTPException where it did not arrive.

    The name is looked up again and may lead elsewhere by now: the address is checked before anything is sent.
    """
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS)
    try:
        connection.connect()
        if not is_local(connection.sock.getpeername()[0]):
            raise ConnectionRefusedError(f"{parts.hostname} is outside of the local network")
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, {"Content-Type": "application/json; charset=utf-8"})
        answer = connection.getresponse()
        if answer.status >= 300:
            raise http.client.HTTPException(f"{parts.hostname} answered {answer.status}")
    finally:
        connection.close()


def is_local(address: str) -> bool:
    """Whether an IP address is this computer's or one of a private network."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    reachable = not (ip.is_unspecified or ip.is_link_local or ip.is_multicast or ip.is_reserved)
    return ip.is_loopback or (ip.is_private and reachable)


def _default_port(parts: SplitResult) -> int:
    return 443 if parts.scheme == "https" else 80


def _refused(sentence: str) -> InvalidRequestError:
    return InvalidRequestError(FieldError("webhook_url", sentence))
