"""HTTP/1.1 as uvicorn speaks it, but for its answer to what is no HTTP."""

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.errors import plain_problem


class Http(H11Protocol):
    """Answers a malformed request with a problem document, as every other error."""

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - tells of internals
        """Refuse the request and close the connection."""
        answer = plain_problem(400, {"Connection": "close"})
        events = (
            h11.Response(status_code=400, headers=answer.raw_headers, reason=b"Bad Request"),
            h11.Data(data=bytes(answer.body)),
            h11.EndOfMessage(),
        )
        for event in events:
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
