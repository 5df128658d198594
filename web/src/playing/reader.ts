/** Reads the samples of all stems from a tape. */

import { type Block, inSamples, type Span } from "./samples";
import type { Shelf } from "./shelf";
import type { SongSource } from "./source";
import type { Tape } from "./tape";

export class Reader {
  constructor(
    private readonly source: SongSource,
    private readonly shelf: Shelf,
    readonly tape: Tape,
    readonly stems: readonly string[],
  ) {}

  /** How many samples the tape has; Infinity for a loop, and while nobody knows how long the song is. */
  get length(): number {
    return this.tape.loop ? Infinity : songEnd(this.source) - this.tape.start;
  }

  /** How many samples of a piece of the tape are here, of those that come first. */
  ready({ from, count }: Span): number {
    if (this.stems.length === 0) return 0;
    let ready = Math.min(count, Math.max(0, -from));
    for (const span of this.tape.spans(from + ready, count - ready)) {
      const here = this.here(span);
      ready += here;
      if (here < span.count) break;
    }
    return ready;
  }

  /** The samples of a piece of the tape; null while not all of them are here.
   *
   * Silence stands for what is beyond the song's ends, and for what is not here of the time before the tape. */
  read({ from, count }: Span): Block | null {
    if (this.ready({ from, count }) < count) return null;
    const block = this.stems.flatMap(() => [new Float32Array(count), new Float32Array(count)]);
    let done = 0;
    for (const span of this.tape.spans(from, count)) {
      this.copy(span, block, done);
      done += span.count;
    }
    return block;
  }

  /** The same for a span of the song. */
  private here({ from, count }: Span): number {
    const end = Math.min(from + count, songEnd(this.source));
    let at = Math.max(0, from);
    for (let sound = this.shelf.at(at); at < end && sound; sound = this.shelf.at(at)) at = sound.end;
    return at < end ? at - from : count;
  }

  /** Copy what is here of a span into a block. */
  private copy({ from, count }: Span, block: Block, offset: number): void {
    for (const sound of this.shelf.between(from, from + count)) {
      const start = Math.max(from, sound.start);
      const end = Math.min(from + count, sound.end);
      this.stems.forEach((name, stem) => {
        sound.stems.get(name)?.forEach((channel, side) => {
          block[2 * stem + side]?.set(
            channel.subarray(start - sound.start, end - sound.start),
            offset + start - from,
          );
        });
      });
    }
  }
}

/** The sample that the song ends before; Infinity while nobody knows. */
export function songEnd(source: SongSource): number {
  return inSamples(source.duration.peek()) || Infinity;
}
