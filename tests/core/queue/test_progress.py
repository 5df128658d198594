"""One number that never falls, and a time left that is of the right size."""

from core.models import Stage
from core.queue.progress import Meter

ENGINES = {Stage.SEPARATION: "htdemucs", Stage.TRANSCRIPTION: "swiftf0", Stage.CHORDS: "chords"}


def test_the_bands_of_the_stages() -> None:
    meter = Meter(100, ENGINES)
    assert [meter.percent(stage, f) for stage in Stage for f in (0, 1)] == [0, 33, 33, 66, 66, 100]
    assert meter.percent(Stage.CHORDS, 1.7) == 100


def test_time_left_starts_with_what_is_known_of_the_engines() -> None:
    quick = Meter(100, ENGINES | {Stage.SEPARATION: "spleeter"}).seconds_left(Stage.SEPARATION, 0.0)
    slow = Meter(100, ENGINES).seconds_left(Stage.SEPARATION, 0.0)
    assert 10 < quick < slow < 100


def test_time_left_shrinks_as_the_work_goes_on() -> None:
    meter = Meter(1000, ENGINES)
    assert meter.seconds_left(Stage.CHORDS, 0.0) > 10
    assert meter.seconds_left(Stage.CHORDS, 0.5) < 1
