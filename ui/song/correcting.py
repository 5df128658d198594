"""Corrections by hand: what they are, one after the other, and back."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from core.corrections.corrections import ChordCorrection, Corrections
from core.errors import JobNotFoundError
from core.jobs import Job
from core.rhythm.base import beats_in_bar
from ui.bridge import Bridge

Edit = Callable[[Corrections], Corrections]
SAME_TEMPO = 0.01
"""Part by which two tempos may differ and be the same."""


class Correcting(QObject):
    """Corrects one song. corrected: what is read of it now is another. failed: a sentence.

    Edits that come while one is being written are written together after it.
    """

    corrected = Signal()
    failed = Signal(str)

    def __init__(self, bridge: Bridge, job_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._job_id = bridge, job_id
        self._wanted = self._sent = Corrections()
        self._is_sending = False
        self._before: list[Corrections] = []

    def know(self, corrections: Corrections) -> None:
        """What holds now."""
        if not self._is_sending:
            self._wanted = self._sent = corrections

    @property
    def now(self) -> Corrections:
        """What holds, or will in a moment."""
        return self._wanted

    @property
    def can_undo(self) -> bool:
        """Whether something was corrected in this window."""
        return bool(self._before)

    def do(self, edit: Edit) -> None:
        """Correct something."""
        after = edit(self._wanted)
        if after != self._wanted:
            self._before.append(self._wanted)
            self._want(after)

    def undo(self) -> None:
        """Take back what was corrected last."""
        if self._before:
            self._want(self._before.pop())

    def _want(self, corrections: Corrections) -> None:
        self._wanted = corrections
        if not self._is_sending:
            self._send()

    def _send(self) -> None:
        self._is_sending, self._sent = True, self._wanted
        call = partial(self._bridge.service.correct, self._job_id, self._wanted)
        self._bridge.run(call, self._on_done, self._on_failed, self)

    def _on_done(self, _job: Job) -> None:
        self._is_sending = False
        if self._wanted != self._sent:
            self._send()
        else:
            self.corrected.emit()

    def _on_failed(self, sentence: str) -> None:
        self._is_sending = False
        if self._before:
            self._before.pop()
        try:
            self.know(self._bridge.service.job(self._job_id).corrections)
        except JobNotFoundError:
            return
        self.failed.emit(sentence)


def with_tempo(found: float, tempo: float, factor: float) -> Edit:
    """So many times the tempo. found: by the analysis. tempo: as it is now."""
    wanted = tempo * factor

    def edit(corrections: Corrections) -> Corrections:
        back = abs(wanted - found) <= found * SAME_TEMPO
        shift = round(corrections.downbeat_shift * factor)
        return replace(corrections, tempo_bpm=None if back else wanted, downbeat_shift=shift)

    return edit


def with_first_beat(position: int, time_signature: str) -> Edit:
    """The beat that is now the bar's so-manieth is its first one."""
    in_bar = beats_in_bar(time_signature)

    def edit(corrections: Corrections) -> Corrections:
        return replace(corrections, downbeat_shift=(corrections.downbeat_shift + position - 1) % in_bar)

    return edit


def with_key(key: str | None) -> Edit:
    """Another key; None for the one that was found."""
    return lambda corrections: replace(corrections, key=key)


def with_chord(start: float, end: float, label: str) -> Edit:
    """Another chord from `start` to `end`."""
    return lambda corrections: replace(
        corrections, chords=(*_without(corrections, start, end), ChordCorrection(start, end, label))
    )


def without_chord(start: float, end: float) -> Edit:
    """What was found from `start` to `end`."""
    return lambda corrections: replace(corrections, chords=_without(corrections, start, end))


def none(_: Corrections) -> Corrections:
    """All as it was found."""
    return Corrections()


def is_corrected(corrections: Corrections, start: float, end: float) -> bool:
    """Whether a chord there was corrected."""
    return len(_without(corrections, start, end)) < len(corrections.chords)


def _without(corrections: Corrections, start: float, end: float) -> tuple[ChordCorrection, ...]:
    """The corrected chords whose middles lie elsewhere."""
    return tuple(chord for chord in corrections.chords if not start <= (chord.start + chord.end) / 2 < end)
