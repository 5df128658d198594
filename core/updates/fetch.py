"""One small file over HTTPS, with limits on its size and on the time for all of it.

Nothing is told but `User-Agent: Backline`. The file is asked for anew every time: a tag (ETag) that a server
makes up for one computer, and gets back with its next question, would tell it which computer asks.
"""

import http.client
import ssl
from concurrent.futures import Future
from threading import Thread
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

import truststore

from core.errors import UpdateError
from core.updates.address import is_https, may_be_asked

USER_AGENT = "Backline"
MAX_BYTES = 65_536
SILENCE_SECONDS = 10.0
"""Longest wait for the server's next bytes."""
SECONDS = 20.0
"""For the whole of it, the name server too."""


def fetch(url: str, seconds: float = SECONDS) -> bytes:
    """The file at an address. Raises UpdateError with a sentence."""
    if not may_be_asked(url):
        raise UpdateError(f"{url} is not asked for new versions: an address with https:// is needed.")
    answer: Future[bytes] = Future()
    # It is left behind where time is over: a name server knows no limit, nor does one who sends byte by byte.
    Thread(target=_settle, args=(answer, url), name="update file", daemon=True).start()
    try:
        return answer.result(seconds)
    except TimeoutError:
        raise _unreachable(url, f"no whole answer in {seconds:g} s") from None


def _settle(answer: "Future[bytes]", url: str) -> None:
    try:
        answer.set_result(_read(url))
    except Exception as error:
        answer.set_exception(error)


def _read(url: str) -> bytes:
    # Python's own builds for macOS bring no certificates: the system's are trusted.
    secure = HTTPSHandler(context=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    request = Request(url, headers={"User-Agent": USER_AGENT})
    try:
        with build_opener(_Redirects, secure).open(request, timeout=SILENCE_SECONDS) as response:
            data: bytes = response.read(MAX_BYTES + 1)
    except HTTPError as error:
        error.close()
        raise _unreachable(url, f"it answered {error.code}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise _unreachable(url, getattr(reason, "strerror", None) or reason) from error
    if len(data) > MAX_BYTES:
        raise UpdateError(f"What {_host(url)} sends is larger than an update file ever is.")
    return data


class _Redirects(HTTPRedirectHandler):
    """Follows to where an answer is as safe as where it was asked for."""

    max_redirections = 5

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> Request | None:
        if not may_be_asked(newurl) or (is_https(req.full_url) and not is_https(newurl)):
            fp.close()
            raise _unreachable(req.full_url, "it redirects to an address without https://")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _unreachable(url: str, reason: object) -> UpdateError:
    return UpdateError(
        f"{_host(url)} does not tell which Backline is the newest ({reason}). "
        "Check the network, or try again later."
    )


def _host(url: str) -> str:
    return urlsplit(url).hostname or url
