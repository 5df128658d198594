/** What makes the sound of a take, block by block. */

import type { Reader } from "./reader";
import { type Block, inSamples, RATE } from "./samples";

export interface Voice {
  /** Samples of the song for each sample that is heard. */
  readonly speed: number;
  /** Samples that should be ready ahead of what is heard. */
  readonly ahead: number;
  /** What is heard next; null while its sound is not here. */
  next(): Promise<Block | null>;
  close(): void;
}

/** The song as it is, sample for sample. */
export class PlainVoice implements Voice {
  readonly speed = 1;
  /** Timers of pages in the background come once a second. */
  readonly ahead = 3 * RATE;
  static readonly lead = inSamples(0.06);
  private made = 0;

  constructor(private readonly reader: Reader) {}

  async next(): Promise<Block | null> {
    const from = this.made;
    const count = this.reader.ready({ from, count: BLOCK });
    const block = count > 0 ? this.reader.read({ from, count }) : null;
    this.made += count;
    return block;
  }

  close(): void {}
}

const BLOCK = RATE / 4;
