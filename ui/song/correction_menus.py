"""What can be corrected, as menus: of the tempo, of the key, and of a place in the song."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from core.chords.harte import tonic
from core.chords.naming import MODES, transposed_key
from core.corrections.beats import TEMPO_RATIOS
from core.jobs import Summary
from ui import words
from ui.language import tr
from ui.song import correcting as edits
from ui.song.analysis import Analysis
from ui.song.correcting import Correcting
from ui.song.transposition import Transposition


class CorrectionMenus(QObject):
    """Fills menus anew each time they are shown. chord_wanted: another chord at these seconds."""

    chord_wanted = Signal(float)

    def __init__(self, correcting: Correcting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._correcting = correcting
        self._analysis: Analysis | None = None
        self._found = Summary()
        self._transposition = Transposition()

    def show(self, analysis: Analysis | None, found: Summary) -> None:
        """What is corrected from now on, None for nothing. found: by the analysis, without corrections."""
        self._analysis, self._found = analysis, found

    def read_as(self, transposition: Transposition) -> None:
        """How chords and keys are read."""
        self._transposition = transposition

    def fill_tempo(self, menu: QMenu) -> None:
        """Double, half, and back."""
        menu.clear()
        analysis, found = self._analysis, self._found.tempo_bpm
        if analysis is None or not found:
            menu.addAction(tr("No beats were heard")).setEnabled(False)
            return
        tempo = analysis.tempo_bpm
        twice, half = words.tempo(tempo * 2), words.tempo(tempo / 2)
        for factor, text in (
            (2.0, tr("Twice as fast: {tempo}", tempo=twice)),
            (0.5, tr("Half as fast: {tempo}", tempo=half)),
        ):
            action = menu.addAction(text)
            action.setEnabled(min(TEMPO_RATIOS) <= tempo * factor / found * 1.01 <= max(TEMPO_RATIOS) * 1.02)
            action.triggered.connect(self._doing(edits.with_tempo(found, tempo, factor)))
        menu.addSeparator()
        back = menu.addAction(tr("As it was found: {tempo}", tempo=words.tempo(found)))
        back.setEnabled(self._correcting.now.tempo_bpm is not None)
        back.triggered.connect(self._doing(edits.with_tempo(found, found, 1.0)))

    def fill_key(self, menu: QMenu) -> None:
        """The 24 keys, as they are read, and back."""
        menu.clear()
        analysis = self._analysis
        if analysis is None or analysis.chords is None:
            menu.addAction(tr("Its chords were not asked for.")).setEnabled(False)
            return
        for mode, title in zip(MODES, (tr("Major"), tr("Minor")), strict=True):
            keys = menu.addMenu(title)
            for pitch in range(12):
                key = f"{tonic(pitch, mode)} {mode}"
                action = keys.addAction(words.key(key))
                action.setCheckable(True)
                sounding = transposed_key(key, -self._transposition.shift)
                action.setChecked(sounding == analysis.key)
                action.triggered.connect(self._doing(edits.with_key(sounding)))
        menu.addSeparator()
        back = menu.addAction(tr("As it was found"))
        back.setEnabled(self._correcting.now.key is not None)
        back.triggered.connect(self._doing(edits.with_key(None)))

    def fill_place(self, menu: QMenu, seconds: float) -> None:
        """What can be said of a place in the song."""
        analysis = self._analysis
        if analysis is None:
            return
        if len(analysis.beats):
            beat = int(np.argmin(np.abs(analysis.beats - seconds)))
            position = int(analysis.positions[beat])
            first = menu.addAction(tr("First beat of the bar here"))
            first.setEnabled(position != 1)
            first.triggered.connect(self._doing(edits.with_first_beat(position, analysis.time_signature)))
        self._add_chord(menu, analysis, seconds)
        menu.addSeparator()
        self._add_back(menu)

    def fill_all(self, menu: QMenu, seconds: float) -> None:
        """Everything in one menu: tempo, key, and what can be said of a place."""
        menu.clear()
        tempo, key = QMenu(tr("Tempo"), menu), QMenu(tr("Key"), menu)
        self.fill_tempo(tempo)
        self.fill_key(key)
        menu.addMenu(tempo)
        menu.addMenu(key)
        menu.addSeparator()
        self.fill_place(menu, seconds)

    def _add_back(self, menu: QMenu) -> None:
        """The last correction, and all."""
        undo = menu.addAction(tr("Take back the last correction"))
        undo.setEnabled(self._correcting.can_undo)
        undo.triggered.connect(self._correcting.undo)
        everything = menu.addAction(tr("Take back all corrections"))
        everything.setEnabled(not self._correcting.now.are_none)
        everything.triggered.connect(self._doing(edits.none))

    def _add_chord(self, menu: QMenu, analysis: Analysis, seconds: float) -> None:
        chord = next((one for one in analysis.chords or () if one.start <= seconds < one.end), None)
        if chord is None:
            return
        name = self._transposition.name(chord.label, analysis.key)
        change = menu.addAction(tr("Change the chord {name}…", name=name))
        change.triggered.connect(lambda: self.chord_wanted.emit(seconds))
        if edits.is_corrected(self._correcting.now, chord.start, chord.end):
            back = menu.addAction(tr("The chord as it was found"))
            back.triggered.connect(self._doing(edits.without_chord(chord.start, chord.end)))

    def _doing(self, edit: edits.Edit) -> Callable[[], None]:
        return lambda: self._correcting.do(edit)
