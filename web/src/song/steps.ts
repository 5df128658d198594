/** From beat to beat and from bar to bar: where a musician wants to go. All are seconds. */

import type { Grid } from "../drawing/grid";
import { lastAt } from "../drawing/lookup";
import type { Region } from "../drawing/marks";
import { clamp } from "../drawing/viewport";

/** So near to a beat one is on it. */
const NEAR = 0.05;
/** Where there are no beats. */
const BEAT_SECONDS = 1;
const BAR_SECONDS = 5;
const LOOP_BARS = 4;
const LOOP_SECONDS = 8;

const SPEEDS = [0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.25, 1.5, 1.75, 2];

export type Direction = -1 | 1;

/** slack: how far behind a beat a step back leads to the one before it. */
export interface Where {
  readonly grid: Grid;
  readonly duration: number;
  readonly slack?: number;
}

export function beatFrom(seconds: number, direction: Direction, where: Where): number {
  return stepIn(where.grid.beats, BEAT_SECONDS, seconds, direction, where);
}

export function barFrom(seconds: number, direction: Direction, where: Where): number {
  return stepIn(where.grid.bars, BAR_SECONDS, seconds, direction, where);
}

/** A beat of the grid as musicians count, from 1; null before the first downbeat and where there are no beats. */
export function barAndBeat(index: number, grid: Grid): { bar: number; beat: number } | null {
  const bar = lastAt(grid.bars, grid.beats[index] ?? -1);
  if (bar < 0) return null;
  return { bar: bar + 1, beat: index - lastAt(grid.beats, grid.bars[bar] as number) + 1 };
}

/** Four bars from the one in which one is. */
export function loopFrom(seconds: number, { grid, duration }: Where): Region {
  const bar = lastAt(grid.bars, seconds + NEAR);
  if (bar < 0 || grid.bars.length < 2) {
    const start = clamp(seconds, 0, Math.max(duration - LOOP_SECONDS, 0));
    return { start, end: Math.min(start + LOOP_SECONDS, duration) };
  }
  return { start: grid.bars[bar] as number, end: grid.bars[bar + LOOP_BARS] ?? duration };
}

/** The next speed up or down. */
export function speedFrom(speed: number, direction: Direction): number {
  const ordered = direction > 0 ? SPEEDS : SPEEDS.toReversed();
  return ordered.find((each) => (each - speed) * direction > 1e-6) ?? speed;
}

function stepIn(
  times: Float64Array,
  otherwise: number,
  seconds: number,
  direction: Direction,
  { duration, slack = NEAR }: Where,
): number {
  if (!times.length) return clamp(seconds + direction * otherwise, 0, duration);
  if (direction > 0) return times[lastAt(times, seconds + NEAR) + 1] ?? duration;
  return times[lastAt(times, seconds - slack)] ?? 0;
}
