"""The chords stage: drums and mix become beats, mix and instrumental become chords and a key."""

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from core.chords.base import Chord, Harmony, Key
from core.context import Context
from core.models import Stage
from core.rhythm.base import Beat, Rhythm
from core.separation.base import INSTRUMENTAL, ORIGINAL
from core.separation.stage import Separated

BEATS = 0.4
"""Part of the stage's time that the beats take, for the progress bar."""
_MUSIC = "music.json"


@dataclass(frozen=True)
class Music:
    """Beats, chords and key, and who found them."""

    rhythm: Rhythm
    harmony: Harmony
    beats_engine: str
    chords_engine: str


def run(context: Context, separated: Separated) -> Music:
    """Find beats, chords and key."""
    folder = context.stage(Stage.CHORDS, separator=separated.engine or "none")
    if folder.facts() is None:
        with folder.fill({}) as work:
            (work / _MUSIC).write_bytes(orjson.dumps(asdict(_listen(context, separated))))
    return _read(folder.path / _MUSIC)


def _listen(context: Context, separated: Separated) -> Music:
    context.progress(Stage.CHORDS)(0.0)
    engines = context.engines
    mix = separated.sound(ORIGINAL)
    drums = separated.sound("drums") if separated.engine else None
    rhythm = engines.beats.track(mix, drums, context.progress(Stage.CHORDS, 0.0, BEATS))
    # A tracker may place the last beat a little behind the end.
    inside = tuple(beat for beat in rhythm.beats if 0 <= beat.time < separated.duration)
    progress = context.progress(Stage.CHORDS, BEATS, 1.0)
    instrumental = separated.sound(INSTRUMENTAL) if separated.engine else None
    harmony = engines.chords.recognise(mix, instrumental, separated.duration, progress)
    return Music(replace(rhythm, beats=inside), harmony, engines.beats.name, engines.chords.name)


def _read(path: Path) -> Music:
    found: dict[str, Any] = orjson.loads(path.read_bytes())
    rhythm, harmony = found["rhythm"], found["harmony"]
    return Music(
        Rhythm(**rhythm | {"beats": tuple(Beat(**beat) for beat in rhythm["beats"])}),
        Harmony(
            tuple(Chord(**chord) for chord in harmony["chords"]),
            Key(**harmony["key"]) if harmony["key"] else None,
        ),
        found["beats_engine"],
        found["chords_engine"],
    )
