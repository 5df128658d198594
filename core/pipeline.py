"""One song through the stages, in order; what an earlier attempt finished is not done again."""

import time
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import orjson

from core import documents
from core.audio.mp3s import Mp3Encoding
from core.chords import stage as chords_stage
from core.chords.stage import Music
from core.context import Context
from core.engines import Engines
from core.jobs import Engines as EngineNames
from core.jobs import Summary
from core.models import Stage
from core.pitch import stage as pitch_stage
from core.pitch.stage import Pitch
from core.processes import heap
from core.processes.worker import OnProgress, StageProgress, Task
from core.results import JobFolder
from core.separation import stage as separation_stage
from core.separation.stage import Separated
from core.stagefolder import seconds_taken

ENCODING = "Encoding the stems"


@dataclass(frozen=True)
class _Findings:
    separated: Separated
    pitch: Pitch | None
    music: Music | None


def analyse(task: Task, engines: Engines, report: OnProgress) -> Summary:
    """Run the stages that the task asks for and write the results into its folder.

    Raises BacklineError; what was finished before that stays for the next attempt.
    """
    engines.begin_song()
    context = Context(task, engines, JobFolder(task.folder), report)
    context.folder.sweep()
    # The program may have been killed after all was done, before it had recorded that.
    facts = context.results().facts()
    summary = Summary.of(facts) if facts else _analyse(context)
    context.folder.drop_sound()
    return summary


def _analyse(context: Context) -> Summary:
    started = time.monotonic()
    wanted = context.task.request.stages
    with Mp3Encoding(context.folder.stems) as mp3s:
        separated = separation_stage.run(context, wanted != (Stage.CHORDS,), mp3s.add)
        heap.give_back()
        findings = _Findings(
            separated,
            pitch_stage.run(context, separated) if Stage.TRANSCRIPTION in wanted else None,
            chords_stage.run(context, separated) if Stage.CHORDS in wanted else None,
        )
        mp3s.finish(waiting=partial(_tell_encoding, context))
    stages = [stage for stage in Stage if stage in (Stage.SEPARATION, *wanted)]
    took = {stage.value: seconds_taken(context.folder.stage(stage)) for stage in stages}
    summary = _summary(findings, context.engines.devices_used, time.monotonic() - started, took)
    with context.results().fill(asdict(summary)) as folder:
        _write_documents(folder, context, findings, summary)
    return summary


def _tell_encoding(context: Context, part: float) -> None:
    last = max(context.task.request.stages, key=list(Stage).index)
    context.report(StageProgress(last, 1.0, f"{ENCODING}: {part:.0%}."))


def _summary(found: _Findings, device: str, seconds: float, stage_seconds: dict[str, float]) -> Summary:
    pitch, music = found.pitch, found.music
    key = music.harmony.key if music else None
    return Summary(
        duration=found.separated.duration,
        tempo_bpm=music.rhythm.tempo_bpm if music else 0.0,
        key=f"{key.tonic} {key.mode}" if key else None,
        time_signature=music.rhythm.time_signature if music else "4/4",
        num_frames=len(pitch.track.f0) if pitch else 0,
        num_chords=len(music.harmony.chords) if music else 0,
        engines=EngineNames(
            found.separated.engine,
            pitch.engine if pitch else None,
            music.chords_engine if music else None,
            music.beats_engine if music else None,
        ),
        device=device,
        processing_time=seconds,
        stage_seconds=stage_seconds,
    )


def _write_documents(folder: Path, context: Context, found: _Findings, summary: Summary) -> None:
    task = context.task
    links = documents.api_links(task.job_id) if task.api else documents.file_links(task.stem_format)
    tracks = list(context.folder.tracks())
    _write(
        folder / "results.json",
        documents.results(task.job_id, task.song_name, summary, tracks, links),
    )
    if found.music:
        _write(folder / "chords.json", documents.chords(task.job_id, found.music.harmony, summary))
        _write(folder / "beats.json", documents.beats(task.job_id, found.music.rhythm))
    if found.pitch:
        _write(folder / "notes.json", documents.notes(task.job_id, found.pitch.notes))
        _write_frames(folder, task, found.pitch, summary)


def _write(path: Path, document: documents.Document) -> None:
    path.write_bytes(orjson.dumps(document))


def _write_frames(folder: Path, task: Task, pitch: Pitch, summary: Summary) -> None:
    head = documents.frames_head(task, summary)
    if not task.api:
        documents.write_plain(folder / "frames.json", documents.frames_json(pitch.track, head))
        return
    job = JobFolder(task.folder)
    for path, form in (
        (job.frames, documents.frames_json),
        (job.frames_columns, documents.frames_columns),
        (job.frames_csv, documents.frames_csv),
    ):
        documents.write_compressed(folder / path.name, form(pitch.track, head))
