"""A job: one song that was accepted, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Self

from core.corrections.corrections import Corrections
from core.errors import NotFailedError
from core.models import Stage

WAITING = "Waiting for its turn."
PAUSED = "Waiting: the queue is paused."
EARLIER_STAY = " The earlier results stay."
"""Ends the message of a job that was done again in vain."""
DESKTOP_ID = "desktop"
"""The `client` of songs that were sent on this computer itself."""


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
    """What a client asks for: engines by name, stages, and whom to tell at the end.

    again: analyse also a song whose results are there.
    """

    separator: str = "auto"
    pitch: str = "auto"
    stages: tuple[Stage, ...] = tuple(Stage)
    webhook_url: str = ""
    again: bool = False


@dataclass(frozen=True)
class Engines:
    """Names of the engines that made a result; None where a stage did not run."""

    separator: str | None = None
    pitch: str | None = None
    chords: str | None = None
    beats: str | None = None


@dataclass(frozen=True)
class Summary:
    """What a finished analysis tells at a glance. duration, processing_time: seconds. key: "Eb major".

    stage_seconds: how long each stage took, in whichever attempt; empty where none had to run.
    """

    duration: float = 0.0
    tempo_bpm: float = 0.0
    key: str | None = None
    time_signature: str = "4/4"
    num_frames: int = 0
    num_chords: int = 0
    engines: Engines = field(default_factory=Engines)
    device: str | None = None
    processing_time: float = 0.0
    stage_seconds: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Self:
        """What a finished analysis noted of itself. Raises LookupError or TypeError for anything else."""
        return cls(**{**facts, "engines": Engines(**facts["engines"])})


@dataclass(frozen=True)
class Job:
    """A record. Times are UTC; `progress` is 0 to 100; `sha256` is the song file's.

    client: who sent it. batch: the id of the batch that it came with, if any. turn: its place among the jobs
    that wait, the lower the sooner; below 0 it was moved to the front. earlier: the finished job, while it is
    done again in another quality. request_id: of the request that asked for it, in the log. summary: of what
    was found. num_chords: how many there are, where some are corrected by hand; else the summary tells.
    """

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
    message: str = WAITING
    eta_seconds: float | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    error_code: str | None = None
    error_message: str | None = None
    processing_time: float = 0.0
    keep: bool = False
    client: str = ""
    batch: str = ""
    turn: int = 0
    earlier: "Job | None" = None
    request_id: str = ""
    summary: Summary = field(default_factory=Summary)
    corrections: Corrections = field(default_factory=Corrections)
    num_chords: int | None = None

    @property
    def corrected(self) -> Summary:
        """The summary with what was corrected by hand, as it is shown to everyone."""
        found, said = self.summary, self.corrections
        if found.engines.chords is None or (said.are_none and self.num_chords is None):
            return found
        return replace(
            found,
            tempo_bpm=said.tempo_bpm if said.tempo_bpm and found.tempo_bpm else found.tempo_bpm,
            key=said.key or found.key,
            num_chords=found.num_chords if self.num_chords is None else self.num_chords,
        )

    def requeued(self) -> Self:
        """As it was when it was new, but for what the user gave it: its name and its corrections."""
        return type(self)(
            id=self.id,
            input_filename=self.input_filename,
            display_name=self.display_name,
            file_size=self.file_size,
            sha256=self.sha256,
            created_at=self.created_at,
            request=self.request,
            keep=self.keep,
            client=self.client,
            batch=self.batch,
            turn=self.turn,
            earlier=self.earlier,
            request_id=self.request_id,
            summary=self.earlier.summary if self.earlier else Summary(duration=self.summary.duration),
            corrections=self.corrections,
            num_chords=self.num_chords,
        )

    def retried(self, request: JobRequest) -> Self:
        """Queued again after it failed, perhaps with other engines. Raises NotFailedError."""
        if self.status is JobStatus.COMPLETED:
            raise NotFailedError(
                f"{self.display_name} is finished. "
                "Name another separator or pitch tracker to have it done again."
            )
        if self.status is not JobStatus.FAILED:
            raise NotFailedError(f"{self.display_name} has not failed: only a failed job can be tried again.")
        return replace(self, request=request).requeued()

    def done_again(self, request: JobRequest) -> Self:
        """Queued again although it is finished; its results stay until the new ones are there."""
        return replace(self, request=request, earlier=self).requeued()

    @property
    def finished_before(self) -> "Job | None":
        """The finished job that it was before it is done again, with what the user gave it since."""
        if self.earlier is None:
            return None
        return replace(
            self.earlier,
            display_name=self.display_name,
            keep=self.keep,
            corrections=self.corrections,
            num_chords=self.num_chords,
        )

    @property
    def setback(self) -> str:
        """Why it was done again in vain, the last time; mostly empty."""
        in_vain = self.status is JobStatus.COMPLETED and self.message.endswith(EARLIER_STAY)
        return self.message.removesuffix(EARLIER_STAY) if in_vain else ""

    def fallen_back(self, sentence: str) -> "Job | None":
        """The finished job that it was before it was done again, which came to nothing; None for others."""
        before = self.finished_before
        if before is None:
            return None
        message = f"{sentence}{EARLIER_STAY}"
        return replace(before, message=message, summary=replace(before.summary, stage_seconds={}))


def now() -> datetime:
    """The present time in UTC."""
    return datetime.now(UTC)
