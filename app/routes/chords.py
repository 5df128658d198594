"""The chords of a song, as they sound or in another key."""

import csv
import io
from collections.abc import Sequence
from typing import Annotated, Literal

import orjson
from fastapi import Query, Request, Response

from app import schemas_results as schemas
from app.downloads import CSV, JSON, TEXT, attachment, file_answer, made_answer
from app.routes.files import FileRoutes, read_document, sends
from core.documents import Document
from core.export.chord_sheet import chord_sheet
from core.export.transposed import transposed_chords
from core.names import file_name
from core.service import Service

Semitones = Annotated[int, Query(ge=-11, le=11, description="By which the song is to sound higher.")]
Fret = Annotated[int, Query(ge=0, le=11, description="The chords are what the hand plays there.")]


class ChordRoutes(FileRoutes):
    """`/jobs/{job_id}/chords` in all its forms."""

    def __init__(self, service: Service) -> None:
        super().__init__(service)
        self._add(
            "/jobs/{job_id}/chords",
            self.chords,
            response_model=schemas.Chords,
            responses=sends("text/csv", "text/plain"),
        )

    def chords(
        self,
        job_id: str,
        request: Request,
        format: Literal["json", "lab", "csv", "txt"] = "json",
        transpose: Semitones = 0,
        capo: Fret = 0,
    ) -> Response:
        """The chords: as objects, as a .lab file of the MIREX kind, as lines, or as a sheet to play from."""
        folder = self._library.results(job_id)
        whole = file_answer(request, folder.chords, JSON)
        found = orjson.loads(folder.chords.read_bytes())
        if format == "txt":
            song = self._service.job(job_id).display_name
            sheet = chord_sheet(song, found, read_document(folder.beats), transpose, capo)
            return made_answer(request, sheet, TEXT, attachment(file_name(song, " - chords.txt")))
        shown = transposed_chords(found, transpose - capo)
        if format == "json":
            return whole if shown == found else made_answer(request, orjson.dumps(shown), JSON)
        text, kind = (_lab(shown["chords"]), TEXT) if format == "lab" else (_csv(shown["chords"]), CSV)
        return made_answer(request, text, kind)


def _lab(chords: Sequence[Document]) -> str:
    return "".join(f"{c['start_time']:.6f}\t{c['end_time']:.6f}\t{c['chord_label']}\n" for c in chords)


def _csv(chords: Sequence[Document]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(schemas.Chord.model_fields), lineterminator="\n")
    writer.writeheader()
    writer.writerows(chords)
    return text.getvalue()
