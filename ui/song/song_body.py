"""A finished song in its window: mixer, rows, overview and transport, wired to what is heard."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from core.chords.harte import NO_CHORD
from ui.language import tr
from ui.song.analysis import Analysis
from ui.song.beat_steps import NEAR
from ui.song.chord_editor import ChordEditor
from ui.song.chord_now import ChordNow
from ui.song.listening import Listening
from ui.song.mixer_column import MixerColumn
from ui.song.overview import Overview
from ui.song.peaks import Peaks
from ui.song.timeline_view import STEP, TimelineView
from ui.song.transport_bar import TransportBar
from ui.song.transposition import Transposition
from ui.song.walk import Walk
from ui.theme import theme_of
from ui.widgets.labels import Label

MARGIN = 16


class SongBody(QWidget):
    """Shows an analysis, and plays it.

    menu_wanted: what is filled in for a place, and the seconds. chord_typed: from, to, and the label that is
    read there. refused: what was typed and is no chord. transposed: chords are read otherwise.
    """

    menu_wanted = Signal(QMenu, float)
    chord_typed = Signal(float, float, str)
    refused = Signal(str)
    transposed = Signal(object)

    def __init__(
        self, analysis: Analysis, listening: Listening, chord_now: ChordNow, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._listening, self._chord_now = listening, chord_now
        self.walk = Walk(analysis, listening, self)
        self.view = TimelineView(analysis)
        self.mixer = MixerColumn(list(analysis.tracks))
        self.overview = Overview(self.view.timeline)
        self._whole = Label(tr("Whole song"), "muted", wrap=False)
        self._whole.setMargin(MARGIN)
        self.transport = TransportBar()
        self._lay_out()
        self._connect_view()
        self._connect_transport()
        self._connect_listening()
        self._show_all()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.mixer, 0, 0)
        grid.addWidget(self.view, 0, 1)
        grid.addWidget(self._whole, 1, 0)
        grid.addWidget(self.overview, 1, 1)
        grid.setRowStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(grid, 1)
        column.addWidget(self.transport)

    def _connect_view(self) -> None:
        self.view.seek_wanted.connect(self._seek_shown)
        self.walk.went.connect(self._seek_shown)
        self.view.loop_wanted.connect(self._listening.set_loop)
        self.view.menu_wanted.connect(self._open_menu)
        self.view.chord_wanted.connect(self.edit_chord)
        self.view.rows_changed.connect(self._lay_mixer_out)
        self.view.moved.connect(self._on_moved)
        self.overview.panned.connect(self._look_at)
        for signal, call in (
            (self.mixer.muted, self._listening.set_muted),
            (self.mixer.soloed, self._listening.set_soloed),
            (self.mixer.volume_changed, self._listening.set_volume),
        ):
            signal.connect(call)

    def _connect_transport(self) -> None:
        bar = self.transport
        bar.play_wanted.connect(self._listening.toggle)
        bar.start_wanted.connect(self.walk.to_start)
        bar.loop_wanted.connect(self._toggle_loop)
        bar.follow_wanted.connect(self.view.follow)
        bar.speed_stepped.connect(self._listening.step_speed)
        bar.speed_reset.connect(lambda: self._listening.set_speed(1.0))
        bar.zoom_stepped.connect(self.zoom)
        bar.whole_wanted.connect(self.view.show_whole)
        bar.transposition_changed.connect(self._read_as)

    def _connect_listening(self) -> None:
        self._listening.moved.connect(self._show_place)
        self._listening.playing_changed.connect(self._on_playing)
        self._listening.loop_changed.connect(self._show_loop)
        self._listening.speed_changed.connect(self.transport.show_speed)
        self._listening.heard_changed.connect(self.view.show_heard)

    def _show_all(self) -> None:
        listening, analysis = self._listening, self.analysis
        self.transport.show_duration(analysis.duration)
        self.transport.show_playing(listening.is_playing)
        self._show_loop(listening.loop)
        self._show_place(listening.position)
        for stem, strip in self.mixer.strips.items():
            strip.show_channel(listening.channel(stem))
        self.view.show_heard(listening.heard)

    @property
    def analysis(self) -> Analysis:
        """What is shown."""
        return self.view.picture.analysis

    def show_analysis(self, analysis: Analysis) -> None:
        """The same stems with other findings."""
        self.walk.along(analysis)
        self.view.show_analysis(analysis)
        self.view.read_as(self.transport.transposition)
        self.transport.show_duration(analysis.duration)
        self._show_place(self._listening.position)

    def show_peaks(self, stem: str, peaks: Peaks) -> None:
        """Draw a stem."""
        self.view.show_peaks(stem, peaks)
        self.overview.show_peaks(stem, peaks)

    def zoom(self, direction: int) -> None:
        """Nearer (1) or further (-1)."""
        self.view.zoom(STEP**direction)

    def toggle_follow(self) -> None:
        """Whether the view goes along with the playhead."""
        self.view.follow(not self.view.follows)

    def edit_chord(self, seconds: float) -> None:
        """Let the user type another chord where one is."""
        ribbon = self.view.picture.ribbon
        index = ribbon.index_at(seconds)
        if index is None:
            return
        chord, place = ribbon.chord(index), self.view.chord_block(index)
        name = "" if chord.label == NO_CHORD else ribbon.name(index)
        editor = ChordEditor(place, name, self.view)
        key, transposition = self.analysis.key, self.transport.transposition
        editor.chosen.connect(
            lambda read: self.chord_typed.emit(chord.start, chord.end, transposition.label(read, key))
        )
        editor.refused.connect(self.refused)
        editor.destroyed.connect(self.view.setFocus)

    def _seek_shown(self, seconds: float) -> None:
        """Go there, and look there from now on."""
        self._listening.seek(seconds)
        self.view.follow(True)

    def _toggle_loop(self) -> None:
        """The button is checked by the click alone, whether there is a region or not."""
        self.walk.toggle_loop()
        self.transport.show_loop(self._listening.loop is not None)

    def _on_playing(self, playing: bool) -> None:
        self.transport.show_playing(playing)
        if playing and not self.view.timeline.shows(self._listening.position):
            self.view.follow(True)

    def _show_loop(self, loop: tuple[float, float] | None) -> None:
        self.view.set_loop(loop)
        self.transport.show_loop(loop is not None)

    def _show_place(self, seconds: float) -> None:
        self.view.set_position(seconds, self._listening.is_playing)
        self.overview.set_position(seconds)
        self.transport.show_place(seconds, self.walk.bar_and_beat(seconds))
        self._show_chord(seconds)

    def _show_chord(self, seconds: float) -> None:
        ribbon = self.view.picture.ribbon
        index = ribbon.index_at(seconds)
        if index is None:
            self._chord_now.show_chords("", "", 0.0)
            return
        chord, following = ribbon.chord(index), ribbon.following(index)
        now = "" if chord.label == NO_CHORD else ribbon.name(index)
        part = (seconds - chord.start) / max(chord.end - chord.start, NEAR)
        colour = ribbon.colour(index, theme_of(self.palette())) if now else None
        self._chord_now.show_chords(now, "" if following is None else ribbon.name(following), part, colour)

    def _read_as(self, transposition: Transposition) -> None:
        self.view.read_as(transposition)
        self._show_chord(self._listening.position)
        self.transposed.emit(transposition)

    def _lay_mixer_out(self) -> None:
        picture = self.view.picture
        self.mixer.lay_out(picture.rows, picture.roll.scale, has_beats=len(self.analysis.beats) > 0)

    def _on_moved(self) -> None:
        self.overview.update()
        self.transport.show_following(self.view.follows)

    def _look_at(self, seconds: float) -> None:
        timeline = self.view.timeline
        self.view.pan(timeline.x(seconds) - timeline.width / 2)

    def _open_menu(self, at: QPoint, seconds: float) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu_wanted.emit(menu, seconds)
        menu.popup(at)
