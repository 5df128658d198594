"""A second copy of songs, results and records, made while the server works, and what brings it back."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from core.disk.copying import Copier, Entry, Progress, check_apart, check_fits, entries, filling, settle
from core.disk.data_folder import JOBS, LEFT, RECORDS, UNFINISHED, claimed, lasts
from core.errors import SettingsError
from core.files import attempt
from core.jobs import Job, JobStatus
from core.records.file import SCHEMA_VERSION, RecordsFile, Tables, version_of
from core.records.store import JobStore
from core.results import JobFolder

COMES_AGAIN = frozenset(["segments", "converted", "peaks", "corrected", "again", "again.done", "job.json"])
"""What of a completed job's folder comes again: sound in other formats, what is drawn of it, results with the
record's corrections in them, newer results, the record's copy."""
LOOKS = 5
"""At the records, which the server may replace at the very moment."""
WRITERS = 64
"""Records that are on their way to the disk at once, which takes them together."""


def backup(source: Path, target: Path, progress: Progress) -> int:
    """Copy records, songs and results into a folder, which must be empty or not exist; how many songs.

    A server may work meanwhile. A song that has not completed is copied as it was sent. What comes of it is a
    data folder too. Raises SettingsError where there are no records, StorageError.
    """
    # First the records: the files of what they call completed are all there.
    jobs = [_at_rest(job) for job in _recorded(source)]
    check_apart(source, target)
    found = {job.id: list(_files_of(source, job)) for job in jobs}
    everything = [entry for listed in found.values() for entry in listed]
    with filling(target, LEFT, UNFINISHED):
        check_fits(everything, target)
        copier = Copier(everything, progress)
        copied = [job for job in jobs if _copied(copier, job.id, found[job.id], source, target)]
        later = {job.id: _at_rest(job) for job in _recorded(source)}
        kept = [_as_copied(job, later[job.id], target) for job in copied if job.id in later]
        for job in copied:
            if job.id not in later:
                shutil.rmtree(target / JOBS / job.id)
        with _opened(target / RECORDS) as store:
            _add(kept, store)
        settle(target, LEFT)
    return len(kept)


def restore(source: Path, root: Path, progress: Progress) -> int:
    """Bring back what a backup has and the data folder lacks; how many songs. What is there stays as it is.

    Until all of them are on the disk, none is listed, and whatever goes wrong leaves the folder as it was.
    Raises SettingsError where it is no backup or a server works, StorageError.
    """
    jobs = _recorded(source)
    check_apart(source, root)
    with claimed(root) as data, _opened(data.records) as store:
        missing = [job for job in jobs if not (store.get(job.id) and data.job(job.id).path.is_dir())]
        found = {job.id: list(entries(source / JOBS / job.id, _worth_keeping)) for job in missing}
        everything = [entry for listed in found.values() for entry in listed]
        check_fits(everything, root)
        copier = Copier(everything, progress)
        try:
            for job in missing:
                place = data.job(job.id).path
                with attempt(place) as folder:
                    copier.copy(found[job.id], source / JOBS / job.id, folder, renamed=place)
            _add(missing, store)
        except BaseException:
            for job in missing:
                if store.get(job.id) is None:
                    shutil.rmtree(data.job(job.id).path, ignore_errors=True)
            raise
    return len(missing)


@contextmanager
def _opened(records: Path) -> Iterator[JobStore]:
    store = JobStore(records)
    try:
        yield store
    finally:
        store.close()


def _recorded(root: Path) -> list[Job]:
    """The jobs of a data folder in which another program may work, or of a backup. Raises SettingsError."""
    tables = _tables(root / RECORDS)
    if tables is None:
        raise SettingsError(f"{root} has no list of songs ({RECORDS}) that can be read.")
    if version_of(tables) > SCHEMA_VERSION:
        raise SettingsError(f"{root} is of a newer Backline. Use that one.")
    with TemporaryDirectory() as temporary:
        RecordsFile(Path(temporary) / RECORDS).write(tables)
        with _opened(Path(temporary) / RECORDS) as store:
            return store.all()


def _tables(path: Path) -> Tables | None:
    for _ in range(LOOKS):
        with suppress(FileNotFoundError):
            return RecordsFile(path).read()
    return None


def _add(jobs: list[Job], store: JobStore) -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(store.add, jobs))


def _at_rest(job: Job) -> Job:
    """The finished job whose results are there, of one that is done again in another quality."""
    return job.finished_before or job


def _files_of(root: Path, job: Job) -> Iterator[Entry]:
    """What is worth keeping of a job: of one that has not completed only the song."""
    folder = root / JOBS / job.id
    if job.status is JobStatus.COMPLETED:
        return entries(folder, _worth_keeping)
    original = JobFolder(folder).original.name
    return entries(folder, lambda place: str(place) == original)


def _worth_keeping(place: Path) -> bool:
    return lasts(place) and place.name not in COMES_AGAIN


def _copied(copier: Copier, job_id: str, found: list[Entry], source: Path, target: Path) -> bool:
    """Copy a job's files; False where the job was deleted or done again meanwhile."""
    folder = target / JOBS / job_id
    folder.mkdir(parents=True)
    try:
        copier.copy(found, source / JOBS / job_id, folder)
    except FileNotFoundError:
        shutil.rmtree(folder)
        return False
    return True


def _as_copied(job: Job, later: Job, target: Path) -> Job:
    """The record of what lies in a backup: where files changed while they were copied, of the song alone."""
    if (job.status, job.completed_at) == (later.status, later.completed_at) and job.status.ended:
        return job
    for path in (target / JOBS / job.id).iterdir():
        if path.is_dir():
            shutil.rmtree(path)
    return job.requeued()
