"""Which addresses of the network may be asked, and shown to be opened."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit


def is_https(url: str) -> bool:
    """Whether an address is one of HTTPS, in one piece and in ASCII, as HTTP sends it."""
    parts = _parts(url)
    return parts is not None and parts.scheme == "https"


def may_be_asked(url: str) -> bool:
    """Whether nobody on the way can change the answer: by HTTPS, or from this very computer."""
    parts = _parts(url)
    return parts is not None and (parts.scheme == "https" or _is_loopback(parts))


def _parts(url: str) -> SplitResult | None:
    if not (url.isascii() and url.isprintable()) or " " in url:
        return None
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises for one that is no number
    except ValueError:
        return None
    return parts if parts.hostname else None


def _is_loopback(parts: SplitResult) -> bool:
    if parts.scheme != "http":
        return False
    try:
        return ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.hostname == "localhost"
