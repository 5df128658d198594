"""A song that has come becomes a job: what its fields ask for, and a look into the file."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

import orjson
from anyio import CapacityLimiter, to_thread

from app.access.caller import Caller
from app.errors import FieldError, InvalidRequestError
from app.idempotency import IdempotencyKeys
from app.multipart import too_large
from app.uploads import Upload
from app.webhooks.addresses import Addresses
from app.webhooks.signing import secret_of
from core.errors import InvalidAudioError, JobNotFoundError
from core.jobs import JobRequest
from core.models import PitchName, SeparatorName, Stage
from core.names import MAX_LABEL, clean_text
from core.service import Service

SEPARATORS: tuple[str, ...] = get_args(SeparatorName)
PITCH_TRACKERS: tuple[str, ...] = get_args(PitchName)
MEGABYTE = 1_000_000
ACCEPTED_AT_ONCE = max(2, (os.cpu_count() or 1) // 2)
"""A process looks into each file: more of them would take the cores from those who only ask."""

LOOK_UPS_AT_ONCE = 4
"""Of webhooks' hosts: a name that nobody answers for takes seconds, and the other threads serve requests."""


@dataclass(frozen=True)
class Taken:
    """A song that is queued. webhook_secret: what its webhooks are signed with; empty where it has none."""

    job_id: str
    webhook_secret: str


@dataclass(frozen=True)
class Ids:
    """Of the job that a song becomes, and of its batch. Empty: a new job, of no batch."""

    job: str = ""
    batch: str = ""


class Intake:
    """Makes jobs of files that lie on the disk, a few at a time, however they came."""

    def __init__(self, service: Service, keys: IdempotencyKeys, addresses: Addresses) -> None:
        self._service = service
        self._keys = keys
        self._addresses = addresses
        self._looking_up = CapacityLimiter(LOOK_UPS_AT_ONCE)
        self._accepting = CapacityLimiter(ACCEPTED_AT_ONCE)
        self.max_bytes = service.settings.max_file_size_mb * MEGABYTE

    async def __call__(
        self, upload: Upload, caller: Caller, key: str | None = None, request: JobRequest | None = None
    ) -> Taken:
        """The job of a song, which takes over the file; the one that it has already, where `key` is known.

        key: the Idempotency-Key of the request. request: what the fields ask for, where they were checked
        before. Raises InvalidRequestError (also for the fields), and what `take` raises.
        """
        request = request or await self.request_of(upload.fields, caller)
        title = clean_text(upload.fields.get("title", "")).strip()[:MAX_LABEL]

        def submit(job_id: str = "") -> str:
            return self._submit(upload, request, caller, Ids(job_id), title)

        def once() -> str:
            if key is None:
                return submit()
            return self._keys.once(caller.id, key, _fingerprint(upload), self.has_taken, submit)

        job_id = await to_thread.run_sync(once, limiter=self._accepting)
        return Taken(job_id, self.webhook_secret(request, job_id))

    async def take(self, upload: Upload, request: JobRequest, caller: Caller, ids: Ids) -> None:
        """Make a song the job of these ids.

        Raises InvalidAudioError, FileTooLargeError, StorageError and UnavailableError.
        """
        await to_thread.run_sync(self._submit, upload, request, caller, ids, limiter=self._accepting)

    async def request_of(self, fields: Mapping[str, str], caller: Caller) -> JobRequest:
        """What the text fields ask for. Raises InvalidRequestError."""
        request = job_request(fields)
        if request.webhook_url:
            await to_thread.run_sync(
                self._addresses.check, request.webhook_url, caller.is_desktop, limiter=self._looking_up
            )
        return request

    def webhook_secret(self, request: JobRequest, subject: str) -> str:
        """What the webhooks of a job or batch are signed with; empty where it has none."""
        return secret_of(self._service.access.secret, subject) if request.webhook_url else ""

    def has_taken(self, job_id: str) -> bool:
        """Whether there is such a job."""
        try:
            self._service.job(job_id)
        except JobNotFoundError:
            return False
        return True

    def _submit(self, upload: Upload, request: JobRequest, caller: Caller, ids: Ids, title: str = "") -> str:
        if upload.size == 0:
            raise InvalidAudioError(f"{upload.filename} is empty.")
        if upload.size > self.max_bytes:
            raise too_large(upload.filename, self.max_bytes)
        job = self._service.reception.submit(
            upload.path,
            upload.filename,
            upload.sha256,
            request,
            title=title,
            job_id=ids.job,
            client=caller.id,
            batch=ids.batch,
        )
        return job.id


def job_request(fields: Mapping[str, str]) -> JobRequest:
    """What the text fields ask for; an empty field is as good as none. Raises InvalidRequestError."""
    said = {name: text.strip() for name, text in fields.items() if text.strip()}
    separator, pitch = said.get("separator", "auto"), said.get("pitch", "auto")
    again = said.get("again", "false").lower()
    words = dict.fromkeys(word.strip() for word in said.get("stages", "").split(",") if word.strip())
    named = list(words)[: len(Stage) + 1]  # Enough for one that is wrong; thousands would fill the answer.
    wrong = [
        *_unknown("separator", [separator], SEPARATORS),
        *_unknown("pitch", [pitch], PITCH_TRACKERS),
        *_unknown("stages", named, tuple(Stage)),
        *_unknown("again", [again], ("true", "false")),
    ]
    if wrong:
        raise InvalidRequestError(*wrong)
    stages = tuple(stage for stage in Stage if not words or stage in words)
    return JobRequest(separator, pitch, stages, said.get("webhook_url", ""), again == "true")


def _unknown(field: str, words: list[str], known: tuple[str, ...]) -> list[FieldError]:
    return [
        FieldError(field, f"{word[:40]!r} is not known. Known are {', '.join(known)}.")
        for word in words
        if word not in known
    ]


def _fingerprint(upload: Upload) -> str:
    parts = [upload.sha256, upload.filename, sorted(upload.fields.items())]
    return hashlib.sha256(orjson.dumps(parts)).hexdigest()
