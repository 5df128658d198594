/** One time of playing without a change: from a start to the next jump, or to the next change of speed, key or loop. */

import type { Bus } from "./bus";
import { type Beat, clicksIn } from "./clicks";
import type { Reader } from "./reader";
import { type Block, inSamples } from "./samples";
import type { Tape } from "./tape";
import { Timeline } from "./timeline";
import type { Voice } from "./voice";

/** What a take has to do with others, and with the clock. */
export interface Cue {
  /** The clock's sample at which it takes over from another; null where it begins as soon as it can. */
  follows: number | null;
  beats: readonly Beat[];
  /** The first sample of the clock that sound can still be placed at. */
  next(): number;
  /** Called when its first sound is placed, with the clock's sample at which that is heard. */
  onSound(at: number): void;
}

/** Samples that are placed at first: somebody who seeks on and on needs no more. */
const AHEAD_AT_FIRST = inSamples(0.5);

export class Take {
  /** It wants the next sound, which is not here yet. */
  isStarved = false;
  private readonly timeline: Timeline;
  private filling: Promise<void> | null = null;
  private isClosed = false;
  /** The last position of the tape that was heard: what is heard later than planned is not heard twice. */
  private heard = 0;

  constructor(
    private readonly reader: Reader,
    private readonly voice: Voice,
    private readonly bus: Bus,
    private readonly cue: Cue,
  ) {
    this.timeline = new Timeline(voice.speed, cue.follows);
  }

  get tape(): Tape {
    return this.reader.tape;
  }

  /** No sound is placed yet. */
  get isSilent(): boolean {
    return this.timeline.isSilent;
  }

  /** The clock's sample at which its first sound is heard. */
  get start(): number {
    return this.timeline.start;
  }

  /** The clock's sample up to which sound is placed. */
  get end(): number {
    return this.timeline.end;
  }

  /** The position on the tape that is heard at a sample of the clock. */
  tapeAt(clock: number): number {
    return Math.min(this.reader.length, this.timeline.tapeAt(clock));
  }

  /** The song's sample that is heard at a sample of the clock; it never goes back. */
  songHeard(clock: number): number {
    this.heard = Math.max(this.heard, this.tapeAt(clock));
    return this.tape.song(this.heard);
  }

  isOver(clock: number): boolean {
    return !this.isSilent && this.tapeAt(clock) >= this.reader.length;
  }

  /** Place as much sound as should be ready ahead. */
  fill(): Promise<void> {
    const ahead = this.isSilent ? AHEAD_AT_FIRST : this.voice.ahead;
    this.filling ??= this.fillUp(ahead).finally(() => {
      this.filling = null;
    });
    return this.filling;
  }

  /** Fade out at a sample of the clock. */
  close(at: number): void {
    this.isClosed = true;
    this.voice.close();
    this.bus.fadeOut(at);
  }

  private async fillUp(ahead: number): Promise<void> {
    while (this.wantsMore(ahead)) {
      const block = await this.voice.next();
      if (this.isClosed) return;
      this.isStarved = block === null;
      if (!block) return;
      this.place(block);
    }
  }

  private wantsMore(ahead: number): boolean {
    const isReady = !this.isSilent && this.end - this.cue.next() >= ahead;
    return !this.isClosed && !isReady && this.timeline.tapeEnd < this.reader.length;
  }

  private place(block: Block): void {
    const length = block[0]?.length ?? 0;
    const wasSilent = this.isSilent;
    const from = this.timeline.tapeEnd;
    const play = this.bus.load(block);
    const { at, skipped } = this.timeline.place(length, this.cue.next());
    if (this.isSilent) return;
    play(at, skipped);
    if (wasSilent) this.begin(at);
    this.click(from + skipped * this.voice.speed, this.timeline.tapeEnd);
  }

  private begin(at: number): void {
    this.bus.fadeIn(at);
    this.cue.onSound(at);
  }

  /** Place the clicks of a piece of the tape. */
  private click(start: number, end: number): void {
    const from = Math.round(start);
    const spans = this.tape.spans(from, Math.round(end) - from);
    for (const click of clicksIn(spans, this.cue.beats)) {
      this.bus.click(click, this.timeline.clockAt(from + click.after));
    }
  }
}
