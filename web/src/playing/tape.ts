/** In which order the samples of a song are played: on and on, or around a loop. */

import type { Range, Span } from "./samples";

export class Tape {
  readonly loop: Range | null;

  /** start: the song's sample at position 0 of the tape. A loop that ends before it is never reached. */
  constructor(
    readonly start: number,
    loop: Range | null,
  ) {
    this.loop = loop && start < loop.end ? loop : null;
  }

  /** The song's sample at a position, which need not be whole. Before 0 lies what the song has before the start. */
  song(at: number): number {
    const sample = this.start + at;
    if (!this.loop || sample < this.loop.end) return sample;
    const { start, end } = this.loop;
    return start + ((sample - end) % (end - start));
  }

  /** The song's samples on a piece of the tape, in order. */
  spans(at: number, count: number): Span[] {
    const spans: Span[] = [];
    for (let done = 0; done < count; ) {
      const from = this.song(at + done);
      const room = this.loop ? this.loop.end - from : count;
      const span = { from, count: Math.min(count - done, room) };
      spans.push(span);
      done += span.count;
    }
    return spans;
  }
}
