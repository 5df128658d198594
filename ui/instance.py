"""One program a data folder: a second start hands its songs to the first one, and ends."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import psutil
from pydantic import TypeAdapter
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 2000
"""Longest wait for the first program, which may be busy for a moment."""
TAKEN = b"taken\n"

_PATHS = TypeAdapter(list[Path])


class Instance(QObject):
    """The program of a user and a data folder, as others find it.

    handed: emitted with the paths that another start was given, none where it only wants to see the window.
    """

    handed = Signal(list)

    def __init__(self, root: Path) -> None:
        super().__init__()
        owner = f"{psutil.Process().username()} {root.resolve()}"
        self._name = f"backline-{hashlib.sha256(owner.encode()).hexdigest()[:16]}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def hand_over(self, paths: Sequence[Path]) -> bool:
        """Give songs to the program that runs already; False where none does."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(ANSWER_MS):
            return False
        # In ASCII, which also carries names that are no UTF-8.
        socket.write(json.dumps([str(path.absolute()) for path in paths]).encode() + b"\n")
        socket.waitForBytesWritten(ANSWER_MS)
        return socket.waitForReadyRead(ANSWER_MS) and socket.readAll().data() == TAKEN

    def listen(self) -> None:
        """Be the one that others find from now on."""
        # What a killed program left is in the way of the next one.
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)

    def close(self) -> None:
        """Be found no more."""
        self._server.close()

    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._hear(socket))
            socket.disconnected.connect(socket.deleteLater)
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        try:
            paths = _PATHS.validate_python(json.loads(bytes(socket.readLine().data())))
        except ValueError:
            socket.abort()
            return
        socket.write(TAKEN)
        socket.flush()
        self.handed.emit(paths)
