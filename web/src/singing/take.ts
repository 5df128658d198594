/** What was sung of a song since the start of a take. Where something was sung twice, the last time counts. */

import { firstPlace } from "../drawing/lookup";
import type { PitchTrack } from "../drawing/pitch";
import type { VoiceLine, VoicePoint } from "../drawing/voice";
import { centsFrom } from "./melody";

const IN_TUNE_CENTS = 50;
/** More than 20 minutes of singing; beyond that the beginning is forgotten. */
const MOST_POINTS = 65_536;
const OCTAVE = 12;
const MISSED = 1;
const HIT = 2;

export class Take implements VoiceLine {
  /** As the melody is written: in its key, and in the octave in which the voice is nearest to it. */
  readonly points: VoicePoint[] = [];
  /** Of each frame of the melody; 0 where it has not been sung yet. */
  private readonly marks: Uint8Array;
  private reached = 0;
  private hit = 0;
  private octaves = 0;

  constructor(private readonly melody: PitchTrack) {
    this.marks = new Uint8Array(melody.midi.length);
  }

  /** The part of the melody that was sung in tune, of what has passed; null before there was any. */
  get score(): number | null {
    return this.reached ? this.hit / this.reached : null;
  }

  /** What was heard between two seconds of the song, in its key; null: no pitch. */
  hear(start: number, end: number, midi: number | null): void {
    const cents = midi === null ? null : centsFrom(this.melody, end, midi);
    this.judge(start, end, midi);
    this.draw(start, end, midi, cents);
  }

  private judge(start: number, end: number, midi: number | null): void {
    const { hop } = this.melody;
    const last = Math.min(Math.floor(end / hop), this.marks.length - 1);
    for (let frame = Math.max(Math.floor(start / hop) + 1, 0); frame <= last; frame++) {
      if (Number.isNaN(this.melody.midi[frame])) continue;
      const cents = midi === null ? null : centsFrom(this.melody, frame * hop, midi);
      this.mark(frame, cents !== null && Math.abs(cents) <= IN_TUNE_CENTS ? HIT : MISSED);
    }
  }

  private mark(frame: number, now: number): void {
    const before = this.marks[frame];
    this.marks[frame] = now;
    this.reached += Number(before === 0);
    this.hit += Number(now === HIT) - Number(before === HIT);
  }

  private draw(start: number, end: number, midi: number | null, cents: number | null): void {
    const from = this.placeAfter(start);
    const replaced = this.placeAfter(end) - from;
    if (midi === null) this.points.splice(from, replaced);
    else this.points.splice(from, replaced, { time: end, midi: this.moved(midi, end, cents), cents });
    if (this.points.length > MOST_POINTS) this.points.splice(0, MOST_POINTS / 8);
  }

  /** A pitch in the melody's octave; where no melody is, in the one that was it last. */
  private moved(midi: number, time: number, cents: number | null): number {
    if (cents !== null) {
      const near = this.melody.midi[Math.round(time / this.melody.hop)] ?? Number.NaN;
      if (!Number.isNaN(near)) this.octaves = Math.round((near - midi) / OCTAVE);
    }
    return midi + OCTAVE * this.octaves;
  }

  /** The place of the first point after a time. */
  private placeAfter(time: number): number {
    return firstPlace(this.points.length, (place) => (this.points[place] as VoicePoint).time > time);
  }
}
