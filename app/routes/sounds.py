"""What can be heard of a song: stems and mixes, whole or in parts, and a preview while it is in work."""

import os
from pathlib import Path
from typing import Literal

from anyio import CapacityLimiter, to_thread
from fastapi import Request, Response
from starlette.requests import ClientDisconnect

from app import schemas_results as schemas
from app.downloads import REVALIDATE, attachment, file_answer, known_answer
from app.routes.files import FileRoutes, sends
from core.audio.parts import Part
from core.audio.segments import Segment
from core.errors import StemNotFoundError
from core.models import SAMPLE_RATE
from core.names import file_name
from core.service import Service

AUDIO_TYPES = {"mp3": "audio/mpeg", "flac": "audio/flac", "wav": "audio/wav"}
AudioFormat = Literal["mp3", "flac", "wav"]
UNCHANGING = {"Cache-Control": "private, max-age=86400, immutable"}
"""Of an address that names the version of what is there."""
REPLACED = "The song was done again, and has other parts now. Ask for its parts anew."
NO_PART = "There is no such part of a stem: `parts` lists those that there are."


class SoundRoutes(FileRoutes):
    """Stems, mixes, parts and the preview."""

    def __init__(self, service: Service) -> None:
        super().__init__(service)
        self._cutting = CapacityLimiter(max(2, (os.cpu_count() or 1) // 2))
        sound, flac = sends(*AUDIO_TYPES.values()), sends(AUDIO_TYPES["flac"])
        self._add("/jobs/{job_id}/stems", self.stems, response_model=schemas.StemList)
        self._add("/jobs/{job_id}/stems/{name}", self.stem, responses=sound)
        self._add("/jobs/{job_id}/mixes/without/{name}", self.mix_without, responses=sound)
        self._add("/jobs/{job_id}/parts", self.parts, response_model=schemas.Parts)
        self._add("/jobs/{job_id}/parts/{number}/{name}.flac", self.part, responses=flac)
        self._add("/jobs/{job_id}/preview", self.preview, response_model=schemas.Preview)
        self._add("/jobs/{job_id}/preview/{segment}/{name}.flac", self.segment, responses=flac)

    def stems(self, job_id: str) -> schemas.StemList:
        """The audio files of a song."""
        duration = self._service.job(job_id).summary.duration
        listed = [_stem(job_id, path, duration) for path in self._library.stems(job_id).values()]
        return schemas.StemList(job_id=job_id, stems=listed)

    def stem(self, job_id: str, name: str, request: Request, format: AudioFormat = "mp3") -> Response:
        """One audio file, whole or in ranges."""
        path = self._library.stem(job_id, name, format)
        return file_answer(request, path, AUDIO_TYPES[format], self._named(job_id, f"{name}.{format}"))

    def mix_without(self, job_id: str, name: str, request: Request, format: AudioFormat = "mp3") -> Response:
        """The mix of all stems but one: what is left to sing or to play to."""
        path = self._library.mix_without(job_id, name, format)
        named = self._named(job_id, f"without {name}.{format}")
        return file_answer(request, path, AUDIO_TYPES[format], named)

    def parts(self, job_id: str) -> schemas.Parts:
        """The stems of a finished song in parts of some seconds, which follow each other to the sample."""
        parts = self._library.parts(job_id)
        return schemas.Parts(
            job_id=job_id,
            duration=self._service.job(job_id).summary.duration,
            stems=list(parts[0]) if parts else [],
            parts=[_part(job_id, number, part) for number, part in enumerate(parts)],
        )

    async def part(
        self, job_id: str, number: int, name: str, request: Request, version: str = ""
    ) -> Response:
        """A part of a stem, lossless as it is in the MP3."""
        part = await to_thread.run_sync(self._find_part, job_id, number, name)
        if version not in ("", part.version):
            raise StemNotFoundError(REPLACED)
        headers = (UNCHANGING if version else REVALIDATE) | {"ETag": f'"{part.version}-{part.start}"'}
        known = known_answer(request, headers)
        if known:
            return known
        # Whoever waits for a turn has no thread, so that other routes do not wait as well.
        async with self._cutting:
            # Who seeks on and on goes away before it is their turn; who stays does not wait for that.
            if await request.is_disconnected():
                raise ClientDisconnect
            sound = await to_thread.run_sync(self._library.cut, part)
        return Response(sound, headers=headers, media_type=AUDIO_TYPES["flac"])

    def preview(self, job_id: str) -> schemas.Preview:
        """What of a song can be heard while it is in work."""
        listed = [_segment(job_id, segment) for segment in self._library.preview(job_id)]
        ready = listed[-1].end if listed else 0.0
        return schemas.Preview(job_id=job_id, seconds_ready=ready, segments=listed)

    def segment(self, job_id: str, segment: str, name: str, request: Request) -> Response:
        """A stem in a segment of the preview, lossless."""
        path = self._library.preview_file(job_id, segment, name)
        return file_answer(request, path, AUDIO_TYPES["flac"])

    def _named(self, job_id: str, what: str) -> dict[str, str]:
        return attachment(file_name(self._service.job(job_id).display_name, f" - {what}"))

    def _find_part(self, job_id: str, number: int, name: str) -> Part:
        parts = self._library.parts(job_id)
        if number not in range(len(parts)) or name not in parts[number]:
            raise StemNotFoundError(NO_PART)
        return parts[number][name]


def _stem(job_id: str, path: Path, duration: float) -> schemas.Stem:
    return schemas.Stem(
        name=path.stem,
        filename=path.name,
        size_bytes=path.stat().st_size,
        download_url=f"/api/v1/jobs/{job_id}/stems/{path.stem}",
        content_type=AUDIO_TYPES["mp3"],
        duration=duration,
    )


def _part(job_id: str, number: int, stems: dict[str, Part]) -> schemas.SongPart:
    base = f"/api/v1/jobs/{job_id}/parts/{number}"
    first = next(iter(stems.values()))
    return schemas.SongPart(
        start=first.start / SAMPLE_RATE,
        end=first.end / SAMPLE_RATE,
        stems={name: f"{base}/{name}.flac?version={part.version}" for name, part in stems.items()},
    )


def _segment(job_id: str, segment: Segment) -> schemas.SongPart:
    base = f"/api/v1/jobs/{job_id}/preview/{segment.folder.name}"
    return schemas.SongPart(
        start=segment.start / SAMPLE_RATE,
        end=segment.end / SAMPLE_RATE,
        stems={track: f"{base}/{track}.flac" for track in segment.tracks()},
    )
