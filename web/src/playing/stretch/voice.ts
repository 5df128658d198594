/** The song slower or faster, higher or lower. */

import type { Reader } from "../reader";
import { type Block, inSamples, RATE } from "../samples";
import type { Voice } from "../voice";
import { Feed } from "./feed";
import type { Stretcher } from "./stretcher";

const BLOCK = RATE / 4;

export class StretchedVoice implements Voice {
  static readonly lead = inSamples(0.2);
  readonly ahead = inSamples(1.5);
  private readonly feed: Feed;
  private readonly voice: number;
  private made = 0;
  private hasBegun = false;

  constructor(
    private readonly reader: Reader,
    private readonly stretcher: Stretcher,
    readonly speed: number,
    private readonly semitones: number,
  ) {
    this.feed = new Feed(speed, stretcher.delays);
    this.voice = stretcher.open();
  }

  async next(): Promise<Block | null> {
    if (!this.hasBegun && !(await this.begin())) return null;
    const { voice, made } = this;
    const block = this.reader.read(this.feed.span(made, made + BLOCK));
    if (!block) return null;
    this.made += BLOCK;
    return this.stretcher.process({ voice, block, count: BLOCK });
  }

  close(): void {
    this.stretcher.end(this.voice);
  }

  /** Begin before the start, so that the first sample sounds as it does in the midst of the song. */
  private async begin(): Promise<boolean> {
    const { voice, speed, semitones, feed } = this;
    const count = feed.warmUp;
    const before = this.reader.read(feed.before);
    const block = this.reader.read(feed.span(-count, 0));
    if (!before || !block) return false;
    await this.stretcher.begin({ voice, speed, semitones, before, block, count });
    this.hasBegun = true;
    return true;
  }
}
