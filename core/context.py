"""What every stage of one analysis is given."""

from dataclasses import dataclass

from core.engines import Engines
from core.models import Progress, Stage
from core.processes.worker import OnProgress, StageProgress, Task
from core.release import release
from core.results import JobFolder
from core.separation.base import INSTRUMENTAL, ORIGINAL
from core.stagefolder import StageFolder


@dataclass(frozen=True)
class Context:
    """The task, the engines to do it with, the folder to do it in, and whom to tell."""

    task: Task
    engines: Engines
    folder: JobFolder
    report: OnProgress

    def stage(self, stage: Stage, **inputs: str) -> StageFolder:
        """The stage's folder. inputs: what its content depends on besides the song and this version."""
        return StageFolder(self.folder.stage(stage), self._made_of(**inputs))

    def results(self) -> StageFolder:
        """The folder of the documents."""
        request, engines = self.task.request, self.engines
        inputs = {
            "separator": engines.separator_name(request.separator),
            "pitch": engines.pitch_name(request.pitch),
            "stages": " ".join(request.stages),
        }
        return StageFolder(self.folder.documents, self._made_of(**inputs))

    def _made_of(self, **inputs: str) -> dict[str, str]:
        return {"song": self.task.sha256, "backline": release().version} | inputs

    def progress(self, stage: Stage, start: float = 0.0, end: float = 1.0) -> Progress:
        """Reports a part of a stage, from `start` to `end` of it."""
        return lambda fraction: self.report(
            StageProgress(stage, start + (end - start) * fraction, self.engines.remark)
        )

    def tracks(self, stems: tuple[str, ...]) -> tuple[str, ...]:
        """What there will be to listen to, where a separator gives these stems."""
        if Stage.SEPARATION not in self.task.request.stages:
            return ()
        return (*stems, INSTRUMENTAL, ORIGINAL) if self.task.api else (*stems, INSTRUMENTAL)

    def note(self, stage: Stage, sentence: str) -> None:
        """Say what happens before a stage's work begins."""
        self.report(StageProgress(stage, 0.0, sentence))
