/** The songs that are listed: the newest of those that match the search, and how they stand. */

import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Client, Job, JobList, Status } from "../api/client";
import { Problem } from "../api/problem";
import { isUnderWay } from "../jobs/state";
import { sentenceOf } from "../parts/attempt";

const PAGE = 100;
/** The server gives no more at once. */
const MOST = 1000;
/** Songs that matter and are not listed: so many are looked for. */
const MOST_UNLISTED = 20;

export class ListedSong {
  readonly id: string;
  readonly job: Signal<Job>;

  constructor(job: Job) {
    this.id = job.id;
    this.job = signal(job);
  }
}

/** Who is told of every job that is read, and of those that are no more. ids: jobs that matter, listed or not. */
export interface Watcher {
  readonly ids: ReadonlySignal<ReadonlySet<string>>;
  saw(job: Job): void;
  lost(id: string): void;
}

export class Songs {
  /** Newest first, without a gap. */
  readonly shown = signal<readonly ListedSong[]>([]);
  /** How many there are that match; null where nobody knows yet. */
  readonly total = signal<number | null>(null);
  /** What is searched for: a part of the name. */
  readonly query = signal("");
  /** Why the list could not be read, in a sentence. */
  readonly problem = signal("");
  private readonly byId = new Map<string, ListedSong>();
  /** Jobs of which there was a status: one of another is a new job. */
  private readonly heard = new Set<string>();
  private turn: Promise<void> = Promise.resolve();
  private wanted = 0;
  private isGrowing = false;
  private shownQuery = "";

  constructor(
    private readonly client: Client,
    private readonly watcher: Watcher,
  ) {}

  search(query: string): void {
    if (query === this.query.value) return;
    this.query.value = query;
    this.refresh();
  }

  /** Show some more, where there are more. */
  more(): void {
    const { length } = this.shown.value;
    if (this.isGrowing || length >= (this.total.value ?? 0)) return;
    this.isGrowing = true;
    this.ask(async () => {
      this.isGrowing = false;
      const list = await this.list(PAGE, this.shown.value.length);
      this.show([...new Set([...this.shown.value, ...list.jobs.map(this.songOf)])], list.total);
    });
  }

  /** Read the newest ones anew; all: everything that is shown. Several wishes at a time are one. */
  refresh(all = false): void {
    const isAsked = this.wanted > 0;
    this.wanted = Math.max(this.wanted, PAGE, all ? Math.min(this.shown.value.length, MOST) : 0);
    if (isAsked) return;
    this.ask(async () => {
      const [count, query] = [this.wanted, this.query.value];
      this.wanted = 0;
      const list = await this.list(count, 0);
      const before = query === this.shownQuery ? this.shown.value : [];
      this.shownQuery = query;
      this.show(joined(list.jobs.map(this.songOf), before), list.total);
      if (all) this.readUnlisted();
    });
  }

  /** Take in what the server tells of a job. */
  hear(status: Status): void {
    const { id } = status;
    if (status.error_code === "job_not_found") {
      this.remove(id);
      return;
    }
    const song = this.byId.get(id);
    if (song) song.job.value = { ...song.job.value, ...status };
    else if (!this.heard.has(id)) this.refresh();
    this.heard.add(id);
    if (!isUnderWay(status) && (song || this.watcher.ids.value.has(id))) void this.read(id);
  }

  /** Read one song anew: a status does not say how long it is, or what it is called. */
  async read(id: string): Promise<void> {
    try {
      this.songOf(await this.client.get<Job>(`/jobs/${id}`));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === "job_not_found") this.remove(id);
    }
  }

  /** A song is no more. */
  remove(id: string): void {
    this.byId.delete(id);
    this.watcher.lost(id);
    const left = this.shown.value.filter((song) => song.id !== id);
    const gone = this.shown.value.length - left.length;
    if (gone) this.show(left, (this.total.value ?? gone) - gone);
  }

  private readUnlisted(): void {
    const unlisted = [...this.watcher.ids.value].filter((id) => !this.byId.has(id));
    for (const id of unlisted.slice(-MOST_UNLISTED)) void this.read(id);
  }

  private list(limit: number, offset: number): Promise<JobList> {
    const asked = new URLSearchParams({ limit: String(limit), offset: String(offset), q: this.query.value });
    return this.client.get<JobList>(`/jobs?${asked}`);
  }

  private show(songs: readonly ListedSong[], total: number): void {
    batch(() => {
      this.shown.value = songs;
      this.total.value = total;
      this.problem.value = "";
    });
  }

  /** The song of a job, with what was just read of it. */
  private readonly songOf = (job: Job): ListedSong => {
    const song = this.byId.get(job.id) ?? new ListedSong(job);
    this.byId.set(job.id, song);
    song.job.value = job;
    this.watcher.saw(job);
    return song;
  };

  /** Ask the server for lists in turn: an answer never meets another list than the one that it was asked for. */
  private ask(run: () => Promise<void>): void {
    this.turn = this.turn.then(run).catch((error) => {
      this.problem.value = sentenceOf(error);
    });
  }
}

/** What is shown after the newest ones were read: these, and below what was shown there before. Where the two do
 * not meet, nobody knows what lies between: it is read again when somebody scrolls there. */
export function joined<T>(fresh: readonly T[], shown: readonly T[]): readonly T[] {
  const last = fresh.at(-1);
  const at = last === undefined ? -1 : shown.indexOf(last);
  if (at < 0) return fresh;
  const here = new Set(fresh);
  return [...fresh, ...shown.slice(at + 1).filter((song) => !here.has(song))];
}
