"""Where the files of a job lie."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from core.files import drop
from core.models import Stage
from core.separation.base import TRACKS


@dataclass(frozen=True)
class JobFolder:
    """The layout of a job's folder. A file is there once its stage, or the job, has completed.

    shown_as: the name of the documents that are shown, among the corrected ones; empty: as they were found.
    """

    path: Path
    shown_as: str = ""

    @property
    def original(self) -> Path:
        """The song as it was sent."""
        return self.path / "original"

    @property
    def record(self) -> Path:
        """The job's record, as in the file of all records."""
        return self.path / "job.json"

    def stage(self, stage: Stage) -> Path:
        """What a stage left for the later ones."""
        return self.path / stage.value

    @property
    def stems(self) -> Path:
        """The encoded stems; the first versions put them into the stage's folder."""
        first = self.stage(Stage.SEPARATION) / "stems"
        return first if first.is_dir() else self.path / "stems"

    def tracks(self) -> dict[str, Path]:
        """The stems' files by name, in the order in which they are listed."""
        there = {path.stem: path for path in self.stems.iterdir()} if self.stems.is_dir() else {}
        return {name: there[name] for name in TRACKS if name in there}

    @property
    def segments(self) -> Path:
        """Tracks in lossless pieces: the preview, and what the MP3s are made of."""
        return self.path / "segments"

    def drop_segments(self) -> None:
        """Delete the segments, all at once for whoever lists them."""
        drop(self.segments)

    def sweep(self) -> None:
        """Delete what an attempt that was killed left half done."""
        for left in self.path.glob("*.part"):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)
        if not self.stage(Stage.SEPARATION).exists():
            self.drop_segments()

    def drop_sound(self) -> None:
        """Delete the sound that the stages read, when none will any more."""
        for path in self.stage(Stage.SEPARATION).glob("*.f32"):
            path.unlink()

    @property
    def again(self) -> Path:
        """Where a finished song is done again: a folder like this one."""
        return self.path / "again"

    @property
    def converted(self) -> Path:
        """Stems that someone asked for in another format."""
        return self.path / "converted"

    @property
    def peaks(self) -> Path:
        """What is drawn of the stems."""
        return self.path / "peaks"

    @property
    def cover(self) -> Path:
        """A small JPEG of the picture that came with the song, if any."""
        return self.path / "cover.jpg"

    @property
    def documents(self) -> Path:
        """The documents of a completed job, as they were found."""
        return self.path / "results"

    @property
    def corrected(self) -> Path:
        """The documents with corrections in them: a folder for what was corrected last, and for before."""
        return self.path / "corrected"

    @property
    def shown(self) -> Path:
        """The documents that are shown."""
        return self.corrected / self.shown_as if self.shown_as else self.documents

    @property
    def results(self) -> Path:
        """The Results object."""
        return self.shown / "results.json"

    @property
    def chords(self) -> Path:
        """The Chords object."""
        return self.shown / "chords.json"

    @property
    def beats(self) -> Path:
        """Tempo and beats."""
        return self.shown / "beats.json"

    @property
    def notes(self) -> Path:
        """The Notes object."""
        return self.shown / "notes.json"

    @property
    def frames(self) -> Path:
        """The Frames object, compressed."""
        return self.shown / "frames.json.gz"

    @property
    def frames_columns(self) -> Path:
        """The same with one array a field."""
        return self.shown / "frames.columns.json.gz"

    @property
    def frames_csv(self) -> Path:
        """The same, one line a frame."""
        return self.shown / "frames.csv.gz"
