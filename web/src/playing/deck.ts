/** Plays takes: one after the other with a cut between, or one into the other at the same place of the song. */

import { Bus } from "./bus";
import type { Beat } from "./clicks";
import { Faders } from "./faders";
import type { Mixer } from "./mixer";
import type { Reader } from "./reader";
import type { Span } from "./samples";
import { Take } from "./take";
import type { Ready } from "./voices";

/** Where the sound goes. Samples are the context's. */
export interface Output {
  readonly context: BaseAudioContext;
  /** The first sample that sound can still be placed at: those before it are made, or are being made. */
  next(): number;
  /** The sample that is heard now. */
  heard(): number;
}

/** What a deck asks for when it needs another take. */
export interface Score {
  readonly beats: readonly Beat[];
  voice(): Promise<Ready>;
  /** Reads the song from a sample on. */
  reader(from: number): Reader;
}

export class Deck {
  private readonly faders: Faders;
  private current: Take | null = null;
  private coming: Take | null = null;
  /** Takes that others took over from, and until which sample of the clock they are heard; oldest first. */
  private past: { take: Take; until: number }[] = [];
  /** Counts the cuts: what was begun before one is of no use after it. */
  private round = 0;
  private isChanging = false;
  private mustChange = false;

  constructor(
    private readonly output: Output,
    private readonly score: Score,
    mixer: Mixer,
  ) {
    this.faders = new Faders(output.context, mixer);
  }

  /** Something is heard that another take can take over from. */
  get isSounding(): boolean {
    return this.current !== null && !this.current.isSilent && !this.isDry;
  }

  /** There is nothing to be heard, since the sound is not here. */
  get isWaiting(): boolean {
    return !this.current || (this.current.isStarved && this.isDry);
  }

  /** What was to be played is played. */
  get isOver(): boolean {
    return this.current?.isOver(this.output.heard()) ?? false;
  }

  /** The song's sample that is heard now; null where nothing plays. */
  get position(): number | null {
    const heard = this.output.heard();
    while (this.past[0] && this.past[0].until <= heard) this.past.shift();
    const take = this.past[0]?.take ?? this.current;
    return take?.songHeard(heard) ?? null;
  }

  /** What of the song is played in so many samples of it, from now on. */
  spansAhead(count: number): Span[] {
    const { current } = this;
    return current ? current.tape.spans(Math.floor(current.tapeAt(this.output.next())), count) : [];
  }

  /** Play from a sample of the song on, instead of what plays. */
  async begin(from: number): Promise<void> {
    this.cut();
    const round = this.round;
    const ready = await this.score.voice();
    if (round !== this.round) return;
    this.current = this.takeOf(ready, from, null);
    await this.current.fill();
  }

  /** Go on as the score is now, at the place where the song is. Several changes at a time become one. */
  async change(): Promise<void> {
    this.mustChange = this.isChanging;
    if (this.isChanging) return;
    this.isChanging = true;
    const round = this.round;
    const ready = await this.score.voice();
    const { current } = this;
    if (round !== this.round || !current) return;
    const at = Math.min(Math.max(this.output.next() + ready.lead, current.start), current.end);
    this.coming = this.takeOf(ready, Math.round(current.tape.song(current.tapeAt(at))), at);
    await this.coming.fill();
  }

  /** Silence. */
  cut(): void {
    this.round += 1;
    this.dropChange();
    const at = this.output.next();
    for (const { take } of this.past.splice(0)) take.close(at);
    this.current?.close(at);
    this.current = null;
  }

  /** Go on without the change that is under way. */
  dropChange(): void {
    this.coming?.close(this.output.next());
    this.coming = null;
    this.isChanging = this.mustChange = false;
  }

  /** Place as much sound as should be ready ahead. */
  async fill(): Promise<void> {
    if (this.mustChange) await this.change();
    await Promise.all([this.current?.fill(), this.coming?.fill()]);
  }

  close(): void {
    this.cut();
    this.faders.close();
  }

  private get isDry(): boolean {
    return this.current !== null && this.current.end <= this.output.next();
  }

  private takeOf(ready: Ready, from: number, follows: number | null): Take {
    const { output, score } = this;
    const reader = score.reader(from);
    return new Take(reader, ready.open(reader), new Bus(this.faders, reader.stems), {
      follows,
      beats: score.beats,
      next: () => output.next(),
      onSound: (at) => this.takeOver(at),
    });
  }

  private takeOver(at: number): void {
    if (!this.coming) return;
    if (this.current) this.past.push({ take: this.current, until: at });
    this.current?.close(at);
    this.current = this.coming;
    this.coming = null;
    this.isChanging = false;
  }
}
