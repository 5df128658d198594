"""Where the seconds of a song lie in its view."""

MAX_SCALE = 800.0
"""Logical pixels a second: a frame of pitch is eight of them wide."""
SETTLED = 1e-9


class Timeline:
    """What part of a song is in view. Lengths are logical pixels.

    duration: seconds. scale: pixels a second. left: pixels from the song's start to the view's left edge,
    always whole pixels of the screen, so that what is drawn once can be moved. ratio: the screen's pixels in
    a logical one.
    """

    def __init__(self, duration: float = 0.0, width: float = 1.0, ratio: float = 1.0) -> None:
        self.duration = duration
        self.width = width
        self.ratio = ratio
        self.left = 0.0
        self.scale = self.lowest_scale

    @property
    def lowest_scale(self) -> float:
        """At which the whole song is in view."""
        return self.width / max(self.duration, SETTLED)

    @property
    def highest_scale(self) -> float:
        """At which no one sees more by going nearer."""
        return max(MAX_SCALE, self.lowest_scale)

    @property
    def is_whole(self) -> bool:
        """Whether the whole song is in view."""
        return self.scale <= self.lowest_scale * (1 + SETTLED)

    @property
    def span(self) -> tuple[float, float]:
        """The seconds in view: first and last."""
        return self.seconds(0), min(self.seconds(self.width), self.duration)

    def x(self, seconds: float) -> float:
        """Pixels from the view's left edge."""
        return seconds * self.scale - self.left

    def seconds(self, x: float) -> float:
        """The time at `x` pixels from the view's left edge, within the song."""
        return min(max((x + self.left) / self.scale, 0.0), self.duration)

    def set_duration(self, duration: float) -> None:
        """Another length of the song: all of it in view."""
        self.duration = duration
        self.fit()

    def resize(self, width: float, ratio: float) -> None:
        """Another size of the view: its first second stays, and so does the scale where it can."""
        was_whole, first = self.is_whole, self.left / self.scale
        self.width, self.ratio = max(width, 1.0), ratio
        self._go(self.lowest_scale if was_whole else self.scale, first, 0.0)

    def fit(self) -> None:
        """Bring the whole song into view."""
        self._go(self.lowest_scale, 0.0, 0.0)

    def zoom(self, factor: float, x: float) -> None:
        """Go nearer or further; what is at `x` stays there."""
        self._go(self.scale * factor, (x + self.left) / self.scale, x)

    def pan(self, pixels: float) -> None:
        """Show what comes later, or before."""
        self._go(self.scale, (self.left + pixels) / self.scale, 0.0)

    def show(self, seconds: float, x: float) -> None:
        """Bring a time to `x`, or as near as the song's ends allow."""
        self._go(self.scale, seconds, x)

    def shows(self, seconds: float) -> bool:
        """Whether a time is in view."""
        return 0 <= self.x(seconds) <= self.width

    def _go(self, scale: float, seconds: float, x: float) -> None:
        """Bring a time to `x` at a scale."""
        self.scale = min(max(scale, self.lowest_scale), self.highest_scale)
        last = max(self.duration * self.scale - self.width, 0.0)
        left = min(max(seconds * self.scale - x, 0.0), last)
        self.left = round(left * self.ratio) / self.ratio
