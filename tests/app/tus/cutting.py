"""A network that breaks: a TCP proxy that cuts connections."""

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

BLOCK_BYTES = 16_384
CUT_BYTES = 100_000
"""So much comes from a client on one connection before it is cut."""


class CuttingProxy(socketserver.ThreadingTCPServer):
    """Passes connections on to a port of this computer, and cuts them.

    port: where they go; may change meanwhile. cuts: how many of them are cut. What a client had sent arrives,
    but it has no answer. on_cut: called before the client notices.
    """

    daemon_threads = True

    def __init__(self, port: int, cuts: int, on_cut: "OnCut") -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.port = port
        self.cuts = cuts
        self.cuts_made = 0
        self.on_cut = on_cut

    @property
    def url(self) -> str:
        """Where clients find it."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Connection(socketserver.BaseRequestHandler):
    server: CuttingProxy

    def handle(self) -> None:
        with socket.create_connection(("127.0.0.1", self.server.port)) as upstream:
            back = threading.Thread(target=_pass_back, args=(upstream, self.request), daemon=True)
            back.start()
            self._pass_on(upstream)
            for end in (upstream, self.request):
                with suppress(OSError):  # The other side was quicker.
                    end.shutdown(socket.SHUT_RDWR)
            back.join()

    def _pass_on(self, upstream: socket.socket) -> None:
        passed, proxy = 0, self.server
        with suppress(ConnectionError):
            while block := self.request.recv(BLOCK_BYTES):
                upstream.sendall(block)
                passed += len(block)
                if passed >= CUT_BYTES and proxy.cuts_made < proxy.cuts:
                    proxy.cuts_made += 1
                    proxy.on_cut(proxy)
                    return


OnCut = Callable[[CuttingProxy], None]


def _pass_back(upstream: socket.socket, client: socket.socket) -> None:
    with suppress(OSError):
        while block := upstream.recv(BLOCK_BYTES):
            client.sendall(block)


@contextmanager
def cutting(url: str, cuts: int, on_cut: OnCut = lambda _: None) -> Iterator[CuttingProxy]:
    """A proxy before a server on this computer, while the block lasts."""
    with CuttingProxy(port_of(url), cuts, on_cut) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield proxy
        finally:
            proxy.shutdown()
            thread.join()


def port_of(url: str) -> int:
    """The port in the address of a server."""
    return int(url.rpartition(":")[2])
