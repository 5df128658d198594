"""Answers as a typed client parses them: nulls, unknown words, missing fields throw; new fields do not."""

import re
from typing import Annotated, Any, Literal, TypeVar

import httpx
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

JSON = "application/json; charset=utf-8"
PROBLEM = "application/problem+json; charset=utf-8"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")
BARE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?")
HARTE = re.compile(r"N|[A-G][b#]*:[a-z0-9()#,*/b]+|[A-G][b#]*(/[b#]*\d+)?")


def _matches(pattern: re.Pattern[str]) -> AfterValidator:
    def check(text: str) -> str:
        assert pattern.fullmatch(text), f"{text!r} is not {pattern.pattern}"
        return text

    return AfterValidator(check)


Id = Annotated[str, _matches(UUID)]
Time = Annotated[str, _matches(TIME)]
BareTime = Annotated[str, _matches(BARE_TIME)]
Path = Annotated[str, _matches(re.compile(r"/api/v1/jobs/[0-9a-f-]{36}/[\w./]+"))]
VersionedPath = Annotated[str, _matches(re.compile(r"/api/v1/jobs/[\w/.-]+\?version=[\w-]+"))]
SignedPath = Annotated[str, _matches(re.compile(r"/api/v1/(ws/)?jobs/[\w/.-]+\?(\S+&)?token=[\w.:-]+"))]
FileName = Annotated[str, _matches(re.compile(r"[^/\\]+"))]
Sentence = Annotated[str, Field(min_length=2)]
Status = Literal["queued", "processing", "completed", "failed"]
Stage = Literal["separation", "transcription", "chords"]
Percent = Annotated[int, Field(ge=0, le=100)]
Count = Annotated[int, Field(ge=0)]
Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Part = Annotated[float, Field(ge=0, le=1)]


class Strict(BaseModel):
    """No coercion; fields that a client does not know are passed over."""

    model_config = ConfigDict(strict=True, extra="ignore", allow_inf_nan=False)


class Engines(Strict):
    separator: str | None
    pitch: str | None
    chords: str | None
    beats: str | None


class Accepted(Strict):
    job_id: Id
    id: Id
    status: Literal["queued"]
    message: Sentence
    webhook_secret: str


class BatchJob(Strict):
    job_id: Id
    id: Id
    filename: FileName
    status: Literal["queued"]


class Refused(Strict):
    filename: FileName
    error_code: str
    detail: Sentence


class BatchAccepted(Strict):
    batch_id: Id
    jobs: list[BatchJob]
    refused: list[Refused]
    webhook_secret: str


class StatusObject(Strict):
    id: Id
    job_id: Id
    status: Status
    stage: Stage | None
    progress: Percent
    message: Sentence
    error_message: str | None
    error_code: str | None
    queue_position: int | None
    eta_seconds: float | None


class JobFields(StatusObject):
    input_filename: FileName
    display_name: str
    file_size: Count
    duration: Seconds
    tempo_bpm: Seconds
    num_frames: Count
    num_chords: Count
    processing_time: Seconds
    device: str | None
    engines: Engines


class ChordCorrection(Strict):
    start_time: Seconds
    end_time: Seconds
    chord_label: Annotated[str, _matches(HARTE)]


class Corrections(Strict):
    """Fields that are there are never null; an unknown one would be a mistake of ours."""

    model_config = ConfigDict(extra="forbid")

    tempo_bpm: Seconds = 0.0
    downbeat_shift: Count = 0
    key: str = ""
    chords: list[ChordCorrection] = []


class Job(JobFields):
    created_at: Time
    started_at: Time | None
    completed_at: Time | None
    corrections: Corrections


class BatchStatus(Strict):
    batch_id: Id
    total: Count
    queued: Count
    processing: Count
    completed: Count
    failed: Count
    progress: Percent
    jobs: list[Job]


class JobList(Strict):
    jobs: list[Job]
    total: Count
    limit: Count
    offset: Count


class BareJob(JobFields):
    created_at: BareTime
    started_at: BareTime | None
    completed_at: BareTime | None


class BareJobList(JobList):
    jobs: list[BareJob]


class Metadata(Strict):
    duration: Seconds
    tempo_bpm: Seconds
    key: str | None
    time_signature: str
    num_frames: Count
    num_chords: Count
    engines: Engines
    device: str | None


class Links(Strict):
    stems: dict[str, Path]
    processed_frames: Path
    chords: Path
    beats: Path
    notes: Path
    metadata: Metadata


class Results(Strict):
    job_id: Id
    status: Literal["completed"]
    progress: Literal[100]
    input_filename: FileName
    duration: Seconds
    tempo_bpm: Seconds
    key: str | None
    time_signature: Annotated[str, _matches(re.compile(r"\d+/\d+"))]
    stems: list[str]
    frames_available: bool
    chords_available: bool
    num_frames: Count
    num_chords: Count
    processing_time: Seconds
    results: Links


