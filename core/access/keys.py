"""Keys of devices, codes that people read and type, and how both are compared."""

import hashlib
import hmac
import secrets
from collections.abc import Collection

KEY_BYTES = 32
INVITATION_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no letter that is taken for another one or for a digit."""
INVITATION_LENGTH = 8
"""Letters, 5 bits each."""
_TAKEN_FOR = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})


def new_key() -> str:
    """A key of 256 random bits, in 43 characters that a header and a URL take."""
    return secrets.token_urlsafe(KEY_BYTES)


def new_invitation_code() -> str:
    """A code to type, of 40 random bits."""
    return "".join(secrets.choice(INVITATION_LETTERS) for _ in range(INVITATION_LENGTH))


def new_number(taken: Collection[str]) -> str:
    """Six digits to compare on two screens, none of those that are taken."""
    while (number := f"{secrets.randbelow(1_000_000):06}") in taken:
        pass
    return number


def shown(code: str) -> str:
    """A code of an invitation as people read it: `K7QM-2XPA`."""
    return f"{code[:4]}-{code[4:]}"


def as_made(typed: str) -> str:
    """A code of an invitation as it was made, from what somebody typed."""
    return typed.upper().translate(_TAKEN_FOR)


def digest(secret: str) -> str:
    """What is kept of a key or code: its SHA-256, in hex."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two digests are equal; takes the same time wherever they differ."""
    return hmac.compare_digest(one.encode(), other.encode())
