/** The sung pitch at every level of detail: each level holds the extremes of two neighbours of the one below.
 * Where the voice leaps from one to the other, the one that holds longer stands for both: a line up and down for
 * each leap would be a wall and no melody. */

import type { PitchTrack } from "./pitch";
import type { Viewport } from "./viewport";

/** Steps of opacity that confidence is drawn in. */
export const SHADES = 5;
/** Semitones from column to column that no voice glides. */
const LEAP = 2.5;

/** step: seconds from one column to the next. low, high: MIDI pitch, NaN where nothing is sung.
 * shade: of the surest frame, from 0 to SHADES - 1. */
export interface Level {
  readonly step: number;
  readonly low: Float32Array;
  readonly high: Float32Array;
  readonly shade: Uint8Array;
  /** Frames that its columns stand for. */
  readonly weight: Uint16Array;
}

/** From single frames up to one column for all. */
export function levelsOf(track: PitchTrack): readonly Level[] {
  const levels = [frames(track)];
  for (let level = levels[0]; level && level.low.length > 1; ) {
    level = halved(level);
    levels.push(level);
  }
  return levels;
}

/** The finest level whose columns are not narrower than a pixel of the screen. */
export function levelFor(levels: readonly Level[], view: Viewport): Level | undefined {
  return levels.find(({ step }) => step * view.scale * view.ratio >= 1) ?? levels.at(-1);
}

function frames({ hop, midi, confidence }: PitchTrack): Level {
  return {
    step: hop,
    low: midi,
    high: midi,
    shade: Uint8Array.from(confidence, (sure) => Math.min(Math.floor(sure * SHADES), SHADES - 1)),
    weight: Uint16Array.from(midi, (height) => (Number.isNaN(height) ? 0 : 1)),
  };
}

function halved(finer: Level): Level {
  const count = Math.ceil(finer.low.length / 2);
  const level = {
    step: finer.step * 2,
    low: new Float32Array(count),
    high: new Float32Array(count),
    shade: new Uint8Array(count),
    weight: new Uint16Array(count),
  };
  for (let column = 0; column < count; column++) {
    const one = 2 * column;
    join(finer, one, Math.min(one + 1, finer.low.length - 1), level, column);
  }
  return level;
}

/** Make a column of two of the finer level. */
function join(finer: Level, one: number, other: number, level: Level, column: number): void {
  const [oneFrames, otherFrames] = [at(finer.weight, one), at(finer.weight, other)];
  const longer = otherFrames > oneFrames ? other : one;
  const shorter = longer === one ? other : one;
  const isAlone = at(finer.weight, shorter) === 0 || leaps(finer, one, other);
  const second = isAlone ? longer : shorter;
  level.low[column] = Math.min(at(finer.low, longer), at(finer.low, second));
  level.high[column] = Math.max(at(finer.high, longer), at(finer.high, second));
  level.shade[column] = Math.max(at(finer.shade, longer), at(finer.shade, second));
  level.weight[column] = isAlone ? at(finer.weight, longer) : oneFrames + otherFrames;
}

/** Whether no voice glides from one column of a level to another. */
export function leaps({ low, high }: Level, one: number, other: number): boolean {
  return at(low, one) - at(high, other) > LEAP || at(low, other) - at(high, one) > LEAP;
}

function at(values: Float32Array | Uint8Array | Uint16Array, index: number): number {
  return values[index] as number;
}
