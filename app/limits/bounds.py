"""The limits that no setting moves, in one place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """What one client may take up, and all of them together.

    Seconds: `head` for the head of a request, from its first byte (or from the connection's start); `idle`
    between two requests; `body` for a request's body, and one more for each `body_rate` bytes of it that
    came; `rest` for what is left of a body when the answer is sent already.
    """

    connections_of_an_address: int = 100
    connections: int = 2000
    head_bytes: int = 16_384
    headers: int = 100
    head_seconds: float = 10.0
    idle_seconds: int = 30
    body_seconds: float = 30.0
    body_rate: int = 4000
    rest_seconds: float = 30.0
    wrong_keys_a_minute: int = 30


BOUNDS = Bounds()
