"""A corrected song in a service that works: done again in another quality, and sent once more."""

from pathlib import Path

import pytest

from core.corrections.corrections import ChordCorrection, Corrections
from core.jobs import JobRequest, JobStatus
from core.queue.outcomes import KNOWN
from tests.core.corrections.songs import document, labels
from tests.core.test_service import finished, make_service, send
from tests.sounds import tone, write

pytestmark = pytest.mark.slow

SAID = Corrections(key="Bb minor", chords=(ChordCorrection(0.5, 1.5, "D#:min7"),))


def test_another_quality_keeps_corrections_and_another_song_does_not_get_them(tmp_path: Path) -> None:
    song = write(tmp_path / "song.wav", tone(2.0, 220))
    service = make_service(tmp_path / "data")
    service.start()
    try:
        job = finished(service, send(service, song, JobRequest("spleeter", "swiftf0")).id)
        found = labels(service, job.id)
        service.correct(job.id, SAID)
        corrected = labels(service, job.id)
        assert "Eb:min7" in corrected
        twin = finished(service, send(service, song, JobRequest("spleeter", "swiftf0")).id)
        assert (twin.message, twin.corrections) == (KNOWN, Corrections())
        assert labels(service, twin.id) == found
        service.retry(job.id, pitch="crepe-tiny")
        again = finished(service, job.id)
        assert (again.status, again.summary.engines.pitch) == (JobStatus.COMPLETED, "crepe-tiny")
        assert (again.corrections, again.corrected.key) == (SAID, "Bb minor")
        assert labels(service, job.id) == corrected
        assert document(service.library.results(job.id).results)["num_chords"] == again.corrected.num_chords
    finally:
        service.stop()
