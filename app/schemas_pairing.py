"""The objects of pairing on the wire."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from app.schemas import Time, Wire, wire_time
from core.access.entries import PairAnswer, PairRequest, Status
from core.access.register import label_of


def _has_label(name: str) -> str:
    if not label_of(name):
        raise PydanticCustomError("no_name", "Nothing of this name can be shown")
    return name


class PairAsked(BaseModel):
    """A device that wants to be let in. code: of an invitation, if it has one."""

    model_config = ConfigDict(extra="forbid", strict=True)

    device_name: Annotated[str, AfterValidator(_has_label)] = Field(max_length=200)
    platform: str = Field("", max_length=200)
    code: str | None = Field(None, min_length=1, max_length=20)


class PairWaits(Wire):
    """Somebody at the computer has to agree. code: six digits, which both screens show."""

    request_id: str
    code: str
    status: Literal["waiting"]
    expires_at: Time

    @classmethod
    def of(cls, request: PairRequest) -> Self:
        """As on the wire."""
        return cls(
            request_id=request.id,
            code=request.code,
            status="waiting",
            expires_at=wire_time(request.expires_at),
        )


class Pairing(Wire):
    """What became of it. api_key: only in the first answer that says `approved`."""

    request_id: str
    status: Status
    device_id: str | None
    api_key: str | None

    @classmethod
    def of(cls, answer: PairAnswer) -> Self:
        """As on the wire."""
        return cls(
            request_id=answer.request_id,
            status=answer.status,
            device_id=answer.device_id,
            api_key=answer.key,
        )
