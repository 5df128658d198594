/** Sound is counted in samples, in whole ones wherever it is cut or joined. */

/** Of all that is played: what the stems' files have, so that decoding gives their very samples. */
export const RATE = 44_100;

export function inSamples(seconds: number): number {
  return Math.round(seconds * RATE);
}

/** Some samples, from one on. */
export interface Span {
  from: number;
  count: number;
}

/** From a sample to the one that it ends before. */
export interface Range {
  start: number;
  end: number;
}

/** Samples of all stems, two channels each. */
export type Block = Float32Array<ArrayBuffer>[];
