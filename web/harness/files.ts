/** A song of files on the server of a test, which says how much of it is there. */

import { signal } from "@preact/signals";
import { Client } from "../src/api/client";
import { inSamples } from "../src/playing/samples";
import type { SongPart, SongSource } from "../src/playing/source";

export interface Song {
  duration: number;
  stems: string[];
  parts: SongPart[];
}

export class FileSource implements SongSource {
  readonly stems = signal<readonly string[]>([]);
  readonly seconds = signal(0);
  readonly duration = signal(0);
  readonly problem = signal(null);
  private parts: readonly SongPart[] = [];
  private readonly client = new Client(() => null);

  constructor(song: Song) {
    this.show(song);
  }

  show({ stems, duration, parts }: Song): void {
    this.parts = parts;
    if (stems.join() !== this.stems.value.join()) this.stems.value = stems;
    this.duration.value = duration;
    this.seconds.value = parts.at(-1)?.end ?? 0;
  }

  part(at: number): SongPart | null {
    const holds = ({ start, end }: SongPart) =>
      inSamples(start) <= inSamples(at) && inSamples(at) < inSamples(end);
    return this.parts.find(holds) ?? null;
  }

  async load(url: string, stop: AbortSignal): Promise<ArrayBuffer> {
    return (await this.client.fetch(url, { signal: stop })).arrayBuffer();
  }

  close(): void {}
}
