"""What fields ask for, and what they cost others."""

import threading
from pathlib import Path

import anyio
import pytest
from anyio import to_thread

from app.access.caller import Caller
from app.errors import InvalidRequestError
from app.idempotency import IdempotencyKeys
from app.intake import Intake, job_request
from app.webhooks.addresses import Addresses
from tests.app.conftest import Running

PHONE = Caller("phone", owns_all=False, sees_all=True)


def test_thousands_of_unknown_words_do_not_fill_the_answer() -> None:
    with pytest.raises(InvalidRequestError) as refusal:
        job_request({"stages": ",".join(map(str, range(20_000)))})
    assert 0 < len(refusal.value.errors) < 10


def test_hosts_that_nobody_knows_hold_up_webhooks_alone(queueing: Running, tmp_path: Path) -> None:
    given_up = threading.Event()

    def look_up(*_: object, **__: object) -> list[tuple[object, ...]]:
        given_up.wait(10)
        raise OSError

    intake = Intake(queueing.service, IdempotencyKeys(tmp_path), Addresses((), look_up))

    async def ask() -> None:
        with pytest.raises(InvalidRequestError):
            await intake.request_of({"webhook_url": "http://name.local/"}, PHONE)

    async def session() -> None:
        async with anyio.create_task_group() as tasks:
            for _ in range(50):
                tasks.start_soon(ask)
            await anyio.lowlevel.checkpoint()
            try:
                with anyio.fail_after(5):
                    await to_thread.run_sync(lambda: None)
            finally:
                given_up.set()

    anyio.run(session)
