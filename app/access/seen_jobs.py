"""Jobs of others, where everyone has a library of their own."""

from starlette.requests import HTTPConnection

from app.access.caller import caller_of
from core.service import Service


class SeenJobs:
    """A dependency of all routes: a job that an address names and the caller does not see is not there."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def __call__(self, connection: HTTPConnection) -> None:
        """Raises JobNotFoundError. A WebSocket is told by its close code instead, when it is open."""
        job_id = connection.path_params.get("job_id")
        if job_id is not None and connection.scope["type"] == "http":
            caller_of(connection).check_sees(self._service.job(job_id))
