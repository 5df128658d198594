"""Headers by which a browser knows what the pages of other sites may do with an answer."""

from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

from app.access.caller import Caller
from app.access.origins import Origins
from app.downloads import JSON
from app.errors import METHODS

ALLOWED_HEADERS = (
    "ngrok-skip-browser-warning",
    "X-API-Key",
    "Authorization",
    "Idempotency-Key",
    "Range",
    "If-Range",
    "If-None-Match",
    "Content-Type",
    "Tus-Resumable",
    "Upload-Length",
    "Upload-Offset",
    "Upload-Metadata",
    "Upload-Checksum",
    "X-HTTP-Method-Override",
)
EXPOSED_HEADERS = (
    "Location",
    "ETag",
    "Content-Range",
    "Content-Disposition",
    "Upload-Offset",
    "Upload-Length",
    "Upload-Expires",
    "Upload-Metadata",
    "Tus-Resumable",
    "Tus-Version",
    "Tus-Extension",
    "Tus-Max-Size",
    "Tus-Checksum-Algorithm",
    "Retry-After",
    "X-Job-Id",
    "X-Request-ID",
)
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""No page of another site shows an answer or plays it, and no answer counts as what it is not."""
OWN_SOURCES = "default-src 'self' 'unsafe-inline' blob: data:; frame-ancestors 'none'"
"""The pages of the documentation would fetch a logo from another network."""


def cors(app: ASGIApp, origins: Origins) -> CORSMiddleware:
    """Let web pages of these origins call the API; they never send credentials of the browser."""
    return CORSMiddleware(
        app,
        allow_origins=origins.named,
        allow_origin_regex=origins.pattern,
        allow_methods=METHODS,
        allow_headers=ALLOWED_HEADERS,
        expose_headers=EXPOSED_HEADERS,
        allow_private_network=True,
    )


def complete(headers: MutableHeaders, caller: Caller | None) -> None:
    """Add what every answer has: JSON its charset, and what keeps it from the pages of other sites."""
    has_policy = "content-security-policy" in headers
    for name, value in SECURITY_HEADERS.items():
        headers.setdefault(name, value)
    if caller and caller.by_link:
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # Any page's player may play it.
    kind = headers.get("content-type", "")
    if kind == "application/json":
        headers["Content-Type"] = JSON
    if kind.startswith("text/html") and not has_policy:
        headers["Content-Security-Policy"] = OWN_SOURCES
