/** Bars and beats: lines through all rows, numbers on the ruler. */

import { clock, clockWithTenth } from "../parts/written";
import type { Colours } from "./colours";
import { lastAt, typicalStep } from "./lookup";
import type { Row, Viewport } from "./viewport";

/** Pixels from line to line below which they are left out. */
const BEATS_APART = 14;
const BARS_APART = 12;
const NUMBERS_APART = 44;
const TIMES_APART = 70;
const SECONDS = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600];

/** Made once, so that a frame makes no strings. */
const NUMBERS = Array.from({ length: 1000 }, (_, bar) => String(bar));

/** Times in seconds, ascending. */
export interface Grid {
  readonly beats: Float64Array;
  readonly bars: Float64Array;
  readonly beatSeconds: number;
  readonly barSeconds: number;
}

export function gridOf(beats: readonly { time: number; position: number }[]): Grid {
  const all = Float64Array.from(beats, ({ time }) => time);
  const bars = Float64Array.from(
    beats.filter(({ position }) => position === 1),
    ({ time }) => time,
  );
  return { beats: all, bars, beatSeconds: typicalStep(all), barSeconds: typicalStep(bars) };
}

/** Through whatever lies in a row. */
export function paintLines(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  grid: Grid,
  colours: Colours,
): void {
  const { top, height } = view.roll;
  ctx.fillStyle = colours.muted;
  if (grid.beatSeconds * view.scale >= BEATS_APART) {
    ctx.globalAlpha = 0.16;
    upright(ctx, view, grid.beats, 1, top, height);
  }
  ctx.globalAlpha = 0.3;
  upright(ctx, view, grid.bars, everyOf(grid.barSeconds * view.scale, BARS_APART), top, height);
  ctx.globalAlpha = 1;
}

/** Numbers of bars and marks of beats; clock times where there are no beats. */
export function paintRuler(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  grid: Grid,
  colours: Colours,
): void {
  ctx.fillStyle = colours.muted;
  ctx.font = `500 12px ${colours.font}`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  if (grid.bars.length) paintBars(ctx, view, grid);
  else paintTimes(ctx, view);
}

function paintBars(ctx: CanvasRenderingContext2D, view: Viewport, grid: Grid): void {
  const bottom = view.ruler.top + view.ruler.height;
  if (grid.beatSeconds * view.scale >= BEATS_APART / 2) {
    ctx.globalAlpha = 0.6;
    upright(ctx, view, grid.beats, 1, bottom - 5, 5);
    ctx.globalAlpha = 1;
  }
  const every = everyOf(grid.barSeconds * view.scale, NUMBERS_APART);
  upright(ctx, view, grid.bars, every, bottom - 12, 12);
  for (let bar = firstFrom(grid.bars, view, every); bar < grid.bars.length; bar += every) {
    const x = view.x(grid.bars[bar] as number);
    if (x > view.width) return;
    write(ctx, view.ruler, x, NUMBERS[bar + 1] ?? String(bar + 1));
  }
}

function paintTimes(ctx: CanvasRenderingContext2D, view: Viewport): void {
  const bottom = view.ruler.top + view.ruler.height;
  const apart = SECONDS.find((seconds) => seconds * view.scale >= TIMES_APART) ?? 600;
  const last = Math.min(view.end, view.duration);
  for (let at = Math.max(Math.floor(view.start / apart), 0) * apart; at <= last; at += apart) {
    const x = view.snap(view.x(at));
    ctx.fillRect(x, bottom - 8, 1 / view.ratio, 8);
    write(ctx, view.ruler, x, at % 1 ? clockWithTenth(at) : clock(at));
  }
}

function write(ctx: CanvasRenderingContext2D, row: Row, x: number, text: string): void {
  ctx.fillText(text, x + 5, row.top + row.height / 2 - 1);
}

function upright(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  times: Float64Array,
  every: number,
  top: number,
  height: number,
): void {
  const [wide, end] = [1 / view.ratio, view.end];
  for (let index = firstFrom(times, view, every); index < times.length; index += every) {
    const time = times[index] as number;
    if (time > end) return;
    ctx.fillRect(view.snap(view.x(time)), top, wide, height);
  }
}

/** The first that may be seen, of every so many: what begins left of the view may reach into it. */
function firstFrom(times: Float64Array, view: Viewport, every: number): number {
  return Math.floor(Math.max(lastAt(times, view.start), 0) / every) * every;
}

/** Of how many lines one is drawn, a power of two. */
export function everyOf(apart: number, needed: number): number {
  return apart > 0 ? 2 ** Math.max(Math.ceil(Math.log2(needed / apart)), 0) : 1;
}
