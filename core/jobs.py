"""A job: one song that was accepted, and what became of it."""

from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Self

from core.errors import NotFailedError
from core.models import Stage


class JobStatus(StrEnum):
    """The four states of the API document; a cancelled job is `failed`."""

    QUEUED = "queued"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self in (JobStatus.COMPLETED, JobStatus.FAILED)


@dataclass(frozen=True)
class JobRequest:
    """What a client asks for: engines by name, stages, and whom to tell at the end."""

    separator: str = "auto"
    pitch: str = "auto"
    stages: tuple[Stage, ...] = tuple(Stage)
    webhook_url: str = ""


@dataclass(frozen=True)
class Engines:
    """Names of the engines that made a result; None where a stage did not run."""

    separator: str | None = None
    pitch: str | None = None
    chords: str | None = None
    beats: str | None = None


@dataclass(frozen=True)
class Summary:
    """What a finished analysis tells at a glance. duration, processing_time: seconds. key: "Eb major"."""

    duration: float = 0.0
    tempo_bpm: float = 0.0
    key: str | None = None
    time_signature: str = "4/4"
    num_frames: int = 0
    num_chords: int = 0
    engines: Engines = field(default_factory=Engines)
    device: str | None = None
    processing_time: float = 0.0


@dataclass(frozen=True)
class Job:
    """A record. Times are UTC; `progress` is 0 to 100; `sha256` is the song file's."""

    id: str
    input_filename: str
    display_name: str
    file_size: int
    sha256: str
    created_at: datetime
    request: JobRequest = field(default_factory=JobRequest)
    status: JobStatus = JobStatus.QUEUED
    stage: Stage | None = None
    progress: int = 0
    message: str = "Waiting for its turn."
    eta_seconds: float | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    error_code: str | None = None
    error_message: str | None = None
    processing_time: float = 0.0
    keep: bool = False
    summary: Summary = field(default_factory=Summary)

    def to_record(self) -> dict[str, Any]:
        """As plain values that JSON can hold."""
        record = asdict(self)
        return record | {
            name: value.isoformat() for name, value in record.items() if isinstance(value, datetime)
        }

    def requeued(self) -> Self:
        """As it was when it was new, under the name that the user gave it."""
        return type(self)(
            id=self.id,
            input_filename=self.input_filename,
            display_name=self.display_name,
            file_size=self.file_size,
            sha256=self.sha256,
            created_at=self.created_at,
            request=self.request,
            keep=self.keep,
            summary=Summary(duration=self.summary.duration),
        )

    def retried(self) -> Self:
        """Queued again after it failed. Raises NotFailedError."""
        if self.status is not JobStatus.FAILED:
            raise NotFailedError(f"{self.display_name} has not failed: only a failed job can be tried again.")
        return self.requeued()

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Self:
        """The reverse of to_record; fields that this version does not know are left out."""
        known = {f.name: record[f.name] for f in fields(cls) if f.name in record}
        summary = dict(known.pop("summary", {}))
        request = dict(known.pop("request", {}))
        times = {name: _time(known.get(name)) for name in ("created_at", "started_at", "completed_at")}
        return cls(
            **known
            | times
            | {
                "status": JobStatus(known["status"]),
                "stage": Stage(known["stage"]) if known.get("stage") else None,
                "request": JobRequest(**request | {"stages": tuple(Stage(s) for s in request["stages"])}),
                "summary": Summary(**summary | {"engines": Engines(**summary["engines"])}),
            }
        )


def now() -> datetime:
    """The present time in UTC."""
    return datetime.now(UTC)


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
