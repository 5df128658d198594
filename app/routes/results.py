"""Results: stems, frames, chords, beats, or all in one file. They are sent as they lie on the disk."""

import csv
import io
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from app import schemas_results as schemas
from app.archive import archive
from app.downloads import (
    CSV,
    JSON,
    MIDI,
    REVALIDATE,
    TEXT,
    attachment,
    compressed_answer,
    file_answer,
)
from core.audio.segments import Segment
from core.export.chord_sheet import chord_sheet
from core.export.midi import midi_file
from core.models import SAMPLE_RATE
from core.names import file_name
from core.service import Service

AUDIO_TYPES = {"mp3": "audio/mpeg", "flac": "audio/flac", "wav": "audio/wav"}
AudioFormat = Literal["mp3", "flac", "wav"]


class ResultRoutes:
    """What a completed job has to offer. Every route knows HEAD."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._library = service.library
        self.router = APIRouter(tags=["results"], dependencies=[Depends(self._reading)])
        self._add("/jobs/{job_id}/results", self.results, response_model=schemas.Results)
        self._add("/jobs/{job_id}/stems", self.stems, response_model=schemas.StemList)
        self._add("/jobs/{job_id}/stems/{name}", self.stem, responses=_sends(*AUDIO_TYPES.values()))
        self._add("/jobs/{job_id}/preview", self.preview, response_model=schemas.Preview)
        self._add(
            "/jobs/{job_id}/preview/{segment}/{name}.flac",
            self.segment,
            responses=_sends("audio/flac"),
        )
        self._add(
            "/jobs/{job_id}/frames",
            self.frames,
            response_model=schemas.Frames | schemas.FramesAsColumns,
            responses=_sends("text/csv"),
        )
        self._add(
            "/jobs/{job_id}/chords",
            self.chords,
            response_model=schemas.Chords,
            responses=_sends("text/csv", "text/plain"),
        )
        self._add("/jobs/{job_id}/beats", self.beats, response_model=schemas.Beats)
        self._add(
            "/jobs/{job_id}/notes", self.notes, response_model=schemas.Notes, responses=_sends("audio/midi")
        )
        self._add("/jobs/{job_id}/download.zip", self.download, responses=_sends("application/zip"))

    async def _reading(self, job_id: str) -> AsyncIterator[None]:
        """Until the answer is sent, the job counts as being read."""
        with self._library.reading(job_id):
            yield

    def results(self, job_id: str, request: Request) -> Response:
        """All that a finished job has."""
        return file_answer(request, self._library.results(job_id).results, JSON)

    def stems(self, job_id: str) -> schemas.StemList:
        """The audio files of a song."""
        duration = self._service.job(job_id).summary.duration
        listed = [_stem(job_id, path, duration) for path in self._library.stems(job_id).values()]
        return schemas.StemList(job_id=job_id, stems=listed)

    def stem(self, job_id: str, name: str, request: Request, format: AudioFormat = "mp3") -> Response:
        """One audio file, whole or in ranges."""
        path = self._library.stem(job_id, name, format)
        song = self._service.job(job_id).display_name
        named = attachment(file_name(song, f" - {name}.{format}"))
        return file_answer(request, path, AUDIO_TYPES[format], named)

    def preview(self, job_id: str) -> schemas.Preview:
        """What of a song can be heard while it is in work."""
        listed = [_segment(job_id, segment) for segment in self._library.preview(job_id)]
        ready = listed[-1].end if listed else 0.0
        return schemas.Preview(job_id=job_id, seconds_ready=ready, segments=listed)

    def segment(self, job_id: str, segment: str, name: str, request: Request) -> Response:
        """A stem in a segment of the preview, lossless."""
        path = self._library.preview_file(job_id, segment, name)
        return file_answer(request, path, AUDIO_TYPES["flac"])

    def frames(
        self, job_id: str, request: Request, format: Literal["json", "columns", "csv"] = "json"
    ) -> Response:
        """The sung pitch, one frame every 10 ms: as objects, as one array a field, or as lines."""
        folder = self._library.results(job_id)
        if format == "csv":
            return compressed_answer(request, folder.frames_csv, CSV)
        path = folder.frames if format == "json" else folder.frames_columns
        return compressed_answer(request, path, JSON)

    def chords(
        self,
        job_id: str,
        request: Request,
        format: Literal["json", "lab", "csv", "txt"] = "json",
        transpose: Annotated[int, Query(ge=-11, le=11, description="Semitones, with `txt`.")] = 0,
        capo: Annotated[int, Query(ge=0, le=11, description="Its fret, with `txt`.")] = 0,
    ) -> Response:
        """The chords: as objects, as a .lab file of the MIREX kind, as lines, or as a sheet to play from."""
        folder = self._library.results(job_id)
        whole = file_answer(request, folder.chords, JSON)
        if format == "json":
            return whole
        found = orjson.loads(folder.chords.read_bytes())
        if format == "txt":
            song = self._service.job(job_id).display_name
            sheet = chord_sheet(song, found, _document(folder.beats), transpose, capo)
            headers = REVALIDATE | attachment(file_name(song, " - chords.txt"))
            return Response(sheet, headers=headers, media_type=TEXT)
        text, kind = (_lab(found["chords"]), TEXT) if format == "lab" else (_csv(found["chords"]), CSV)
        return Response(text, headers=REVALIDATE, media_type=kind)

    def beats(self, job_id: str, request: Request) -> Response:
        """The beats; position 1 is a downbeat."""
        return file_answer(request, self._library.results(job_id).beats, JSON)

    def notes(self, job_id: str, request: Request, format: Literal["json", "midi"] = "json") -> Response:
        """The sung notes: as objects, or in a MIDI file with the chords, on the song's own beats."""
        folder = self._library.results(job_id)
        whole = file_answer(request, folder.notes, JSON)
        if format == "json":
            return whole
        song = self._service.job(job_id).display_name
        content = midi_file(song, *map(_document, (folder.notes, folder.beats, folder.chords)))
        headers = REVALIDATE | attachment(file_name(song, ".mid"))
        return Response(content, headers=headers, media_type=MIDI)

    def download(
        self,
        job_id: str,
        request: Request,
        include: Annotated[str, Query(description="Comma list of stems and documents; empty: all.")] = "",
    ) -> Response:
        """Everything, or what `include` names, as one zip file."""
        stream = archive(self._library.stems(job_id), self._library.results(job_id), include)
        name = attachment(file_name(self._service.job(job_id).display_name, ".zip"))
        headers = name | {"Content-Length": str(len(stream))}
        if request.method == "HEAD":
            return Response(headers=headers, media_type="application/zip")
        return StreamingResponse(stream, headers=headers, media_type="application/zip")

    def _add(self, path: str, endpoint: Callable[..., Any], **documentation: Any) -> None:
        self.router.add_api_route(path, endpoint, **documentation)
        self.router.add_api_route(path, endpoint, methods=["HEAD"], include_in_schema=False)


