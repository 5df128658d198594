"""From the end of a job to the answer of whoever wanted to know of it."""

import logging
import random
import threading
import time
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import h11

from app.errors import InvalidRequestError
from app.schemas import Status
from app.webhooks.addresses import Addresses, target_of
from app.webhooks.due import DueDeliveries
from app.webhooks.notes import KEPT_SECONDS, Delivery, Notes
from app.webhooks.posting import post
from app.webhooks.signing import secret_of, signed
from core import logs
from core.errors import BacklineError
from core.jobs import DESKTOP_ID, Job, now
from core.service import Service

log = logging.getLogger(__name__)

WAITS = (1.0, 5.0, 30.0, 120.0, 600.0, 3600.0)
"""Seconds between one try and the next, a fifth more or less."""
TRY_SECONDS = 5.0
THREADS = 16
"""Receivers that may be slow at the same time; a try takes five seconds at most."""
STOP_SECONDS = 1.0
"""How long tries in progress may go on when the server stops; they are made again at the next start."""
GONE = 410


class Webhooks:
    """Posts the status of jobs that have ended, from threads of its own, until the other end has it.

    addresses: which ones may be called. waits: seconds between tries.
    """

    def __init__(self, service: Service, addresses: Addresses, waits: Sequence[float] = WAITS) -> None:
        self._service = service
        self._addresses = addresses
        self._waits = waits
        self._notes = Notes(service.settings.storage_path / "webhooks")
        self._due = DueDeliveries()
        self._own_port: int | None = None
        self._threads = [
            threading.Thread(target=self._run, name=f"webhooks {number}", daemon=True)
            for number in range(THREADS)
        ]
        service.listen(self.job_ended)

    def start(self, own_port: int) -> None:
        """Begin to post, also what an earlier run left. own_port: the server's, which is never called."""
        self._own_port = own_port
        for delivery in self._notes.pending():
            self._due.put(delivery)
        since = now() - timedelta(seconds=KEPT_SECONDS)
        for job in self._service.find(lambda job: job.completed_at is not None and job.completed_at > since):
            if not self._notes.knows(_name(job)):
                self.job_ended(job)  # A kill came between its end and the note of it.
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Leave what is not delivered yet to the next start."""
        self._due.close()
        end = time.monotonic() + STOP_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))

    def job_ended(self, job: Job) -> None:
        """Have the job's status posted, if its sender gave an address. Returns when that is noted."""
        if not job.request.webhook_url:
            return
        try:
            delivery = _delivery(job)
        except InvalidRequestError as error:  # An earlier version took that.
            log.warning("webhook of job %s: %s", job.id, error)
            return
        self._keep(delivery)
        self._due.put(delivery)

    def _run(self) -> None:
        while delivery := self._due.take():
            try:
                with logs.about(job_id=delivery.job_id, request_id=delivery.request_id):
                    self._try(delivery)
            except Exception:
                log.exception("webhook of job %s: left to the next start", delivery.job_id)
            finally:
                self._due.let_go(delivery)

    def _try(self, delivery: Delivery) -> None:
        try:
            status = self._post(delivery)
        except (OSError, UnicodeError, h11.ProtocolError, BacklineError) as error:
            self._failed(delivery, str(error))
        else:
            if 200 <= status < 300 or status == GONE:
                log.info("webhook of job %s: the answer is %d", delivery.job_id, status)
                self._close(delivery)
            else:
                self._failed(delivery, f"the answer is {status}")

    def _post(self, delivery: Delivery) -> int:
        target, body = target_of(delivery.url), delivery.body.encode()
        places = self._addresses.places(target, delivery.may_call_here, self._own_port)
        secret = secret_of(self._service.access.secret, delivery.signed_for)
        headers = signed(secret, delivery.message, int(time.time()), body)
        return post(target, places, headers, body, TRY_SECONDS)

    def _failed(self, delivery: Delivery, reason: str) -> None:
        if delivery.tries >= len(self._waits):
            log.warning("webhook of job %s: given up, %s", delivery.job_id, reason)
            return self._close(delivery)
        wait = self._waits[delivery.tries] * random.uniform(0.8, 1.2)
        log.warning("webhook of job %s: again in %.1f s, %s", delivery.job_id, wait, reason)
        later = replace(delivery, tries=delivery.tries + 1, due=time.time() + wait)
        self._keep(later)
        return self._due.put(later)

    def _keep(self, delivery: Delivery) -> None:
        """A full disk is no reason not to deliver."""
        try:
            self._notes.keep(delivery)
        except OSError as error:
            log.warning("webhook of job %s will not outlast a restart: %s", delivery.job_id, error)

    def _close(self, delivery: Delivery) -> None:
        try:
            self._notes.close(delivery)
        except OSError as error:
            log.warning("webhook of job %s may be told again: %s", delivery.job_id, error)


def _delivery(job: Job) -> Delivery:
    return Delivery(
        name=_name(job),
        message=f"msg_{uuid.uuid4().hex}",
        job_id=job.id,
        request_id=job.request_id,
        url=job.request.webhook_url,
        host=target_of(job.request.webhook_url).host,
        may_call_here=job.client == DESKTOP_ID,
        signed_for=job.batch or job.id,
        body=Status.of(job, queue_position=None).model_dump_json(),
        due=time.time(),
    )


def _name(job: Job) -> str:
    assert job.completed_at is not None
    return f"{job.id}-{job.completed_at.timestamp() * 1000:.0f}"
