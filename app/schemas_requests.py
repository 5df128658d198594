"""What clients ask for, on the wire."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.schemas import ChordCorrection
from core.corrections.checking import MOST_CHORDS
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


CORRECTIONS = frozenset(["tempo_bpm", "downbeat_shift", "key", "chords"])


class JobChanges(BaseModel):
    """What this version lets a client change. A correction is taken back by null, 0 or an empty list."""

    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True, allow_inf_nan=False)

    display_name: Annotated[str, AfterValidator(_shown)] = Field(
        "", min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$"
    )
    keep: bool = False
    tempo_bpm: float | None = Field(None, ge=0, le=2000, description="Near a multiple or part of that found.")
    downbeat_shift: int | None = Field(
        None, ge=-1000, le=1000, description="Beats by which the first of the bar moves later."
    )
    key: str | None = Field(None, max_length=20, description="Such as `Eb major`.")
    chords: list[ChordCorrection] | None = Field(
        None, max_length=MOST_CHORDS, description="In the place of what was found, and of those sent before."
    )

    def corrections(self) -> dict[str, Any]:
        """Those that were sent, by their names in the core."""
        sent = {name: getattr(self, name) for name in CORRECTIONS if name in self.model_fields_set}
        if self.chords:
            sent["chords"] = tuple(chord.said() for chord in self.chords)
        return sent


class LinkTarget(BaseModel):
    """What an address without a key is wanted for."""

    model_config = ConfigDict(extra="forbid", strict=True)

    path: str = Field(max_length=500, description="Server-relative address of this job, as in other answers.")


class RetryChoice(BaseModel):
    """Engines to try a song again with; the ones of before where there is none."""

    model_config = ConfigDict(extra="forbid")

    separator: SeparatorName | None = None
    pitch: PitchName | None = None
