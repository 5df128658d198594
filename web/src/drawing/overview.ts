/** The whole song in one strip: its chords, what is sung, which part is in view. */

import { type Colours, chordColour } from "./colours";
import { type Level, levelFor } from "./levels";
import { hatch, type Region } from "./marks";
import { type PitchScale, rowsIn } from "./pitches";
import type { Ribbon } from "./ribbon";
import type { Viewport } from "./viewport";

const BAND = 8;
const NARROWEST = 10;

/** What changes seldom: chords as a band of colour, the sung pitch above it, what is not ready yet. */
export function paintWhole(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  song: { ribbon: Ribbon | null; levels: readonly Level[]; scale: PitchScale; ready: number },
  colours: Colours,
): void {
  ctx.fillStyle = colours.surface;
  ctx.fillRect(0, 0, view.width, view.height);
  if (song.ribbon) paintBand(ctx, view, song.ribbon, colours);
  paintMelody(ctx, view, song.levels, song.scale, colours);
  if (song.ready < view.duration) {
    hatch(ctx, view.x(song.ready), view.width, 0, view.height, 0, colours);
  }
}

/** What moves: the region that is repeated, the part in view, the position. */
export function paintPlace(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  seconds: number,
  seen: Region,
  loop: Region | null,
  colours: Colours,
): void {
  if (loop) {
    const [left, right] = [view.x(loop.start), view.x(loop.end)];
    ctx.fillStyle = colours.accent;
    ctx.globalAlpha = 0.22;
    ctx.fillRect(left, 0, right - left, view.height);
    ctx.globalAlpha = 1;
    ctx.fillRect(left, 0, right - left, 3);
  }
  paintSeen(ctx, view, seen, colours);
  ctx.fillStyle = colours.playhead;
  ctx.fillRect(view.snap(view.x(seconds)) - 1, 0, 2, view.height);
}

function paintSeen(ctx: CanvasRenderingContext2D, view: Viewport, seen: Region, colours: Colours): void {
  const [from, to] = [Math.max(view.x(seen.start), 0), Math.min(view.x(seen.end), view.width)];
  if (to - from > view.width - 1) return;
  const missing = Math.max(NARROWEST - (to - from), 0) / 2;
  const [left, right] = [from - missing, to + missing];
  ctx.globalAlpha = 0.5;
  ctx.fillStyle = colours.window;
  ctx.fillRect(0, 0, left, view.height);
  ctx.fillRect(right, 0, view.width - right, view.height);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colours.accent;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.roundRect(left + 0.75, 0.75, right - left - 1.5, view.height - 1.5, 5);
  ctx.stroke();
}

function paintBand(ctx: CanvasRenderingContext2D, view: Viewport, ribbon: Ribbon, colours: Colours): void {
  ctx.globalAlpha = 0.7;
  for (const chord of ribbon.chords) {
    if (!chord.name) continue;
    ctx.fillStyle = chordColour(chord.fifths, chord.isMinor, colours);
    const left = view.x(chord.start);
    ctx.fillRect(left, view.height - BAND, Math.max(view.x(chord.end) - left - 0.5, 0.5), BAND);
  }
  ctx.globalAlpha = 1;
}

function paintMelody(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  levels: readonly Level[],
  scale: PitchScale,
  colours: Colours,
): void {
  const level = levelFor(levels, view);
  if (!level) return;
  const row = (view.height - BAND - 4) / rowsIn(scale);
  ctx.fillStyle = colours.vocals;
  ctx.globalAlpha = 0.8;
  for (let column = 0; column < level.low.length; column++) {
    const [low, high] = [level.low[column] as number, level.high[column] as number];
    if (Number.isNaN(low)) continue;
    const top = 2 + (scale.high + 0.5 - high) * row;
    ctx.fillRect(view.x(column * level.step), top, level.step * view.scale, (high - low) * row + 1.5);
  }
  ctx.globalAlpha = 1;
}
