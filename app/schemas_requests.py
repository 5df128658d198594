"""What clients ask for, on the wire."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from core.jobs import JobStatus
from core.models import PitchName, SeparatorName
from core.names import clean_text


class JobQuery(BaseModel):
    """Which jobs to list."""

    status: JobStatus | None = None
    limit: int = Field(100, ge=1, le=1000)
    offset: int = Field(0, ge=0)
    q: str = Field("", description="Part of a file name or display name.")

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, said: dict[str, object]) -> dict[str, object]:
        return {name: value for name, value in said.items() if value != ""}


def _shown(name: str) -> str:
    clean = clean_text(name).strip()
    if not clean:
        raise PydanticCustomError("no_name", "Nothing of this name can be shown")
    return clean


class JobChanges(BaseModel):
    """What this version lets a client change."""

    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)

    display_name: Annotated[str, AfterValidator(_shown)] = Field(
        "", min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$"
    )
    keep: bool = False


class LinkTarget(BaseModel):
    """What an address without a key is wanted for."""

    model_config = ConfigDict(extra="forbid", strict=True)

    path: str = Field(max_length=500, description="Server-relative address of this job, as in other answers.")


class RetryChoice(BaseModel):
    """Engines to try a song again with; the ones of before where there is none."""

    model_config = ConfigDict(extra="forbid")

    separator: SeparatorName | None = None
    pitch: PitchName | None = None
