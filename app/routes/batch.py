"""Many songs come in at once."""

from fastapi import APIRouter, Request, Response

from app.access.caller import Who
from app.batches import Batch, Batches
from app.errors import sentence_of
from app.routes.forms import BATCH_FORM, Key
from app.schemas import Job
from app.schemas_batch import BatchAccepted, BatchJob, BatchStatus, Refused
from app.uploads import received
from core.service import Service


class BatchRoutes:
    """`POST /batch` and what became of it."""

    def __init__(self, service: Service, batches: Batches) -> None:
        self._service = service
        self._batches = batches
        self.router = APIRouter(tags=["songs"])
        add = self.router.add_api_route
        add("/batch", self.take, methods=["POST"], status_code=202, openapi_extra=BATCH_FORM)
        add("/batch/{batch_id}", self.status)

    async def take(self, request: Request, response: Response, caller: Who, key: Key = None) -> BatchAccepted:
        """Send several songs, or zips of songs; answered when their jobs are queued."""
        reception, limits = self._service.reception, self._batches.limits
        async with received(request, reception.incoming, limits, reception.check_space) as uploads:
            batch = await self._batches.take(uploads, caller, key)
        response.headers["Location"] = f"/api/v1/batch/{batch.id}"
        return _accepted(batch)

    def status(self, batch_id: str, caller: Who, response: Response) -> BatchStatus:
        """The jobs of a batch and how far they are."""
        response.headers["Cache-Control"] = "no-store"
        jobs = self._batches.jobs(batch_id, caller)
        return BatchStatus.of(batch_id, [Job.of(job, self._service.queue_position(job)) for job in jobs])


def _accepted(batch: Batch) -> BatchAccepted:
    return BatchAccepted(
        batch_id=batch.id,
        jobs=[
            BatchJob(job_id=job_id, id=job_id, filename=filename, status="queued")
            for job_id, filename in batch.jobs
        ],
        refused=[
            Refused(filename=filename, error_code=error.code, detail=sentence_of(error))
            for filename, error in batch.refused
        ],
        webhook_secret=batch.webhook_secret,
    )
