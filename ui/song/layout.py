"""How the rows of a song's view share its height."""

from dataclasses import dataclass

RULER, CHORDS = 30, 46
STEM_LOWEST, STEM_HIGHEST = 34, 84
STEMS_PART = 0.5
"""Of what ruler and chords leave, the most that all stems take together."""


@dataclass(frozen=True)
class Row:
    """Logical pixels from the view's top."""

    top: int
    height: int

    @property
    def bottom(self) -> int:
        """Where the next row begins."""
        return self.top + self.height


@dataclass(frozen=True)
class Rows:
    """All of a view, from top to bottom."""

    ruler: Row
    chords: Row
    stems: tuple[Row, ...]
    piano: Row

    def at(self, y: float) -> Row | None:
        """The one at a height."""
        for row in (self.ruler, self.chords, *self.stems, self.piano):
            if row.top <= y < row.bottom:
                return row
        return None


def rows(height: int, stems: int) -> Rows:
    """Divide a view of `height` logical pixels. stems: how many, at least one."""
    ruler = Row(0, RULER)
    chords = Row(ruler.bottom, CHORDS)
    left = height - chords.bottom
    each = min(max(int(left * STEMS_PART / stems), STEM_LOWEST), STEM_HIGHEST)
    lanes = tuple(Row(chords.bottom + number * each, each) for number in range(stems))
    piano_top = chords.bottom + stems * each
    return Rows(ruler, chords, lanes, Row(piano_top, max(height - piano_top, 0)))
