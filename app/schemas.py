"""The objects on the wire, as the API document lists them: jobs and uploads, and what all objects have."""

from datetime import UTC, datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from core import jobs
from core.corrections import corrections
from core.errors import JobNotFoundError
from core.jobs import JobStatus
from core.models import Stage

Time = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
"""RFC 3339 in UTC."""
Url = Annotated[str, Field(json_schema_extra={"format": "uri-reference"})]
"""Server-relative."""


class Wire(BaseModel):
    """An object of the contract."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Engines(Wire):
    """Names of the engines that made a result; null where a stage did not run."""

    separator: str | None
    pitch: str | None
    chords: str | None
    beats: str | None

    @classmethod
    def of(cls, engines: jobs.Engines) -> Self:
        """As on the wire."""
        return cls(
            separator=engines.separator, pitch=engines.pitch, chords=engines.chords, beats=engines.beats
        )


class ChordCorrection(Wire):
    """A chord in the place of what was found from its first to its last second; `chord_label` is Harte's."""

    model_config = ConfigDict(strict=True)

    start_time: float = Field(ge=0)
    end_time: float = Field(gt=0)
    chord_label: str = Field(max_length=20)

    @classmethod
    def of(cls, chord: corrections.ChordCorrection) -> Self:
        """As on the wire."""
        return cls(start_time=chord.start, end_time=chord.end, chord_label=chord.label)

    def said(self) -> corrections.ChordCorrection:
        """The reverse."""
        return corrections.ChordCorrection(self.start_time, self.end_time, self.chord_label)


class Corrections(TypedDict, total=False):
    """What was corrected by hand, and nothing else: fields without a correction are not there."""

    tempo_bpm: float
    downbeat_shift: int
    key: str
    chords: list[ChordCorrection]


def corrections_of(said: corrections.Corrections) -> Corrections:
    """As on the wire."""
    there = Corrections()
    if said.tempo_bpm:
        there["tempo_bpm"] = said.tempo_bpm
    if said.downbeat_shift:
        there["downbeat_shift"] = said.downbeat_shift
    if said.key:
        there["key"] = said.key
    if said.chords:
        there["chords"] = [ChordCorrection.of(chord) for chord in said.chords]
    return there


class Accepted(Wire):
    """A song was taken; its job waits."""

    job_id: str
    id: str
    status: Literal["queued"]
    message: str
    webhook_secret: str = Field(description="What its webhooks are signed with; empty without `webhook_url`.")


class UploadState(Wire):
    """How far an upload is. `job_id` is null until it became a job."""

    upload_id: str
    offset: int = Field(ge=0, description="Bytes that are safely on the server's disk.")
    length: int = Field(gt=0)
    expires_at: Time
    job_id: str | None
    webhook_secret: str = Field(description="As in the answer to `POST /transcribe`; empty until then.")


class Link(Wire):
    """An address that works without a key until it expires."""

    url: Url
    expires_at: Time


class Job(Wire):
    """One song and what became of it."""

    id: str
    job_id: str
    status: JobStatus
    stage: Stage | None
    progress: int = Field(ge=0, le=100)
    created_at: Time
    started_at: Time | None
    completed_at: Time | None
    error_message: str | None
    error_code: str | None
    message: str
    input_filename: str
    display_name: str
    keep: bool
    file_size: int
    duration: float
    tempo_bpm: float
    key: str | None
    num_frames: int
    num_chords: int
    processing_time: float
    queue_position: int | None
    eta_seconds: float | None
    device: str | None
    engines: Engines
    corrections: Corrections

    @classmethod
    def of(cls, job: jobs.Job, queue_position: int | None, zone: str = "Z") -> Self:
        """As on the wire. zone: what ends a time."""
        shown = job.corrected
        return cls(
            id=job.id,
            job_id=job.id,
            status=job.status,
            stage=job.stage,
            progress=job.progress,
            created_at=wire_time(job.created_at, zone),
            started_at=wire_time(job.started_at, zone) if job.started_at else None,
            completed_at=wire_time(job.completed_at, zone) if job.completed_at else None,
            error_message=job.error_message,
            error_code=job.error_code,
            message=job.message,
            input_filename=job.input_filename,
            display_name=job.display_name,
            keep=job.keep,
            file_size=job.file_size,
            duration=shown.duration,
            tempo_bpm=shown.tempo_bpm,
            key=shown.key,
            num_frames=shown.num_frames,
            num_chords=shown.num_chords,
            processing_time=job.processing_time,
            queue_position=queue_position,
            eta_seconds=job.eta_seconds,
            device=shown.device,
            engines=Engines.of(shown.engines),
            corrections=corrections_of(job.corrections),
        )


class JobList(Wire):
    """A page of jobs, newest first; `total` counts all that match."""

    jobs: list[Job]
    total: int
    limit: int
    offset: int


class Status(Wire):
    """What a client polls."""

    id: str
    job_id: str
    status: JobStatus
    stage: Stage | None
    progress: int = Field(ge=0, le=100)
    message: str
    error_message: str | None
    error_code: str | None
    queue_position: int | None
    eta_seconds: float | None

    @classmethod
    def of(cls, job: jobs.Job, queue_position: int | None) -> Self:
        """As on the wire."""
        return cls(
            id=job.id,
            job_id=job.id,
            status=job.status,
            stage=job.stage,
            progress=job.progress,
            message=job.message,
            error_message=job.error_message,
            error_code=job.error_code,
            queue_position=queue_position,
            eta_seconds=job.eta_seconds,
        )

    @classmethod
    def of_missing(cls, job_id: str, error: JobNotFoundError) -> Self:
        """The last word on a job that was deleted."""
        return cls(
            id=job_id,
            job_id=job_id,
            status=JobStatus.FAILED,
            stage=None,
            progress=0,
            message=str(error),
            error_message=str(error),
            error_code=error.code,
            queue_position=None,
            eta_seconds=None,
        )


class Cancelled(Wire):
    """`cancelled` is false where the job had already ended."""

    job_id: str
    message: str
    cancelled: bool


class Deleted(Wire):
    """Record and files are gone."""

    job_id: str
    message: str
    deleted: Literal[True]


def wire_time(time: datetime, zone: str = "Z") -> str:
    """RFC 3339 in UTC, with milliseconds."""
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + zone
