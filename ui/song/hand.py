"""What a hand does: click to seek, drag or turn to look elsewhere, drag on the ruler to repeat a region."""

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

if TYPE_CHECKING:
    from ui.song.timeline_view import TimelineView

WHEEL_ZOOM = 1.2
"""For one notch of a wheel."""
NOTCH = 120
STARTS = 4.0
"""Logical pixels from where a press becomes a drag."""
NEAR_EDGE = 6.0
NEAR_BEAT = 9.0
SHORTEST_LOOP = 0.1
"""Seconds."""


class Hand:
    """One hand, with a mouse or on a touchpad, over one view.

    The view is given each time: to hold it would be a cycle that keeps its pixels.
    """

    def __init__(self) -> None:
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._drags = False
        self._anchor: float | None = None

    def press(self, view: "TimelineView", point: QPointF) -> None:
        """Begin to click or to drag."""
        self._pressed = self._last = point
        self._drags = False
        self._anchor = self._anchor_of(view, point) if self._on_ruler(view, point) else None

    def move(self, view: "TimelineView", point: QPointF, exactly: bool) -> None:
        """Go on. exactly: where the mouse is, not at the beat beside it."""
        if self._pressed is None:
            self._show_cursor(view, point)
            return
        self._drags = self._drags or abs(point.x() - self._pressed.x()) > STARTS
        if not self._drags:
            return
        if self._anchor is None:
            view.setCursor(Qt.CursorShape.ClosedHandCursor)
            view.pan(self._last.x() - point.x())
        else:
            self._drag_loop(view, self._anchor, point, exactly)
        self._last = point

    def release(self, view: "TimelineView", point: QPointF) -> None:
        """End it: without a drag it was a click."""
        if self._pressed is not None and not self._drags:
            view.seek_wanted.emit(view.timeline.seconds(point.x()))
        self._pressed = None
        self._show_cursor(view, point)

    def turn(self, view: "TimelineView", event: QWheelEvent) -> None:
        """A wheel goes nearer and further, sideways or with Shift to and fro."""
        angle, exact = event.angleDelta(), event.pixelDelta()
        sideways = abs(angle.x()) > abs(angle.y())
        if sideways or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            turned = exact if not exact.isNull() else angle
            view.pan(-(turned.x() if sideways else turned.y()))
        else:
            view.zoom(WHEEL_ZOOM ** (angle.y() / NOTCH), event.position().x())

    def pinch(self, view: "TimelineView", event: QNativeGestureEvent | QGestureEvent) -> bool:
        """Two fingers go nearer and further; whether it was them."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
                return False
            view.zoom(1 + event.value(), event.position().x())
            return True
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if isinstance(pinch, QPinchGesture):
            view.zoom(pinch.scaleFactor(), view.mapFromGlobal(pinch.centerPoint()).x())
        return True

    def _drag_loop(self, view: "TimelineView", anchor: float, point: QPointF, exactly: bool) -> None:
        seconds = view.timeline.seconds(point.x())
        ends = (anchor, seconds) if exactly else (self._at_beat(view, anchor), self._at_beat(view, seconds))
        start, end = min(ends), max(ends)
        if end - start >= SHORTEST_LOOP:
            view.loop_wanted.emit(start, end)

    def _anchor_of(self, view: "TimelineView", point: QPointF) -> float:
        """The end of the region that stays where it is: the other one than that which is taken hold of."""
        timeline, loop = view.timeline, view.loop
        for held, other in (loop, loop[::-1]) if loop else ():
            if abs(timeline.x(held) - point.x()) <= NEAR_EDGE:
                return other
        return timeline.seconds(point.x())

    def _at_beat(self, view: "TimelineView", seconds: float) -> float:
        """The beat beside a time, where one is near."""
        beats = view.picture.analysis.beats
        if not len(beats):
            return seconds
        nearest = float(beats[np.argmin(np.abs(beats - seconds))])
        return nearest if abs(nearest - seconds) * view.timeline.scale <= NEAR_BEAT else seconds

    def _on_ruler(self, view: "TimelineView", point: QPointF) -> bool:
        return view.picture.rows.at(point.y()) == view.picture.rows.ruler

    def _show_cursor(self, view: "TimelineView", point: QPointF) -> None:
        timeline, loop = view.timeline, view.loop
        on_edge = (
            loop is not None
            and self._on_ruler(view, point)
            and any(abs(timeline.x(edge) - point.x()) <= NEAR_EDGE for edge in loop)
        )
        view.setCursor(Qt.CursorShape.SizeHorCursor if on_edge else Qt.CursorShape.ArrowCursor)