class Stem(Strict):
    name: str
    filename: FileName
    size_bytes: Count
    download_url: Path
    content_type: Literal["audio/mpeg"]
    duration: Seconds


class StemList(Strict):
    job_id: Id
    stems: list[Stem]


class Segment(Strict):
    start: Seconds
    end: Seconds
    stems: dict[str, Path]


class SongPart(Strict):
    start: Seconds
    end: Seconds
    stems: dict[str, VersionedPath]


class Parts(Strict):
    job_id: Id
    duration: Seconds
    stems: list[str]
    parts: list[SongPart]


class Preview(Strict):
    job_id: Id
    seconds_ready: Seconds
    segments: list[Segment]


class Frame(Strict):
    time: Seconds
    frequency: Seconds
    confidence: Part
    midi_pitch: Seconds
    is_voiced: bool


class FramesMetadata(Strict):
    bpm: Seconds
    hop_seconds: float
    engine: str
    original_song_path: FileName
    vocal_file_path: FileName


class Frames(Strict):
    job_id: Id
    metadata: FramesMetadata
    processed_frames: list[Frame]
    frame_count: Count


class Chord(Strict):
    start_time: Seconds
    end_time: Seconds
    duration: Seconds
    chord_label: Annotated[str, _matches(HARTE)]
    confidence: Part
    root: str
    quality: str
    bass: str
    chord_name: Annotated[str, _matches(re.compile(r"N\.C\.|[A-G][♭♯]*[a-z0-9♭♯]*(/[A-G][♭♯]*)?"))]


class KeyInfo(Strict):
    key: str
    tonic: str
    mode: str
    confidence: Part


class NoKey(Strict):
    model_config = ConfigDict(extra="forbid")


class Chords(Strict):
    job_id: Id
    chords: list[Chord]
    duration: Seconds
    sample_rate: int
    tempo_bpm: Seconds
    key_info: KeyInfo | NoKey
    num_chords: Count


class Beat(Strict):
    time: Seconds
    position: Annotated[int, Field(ge=1)]


class Beats(Strict):
    job_id: Id
    tempo_bpm: Seconds
    time_signature: str
    beats: list[Beat]


class Note(Strict):
    onset: Seconds
    offset: Seconds
    midi_pitch: Seconds
    confidence: Part
    bend_cents: list[float]


class Notes(Strict):
    job_id: Id
    notes: list[Note]
    num_notes: Count


class Link(Strict):
    url: SignedPath
    expires_at: Time


class Cancelled(Strict):
    job_id: Id
    message: Sentence
    cancelled: bool


class Deleted(Strict):
    job_id: Id
    message: Sentence
    deleted: Literal[True]


class Queue(Strict):
    active_jobs: Count
    queued_jobs: Count
    max_concurrent_jobs: Count
    can_accept_jobs: bool
    active_job_ids: list[Id]
    paused: bool


class Cleanup(Strict):
    deleted_jobs: Count
    freed_bytes: Count


class Health(Strict):
    status: Literal["healthy"]
    database: Literal["connected"]
    storage: Annotated[str, _matches(re.compile(r"\d+(\.\d+)? of \d+(\.\d+)? GB free"))]
    active_jobs: Count
    max_concurrent_jobs: Count
    version: str
    device: str
    warnings: list[str]


class FieldProblem(Strict):
    field: str
    message: Sentence


class Problem(Strict):
    type: str
    title: Sentence
    status: int
    detail: Annotated[str, _matches(re.compile(r"[^\n]+[.!?]"))]
    error_code: str
    timestamp: Time
    errors: list[FieldProblem] | None = None


Model = TypeVar("Model", bound=Strict)


def parse(model: type[Model], answer: httpx.Response) -> Model:
    """A successful answer as a typed object."""
    assert answer.is_success, f"{answer.status_code}: {answer.text[:300]}"
    assert answer.headers["content-type"] == JSON
    assert answer.headers["x-request-id"]
    return model.model_validate_json(answer.content)


def refused(answer: httpx.Response, status: int, code: str) -> Problem:
    """An error answer, checked to be the documented one."""
    assert answer.status_code == status, f"{answer.status_code}: {answer.text[:300]}"
    assert answer.headers["content-type"] == PROBLEM
    assert answer.headers["x-request-id"]
    problem = Problem.model_validate_json(answer.content)
    assert (problem.status, problem.error_code) == (status, code), problem
    assert (problem.errors is not None) == (code == "validation_error")
    return problem


def fields(problem: Problem) -> set[str]:
    """The fields that a problem names."""
    return {error.field for error in problem.errors or []}


def everything(value: Any) -> list[str]:
    """All strings of a JSON value."""
    if isinstance(value, dict):
        return [text for item in value.items() for part in item for text in everything(part)]
    if isinstance(value, list):
        return [text for item in value for text in everything(item)]
    return [value] if isinstance(value, str) else []
