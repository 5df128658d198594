"""MIDI files, read back by another library's own reckoning of time."""

import io
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

import mido
import numpy as np
import pytest

from core.export.midi import BEND_SEMITONES, midi_file
from tests.core.export.songs import beats_document, chords_document, notes_document, played_beats

SECONDS_APART = 0.002
LONG = 660.0


@dataclass(frozen=True)
class Heard:
    """A file as a player hears it."""

    file: mido.MidiFile

    def track(self, name: str) -> mido.MidiTrack:
        (found,) = [track for track in self.file.tracks if track.name == name]
        return found

    def ticks(self, track: mido.MidiTrack, kind: str) -> list[tuple[int, mido.Message]]:
        now, found = 0, []
        for message in track:
            now += message.time
            if message.type == kind:
                found.append((now, message))
        return found

    def seconds(self, tick: float) -> float:
        """By the tempos before it."""
        passed = 0.0
        tempos = [(at, tempo.tempo) for at, tempo in self.ticks(self.file.tracks[0], "set_tempo")]
        for (start, tempo), (end, _) in pairwise([*tempos, (float("inf"), 0)]):
            if tick <= start:
                break
            passed += mido.tick2second(min(tick, end) - start, self.file.ticks_per_beat, tempo)
        return passed

    def downbeats(self, up_to: int) -> list[int]:
        """Ticks at which bars begin, by the time signatures."""
        signatures = [
            (tick, said.numerator * 4 * self.file.ticks_per_beat // said.denominator)
            for tick, said in self.ticks(self.file.tracks[0], "time_signature")
        ]
        found = []
        for (start, bar), (end, _) in pairwise([*signatures, (up_to + 1, 0)]):
            assert end > up_to or (end - start) % bar == 0, "a signature changes within a bar"
            found += range(start, end, bar)
        return found

    def times(self, track: str, kind: str) -> list[float]:
        return [self.seconds(tick) for tick, _ in self.ticks(self.track(track), kind)]


def heard(data: bytes) -> Heard:
    return Heard(mido.MidiFile(file=io.BytesIO(data), charset="utf-8"))


@pytest.mark.parametrize("start", [0.0, 0.004, 0.06, 0.2, 0.37, 1.3, 31.7])
@pytest.mark.parametrize("first", [1, 2, 4])
def test_bars_line_up_and_every_beat_is_one(start: float, first: int) -> None:
    beats = beats_document(played_beats(40.0, 117, start), first)
    file = heard(midi_file("x", None, beats, None))
    bars = [file.seconds(tick) for tick in file.downbeats(200 * file.file.ticks_per_beat)]
    for beat in beats["beats"]:
        if beat["time"] >= 0.01 and beat["position"] == 1:
            assert min(abs(bar - beat["time"]) for bar in bars) < SECONDS_APART
    # Between two downbeats lie the beats, a quarter apart.
    downbeat = bisect_right(bars, 35.0) - 1
    tick = file.downbeats(200 * file.file.ticks_per_beat)[downbeat]
    found = [beat["time"] for beat in beats["beats"] if beat["time"] > bars[downbeat] - 0.01][:4]
    assert [file.seconds(tick + number * file.file.ticks_per_beat) for number in range(4)] == pytest.approx(
        found, abs=SECONDS_APART
    )


def test_all_beats_of_eleven_minutes_lie_on_whole_quarters() -> None:
    times = played_beats(LONG, 96, 0.71)
    file = heard(midi_file("x", None, beats_document(times), None))
    quarters = [file.seconds((number + 1) * file.file.ticks_per_beat) for number in range(len(times))]
    assert np.abs(np.array(quarters) - times).max() < 1e-5


def test_bars_of_three_and_of_two_groups_of_three() -> None:
    times = played_beats(30.0, 90, 0.7)
    waltz = heard(midi_file("x", None, beats_document(times, 3, "3/4", 3), None))
    kinds = [
        (said.numerator, said.denominator) for _, said in waltz.ticks(waltz.file.tracks[0], "time_signature")
    ]
    assert kinds == [(2, 4), (3, 4)]
    compound = heard(midi_file("x", None, beats_document(times, 1, "6/8", 2), None))
    kinds = [
        (said.numerator, said.denominator)
        for _, said in compound.ticks(compound.file.tracks[0], "time_signature")
    ]
    assert kinds == [(3, 8), (6, 8)]
    beat = compound.file.ticks_per_beat * 3 // 2
    assert [compound.seconds((number + 1) * beat) for number in range(20)] == pytest.approx(
        times[:20], abs=SECONDS_APART
    )


def test_a_broken_bar_is_a_bar_of_its_own() -> None:
    beats = beats_document([0.5 * number for number in range(1, 21)])
    positions = [1, 2, 3, 4, 1, 2, *[1, 2, 3, 4] * 3, 1, 2]
    for beat, position in zip(beats["beats"], positions, strict=True):
        beat["position"] = position
    file = heard(midi_file("x", None, beats, None))
    bars = [file.seconds(tick) for tick in file.downbeats(20 * file.file.ticks_per_beat)]
    for beat in beats["beats"]:
        if beat["position"] == 1:
            assert min(abs(bar - beat["time"]) for bar in bars) < SECONDS_APART


def test_notes_and_chords_are_where_they_sound_after_ten_minutes() -> None:
    random = np.random.default_rng(1)
    onsets = np.cumsum(random.uniform(0.3, 1.2, 900)).round(2)
    onsets = onsets[onsets < LONG - 1]
    notes = notes_document(*((onset, onset + 0.25, 60.2, [0.0] * 25) for onset in onsets.tolist()))
    edges = [0.0, *np.cumsum(random.uniform(0.7, 3.0, 300)).tolist()]
    chords = chords_document(edges, ["C:maj", "A:min7"] * 150)
    for beats in (beats_document(played_beats(LONG, 140, 0.4)), None):
        file = heard(midi_file("x", notes, beats, chords))
        assert np.abs(np.array(file.times("Vocals", "note_on")) - onsets).max() < SECONDS_APART
        assert np.abs(np.array(file.times("Vocals", "note_off")) - onsets - 0.25).max() < SECONDS_APART
        assert sorted(set(file.times("Chords", "note_on"))) == pytest.approx(edges[:-1], abs=SECONDS_APART)
        assert file.times("x", "marker") == pytest.approx(edges[:-1], abs=SECONDS_APART)


def test_a_player_of_mido_agrees() -> None:
    notes = notes_document((3.0, 3.5, 60.0, [0.0] * 50), (9.21, 9.4, 62.0, [0.0] * 19))
    file = mido.MidiFile(
        file=io.BytesIO(midi_file("x", notes, beats_document(played_beats(12.0, 100, 0.3)), None))
    )
    now, onsets = 0.0, []
    for message in file:
        now += message.time
        onsets += [now] if message.type == "note_on" else []
    assert onsets == pytest.approx([3.0, 9.21], abs=SECONDS_APART)


def test_the_wheel_follows_the_voice() -> None:
    bend = [round(80 * np.sin(number / 5), 1) for number in range(60)]
    file = heard(midi_file("x", notes_document((1.0, 1.6, 59.63, bend)), None, None))
    track = file.track("Vocals")
    ((_, note),) = file.ticks(track, "note_on")
    assert note.note == 60
    wheel = [(file.seconds(tick), message.pitch) for tick, message in file.ticks(track, "pitchwheel")]
    for number, cents in enumerate(bend):
        reached = [pitch for time, pitch in wheel if time <= 1.0 + number * 0.01 + 0.001][-1]
        sung = (59.63 - 60) * 100 + cents
        assert reached / 8191 * BEND_SEMITONES * 100 == pytest.approx(sung, abs=1.5)
    controls = [(message.control, message.value) for _, message in file.ticks(track, "control_change")]
    assert controls[:3] == [(101, 0), (100, 0), (6, BEND_SEMITONES)]
    kinds = [message.type for message in track]
    assert kinds.index("pitchwheel") < kinds.index("note_on")


def test_a_wheel_has_an_end() -> None:
    file = heard(midi_file("x", notes_document((0.0, 0.02, 60.0, [5000.0, -5000.0])), None, None))
    wheel = [message.pitch for _, message in file.ticks(file.track("Vocals"), "pitchwheel")]
    assert wheel == [8191, -8191]


def test_a_note_ends_before_the_same_one_begins_again() -> None:
    notes = notes_document((1.0, 1.5, 60.0, [0.0] * 50), (1.5, 2.0, 60.0, [0.0] * 50))
    file = heard(midi_file("x", notes, None, None))
    kinds = [message.type for message in file.track("Vocals") if message.type.startswith("note")]
    assert kinds == ["note_on", "note_off", "note_on", "note_off"]


def test_chords_are_voiced_above_their_bass() -> None:
    chords = chords_document([0.0, 1.0, 2.0, 3.0], ["C:maj/3", "N", "F:min7"])
    file = heard(midi_file("x", None, None, chords))
    track = file.track("Chords")
    sounding = [
        [m.note for t, m in file.ticks(track, "note_on") if file.seconds(t) == time] for time in (0, 1, 2)
    ]
    assert sounding == [[40, 55, 60, 64], [], [41, 56, 60, 63, 65]]
    names = [message.text for _, message in file.ticks(file.file.tracks[0], "marker")]
    assert names == ["C/E", "N.C.", "Fm7"]


@pytest.mark.parametrize(
    ("key", "said"), [("Eb major", "Eb"), ("G# minor", "G#m"), ("Cb major", "Cb"), (None, None)]
)
def test_the_key_is_in_it(key: str | None, said: str | None) -> None:
    file = heard(midi_file("x", None, None, chords_document([0.0, 1.0], ["C:maj"], key)))
    found = [message.key for _, message in file.ticks(file.file.tracks[0], "key_signature")]
    assert found == ([said] if said else [])


def test_a_song_of_which_nothing_is_known() -> None:
    file = heard(midi_file("Ärger\n夜", None, None, None))
    assert [track.name for track in file.file.tracks] == ["Ärger 夜"]
    assert [message.tempo for _, message in file.ticks(file.file.tracks[0], "set_tempo")] == [500_000]
    for times in ([], [1.0]):
        assert heard(midi_file("x", notes_document(), beats_document(times), None)).file.length == 0
