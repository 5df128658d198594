"""The result documents on the wire. The worker writes them; this documents their shapes."""

from typing import Literal

from pydantic import Field

from app.schemas import Engines, Url, Wire


class Stem(Wire):
    """One audio file of a song."""

    name: str
    filename: str
    size_bytes: int
    download_url: Url
    content_type: str
    duration: float


class StemList(Wire):
    """The audio files of a song."""

    job_id: str
    stems: list[Stem]


class SongPart(Wire):
    """Some seconds of a song, one file a stem."""

    start: float
    end: float
    stems: dict[str, Url]


class Preview(Wire):
    """What can be heard of a song while it is in work: from its start on, without a gap."""

    job_id: str
    seconds_ready: float
    segments: list[SongPart]


class Parts(Wire):
    """The separated stems of a finished song in parts, which follow each other without gap or overlap."""

    job_id: str
    duration: float
    stems: list[str]
    parts: list[SongPart]


class ResultMetadata(Wire):
    """A result at a glance."""

    duration: float
    tempo_bpm: float
    key: str | None
    time_signature: str
    num_frames: int
    num_chords: int
    engines: Engines
    device: str | None


class ResultLinks(Wire):
    """Where the parts of a result are."""

    stems: dict[str, Url]
    processed_frames: Url
    chords: Url
    beats: Url
    notes: Url
    metadata: ResultMetadata


class Results(Wire):
    """All that a finished job has."""

    job_id: str
    status: Literal["completed"]
    progress: int
    input_filename: str
    duration: float
    tempo_bpm: float
    key: str | None
    time_signature: str
    stems: list[str]
    frames_available: bool
    chords_available: bool
    num_frames: int
    num_chords: int
    processing_time: float
    results: ResultLinks


class Frame(Wire):
    """The sung pitch at one instant; 0.0 where nobody sings."""

    time: float
    frequency: float
    confidence: float = Field(ge=0, le=1)
    midi_pitch: float
    is_voiced: bool


class FramesMetadata(Wire):
    """How the frames were made. The paths are bare file names."""

    bpm: float
    hop_seconds: float
    engine: str
    original_song_path: str
    vocal_file_path: str


class Frames(Wire):
    """The sung pitch of a song, one frame every 10 ms."""

    job_id: str
    metadata: FramesMetadata
    processed_frames: list[Frame]
    frame_count: int


class FrameColumns(Wire):
    """Frames as one list a field, all of the same length."""

    time: list[float]
    frequency: list[float]
    confidence: list[float]
    midi_pitch: list[float]
    is_voiced: list[bool]


class FramesAsColumns(Wire):
    """What `?format=columns` answers."""

    job_id: str
    metadata: FramesMetadata
    columns: FrameColumns
    frame_count: int


class Chord(Wire):
    """One chord from its first to its last second; `chord_label` is Harte's, `chord_name` the musicians'."""

    start_time: float
    end_time: float
    duration: float
    chord_label: str
    confidence: float = Field(ge=0, le=1)
    root: str
    quality: str
    bass: str
    chord_name: str


class KeyInfo(Wire):
    """The key of a song."""

    key: str
    tonic: str
    mode: str
    confidence: float = Field(ge=0, le=1)


class NoKey(Wire):
    """Without music there is no key."""


class Chords(Wire):
    """The chords of a song, without gap or overlap."""

    job_id: str
    chords: list[Chord]
    duration: float
    sample_rate: int
    tempo_bpm: float
    key_info: KeyInfo | NoKey
    num_chords: int


class Beat(Wire):
    """One beat; position 1 is a downbeat."""

    time: float
    position: int


class Beats(Wire):
    """The beats of a song."""

    job_id: str
    tempo_bpm: float
    time_signature: str
    beats: list[Beat]


class Note(Wire):
    """One sung note; `bend_cents` has a value every 10 ms from its onset on, relative to `midi_pitch`."""

    onset: float
    offset: float
    midi_pitch: float
    confidence: float = Field(ge=0, le=1)
    bend_cents: list[float]


class Notes(Wire):
    """The sung notes of a song."""

    job_id: str
    notes: list[Note]
    num_notes: int
