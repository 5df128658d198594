/** Plays a song's stems: what the page's buttons do, and what it shows of it. */

import { computed, type ReadonlySignal } from "@preact/signals";
import type { Beat } from "./clicks";
import { HeardClock } from "./clock";
import type { Metronome, Mixer } from "./mixer";
import { beMusic } from "./purpose";
import { inSamples, RATE } from "./samples";
import type { SongSource } from "./source";
import { type Loop, Transport } from "./transport";

export type { Beat, Loop };

const TICK_MS = 100;
/** As long as the sound is under way to the loudspeaker after the last of it was made. */
const REST_AFTER_MS = 500;
const SPEEDS = { slowest: 0.25, fastest: 2 };
const MOST_SEMITONES = 12;

export class Player {
  readonly playing: ReadonlySignal<boolean>;
  /** Wants to play, but the sound is not there yet. */
  readonly waiting: ReadonlySignal<boolean>;
  readonly loop: ReadonlySignal<Loop | null>;
  readonly speed: ReadonlySignal<number>;
  readonly semitones: ReadonlySignal<number>;
  readonly problem: ReadonlySignal<string | null>;
  readonly mixer: Mixer;
  readonly metronome: Metronome;
  private readonly transport: Transport;
  private readonly ticking: ReturnType<typeof setInterval>;
  private readonly stop: () => void;
  private context: AudioContext | null = null;
  private resting: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly source: SongSource) {
    const decoder = new OfflineAudioContext(2, 1, RATE);
    const transport = new Transport(
      source,
      (bytes) => decoder.decodeAudioData(bytes),
      () => this.open(),
    );
    this.transport = transport;
    this.mixer = transport.mixer;
    this.metronome = transport.mixer.metronome;
    this.playing = transport.playing;
    this.waiting = transport.waiting;
    this.problem = transport.problem;
    this.loop = computed(() => transport.manner.value.loop);
    this.speed = computed(() => transport.manner.value.speed);
    this.semitones = computed(() => transport.manner.value.semitones);
    this.stop = transport.playing.subscribe((isPlaying) => this.rest(isPlaying));
    this.ticking = setInterval(() => this.playing.peek() && void transport.tick(), TICK_MS);
  }

  /** The second of the song that is heard now. */
  position(): number {
    return this.transport.position() / RATE;
  }

  /** Browsers let a page sound only out of a tap or a key: to be called from its handler. */
  async play(): Promise<void> {
    beMusic();
    this.transport.start();
    await this.context?.resume().catch(() => this.pause());
  }

  pause(): void {
    this.transport.stop();
  }

  seek(seconds: number): void {
    this.transport.seek(inSamples(seconds));
  }

  /** Where the song is outside of the loop, it goes to the loop's start. */
  setLoop(loop: Loop | null): void {
    this.transport.set({ loop });
  }

  setSpeed(speed: number): void {
    this.transport.set({ speed: Math.min(SPEEDS.fastest, Math.max(SPEEDS.slowest, speed)) });
  }

  setSemitones(semitones: number): void {
    this.transport.set({ semitones: Math.min(MOST_SEMITONES, Math.max(-MOST_SEMITONES, semitones)) });
  }

  setBeats(beats: readonly Beat[]): void {
    this.transport.beats = beats;
    this.transport.renew();
  }

  close(): void {
    clearInterval(this.ticking);
    this.transport.close();
    this.stop();
    clearTimeout(this.resting);
    this.source.close();
    void this.context?.close();
  }

  private open(): HeardClock {
    const context = new AudioContext({ sampleRate: RATE, latencyHint: "balanced" });
    this.context = context;
    // A call takes the sound away: the song does not go on by itself after it.
    context.onstatechange = () => {
      if (context.state !== "running" && this.playing.peek()) this.pause();
    };
    return new HeardClock(context);
  }

  /** Let the loudspeaker rest where nothing plays. */
  private rest(isPlaying: boolean): void {
    clearTimeout(this.resting);
    if (!isPlaying) this.resting = setTimeout(() => this.context?.suspend().catch(() => {}), REST_AFTER_MS);
  }
}
