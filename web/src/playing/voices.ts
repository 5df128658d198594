/** The voice for each manner of playing. What stretches is loaded when it is needed for the first time. */

import type { Reader } from "./reader";
import type { Stretcher } from "./stretch/stretcher";
import { PlainVoice, type Voice } from "./voice";

export interface Pitch {
  /** Seconds of the song in a second. */
  speed: number;
  semitones: number;
}

export const PLAIN: Pitch = { speed: 1, semitones: 0 };

/** A voice that can be had at once. */
export interface Ready {
  /** Samples that it needs to be ready beside another voice. */
  readonly lead: number;
  open(reader: Reader): Voice;
}

export class Voices {
  private stretching: Promise<(pitch: Pitch) => Ready> | null = null;
  private stretcher: Stretcher | null = null;

  /** Throws where this browser cannot stretch, or could not load what it needs for it. */
  async ready(pitch: Pitch): Promise<Ready> {
    if (pitch.speed === PLAIN.speed && pitch.semitones === PLAIN.semitones) return plain;
    this.stretching ??= this.load();
    return (await this.stretching)(pitch);
  }

  /** Load anew what stretches, should it be needed again. */
  close(): void {
    this.stretcher?.close();
    this.stretching = this.stretcher = null;
  }

  private async load(): Promise<(pitch: Pitch) => Ready> {
    const [{ Stretcher }, { StretchedVoice }] = await Promise.all([
      import("./stretch/stretcher"),
      import("./stretch/voice"),
    ]);
    const stretcher = await Stretcher.load();
    this.stretcher = stretcher;
    return ({ speed, semitones }) => ({
      lead: StretchedVoice.lead,
      open: (reader) => new StretchedVoice(reader, stretcher, speed, semitones),
    });
  }
}

const plain: Ready = { lead: PlainVoice.lead, open: (reader) => new PlainVoice(reader) };
