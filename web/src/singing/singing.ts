/** Singing along: what is sung now, and how well the take goes. */

import { signal } from "@preact/signals";
import { Refusal } from "../parts/microphone";
import type { Song } from "../song/song";
import type { Word } from "../words";
import { centsAbove } from "./cents";
import { noteAt } from "./melody";
import { Microphone } from "./microphone";
import { Take } from "./take";
import { Voice } from "./voice";

/** Seconds of the song from one look to the next that are no singing on, but a jump. */
const JUMP = 0.3;

/** What is sung now. midi: null where nobody sings. target: the song's note, as it sounds; null where none is.
 * cents: above it, in whichever octave. */
export interface Sung {
  readonly midi: number | null;
  readonly target: number | null;
  readonly cents: number | null;
}

const NOTHING: Sung = { midi: null, target: null, cents: null };

export class Singing {
  readonly state = signal<"off" | "asking" | "on">("off");
  readonly problem = signal<Word | null>(null);
  readonly now = signal<Sung>(NOTHING);
  /** The part of the melody that was sung in tune; null before there was any. */
  readonly score = signal<number | null>(null);
  private voice: Voice | null = null;
  private take: Take | null = null;
  private before = Number.NaN;
  private isClosed = false;

  constructor(private readonly song: Song) {}

  /** Switch the microphone on, for a new take. */
  async start(): Promise<void> {
    this.problem.value = null;
    this.state.value = "asking";
    try {
      const microphone = await Microphone.open(() => this.lose());
      this.voice = new Voice(microphone, (midi, age) => this.hear(midi, age));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.problem.value = error.why;
      this.state.value = "off";
      return;
    }
    if (this.isClosed) return this.stop();
    this.state.value = "on";
    this.again();
  }

  /** Switch it off; what was sung stays. */
  stop(): void {
    this.voice?.close();
    this.voice = null;
    this.state.value = "off";
    this.now.value = NOTHING;
  }

  /** Forget what was sung. */
  again(): void {
    const melody = this.song.frames.value;
    this.take = melody && new Take(melody);
    this.song.voice.value = this.take;
    this.score.value = null;
    this.before = Number.NaN;
  }

  close(): void {
    this.isClosed = true;
    this.stop();
  }

  private lose(): void {
    this.problem.value = "singing.lost";
    this.stop();
  }

  private hear(midi: number | null, age: number): void {
    const player = this.song.player.value;
    if (!player) return;
    const semitones = player.semitones.value;
    const isPlaying = player.playing.value;
    const time = player.position() - (isPlaying ? age * player.speed.value : 0);
    this.show(midi, time, semitones);
    if (isPlaying) this.follow(midi === null ? null : midi - semitones, time);
    else this.before = Number.NaN;
  }

  private show(midi: number | null, time: number, semitones: number): void {
    const note = noteAt(this.song.notes.value ?? [], time);
    const target = note && note.midi_pitch + semitones;
    const cents = midi === null || target === null ? null : centsAbove(midi, target);
    this.now.value = { midi, target, cents };
  }

  private follow(midi: number | null, time: number): void {
    if (time > this.before && time < this.before + JUMP) {
      this.take?.hear(this.before, time, midi);
      this.score.value = this.take?.score ?? null;
    }
    this.before = time;
  }
}
