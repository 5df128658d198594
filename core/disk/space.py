"""Whether the disk has room: for an upload, and for all that a song needs while it is in work."""

import shutil
import threading
from dataclasses import dataclass, replace

from core.disk.data_folder import DataFolder
from core.errors import NoSpaceError
from core.jobs import Job, JobRequest, JobStatus
from core.models import ANALYSIS_RATE, SAMPLE_RATE, VOICE_RATE, Stage
from core.queue.progress import BANDS
from core.records.store import JobStore
from core.results import JobFolder
from core.separation.base import INSTRUMENTAL, ORIGINAL, STEMS

FLOOR_BYTES = 1_000_000_000
"""What stays free on a large disk."""
FLOOR_SHARE = 0.05
"""What stays free on a small one, as a part of it."""

_FLOAT_BYTES, _PCM_24_BYTES = 4, 3
_DECODED = SAMPLE_RATE * 2 * _FLOAT_BYTES
"""Bytes a second of the song's stereo timeline, which lies there until the song is separated."""
_ANALYSIS = (VOICE_RATE + 3 * ANALYSIS_RATE) * _FLOAT_BYTES
"""Bytes a second of the sound that later stages read: voice, drums, instrumental, mix."""
_SEGMENT = round(SAMPLE_RATE * 2 * _PCM_24_BYTES * 0.75)
"""Bytes a second of a track in FLAC: music takes half of plain PCM, noise at full scale three quarters."""
_MP3 = 320_000 // 8
_DOCUMENTS = 6_000
"""Bytes a second of frames, notes, beats and chords, in all their forms."""
_RECORDS = 2_000_000
"""Bytes that the records' next generations may take."""

GIGABYTE = 1e9


@dataclass(frozen=True)
class Need:
    """Bytes that a song in work adds to the disk: until it is separated, and beside that until its end."""

    separating: int
    ending: int

    @property
    def total(self) -> int:
        """The most that lies there at one time."""
        return self.separating + self.ending

    def left(self, job: Job, separated: bool) -> int:
        """What is still to be written. separated: by an earlier attempt."""
        if separated or job.stage not in (None, Stage.SEPARATION):
            return self.ending
        _, done = BANDS[Stage.SEPARATION]
        return self.ending + round(self.separating * (1 - min(job.progress, done) / done))


def need(seconds: float, request: JobRequest) -> Need:
    """What a song of that length needs; more than any song was seen to take."""
    stems = len(STEMS) + 2 * (request.separator == "htdemucs_6s")
    tracks = stems + len((INSTRUMENTAL, ORIGINAL)) if Stage.SEPARATION in request.stages else 0
    return Need(
        separating=round(seconds * (_DECODED + _ANALYSIS + tracks * _SEGMENT)),
        ending=round(seconds * (tracks * _MP3 + _DOCUMENTS)) + _RECORDS,
    )


class Space:
    """Watches the disk of the data folder, by its figures alone. Every method is thread-safe."""

    def __init__(self, store: JobStore, data: DataFolder) -> None:
        self._store = store
        self._data = data
        self._lock = threading.Lock()
        self._started: set[str] = set()
        self._held_up: set[str] = set()

    @property
    def is_short(self) -> bool:
        """Whether so little is free that no song is taken."""
        disk = shutil.disk_usage(self._data.root)
        return disk.free < kept_free(disk.total)

    def check_upload(self, size: int) -> None:
        """Raises NoSpaceError where an upload of that many bytes would leave too little."""
        disk = shutil.disk_usage(self._data.root)
        if disk.free - size < kept_free(disk.total):
            raise NoSpaceError(
                "The computer has not enough free disk space for this song. Free some and try again."
            )

    def check_song(self, seconds: float, request: JobRequest) -> None:
        """Raises NoSpaceError for a song that not even the empty disk could hold: it would wait for ever."""
        needed, total = need(seconds, request).total, shutil.disk_usage(self._data.root).total
        if needed + kept_free(total) > total:
            raise NoSpaceError(
                f"This song needs {_gigabytes(needed)} of disk space while it is in work, more than "
                "the disk of the computer has. Send it in parts."
            )

    def may_start(self, job_id: str) -> bool:
        """Whether a waiting job finds the space that it needs; where not, its message tells."""
        job = self._store.get(job_id)
        if job is None:
            return True
        with self._lock:
            needed = self._left(job)
            disk = shutil.disk_usage(self._data.root)
            free = disk.free - kept_free(disk.total) - self._promised(besides=job_id)
            fits = needed <= free
            (self._started if fits else self._held_up).add(job_id)
            (self._held_up if fits else self._started).discard(job_id)
        if not fits:
            self._tell(job, needed, max(free, 0))
        return fits

    def warnings(self) -> tuple[str, ...]:
        """Sentences about a disk that is short of space, without a path."""
        found = []
        if self.is_short:
            free = _gigabytes(shutil.disk_usage(self._data.root).free)
            found.append(
                f"The disk is nearly full, {free} are free. "
                "No songs are taken and none is begun until there is more."
            )
        with self._lock:
            self._held_up = {job_id for job_id in self._held_up if self._waits(job_id)}
            waiting = len(self._held_up)
        if waiting:
            songs = "A song waits" if waiting == 1 else f"{waiting} songs wait"
            found.append(f"{songs} for free disk space.")
        return tuple(found)

    def _promised(self, besides: str) -> int:
        """Bytes that the jobs in work will still write."""
        jobs = [self._store.get(job_id) for job_id in self._started]
        self._started = {job.id for job in jobs if job and not job.status.ended}
        return sum(self._left(job) for job in jobs if job and job.id in self._started - {besides})

    def _left(self, job: Job) -> int:
        folder = self._data.job(job.id)
        at_work = JobFolder(folder.again) if job.earlier else folder
        separated = any(at_work.stage(Stage.SEPARATION).glob("*.f32"))
        return need(job.summary.duration, job.request).left(job, separated)

    def _waits(self, job_id: str) -> bool:
        job = self._store.get(job_id)
        return job is not None and job.status is JobStatus.QUEUED

    def _tell(self, job: Job, needed: int, free: int) -> None:
        sentence = (
            f"Waits for free disk space: it needs {_gigabytes(needed)} while it is in work, "
            f"and {_gigabytes(free)} can be used."
        )
        if job.message != sentence:
            self._store.show(
                job.id, lambda job: replace(job, message=sentence) if job.status is JobStatus.QUEUED else job
            )


def kept_free(total: int) -> int:
    """Bytes that stay free on a disk of that many."""
    return round(min(FLOOR_BYTES, FLOOR_SHARE * total))


def _gigabytes(size: int) -> str:
    return f"{size / GIGABYTE:.1f} GB" if size >= GIGABYTE / 10 else f"{size / 1e6:.0f} MB"
