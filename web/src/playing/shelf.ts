/** The parts of a song that are decoded: those that are needed next, and the last that were heard. */

import { type ReadonlySignal, signal } from "@preact/signals";
import { Problem } from "../api/problem";
import { t } from "../words";
import { type Block, inSamples, RATE, type Span } from "./samples";
import type { SongPart, SongSource } from "./source";

/** A part of the song, from sample `start` to before `end`: left and right of each stem. */
export interface Sound {
  start: number;
  end: number;
  stems: Map<string, Block>;
}

export type Decode = (bytes: ArrayBuffer) => Promise<AudioBuffer>;

/** Some 45 s of four stems. */
const KEPT_BYTES = 64e6;
const LONGEST_PAUSE_MS = 8000;
/** A failure that the next try mends is nobody's concern. */
const SILENT_FAILURES = 2;

export class Shelf {
  private readonly said = signal<string | null>(null);
  /** Why parts do not come, while they do not. */
  readonly problem: ReadonlySignal<string | null> = this.said;
  /** The one that was used last is the last. */
  private readonly sounds = new Map<string, Sound>();
  private readonly loads = new Map<string, AbortController>();
  private failures = 0;
  private pause: ReturnType<typeof setTimeout> | undefined;

  /** onChange: called after each part that came, and when it is time to try again. */
  constructor(
    private readonly source: SongSource,
    private readonly decode: Decode,
    private readonly onChange: () => void,
  ) {}

  /** What is here of the song around a sample. */
  at(sample: number): Sound | null {
    for (const [key, sound] of this.sounds) {
      if (sample < sound.start || sample >= sound.end) continue;
      this.sounds.delete(key);
      this.sounds.set(key, sound);
      return sound;
    }
    return null;
  }

  /** All that is here of the song from a sample to before another. */
  between(start: number, end: number): Sound[] {
    return [...this.sounds.values()].filter((sound) => sound.start < end && start < sound.end);
  }

  /** Load what is missing of these spans, the first first, and give up what else is being loaded. */
  want(spans: readonly Span[]): void {
    const missing = this.missing(spans);
    for (const [key, stop] of this.loads) {
      if (missing.has(key)) continue;
      stop.abort();
      this.loads.delete(key);
    }
    for (const [key, part] of missing) {
      if (this.pause || this.loads.size > 0) break;
      void this.load(key, part);
    }
  }

  /** Give up all loads, and what is here. */
  close(): void {
    clearTimeout(this.pause);
    for (const stop of this.loads.values()) stop.abort();
    this.loads.clear();
    this.sounds.clear();
  }

  private missing(spans: readonly Span[]): Map<string, SongPart> {
    const parts = spans.flatMap((span) => this.missingIn(span));
    return new Map(parts.map((part) => [keyOf(part), part]));
  }

  private missingIn({ from, count }: Span): SongPart[] {
    const parts: SongPart[] = [];
    for (let at = Math.max(0, from); at < from + count; ) {
      const sound = this.at(at);
      const part = sound ? null : this.source.part(at / RATE);
      if (!sound && !part) break;
      if (part) parts.push(part);
      at = sound?.end ?? inSamples(part?.end ?? Infinity);
    }
    return parts;
  }

  private async load(key: string, part: SongPart): Promise<void> {
    const stop = new AbortController();
    this.loads.set(key, stop);
    try {
      const sound = await this.sound(part, stop.signal);
      if (stop.signal.aborted) return;
      this.keep(key, sound);
    } catch (error) {
      if (stop.signal.aborted) return;
      stop.abort();
      this.fail(error);
    }
    this.loads.delete(key);
    this.onChange();
  }

  private async sound(part: SongPart, stop: AbortSignal): Promise<Sound> {
    const stems = await Promise.all(
      Object.entries(part.stems).map(async ([name, url]): Promise<[string, Block]> => {
        const decoded = await this.decode(await this.source.load(url, stop));
        const left = decoded.getChannelData(0);
        return [name, [left, decoded.numberOfChannels > 1 ? decoded.getChannelData(1) : left]];
      }),
    );
    return { start: inSamples(part.start), end: inSamples(part.end), stems: new Map(stems) };
  }

  private keep(key: string, sound: Sound): void {
    this.failures = 0;
    this.said.value = null;
    this.sounds.set(key, sound);
    let bytes = 0;
    for (const [key, sound] of [...this.sounds].reverse()) {
      bytes += bytesOf(sound);
      if (bytes > KEPT_BYTES) this.sounds.delete(key);
    }
  }

  private fail(error: unknown): void {
    this.failures += 1;
    if (this.failures > SILENT_FAILURES) this.said.value = sentence(error);
    clearTimeout(this.pause);
    this.pause = setTimeout(
      () => {
        this.pause = undefined;
        this.onChange();
      },
      Math.min(LONGEST_PAUSE_MS, 500 * 2 ** this.failures),
    );
  }
}

function keyOf(part: SongPart): string {
  return `${part.start} ${Object.values(part.stems).join(" ")}`;
}

function bytesOf(sound: Sound): number {
  return sound.stems.size * 2 * (sound.end - sound.start) * Float32Array.BYTES_PER_ELEMENT;
}

function sentence(error: unknown): string {
  if (!(error instanceof Problem)) return t("playing.unreadable");
  return error.code === "unreachable" ? t("app.unreachable") : t("app.failed", { detail: error.message });
}