def _stem(job_id: str, path: Path, duration: float) -> schemas.Stem:
    return schemas.Stem(
        name=path.stem,
        filename=path.name,
        size_bytes=path.stat().st_size,
        download_url=f"/api/v1/jobs/{job_id}/stems/{path.stem}",
        content_type=AUDIO_TYPES["mp3"],
        duration=duration,
    )


def _segment(job_id: str, segment: Segment) -> schemas.PreviewSegment:
    base = f"/api/v1/jobs/{job_id}/preview/{segment.folder.name}"
    return schemas.PreviewSegment(
        start=segment.start / SAMPLE_RATE,
        end=segment.end / SAMPLE_RATE,
        stems={track: f"{base}/{track}.flac" for track in segment.tracks()},
    )


def _document(path: Path) -> dict[str, Any] | None:
    """A document of a finished job; None where the stage that makes it was not asked for."""
    return orjson.loads(path.read_bytes()) if path.is_file() else None


def _lab(chords: list[dict[str, Any]]) -> str:
    return "".join(f"{c['start_time']:.6f}\t{c['end_time']:.6f}\t{c['chord_label']}\n" for c in chords)


def _csv(chords: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(schemas.Chord.model_fields), lineterminator="\n")
    writer.writeheader()
    writer.writerows(chords)
    return text.getvalue()


def _sends(*media_types: str) -> dict[int | str, dict[str, Any]]:
    """What a route sends besides JSON, for the generated documentation."""
    file = {"schema": {"type": "string", "format": "binary"}}
    return {200: {"content": dict.fromkeys(media_types, file), "description": "The file."}}
