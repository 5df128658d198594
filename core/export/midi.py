"""A song as a MIDI file whose bars are the song's: what was sung, the chords, and a tempo map."""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import mido
from mido import Message, MetaMessage

from core.chords.harte import NO_CHORD, parse, pitch_class, pitch_classes
from core.chords.naming import chord_name
from core.documents import Document
from core.export.tempo_map import TICKS_PER_QUARTER, TempoMap, tempo_map
from core.models import HOP_SECONDS

BEND_SEMITONES = 12
"""How far a pitch wheel reaches: a voice may glide over an octave within one note."""
VOICE, PIANO = 53, 0
"""Programs of General MIDI."""
SUNG_VELOCITY, CHORD_VELOCITY = 96, 72
LOWEST_BASS, LOWEST_TONE = 40, 55
"""E2 and G3: bass notes and chord tones lie within the octave above."""
_CHARSET = "utf-8"
_MOST_BEND = 8191
_SMALLEST_BEND = 7
"""Of the wheel, 1 cent: less is not heard, and would make the file large."""

Timed = tuple[int, Any]
"""Ticks from the start, and the mido message of what happens then."""
_ORDER = {"note_off": 0, "note_on": 2}
"""Of what happens at the same tick; all else lies between: a note begins at its own pitch."""


def midi_file(
    title: str,
    notes_document: Document | None,
    beats_document: Document | None,
    chords_document: Document | None,
) -> bytes:
    """A file of three tracks: tempo, time signatures, key and chord names; "Vocals"; "Chords".

    The documents are those of the API; what is missing is left out, and without beats the tempo is 120.
    """
    grid = tempo_map(beats_document)
    file = mido.MidiFile(type=1, ticks_per_beat=TICKS_PER_QUARTER, charset=_CHARSET)
    file.tracks.append(_track(" ".join(title.split()), _frame(chords_document, grid)))
    if notes_document:
        file.tracks.append(_track("Vocals", _sung(notes_document["notes"], grid)))
    if chords_document:
        file.tracks.append(_track("Chords", _played(chords_document["chords"], grid)))
    written = io.BytesIO()
    file.save(file=written)
    return written.getvalue()


def _track(name: str, events: Iterable[Timed]) -> mido.MidiTrack:
    track = mido.MidiTrack([MetaMessage("track_name", name=name)])
    now = 0
    for tick, event in sorted(events, key=lambda timed: (timed[0], _ORDER.get(timed[1].type, 1))):
        track.append(event.copy(time=tick - now))
        now = tick
    return track


def _frame(chords: Document | None, grid: TempoMap) -> Iterator[Timed]:
    """Tempos, time signatures, the key, and the chords' names as markers."""
    for tempo in grid.tempos:
        yield tempo.tick, MetaMessage("set_tempo", tempo=tempo.microseconds)
    for bar in grid.signatures:
        yield bar.tick, MetaMessage("time_signature", numerator=bar.count, denominator=bar.unit)
    if chords is None:
        return
    if key := chords["key_info"]:
        minor = "m" if key["mode"] == "minor" else ""
        yield 0, MetaMessage("key_signature", key=f"{key['tonic']}{minor}")
    for chord in chords["chords"]:
        yield grid.tick(chord["start_time"]), MetaMessage("marker", text=chord_name(chord["chord_label"]))


def _sung(notes: Sequence[Document], grid: TempoMap) -> Iterator[Timed]:
    yield 0, Message("program_change", program=VOICE)
    # Registered parameter 0 is the reach of the wheel; the last two let go of it.
    for control, value in ((101, 0), (100, 0), (6, BEND_SEMITONES), (38, 0), (101, 127), (100, 127)):
        yield 0, Message("control_change", control=control, value=value)
    for note in notes:
        pitch = min(max(round(note["midi_pitch"]), 0), 127)
        yield from _note(pitch, note["onset"], note["offset"], grid, velocity=SUNG_VELOCITY)
        yield from _bend(note, pitch, grid)


def _bend(note: Document, pitch: int, grid: TempoMap) -> Iterator[Timed]:
    """The wheel through a note: how far the voice lies beside the key that is pressed."""
    last: int | None = None
    for number, cents in enumerate(note["bend_cents"] or [0.0]):
        semitones = note["midi_pitch"] - pitch + cents / 100
        wheel = min(max(round(semitones / BEND_SEMITONES * _MOST_BEND), -_MOST_BEND), _MOST_BEND)
        if last is None or abs(wheel - last) >= _SMALLEST_BEND:
            last = wheel
            yield grid.tick(note["onset"] + number * HOP_SECONDS), Message("pitchwheel", pitch=wheel)


def _played(chords: Sequence[Document], grid: TempoMap) -> Iterator[Timed]:
    yield 0, Message("program_change", channel=1, program=PIANO)
    for chord in chords:
        for pitch in _voicing(chord["chord_label"]):
            start, end = chord["start_time"], chord["end_time"]
            yield from _note(pitch, start, end, grid, channel=1, velocity=CHORD_VELOCITY)


def _voicing(label: str) -> list[int]:
    """The bass, and above it the tones in one octave: so that each chord moves little to the next."""
    if label == NO_CHORD:
        return []
    bass = _above(LOWEST_BASS, pitch_class(parse(label).bass))
    return [bass, *sorted(_above(LOWEST_TONE, tone) for tone in set(pitch_classes(label)))]


def _above(lowest: int, tone: int) -> int:
    return lowest + (tone - lowest) % 12


def _note(pitch: int, start: float, end: float, grid: TempoMap, **how: int) -> Iterator[Timed]:
    """A note of a track, at least a tick long."""
    on = grid.tick(start)
    yield on, Message("note_on", note=pitch, **how)
    yield max(grid.tick(end), on + 1), Message("note_off", note=pitch, **how)
