"""Signatures by the Standard Webhooks scheme (standardwebhooks.com)."""

import hmac
from base64 import b64decode, b64encode

PREFIX = "whsec_"


def secret_of(key: bytes, subject: str) -> str:
    """The secret of a job or batch, by its id. Nobody has to keep it: it follows from this server's key."""
    return PREFIX + b64encode(_digest(key, f"webhooks of {subject}".encode())).decode()


def signed(secret: str, message: str, seconds: int, body: bytes) -> dict[str, str]:
    """The headers that sign a message. message: its id. seconds: the time, since 1970."""
    content = f"{message}.{seconds}.".encode() + body
    signature = _digest(b64decode(secret.removeprefix(PREFIX)), content)
    return {
        "webhook-id": message,
        "webhook-timestamp": str(seconds),
        "webhook-signature": f"v1,{b64encode(signature).decode()}",
    }


def _digest(key: bytes, content: bytes) -> bytes:
    return hmac.digest(key, content, "sha256")
