/** How loud each stem is heard, and the metronome beside them. */

import { type ReadonlySignal, type Signal, signal } from "@preact/signals";

export interface StemStrip {
  readonly name: string;
  /** 1 is as loud as in the song. */
  readonly volume: Signal<number>;
  readonly muted: Signal<boolean>;
  readonly solo: Signal<boolean>;
}

export interface Metronome {
  readonly on: Signal<boolean>;
  readonly volume: Signal<number>;
}

export class Mixer {
  private readonly strips = signal<readonly StemStrip[]>([]);
  readonly stems: ReadonlySignal<readonly StemStrip[]> = this.strips;
  readonly metronome: Metronome = { on: signal(false), volume: signal(1) };

  /** Have a strip for each of these stems; those that are there keep how they are set. */
  show(names: readonly string[]): void {
    const there = new Map(this.strips.peek().map((strip) => [strip.name, strip]));
    this.strips.value = names.map((name) => there.get(name) ?? stripOf(name));
  }

  /** The gain of a stem: 0 where it is muted, and where others are solo and it is not. */
  gain(name: string): number {
    const strip = this.strips.value.find((each) => each.name === name);
    const isSolo = this.strips.value.some((each) => each.solo.value);
    if (!strip || strip.muted.value || (isSolo && !strip.solo.value)) return 0;
    return strip.volume.value;
  }

  get clickGain(): number {
    return this.metronome.on.value ? this.metronome.volume.value : 0;
  }
}

function stripOf(name: string): StemStrip {
  return { name, volume: signal(1), muted: signal(false), solo: signal(false) };
}
