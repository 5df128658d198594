"""Jobs: their list, their state, and what can be done to them."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Header, Query, Response

from app import schemas
from app.access.caller import Caller, Who
from app.schemas_requests import JobChanges, JobQuery, RetryChoice
from app.schemas_server import Cleanup, Queue
from core.errors import JobNotFoundError
from core.jobs import Job
from core.service import Service


class JobRoutes:
    """Everything about jobs but their results."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.router = APIRouter(tags=["jobs"])
        add = self.router.add_api_route
        add("/jobs", self.list_jobs)
        add("/jobs/{job_id}", self.job)
        add("/jobs/{job_id}", self.change, methods=["PATCH"])
        add("/jobs/{job_id}", self.delete, methods=["DELETE"])
        add("/jobs/{job_id}/status", self.status)
        add("/jobs/{job_id}/cancel", self.cancel, methods=["POST"])
        add("/jobs/{job_id}/retry", self.retry, methods=["POST"])
        add("/jobs/{job_id}/front", self.front, methods=["POST"])
        add("/queue/status", self.queue)
        add("/queue/pause", self.pause, methods=["POST"])
        add("/queue/resume", self.resume, methods=["POST"])
        add("/cleanup", self.cleanup, methods=["POST"])

    def list_jobs(
        self,
        response: Response,
        query: Annotated[JobQuery, Query()],
        caller: Who,
        ngrok_skip_browser_warning: Annotated[str | None, Header(include_in_schema=False)] = None,
    ) -> schemas.JobList:
        """The jobs, newest first."""
        _keep_fresh(response)
        found, total = self._service.jobs(query.status, query.limit, query.offset, query.q, caller.client)
        # The shipped client, known by that header, appends the Z by itself.
        zone = "Z" if ngrok_skip_browser_warning is None else ""
        listed = [schemas.Job.of(job, self._service.queue_position(job), zone) for job in found]
        return schemas.JobList(jobs=listed, total=total, limit=query.limit, offset=query.offset)

    def job(self, job_id: str, response: Response) -> schemas.Job:
        """One job."""
        return self._answer(self._service.job(job_id), response)

    async def status(self, job_id: str, response: Response) -> schemas.Status:
        """What a client polls."""
        # Only memory is read: without a thread in between, the answer is quick on a busy computer too.
        _keep_fresh(response)
        job = self._service.job(job_id)
        return schemas.Status.of(job, self._service.queue_position(job))

    def change(self, job_id: str, changes: JobChanges, response: Response, caller: Who) -> schemas.Job:
        """Rename a job, keep it from the retention rules, or correct what was found in it.

        Whoever sees a song may correct it: nothing is lost by that, and it can be taken back.
        """
        if "keep" in changes.model_fields_set:  # What is not kept may be deleted.
            caller.check_deletes(self._service.job(job_id))
        named = changes.model_dump(include={"display_name", "keep"}, exclude_unset=True)
        changed = self._service.update(job_id, **named, corrections=changes.corrections())
        return self._answer(changed, response)

    def cancel(self, job_id: str, caller: Who) -> schemas.Cancelled:
        """Stop a job that waits or runs."""
        caller.check_deletes(self._service.job(job_id))
        cancelled = self._service.cancel(job_id)
        message = "The job was cancelled." if cancelled else "The job had already ended."
        return schemas.Cancelled(job_id=job_id, message=message, cancelled=cancelled)

    def retry(self, job_id: str, response: Response, choice: RetryChoice | None = None) -> schemas.Job:
        """Queue a failed job again, or a finished one with other engines."""
        choice = choice or RetryChoice()
        return self._answer(self._service.retry(job_id, choice.separator, choice.pitch), response)

    def front(self, job_id: str, response: Response) -> schemas.Job:
        """Make a job that waits the next one."""
        return self._answer(self._service.to_front(job_id), response)

    def delete(self, job_id: str, caller: Who) -> schemas.Deleted:
        """Stop a job if it runs, and delete its record and files."""
        caller.check_deletes(self._service.job(job_id))
        self._service.delete(job_id)
        return schemas.Deleted(job_id=job_id, message="The job and its files were deleted.", deleted=True)

    def queue(self, response: Response, caller: Who) -> Queue:
        """What is in work and what waits; the ids are those of jobs that the caller sees."""
        _keep_fresh(response)
        queue = self._service.queue()
        seen = tuple(job_id for job_id in queue.active_job_ids if self._is_seen(job_id, caller))
        return Queue.of(replace(queue, active_job_ids=seen))

    def pause(self, caller: Who) -> Queue:
        """Begin no more jobs, not after a restart either; those in work go on to their ends."""
        caller.check_rules_the_queue()
        return Queue.of(self._service.pause())

    def resume(self, caller: Who) -> Queue:
        """Begin jobs again."""
        caller.check_rules_the_queue()
        return Queue.of(self._service.resume())

    def cleanup(self, caller: Who) -> Cleanup:
        """Apply the retention rules now."""
        caller.check_rules_the_queue()
        swept = self._service.cleanup()
        return Cleanup(deleted_jobs=swept.jobs, freed_bytes=swept.bytes)

    def _is_seen(self, job_id: str, caller: Caller) -> bool:
        try:
            return caller.sees(self._service.job(job_id))
        except JobNotFoundError:
            return False

    def _answer(self, job: Job, response: Response) -> schemas.Job:
        _keep_fresh(response)
        return schemas.Job.of(job, self._service.queue_position(job))


def _keep_fresh(response: Response) -> None:
    response.headers["Cache-Control"] = "no-store"
