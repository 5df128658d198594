/** Where the sound of a song comes from: parts of some seconds, a file for each stem. */

import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { Client, Job, Parts, Preview } from "../api/client";
import { Problem } from "../api/problem";
import { hasResults } from "../jobs/state";
import { t } from "../words";
import { inSamples } from "./samples";

/** Some seconds of a song: from `start` to `end`, the address of each stem's file. */
export interface SongPart {
  start: number;
  end: number;
  stems: Record<string, string>;
}

export interface SongSource {
  /** The names of the stems, known as soon as there is one part. */
  readonly stems: ReadonlySignal<readonly string[]>;
  /** How many seconds can be played by now, from 0 on. */
  readonly seconds: ReadonlySignal<number>;
  readonly duration: ReadonlySignal<number>;
  /** Why there will be no more sound, as a sentence for people; null while all is well. */
  readonly problem: ReadonlySignal<string | null>;
  /** The part that holds a time; null where there is none yet. */
  part(at: number): SongPart | null;
  /** The bytes of a stem's file. Throws Problem, and AbortError when stopped. */
  load(url: string, stop: AbortSignal): Promise<ArrayBuffer>;
  close(): void;
}

/** The stems, as they stand at a mixing desk. A preview has other tracks beside them. */
const STEMS = ["vocals", "drums", "bass", "other", "guitar", "piano"];
const ASK_EVERY_MS = 2000;

/** The sound of a job: of a finished song its parts, of one in work what can be heard already. */
export class JobSource implements SongSource {
  readonly stems = signal<readonly string[]>([]);
  readonly seconds = signal(0);
  readonly duration = signal(0);
  readonly problem = signal<string | null>(null);
  private parts: readonly SongPart[] = [];
  private isFollowing = false;
  private readonly stop = new AbortController();

  constructor(
    private readonly client: Client,
    private readonly jobId: string,
  ) {
    void this.follow();
  }

  part(at: number): SongPart | null {
    const sample = inSamples(at);
    const holds = ({ start, end }: SongPart) => inSamples(start) <= sample && sample < inSamples(end);
    return this.parts.find(holds) ?? null;
  }

  async load(url: string, stop: AbortSignal): Promise<ArrayBuffer> {
    try {
      return await (await this.client.fetch(url, { signal: stop })).arrayBuffer();
    } catch (error) {
      // The song was done again, and its parts have other addresses now; or it was deleted.
      if (error instanceof Problem && error.status === 404 && !this.problem.value) void this.follow();
      throw error;
    }
  }

  close(): void {
    this.stop.abort();
  }

  /** Ask for what can be heard until that is all of the song. */
  private async follow(): Promise<void> {
    if (this.isFollowing) return;
    this.isFollowing = true;
    while (!this.stop.signal.aborted && !(await this.look())) await sleep(ASK_EVERY_MS);
    this.isFollowing = false;
  }

  /** Ask once; whether there is nothing more to ask for. */
  private async look(): Promise<boolean> {
    try {
      const job = await this.get<Job>("");
      const isFinished = hasResults(job) && (await this.takeFinished());
      this.problem.value = isFinished ? null : await this.takePreview(job);
      return isFinished;
    } catch (error) {
      if (this.stop.signal.aborted) return true;
      if (!(error instanceof Problem)) throw error;
      this.problem.value = sentence(error);
      return error.status !== 0;
    }
  }

  private async takeFinished(): Promise<boolean> {
    try {
      const { parts, duration } = await this.get<Parts>("/parts");
      this.take(parts, duration);
      return true;
    } catch (error) {
      if (error instanceof Problem && error.code === "not_ready") return false;
      throw error;
    }
  }

  /** What is wrong with the job, if anything. */
  private async takePreview(job: Job): Promise<string | null> {
    const preview = await this.get<Preview>("/preview");
    this.take(preview.segments, job.duration);
    return job.status === "failed" ? t("playing.stopped") : null;
  }

  private take(parts: readonly SongPart[], duration: number): void {
    const stems = STEMS.filter((name) => parts[0]?.stems[name]);
    this.parts = parts.map((part) => ({ ...part, stems: pick(part.stems, stems) }));
    batch(() => {
      if (stems.join() !== this.stems.value.join()) this.stems.value = stems;
      this.seconds.value = parts.at(-1)?.end ?? 0;
      this.duration.value = duration;
    });
  }

  private get<T>(path: string): Promise<T> {
    return this.client.get<T>(`/jobs/${this.jobId}${path}`, { signal: this.stop.signal });
  }
}

function pick(stems: Record<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, stems[name] ?? ""]));
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function sentence(error: Problem): string {
  if (error.code === "unreachable") return t("app.unreachable");
  if (error.code === "job_not_found") return t("playing.gone");
  if (error.code === "not_requested") return t("playing.noStems");
  return t("app.failed", { detail: error.message });
}
