/** What is heard now: smooth enough to draw by, and as late as the loudspeaker. */

import type { Output } from "./deck";
import { RATE } from "./samples";

/** A context's time goes on in steps of what is made at a time: the steps are smoothed, no jump is. */
const JUMP_SECONDS = 0.1;
const SMOOTHING = 0.05;
/** For what happens between asking for a sample and placing sound there. */
const MARGIN_SECONDS = 0.03;

export class HeardClock implements Output {
  /** Of the context's time before the page's, in seconds. */
  private ahead = Number.NEGATIVE_INFINITY;

  constructor(readonly context: AudioContext) {}

  next(): number {
    const { currentTime, baseLatency } = this.context;
    return Math.round((currentTime + (baseLatency || 0) + MARGIN_SECONDS) * RATE);
  }

  heard(): number {
    const { currentTime, outputLatency, baseLatency, state } = this.context;
    const here = performance.now() / 1000;
    const ahead = currentTime - here;
    const step = ahead - this.ahead;
    const isSmooth = state === "running" && Math.abs(step) < JUMP_SECONDS;
    this.ahead = isSmooth ? this.ahead + step * SMOOTHING : ahead;
    return (here + this.ahead - (outputLatency || baseLatency || 0)) * RATE;
  }
}
