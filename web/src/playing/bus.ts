/** What is heard of one take: its sounds on their way to the faders, faded in and out as a whole. */

import { type Click, clickSound } from "./clicks";
import type { Faders } from "./faders";
import { type Block, inSamples, RATE } from "./samples";

/** Samples that it takes to fade. */
export const FADE = inSamples(0.008);

export class Bus {
  private readonly gains: GainNode[];
  private readonly clickGain: GainNode;
  private readonly sources = new Set<AudioBufferSourceNode>();
  private fadesInAt = 0;

  constructor(
    private readonly faders: Faders,
    stems: readonly string[],
  ) {
    this.gains = stems.map((name) => this.gainTo(faders.stem(name)));
    this.clickGain = this.gainTo(faders.clicks);
  }

  /** Make a block of all stems ready; what is returned plays it from a sample of the clock on, without its first
   * samples. Nothing is left to do then that could hold up one stem, or hold up all until it is too late. */
  load(block: Block): (at: number, skipped: number) => void {
    const sources = this.gains.map((gain, stem) => {
      const sides = block.slice(2 * stem, 2 * stem + 2);
      const length = sides[0]?.length ?? 0;
      const buffer = new AudioBuffer({ length, numberOfChannels: sides.length, sampleRate: RATE });
      sides.forEach((samples, side) => {
        buffer.copyToChannel(samples, side);
      });
      return this.source(buffer, gain);
    });
    return (at, skipped) => {
      for (const source of sources) this.start(source, at, skipped);
    };
  }

  click({ isDownbeat }: Click, at: number): void {
    this.start(this.source(clickSound(isDownbeat), this.clickGain), at, 0);
  }

  fadeIn(at: number): void {
    this.fadesInAt = at;
    for (const { gain } of this.all()) {
      gain.setValueAtTime(0, at / RATE);
      gain.linearRampToValueAtTime(1, (at + FADE) / RATE);
    }
  }

  /** Fade out from a sample of the clock on; nothing is heard after that. */
  fadeOut(at: number): void {
    const reached = Math.min(1, Math.max(0, (at - this.fadesInAt) / FADE));
    for (const { gain } of this.all()) {
      gain.cancelScheduledValues(at / RATE);
      gain.setValueAtTime(reached, at / RATE);
      gain.linearRampToValueAtTime(0, (at + FADE) / RATE);
    }
    for (const source of this.sources) source.stop((at + FADE) / RATE);
  }

  private all(): GainNode[] {
    return [...this.gains, this.clickGain];
  }

  private gainTo(input: GainNode): GainNode {
    const gain = new GainNode(this.faders.context, { gain: 0 });
    gain.connect(input);
    return gain;
  }

  private source(buffer: AudioBuffer, gain: GainNode): AudioBufferSourceNode {
    const source = new AudioBufferSourceNode(this.faders.context, { buffer });
    source.connect(gain);
    source.onended = () => this.sources.delete(source);
    return source;
  }

  private start(source: AudioBufferSourceNode, at: number, skipped: number): void {
    source.start(at / RATE, skipped / RATE);
    this.sources.add(source);
  }
}
