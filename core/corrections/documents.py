"""The documents of a song with its corrections in them. Nothing here changes what it is given."""

import re
from dataclasses import asdict, dataclass
from typing import Self

import orjson

from core.chords.base import Chord, Key
from core.chords.harte import spell
from core.chords.naming import key_named
from core.corrections.beats import at_tempo, tempo_ratio, with_downbeat_later
from core.corrections.chords import with_corrected
from core.corrections.corrections import Corrections
from core.documents import Document, chord_entries
from core.rhythm.base import Beat, beats_in_bar

_BPM = re.compile(rb'"bpm":[^,}]+')


@dataclass(frozen=True)
class Corrected:
    """What corrections come to in a song. tempo_bpm: 0.0 where no beat was found, whatever was said."""

    corrections: Corrections
    tempo_bpm: float
    key: Key | None
    chords: tuple[Chord, ...]

    @classmethod
    def of(cls, corrections: Corrections, found: Document) -> Self:
        """found: the Chords object."""
        key = _key(corrections, found)
        chords = [_chord(entry) for entry in found["chords"]]
        if corrections.key:
            chords = [Chord(each.start, each.end, spell(each.label, key), each.confidence) for each in chords]
        tempo = corrections.tempo_bpm if corrections.tempo_bpm and found["tempo_bpm"] else found["tempo_bpm"]
        return cls(corrections, tempo, key, tuple(with_corrected(chords, corrections.chords, key)))

    def chords_document(self, found: Document) -> Document:
        """The Chords object."""
        return found | {
            "chords": chord_entries(self.chords),
            "tempo_bpm": self.tempo_bpm,
            "key_info": {"key": self._key_name, **asdict(self.key)} if self.key else {},
            "num_chords": len(self.chords),
        }

    def beats_document(self, found: Document) -> Document:
        """The object of the beats route."""
        beats = [Beat(**beat) for beat in found["beats"]]
        in_bar = beats_in_bar(found["time_signature"])
        if beats and self.tempo_bpm:
            beats = at_tempo(beats, tempo_ratio(found["tempo_bpm"], self.tempo_bpm), in_bar)
        beats = with_downbeat_later(beats, self.corrections.downbeat_shift, in_bar)
        return found | {"tempo_bpm": self.tempo_bpm, "beats": [asdict(beat) for beat in beats]}

    def results_document(self, found: Document) -> Document:
        """The Results object."""
        facts = {"tempo_bpm": self.tempo_bpm, "key": self._key_name, "num_chords": len(self.chords)}
        links = found["results"]
        return found | facts | {"results": links | {"metadata": links["metadata"] | facts}}

    def frames_head(self, found: bytes) -> bytes:
        """The beginning of a Frames object."""
        return _BPM.sub(b'"bpm":' + orjson.dumps(self.tempo_bpm), found, count=1)

    @property
    def _key_name(self) -> str | None:
        return f"{self.key.tonic} {self.key.mode}" if self.key else None


def _key(corrections: Corrections, found: Document) -> Key | None:
    if corrections.key:
        return key_named(corrections.key)
    told = found["key_info"]
    return Key(told["tonic"], told["mode"], told["confidence"]) if told else None


def _chord(entry: Document) -> Chord:
    return Chord(entry["start_time"], entry["end_time"], entry["chord_label"], entry["confidence"])
