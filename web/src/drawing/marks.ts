/** What lies over the song: the region that is repeated, the playhead, what is not ready yet. */

import type { Colours } from "./colours";
import { PLAYHEAD, type Viewport } from "./viewport";

export interface Region {
  readonly start: number;
  readonly end: number;
}

const HATCH_APART = 12;
const HANDLE = 6;

/** The ground of the ruler, and the edges of the rows. */
export function paintHead(ctx: CanvasRenderingContext2D, view: Viewport, colours: Colours): void {
  ctx.fillStyle = colours.window;
  ctx.fillRect(0, 0, view.width, view.ruler.height);
  ctx.fillStyle = colours.line;
  for (const row of [view.chords, view.roll])
    ctx.fillRect(0, row.top - 1 / view.ratio, view.width, 1 / view.ratio);
}

/** A band through all rows, with two ends on the ruler that can be taken hold of. */
export function paintLoop(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  { start, end }: Region,
  colours: Colours,
): void {
  const [left, right] = [view.x(start), view.x(end)];
  if (right < 0 || left > view.width) return;
  ctx.fillStyle = colours.accent;
  ctx.globalAlpha = 0.1;
  ctx.fillRect(left, 0, right - left, view.height);
  ctx.globalAlpha = 0.3;
  ctx.fillRect(left, 0, right - left, view.ruler.height);
  ctx.globalAlpha = 1;
  for (const x of [left, right]) {
    ctx.fillRect(view.snap(x) - 1, 0, 2, view.height);
    ctx.beginPath();
    ctx.roundRect(x - HANDLE / 2, 4, HANDLE, view.ruler.height - 8, 3);
    ctx.fill();
  }
}

export function paintPlayhead(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  seconds: number,
  colours: Colours,
): void {
  const x = view.snap(view.x(seconds));
  if (x < -HANDLE || x > view.width + HANDLE) return;
  ctx.fillStyle = colours.playhead;
  ctx.fillRect(x - 1, 0, 2, view.height);
  ctx.beginPath();
  ctx.moveTo(x - 6, 0);
  ctx.lineTo(x + 6, 0);
  ctx.lineTo(x + 6, 5);
  ctx.lineTo(x, 12);
  ctx.lineTo(x - 6, 5);
  ctx.fill();
}

/** Slanted lines from a time to the end of the song: it is not there yet. */
export function paintNotReady(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  ready: number,
  colours: Colours,
): void {
  if (ready >= view.duration) return;
  hatch(
    ctx,
    view.x(ready),
    Math.min(view.x(view.duration), view.width),
    0,
    view.height,
    view.start * view.scale,
    colours,
  );
}

/** What lies before the song and after it is the window's ground. */
export function paintOutside(ctx: CanvasRenderingContext2D, view: Viewport, colours: Colours): void {
  ctx.fillStyle = colours.window;
  const [first, last] = [view.x(0), view.x(view.duration)];
  if (first > 0) ctx.fillRect(0, 0, first, view.height);
  if (last < view.width) ctx.fillRect(last, 0, view.width - last, view.height);
}

/** Slanted lines in a box. moved: pixels that the ground below them was moved to the left. */
export function hatch(
  ctx: CanvasRenderingContext2D,
  from: number,
  to: number,
  top: number,
  height: number,
  moved: number,
  colours: Colours,
): void {
  const left = Math.max(from, 0);
  if (to <= left) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, to - left, height);
  ctx.clip();
  ctx.strokeStyle = colours.muted;
  ctx.globalAlpha = 0.3;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  const phase = ((moved % HATCH_APART) + HATCH_APART) % HATCH_APART;
  const first = Math.floor((left + phase) / HATCH_APART) * HATCH_APART - phase;
  for (let x = first; x < to + height; x += HATCH_APART) {
    ctx.moveTo(x, top);
    ctx.lineTo(x - height, top + height);
  }
  ctx.stroke();
  ctx.restore();
}

/** Bring the playhead to its place in a view that follows. */
export function follow(view: Viewport, seconds: number): void {
  view.show(seconds, view.width * PLAYHEAD);
}
