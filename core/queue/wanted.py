"""Which engines a request, or one more try, comes to on this computer, without loading anything."""

from dataclasses import dataclass, replace

from core.jobs import Job, JobRequest, JobStatus
from core.models import Quality, Stage
from core.weights.store import ModelsStore

Names = tuple[str | None, str | None]
"""A separator and a pitch tracker; None for one that is not needed."""


@dataclass(frozen=True)
class EngineChoice:
    """What `auto` comes to: the best engines whose weights are here, or the quick ones.

    Records keep what was asked for, so that `auto` means what the settings say when its turn comes.
    """

    models: ModelsStore
    quality: Quality = "best"

    def separator(self, name: str) -> str:
        """A separator's name; for `auto` HTDemucs where its weights are, else Spleeter, the quick one."""
        if name != "auto":
            return name
        return "htdemucs" if self.quality == "best" and self.models.available("htdemucs") else "spleeter"

    def pitch(self, name: str) -> str:
        """A pitch tracker's name; for `auto` CREPE, the most accurate, or SwiftF0, the quick one."""
        if name != "auto":
            return name
        return "crepe" if self.quality == "best" else "swiftf0"

    def engines(self, request: JobRequest) -> Names:
        """What a request comes to."""
        separates = request.stages != (Stage.CHORDS,)
        tracks = Stage.TRANSCRIPTION in request.stages
        return (
            self.separator(request.separator) if separates else None,
            self.pitch(request.pitch) if tracks else None,
        )

    def answers(self, request: JobRequest, had: Names) -> bool:
        """Whether results of these engines are what a request asks for.

        Better ones that are there already are quicker than any that have to be made.
        """
        return had in (self.engines(request), replace(self, quality="best").engines(request))

    def tried_again(self, job: Job, separator: str | None, pitch: str | None) -> Job:
        """A failed job queued again, or a finished one for other engines; None: the same as before.

        Raises NotFailedError.
        """
        asked, had = job.request, job.summary.engines
        if job.status is not JobStatus.COMPLETED:
            again = replace(asked, separator=separator or asked.separator, pitch=pitch or asked.pitch)
            return job.retried(again)
        again = replace(
            asked,
            separator=separator or had.separator or asked.separator,
            pitch=pitch or had.pitch or asked.pitch,
        )
        differs = self.engines(again) != (had.separator, had.pitch)
        return job.done_again(again) if differs else job.retried(again)
