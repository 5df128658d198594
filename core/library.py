"""What songs have to offer: the results of finished ones, and what can be heard of those in work."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.audio.convert import convert
from core.audio.mixdown import mixdown
from core.audio.parts import Cutter, Part, spans, version_of
from core.audio.peaks import Peaks, read_peaks, write_all_peaks
from core.audio.segments import Segment, segments
from core.corrections.folder import corrected, make
from core.disk.data_folder import DataFolder
from core.errors import NotReadyError, NotRequestedError, StemNotFoundError
from core.files import storage_errors
from core.jobs import Job, JobStatus
from core.models import SAMPLE_RATE, Stage, StemFormat
from core.processes.helpers import Helpers
from core.results import JobFolder
from core.separation.base import INSTRUMENTAL, ORIGINAL, TRACKS

CONVERT_SECONDS = 600
"""Longest time that converting a stem may take."""
_REPLACED = "The song was done again or deleted, and this part with it. Ask for its parts anew."


class Library:
    """Finds the files of jobs. Every method is thread-safe, and raises JobNotFoundError.

    find: the job of an id.
    """

    def __init__(self, find: Callable[[str], Job], data: DataFolder, helpers: Helpers) -> None:
        self._find = find
        self._data = data
        self._helpers = helpers
        self._cutter = Cutter()
        self._converting = threading.Lock()
        self._drawing = threading.Lock()
        self._correcting = threading.Lock()
        self._counting = threading.Lock()
        self._readers: Counter[str] = Counter()

    @contextmanager
    def reading(self, job_id: str) -> Iterator[None]:
        """While the block runs, the job counts as being read, and old results are not swept away below it."""
        with self._counting:
            self._readers[job_id] += 1
        try:
            yield
        finally:
            with self._counting:
                self._readers -= Counter([job_id])

    def is_read(self, job_id: str) -> bool:
        """Whether someone reads a job's files now."""
        return job_id in self._readers

    def results(self, job_id: str) -> JobFolder:
        """The folder of a completed job, with its corrections in what is shown.

        Raises NotReadyError, StorageError.
        """
        job = self._find(job_id)
        if job.status is not JobStatus.COMPLETED and not job.earlier:
            raise NotReadyError(f"{job.display_name} is not ready: {job.message}")
        found = self._data.job(job_id)
        # Results that are just being replaced are shown as they were found.
        with suppress(FileNotFoundError):
            folder = corrected(found, job.corrections)
            if not folder.shown.is_dir():
                with self._correcting:
                    make(folder, job.corrections)
            return folder
        return found

    def stems(self, job_id: str) -> dict[str, Path]:
        """The MP3s of a song by name; none where it was sent without asking. Raises NotReadyError."""
        return self.results(job_id).tracks()

    def separated(self, job_id: str) -> dict[str, Path]:
        """The MP3s of the stems that the song was separated into. Raises NotReadyError, NotRequestedError."""
        stems = self.stems(job_id)
        self._check_stems_requested(job_id)
        return {name: path for name, path in stems.items() if name not in (INSTRUMENTAL, ORIGINAL)}

    def parts(self, job_id: str) -> list[dict[str, Part]]:
        """A finished song in parts that follow each other, each by the names of the separated stems.

        Raises NotReadyError, NotRequestedError, StemNotFoundError.
        """
        with _still_there():
            stems = {name: (path, version_of(path)) for name, path in self.separated(job_id).items()}
        samples = round(self._find(job_id).summary.duration * SAMPLE_RATE) if stems else 0
        return [
            {name: Part(*stem, start, end) for name, stem in stems.items()} for start, end in spans(samples)
        ]

    def cut(self, part: Part) -> bytes:
        """A part as 16-bit FLAC. Raises StemNotFoundError where it was replaced, InvalidAudioError."""
        with _still_there():
            return self._cutter.cut(part)

    def stem(self, job_id: str, name: str, format: StemFormat) -> Path:
        """The file of a stem, converted where it is not an MP3.

        Raises NotReadyError, NotRequestedError, StemNotFoundError.
        """
        source = self._stems_named(job_id, (name,))[name]
        if format == "mp3":
            return source
        target = self.results(job_id).converted / f"{name}.{format}"
        with self._converting:
            if not target.exists():
                self._helpers.call(_convert, CONVERT_SECONDS, source, target, format)
        return target

    def mix_without(self, job_id: str, stem: str, format: StemFormat) -> Path:
        """The mix of all separated stems but one. Raises as `mix` does."""
        stems = self.separated(job_id)
        if stem not in stems:
            raise StemNotFoundError(f"The song was not separated into {stem[:40]!r}, but {', '.join(stems)}.")
        return self.mix(job_id, tuple(name for name in stems if name != stem), format)

    def mix(self, job_id: str, stems: tuple[str, ...], format: StemFormat) -> Path:
        """The sum of some stems as one file, not louder than full scale but as WAV: see `mixdown`.

        Raises NotReadyError, NotRequestedError, StemNotFoundError.
        """
        sources = self._stems_named(job_id, stems)
        if len(sources) == 1:
            return self.stem(job_id, next(iter(sources)), format)
        target = self.results(job_id).converted / f"mix-{'+'.join(sources)}.{format}"
        with self._converting:
            if not target.exists():
                self._helpers.call(_mix, CONVERT_SECONDS, list(sources.values()), target, format)
        return target

    def peaks(self, job_id: str, stem: str) -> Peaks:
        """What is drawn of a stem, one row for each PEAK_SAMPLES; those of all stems are made at first use.

        Raises NotReadyError, NotRequestedError, StemNotFoundError, InvalidAudioError where the stem's file is
        damaged.
        """
        self._stems_named(job_id, (stem,))
        folder = self.results(job_id).peaks
        with self._drawing:
            if not folder.is_dir():
                self._helpers.call(write_all_peaks, CONVERT_SECONDS, self.stems(job_id), folder)
        return read_peaks(folder, stem)

    def cover(self, job_id: str) -> Path | None:
        """A small JPEG of the picture that the song's file has with it, if it has one."""
        self._find(job_id)
        cover = self._data.job(job_id).cover
        return cover if cover.is_file() else None

    def preview(self, job_id: str) -> list[Segment]:
        """What of a song can be heard already, from its start on, without a gap. Raises NotRequestedError."""
        self._check_stems_requested(job_id)
        return segments(self._data.job(job_id).segments)

    def preview_file(self, job_id: str, segment: str, name: str) -> Path:
        """The file of a stem in a segment, by the name of the segment's folder.

        Raises NotRequestedError, StemNotFoundError.
        """
        for there in self.preview(job_id):
            if there.folder.name == segment and name in TRACKS and there.file(name).is_file():
                return there.file(name)
        raise StemNotFoundError("There is no such part of a stem. A finished song has whole stems.")

    def _stems_named(self, job_id: str, names: tuple[str, ...]) -> dict[str, Path]:
        """The MP3s of some stems, each once and in the order of all."""
        stems = self.stems(job_id)
        self._check_stems_requested(job_id)
        for name in names:
            if name not in stems:
                raise StemNotFoundError(f"There is no stem {name[:40]!r}. There are {', '.join(stems)}.")
        if not names:
            raise StemNotFoundError(f"Choose at least one stem. There are {', '.join(stems)}.")
        return {name: path for name, path in stems.items() if name in names}

    def _check_stems_requested(self, job_id: str) -> None:
        if Stage.SEPARATION not in self._find(job_id).request.stages:
            raise NotRequestedError("This song was sent without asking for its stems.")


@contextmanager
def _still_there() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise StemNotFoundError(_REPLACED) from None


def _convert(source: Path, target: Path, format: StemFormat) -> None:
    with storage_errors(target.parent):
        convert(source, target, format)


def _mix(sources: list[Path], target: Path, format: StemFormat) -> None:
    with storage_errors(target.parent):
        mixdown(sources, target, format)
