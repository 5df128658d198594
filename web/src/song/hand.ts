/** What fingers and a mouse do on the stage: tap to go there, drag to scrub or look around, pinch and wheel to zoom. */

import { nearestTo } from "../drawing/lookup";
import { clamp } from "../drawing/viewport";
import type { Controls } from "./controls";

/** Pixels from where a press becomes a drag. */
const STARTS = 6;
const NEAR_EDGE = 14;
const NEAR_BEAT = 12;
const SHORTEST_LOOP = 0.1;
const WHEEL_ZOOM = 1.0018;
const LINE_PIXELS = 30;

interface Touch {
  x: number;
  y: number;
}

/** loop: the end of the region that stays where it is. scrub: the playhead's seconds. */
type Drag = { kind: "loop"; anchor: number } | { kind: "scrub"; seconds: number } | { kind: "pan" };

export class Hand {
  private readonly touches = new Map<number, Touch>();
  private pressed: Touch | null = null;
  private drag: Drag | null = null;

  constructor(private readonly controls: Controls) {}

  /** Listen to a canvas; the function ends it. */
  attach(canvas: HTMLCanvasElement): () => void {
    const end = new AbortController();
    const on = <Name extends "pointerdown" | "pointermove" | "pointerup" | "pointercancel">(
      name: Name,
      does: (event: PointerEvent, at: Touch) => void,
    ) => {
      canvas.addEventListener(name, (event) => does(event, { x: event.offsetX, y: event.offsetY }), {
        signal: end.signal,
      });
    };
    on("pointerdown", (event, at) => {
      if (event.button !== 0) return;
      canvas.setPointerCapture(event.pointerId);
      this.press(event.pointerId, at);
    });
    on("pointermove", (event, at) => this.move(event.pointerId, at));
    on("pointerup", (event, at) => this.release(event.pointerId, at));
    on("pointercancel", (event) => this.cancel(event.pointerId));
    canvas.addEventListener("wheel", (event) => this.turn(event), { signal: end.signal, passive: false });
    return () => end.abort();
  }

  private press(id: number, at: Touch): void {
    this.touches.set(id, at);
    this.pressed = this.touches.size === 1 ? at : null;
    if (this.touches.size > 1) this.endDrag();
  }

  private move(id: number, at: Touch): void {
    const before = this.touches.get(id);
    if (!before) return;
    if (this.touches.size > 1) this.pinch(id, before, at);
    else if (this.drag || this.startsDrag(at)) this.dragTo(before, at);
    this.touches.set(id, at);
  }

  private release(id: number, at: Touch): void {
    if (!this.touches.delete(id)) return;
    if (this.drag?.kind === "scrub") this.controls.seek(this.drag.seconds);
    else if (this.pressed && !this.drag) this.controls.seek(this.controls.view.seconds(at.x));
    this.drag = null;
    this.pressed = null;
  }

  private cancel(id: number): void {
    this.touches.delete(id);
    this.pressed = null;
    this.endDrag();
  }

  private endDrag(): void {
    if (this.drag?.kind === "scrub") this.controls.playhead.letGo();
    this.drag = null;
  }

  private startsDrag(at: Touch): boolean {
    if (!this.pressed || Math.abs(at.x - this.pressed.x) < STARTS) return false;
    this.drag = this.dragFrom(this.pressed);
    return true;
  }

  private dragFrom({ x, y }: Touch): Drag {
    const { view, follow, playhead } = this.controls;
    if (y < view.ruler.height) return { kind: "loop", anchor: this.anchorOf(x) };
    return follow.value ? { kind: "scrub", seconds: playhead.seconds } : { kind: "pan" };
  }

  private dragTo(before: Touch, at: Touch): void {
    const { view, playhead, score } = this.controls;
    if (this.drag?.kind === "loop") this.dragLoop(this.drag.anchor, view.seconds(at.x));
    if (this.drag?.kind === "pan") {
      view.pan(before.x - at.x);
      playhead.touch();
    }
    if (this.drag?.kind === "scrub") {
      const seconds = this.drag.seconds + (before.x - at.x) / view.scale;
      this.drag.seconds = clamp(seconds, 0, score.duration.value);
      playhead.hold(this.drag.seconds);
    }
  }

  private dragLoop(anchor: number, seconds: number): void {
    const [one, other] = [this.atBeat(anchor), this.atBeat(seconds)];
    const region = { start: Math.min(one, other), end: Math.max(one, other) };
    if (region.end - region.start >= SHORTEST_LOOP) this.controls.setLoop(region);
  }

  /** The other end than the one that is taken hold of, or where a new region begins. */
  private anchorOf(x: number): number {
    const { view, song } = this.controls;
    const loop = song.player.value?.loop.value;
    if (loop && Math.abs(view.x(loop.start) - x) <= NEAR_EDGE) return loop.end;
    if (loop && Math.abs(view.x(loop.end) - x) <= NEAR_EDGE) return loop.start;
    return view.seconds(x);
  }

  /** The beat beside a time, where one is near. */
  private atBeat(seconds: number): number {
    const beat = nearestTo(this.controls.score.grid.value.beats, seconds);
    const isNear = beat !== null && Math.abs(beat - seconds) * this.controls.view.scale <= NEAR_BEAT;
    return isNear ? beat : seconds;
  }

  private pinch(id: number, before: Touch, at: Touch): void {
    const other = [...this.touches].find(([each]) => each !== id)?.[1];
    if (!other) return;
    const { view, playhead } = this.controls;
    const apart = (touch: Touch) => Math.max(Math.hypot(touch.x - other.x, touch.y - other.y), 20);
    view.zoom(apart(at) / apart(before), (at.x + other.x) / 2);
    view.pan((before.x - at.x) / 2);
    playhead.touch();
  }

  /** A wheel goes nearer and further, sideways or with Shift to and fro. */
  private turn(event: WheelEvent): void {
    event.preventDefault();
    const { view, follow, playhead } = this.controls;
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PIXELS : 1;
    const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (isSideways) {
      follow.value = false;
      view.pan((event.deltaX || event.deltaY) * unit);
    } else {
      view.zoom(WHEEL_ZOOM ** (-event.deltaY * unit), event.offsetX);
    }
    playhead.touch();
  }
}
