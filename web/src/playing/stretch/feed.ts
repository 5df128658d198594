/** Which samples of the tape a stretch is fed with, so that what comes out is in time with the song. */

import type { Span } from "../samples";
import type { Delays } from "./messages";

export class Feed {
  constructor(
    private readonly speed: number,
    private readonly delays: Delays,
  ) {}

  /** How many samples come out before the first one that is wanted: those that are of no use. */
  get warmUp(): number {
    return this.delays.output + this.delays.settling;
  }

  /** What it is told of the tape before it begins. */
  get before(): Span {
    const { before } = this.delays;
    return { from: this.head(-this.warmUp) - before, count: before };
  }

  /** What goes in while these samples come out; the warm-up ends at 0. */
  span(start: number, end: number): Span {
    const from = this.head(start);
    return { from, count: this.head(end) - from };
  }

  /** Before which position of the tape all has gone in when a sample comes out. */
  private head(out: number): number {
    return Math.round((out + this.delays.output) * this.speed) + this.delays.input;
  }
}
