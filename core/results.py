"""Where the files of a job lie."""

from dataclasses import dataclass
from pathlib import Path

from core.models import Stage


@dataclass(frozen=True)
class JobFolder:
    """The layout of a job's folder. A file is there once its stage, or the job, has completed."""

    path: Path

    @property
    def original(self) -> Path:
        """The song as it was sent."""
        return self.path / "original"

    def stage(self, stage: Stage) -> Path:
        """What a stage left for the later ones."""
        return self.path / stage.value

    @property
    def stems(self) -> Path:
        """The encoded stems."""
        return self.stage(Stage.SEPARATION) / "stems"

    @property
    def converted(self) -> Path:
        """Stems that someone asked for in another format."""
        return self.path / "converted"

    @property
    def documents(self) -> Path:
        """The documents of a completed job."""
        return self.path / "results"

    @property
    def results(self) -> Path:
        """The Results object."""
        return self.documents / "results.json"

    @property
    def chords(self) -> Path:
        """The Chords object."""
        return self.documents / "chords.json"

    @property
    def beats(self) -> Path:
        """Tempo and beats."""
        return self.documents / "beats.json"

    @property
    def frames(self) -> Path:
        """The Frames object, compressed."""
        return self.documents / "frames.json.gz"

    @property
    def frames_columns(self) -> Path:
        """The same with one array a field."""
        return self.documents / "frames.columns.json.gz"

    @property
    def frames_csv(self) -> Path:
        """The same, one line a frame."""
        return self.documents / "frames.csv.gz"
