"""Results: pitch, beats, notes, or all in one file. They are sent as they lie on the disk."""

from typing import Annotated, Literal

from fastapi import Query, Request, Response
from fastapi.responses import StreamingResponse

from app import schemas_results as schemas
from app.archive import archive
from app.downloads import CSV, JSON, MIDI, attachment, compressed_answer, file_answer, made_answer
from app.routes.files import FileRoutes, read_document, sends
from core.export.midi import midi_file
from core.names import file_name
from core.service import Service


class ResultRoutes(FileRoutes):
    """What a completed job has to offer, beside sound and chords."""

    def __init__(self, service: Service) -> None:
        super().__init__(service)
        self._add("/jobs/{job_id}/results", self.results, response_model=schemas.Results)
        self._add(
            "/jobs/{job_id}/frames",
            self.frames,
            response_model=schemas.Frames | schemas.FramesAsColumns,
            responses=sends("text/csv"),
        )
        self._add("/jobs/{job_id}/beats", self.beats, response_model=schemas.Beats)
        self._add(
            "/jobs/{job_id}/notes", self.notes, response_model=schemas.Notes, responses=sends("audio/midi")
        )
        self._add("/jobs/{job_id}/download.zip", self.download, responses=sends("application/zip"))

    def results(self, job_id: str, request: Request) -> Response:
        """All that a finished job has."""
        return file_answer(request, self._library.results(job_id).results, JSON)

    def frames(
        self, job_id: str, request: Request, format: Literal["json", "columns", "csv"] = "json"
    ) -> Response:
        """The sung pitch, one frame every 10 ms: as objects, as one array a field, or as lines."""
        folder = self._library.results(job_id)
        if format == "csv":
            return compressed_answer(request, folder.frames_csv, CSV)
        path = folder.frames if format == "json" else folder.frames_columns
        return compressed_answer(request, path, JSON)

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
        content = midi_file(song, *map(read_document, (folder.notes, folder.beats, folder.chords)))
        return made_answer(request, content, MIDI, attachment(file_name(song, ".mid")))

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
