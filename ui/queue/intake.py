"""Files and folders of this computer are taken in, a few at a time, while the window stays free."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.errors import BacklineError, CancelledError, InvalidAudioError
from core.jobs import Job, JobRequest
from core.songs import Song, find_songs
from ui.bridge import Bridge, sentence_of
from ui.language import tr

AT_ONCE = 2
"""Copied and looked into at the same time; the other threads are for whoever clicks meanwhile."""
ARCHIVES = frozenset([".zip", ".rar", ".7z", ".gz", ".tar"])


@dataclass(frozen=True)
class Problem:
    """A file or folder that could not be taken in, and why, in a sentence."""

    path: Path
    sentence: str


@dataclass
class Intaken:
    """What became of files that were added together. total: songs that were found."""

    total: int = 0
    jobs: list[Job] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Songs that are through, one way or the other."""
        return len(self.jobs) + len(self.problems)


class Intake(QObject):
    """Takes songs in. changed: the counts are others. ended: emitted with `Intaken` when nothing is left.

    request: what is asked for.
    """

    changed = Signal(object)
    ended = Signal(object)

    def __init__(self, bridge: Bridge, request: JobRequest, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._request = request
        self._waiting: deque[Path] = deque()
        self._looking = self._copying = 0
        self._intaken = Intaken()
        self._is_cancelled = False

    @property
    def is_busy(self) -> bool:
        """Whether files are on their way in."""
        return bool(self._looking or self._copying or self._waiting)

    def add(self, paths: Sequence[Path]) -> None:
        """Take in files, and the songs of folders."""
        if not self.is_busy:
            self._intaken, self._is_cancelled = Intaken(), False
        self._looking += 1
        self.changed.emit(self._intaken)
        self._bridge.run(partial(_songs_at, list(paths)), self._found, owner=self)

    def cancel(self) -> None:
        """Take in no more; what is half copied is deleted, what came in stays."""
        self._is_cancelled = True
        self._intaken.total -= len(self._waiting)
        self._waiting.clear()

    def _found(self, found: tuple[list[Path], list[Problem]]) -> None:
        songs, problems = found
        self._looking -= 1
        if not self._is_cancelled:
            self._waiting.extend(songs)
            self._intaken.problems += problems
            self._intaken.total += len(songs) + len(problems)
        self._go_on()

    def _go_on(self) -> None:
        while self._waiting and self._copying < AT_ONCE:
            self._copying += 1
            self._take(self._waiting.popleft())
        self.changed.emit(self._intaken)
        if not self.is_busy:
            self.ended.emit(self._intaken)

    def _take(self, path: Path) -> None:
        request, receive = self._request, self._bridge.service.reception.receive

        def taken() -> Job | Problem | None:
            try:
                return receive(path, request, lambda: self._is_cancelled)
            except CancelledError:
                return None
            except BacklineError as error:
                return Problem(path, sentence_of(error))

        def failed(sentence: str) -> None:
            self._taken(Problem(path, sentence))

        self._bridge.run(taken, self._taken, failed, owner=self)

    def _taken(self, outcome: Job | Problem | None) -> None:
        self._copying -= 1
        match outcome:
            case Job():
                self._intaken.jobs.append(outcome)
            case Problem():
                self._intaken.problems.append(outcome)
            case None:
                self._intaken.total -= 1
        self._go_on()


def _songs_at(paths: list[Path]) -> tuple[list[Path], list[Problem]]:
    """The songs at some places, each once, and the places where there are none."""
    songs: dict[Path, None] = {}
    problems = []
    for path in paths:
        try:
            songs |= dict.fromkeys(song.path.absolute() for song in _looked_into(path))
        except InvalidAudioError as error:
            problems.append(Problem(path, str(error)))
        except OSError as error:
            problems.append(
                Problem(path, tr("{path} cannot be read ({why}).", path=path, why=error.strerror))
            )
    return list(songs), problems


def _looked_into(path: Path) -> list[Song]:
    if path.suffix.lower() in ARCHIVES and path.is_file():
        raise InvalidAudioError(
            tr("{name} is an archive. Unpack it, and add the folder that comes of it.", name=path.name)
        )
    return find_songs(path)
