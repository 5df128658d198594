/** Where pitches lie in the piano roll, and what they are called. */

import type { PitchTrack } from "./pitch";

/** Semitones shown at least: a song of two notes is no cliff. */
const LEAST_ROWS = 20;
const MARGIN = 2;
const BLACK = [1, 3, 6, 8, 10];
const MIDDLE_C = 60;
/** This part of the frames may lie outside at either end: slips of the tracker. */
const OUTSIDE = 0.01;

/** MIDI pitches of the lowest and the highest row. */
export interface PitchScale {
  readonly low: number;
  readonly high: number;
}

/** The rows that a song's singing needs. */
export function scaleOf(track: PitchTrack | null): PitchScale {
  const sung = track?.midi.filter((midi) => !Number.isNaN(midi)).sort() ?? new Float32Array();
  const slips = Math.floor(sung.length * OUTSIDE);
  const low = Math.floor(sung[slips] ?? MIDDLE_C - 12) - MARGIN;
  const high = Math.ceil(sung[sung.length - 1 - slips] ?? MIDDLE_C + 12) + MARGIN;
  const missing = Math.max(LEAST_ROWS - (high - low + 1), 0);
  return { low: low - Math.floor(missing / 2), high: high + Math.ceil(missing / 2) };
}

export function transposed({ low, high }: PitchScale, semitones: number): PitchScale {
  return { low: low + semitones, high: high + semitones };
}

export function rowsIn(scale: PitchScale): number {
  return scale.high - scale.low + 1;
}

export function isBlack(midi: number): boolean {
  return BLACK.includes(midi % 12);
}

/** The name of a C, as singers and pianists count octaves: C4 is middle C. */
export function nameOfC(midi: number): string {
  return `C${midi / 12 - 1}`;
}
