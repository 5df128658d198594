/** Plays a song by the sample: where it is, in which manner, and what of it has to be loaded for that. */

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { t } from "../words";
import type { Beat } from "./clicks";
import { Deck, type Output, type Score } from "./deck";
import { Mixer } from "./mixer";
import { Reader, songEnd } from "./reader";
import { inSamples, RATE, type Range, type Span } from "./samples";
import { type Decode, Shelf } from "./shelf";
import type { SongSource } from "./source";
import { Tape } from "./tape";
import { PLAIN, type Ready, Voices } from "./voices";

export interface Loop {
  start: number;
  end: number;
}

/** How a song is played. Times are in seconds. */
export interface Manner {
  loop: Loop | null;
  speed: number;
  semitones: number;
}

/** Samples that are decoded ahead. */
const AHEAD = 10 * RATE;
const SHORTEST_LOOP = RATE / 10;

export class Transport implements Score {
  readonly mixer = new Mixer();
  readonly playing = signal(false);
  /** It should play, but the sound is not here. */
  readonly waiting = signal(false);
  readonly manner = signal<Manner>({ loop: null, ...PLAIN });
  readonly problem: ReadonlySignal<string | null>;
  beats: readonly Beat[] = [];
  private readonly shelf: Shelf;
  private readonly voices = new Voices();
  private readonly failure = signal<string | null>(null);
  private readonly stops: (() => void)[];
  private deck: Deck | null = null;
  /** The song's sample where it goes on; while it plays, where it began to. */
  private at = 0;

  /** open: called when something is to be heard for the first time. */
  constructor(
    private readonly source: SongSource,
    decode: Decode,
    private readonly open: () => Output,
  ) {
    this.shelf = new Shelf(source, decode, () => void this.tick());
    this.problem = computed(() => source.problem.value ?? this.shelf.problem.value ?? this.failure.value);
    this.stops = [
      source.stems.subscribe((names) => {
        this.mixer.show(names);
        this.renew();
      }),
      source.seconds.subscribe(() => void this.tick()),
    ];
  }

  /** The song's sample that is heard now. */
  position(): number {
    return this.deck?.position ?? this.at;
  }

  start(): void {
    if (this.playing.peek()) return;
    if (this.at >= songEnd(this.source)) this.at = 0;
    this.playing.value = true;
    this.begin(this.at);
  }

  stop(): void {
    this.at = this.position();
    this.playing.value = this.waiting.value = false;
    this.deck?.cut();
  }

  /** Go to a sample of the song at once. */
  seek(to: number): void {
    this.at = Math.max(0, Math.min(to, songEnd(this.source)));
    if (this.playing.peek()) this.begin(this.at);
    else void this.tick();
  }

  /** Play in another manner from now on. Where the song is outside of a new loop, it goes to its start. */
  set(change: Partial<Manner>): void {
    this.manner.value = { ...this.manner.peek(), ...change };
    this.failure.value = null;
    const loop = change.loop ? this.range(change.loop) : null;
    const at = this.position();
    if (loop && (at < loop.start || at >= loop.end)) this.seek(loop.start);
    else this.renew();
  }

  /** Go on with what is new, where the song is. */
  renew(): void {
    if (!this.playing.peek()) return;
    if (this.deck?.isSounding) void this.watch(this.deck.change());
    else this.begin(this.position());
  }

  /** To be called some times a second, and when there is more to play: load and place what comes next. */
  async tick(): Promise<void> {
    this.shelf.want(this.spansAhead());
    if (!this.deck || !this.playing.peek()) return;
    await this.watch(this.deck.fill());
    if (this.deck.isOver) this.stop();
    this.waiting.value = this.playing.peek() && this.deck.isWaiting;
  }

  /** What plays in the manner that is wanted now. */
  voice(): Promise<Ready> {
    return this.voices.ready(this.manner.peek());
  }

  reader(from: number): Reader {
    return new Reader(this.source, this.shelf, this.tape(from), this.source.stems.peek());
  }

  close(): void {
    for (const stop of this.stops) stop();
    this.deck?.close();
    this.playing.value = false;
    this.shelf.close();
    this.voices.close();
  }

  private begin(from: number): void {
    this.deck ??= new Deck(this.open(), this, this.mixer);
    this.at = Math.round(from);
    void this.watch(this.deck.begin(this.at)).then(() => this.tick());
  }

  /** What comes next of the song: while it does not play, only what it would begin with. */
  private spansAhead(): Span[] {
    if (this.playing.peek() && this.deck?.position != null) return this.deck.spansAhead(AHEAD);
    return this.tape(this.at).spans(0, this.playing.peek() ? AHEAD : RATE);
  }

  private tape(from: number): Tape {
    const { loop } = this.manner.peek();
    return new Tape(from, loop && this.range(loop));
  }

  private range(loop: Loop): Range {
    const start = Math.max(0, inSamples(loop.start));
    const end = Math.min(inSamples(loop.end), songEnd(this.source));
    return { start, end: Math.max(end, start + SHORTEST_LOOP) };
  }

  /** Where this browser cannot stretch, the song goes on as it is. */
  private async watch(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      console.error(error);
      this.voices.close();
      this.failure.value = t("playing.cannotStretch");
      this.manner.value = { ...this.manner.peek(), ...PLAIN };
      this.deck?.dropChange();
      this.renew();
    }
  }
}
