/** What the page and its stretching worker say to each other. Each voice of the page has a number. */

import type { Block } from "../samples";

/** Samples by which a stretch looks around and lags. */
export interface Delays {
  /** Of the song, before where it begins, that it wants to know. */
  before: number;
  /** Of the song, after what it makes, that it has to know. */
  input: number;
  /** That come out before what is made of the first that goes in. */
  output: number;
  /** That come out before it sounds as in the midst of the song. */
  settling: number;
}

/** A voice to begin: `before` lies before `block`, of which it makes `count` samples that are of no use yet. */
export interface Begin {
  voice: number;
  speed: number;
  semitones: number;
  before: Block;
  block: Block;
  count: number;
}

/** A block of which a voice makes `count` samples. */
export interface Process {
  voice: number;
  block: Block;
  count: number;
}

export type Request =
  | ({ ask: "begin" } & Begin)
  | ({ ask: "process" } & Process)
  | { ask: "end"; voice: number };

/** made: the answer to each `begin` and `process`, in their order. */
export type Answer = { delays: Delays } | { made: Block };
