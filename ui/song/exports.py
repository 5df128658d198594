"""What of a song can be taken along: stems, mixes, MIDI and a chord sheet."""

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import get_args

import orjson
from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from core.errors import InvalidAudioError
from core.export.chord_sheet import chord_sheet
from core.export.midi import midi_file
from core.files import storage_errors, write_whole
from core.models import StemFormat
from core.names import file_name
from core.service import Service
from ui.bridge import Bridge
from ui.language import tr
from ui.song.analysis import Analysis
from ui.song.stems import stem_name
from ui.song.transposition import Transposition

FORMATS: tuple[StemFormat, ...] = get_args(StemFormat)
Write = Callable[[Path], None]
"""Makes the file, off Qt's thread."""


class Exports(QObject):
    """Asks where to, and writes. saved: the file or folder. busy, failed: a sentence."""

    saved = Signal(object)
    busy = Signal(str)
    failed = Signal(str)

    def __init__(self, bridge: Bridge, job_id: str, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._job_id, self._window = bridge, job_id, window

    def fill(
        self, menu: QMenu, analysis: Analysis, heard: Sequence[str], transposition: Transposition
    ) -> None:
        """What this song has to give. heard: the stems that are not muted."""
        menu.clear()
        if analysis.has_stems:
            self._add_sounds(menu, tuple(analysis.tracks), tuple(heard))
        midi = menu.addAction(tr("MIDI of singing, chords and beats…"))
        midi.setEnabled(analysis.pitch is not None or analysis.chords is not None)
        midi.triggered.connect(self.save_midi)
        sheet = menu.addAction(tr("Chord sheet…"))
        sheet.setEnabled(analysis.has_music)
        sheet.triggered.connect(lambda: self.save_sheet(transposition))

    def _add_sounds(self, menu: QMenu, stems: tuple[str, ...], heard: tuple[str, ...]) -> None:
        one = menu.addMenu(tr("One stem"))
        without = menu.addMenu(tr("Mix without"))
        for stem in stems:
            one.addAction(tr("{stem}…", stem=stem_name(stem))).triggered.connect(
                lambda _=False, stem=stem: self.save_stem(stem)
            )
            rest, name = tuple(other for other in stems if other != stem), stem_name(stem)
            without.addAction(tr("{stem}…", stem=stem_name(stem))).triggered.connect(
                lambda _=False, name=name, rest=rest: self.save_mix(rest, tr("without {stem}", stem=name))
            )
        as_heard = menu.addAction(tr("Mix of the stems that you hear…"))
        as_heard.setEnabled(0 < len(heard) < len(stems))
        as_heard.triggered.connect(lambda: self.save_mix(heard, " + ".join(heard)))
        menu.addAction(tr("All stems…")).triggered.connect(lambda: self.save_stems(stems))
        menu.addSeparator()

    def save_stem(self, stem: str) -> None:
        """A stem, in the format that its name tells."""
        library = self._bridge.service.library

        def write(target: Path) -> None:
            _copy(library.stem(self._job_id, stem, format_of(target)), target)

        self._ask(stem, FORMATS, write)

    def save_mix(self, stems: tuple[str, ...], name: str) -> None:
        """The sum of some stems."""
        library = self._bridge.service.library

        def write(target: Path) -> None:
            _copy(library.mix(self._job_id, stems, format_of(target)), target)

        self._ask(name, FORMATS, write)

    def save_midi(self) -> None:
        """What was sung, the chords and the beats."""
        self._ask("", ("mid",), partial(_write_midi, self._bridge.service, self._job_id))

    def save_sheet(self, transposition: Transposition) -> None:
        """The chords as they are read."""
        self._ask("", ("txt",), partial(_write_sheet, self._bridge.service, self._job_id, transposition))

    def save_stems(self, stems: tuple[str, ...]) -> None:
        """All of them, into a folder."""
        library, title = self._bridge.service.library, self._title()

        def write(folder: Path) -> None:
            for stem in stems:
                _copy(library.stem(self._job_id, stem, "flac"), folder / file_name(title, f" - {stem}.flac"))

        dialog = QFileDialog(self._window, tr("A folder for the stems, as FLAC"), _music())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._open(dialog, write)

    def _ask(self, name: str, endings: Sequence[str], write: Write) -> None:
        title = self._title()
        proposed = file_name(title, f" - {name}.{endings[0]}" if name else f".{endings[0]}")
        dialog = QFileDialog(self._window, tr("Save as"), str(Path(_music(), proposed)))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{ending.upper()} (*.{ending})" for ending in endings])
        dialog.setDefaultSuffix(endings[0])
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix(chosen.partition("*.")[2].rstrip(")"))
        )
        dialog.selectFile(proposed)
        self._open(dialog, write)

    def _open(self, dialog: QFileDialog, write: Write) -> None:
        dialog.fileSelected.connect(lambda chosen: self.write_to(Path(chosen), write))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_to(self, target: Path, write: Write) -> None:
        """Write to a place that was chosen."""
        self.busy.emit(tr("Saving {name}…", name=target.name))
        self._bridge.run(partial(write, target), lambda _: self.saved.emit(target), self.failed.emit, self)

    def _title(self) -> str:
        return self._bridge.service.job(self._job_id).display_name


def _music() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MusicLocation)


def format_of(target: Path) -> StemFormat:
    """The format that a file's name tells. Raises InvalidAudioError."""
    for known in FORMATS:
        if target.suffix.lower() == f".{known}":
            return known
    raise InvalidAudioError(f"{target.name} has to end in .mp3, .flac or .wav.")


def _copy(source: Path, target: Path) -> None:
    """As a whole file or none."""
    part = target.with_name(f"{target.name}.part")
    with storage_errors(target.parent):
        shutil.copyfile(source, part)
        part.replace(target)


def _write_midi(service: Service, job_id: str, target: Path) -> None:
    folder = service.library.results(job_id)
    documents = (_document(path) for path in (folder.notes, folder.beats, folder.chords))
    with storage_errors(target.parent):
        write_whole(target, midi_file(service.job(job_id).display_name, *documents))


def _write_sheet(service: Service, job_id: str, transposition: Transposition, target: Path) -> None:
    folder = service.library.results(job_id)
    chords = orjson.loads(folder.chords.read_bytes())
    text = chord_sheet(
        service.job(job_id).display_name,
        chords,
        _document(folder.beats),
        transposition.semitones,
        transposition.capo,
    )
    with storage_errors(target.parent):
        write_whole(target, text.encode())


def _document(path: Path) -> dict[str, object] | None:
    return orjson.loads(path.read_bytes()) if path.exists() else None
