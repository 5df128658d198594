/** One song as the page knows it: what was found in it, how it is read, its player. Every panel gets it. */

import { effect, signal } from "@preact/signals";
import type { Beats, Chords, Client, FrameColumns, Job, Notes, Status } from "../api/client";
import { events } from "../api/events";
import { Problem } from "../api/problem";
import { type PitchTrack, pitchTrack } from "../drawing/pitch";
import type { VoiceLine } from "../drawing/voice";
import { hasResults, isUnderWay } from "../jobs/state";
import { complain } from "../parts/attempt";
import type { Player } from "../playing/player";
import type { SongSource } from "../playing/source";
import { onHidden, pause } from "../wake";

const ASK_AGAIN_MS = 2000;
const SETTLE_MS = 250;

export type Note = Notes["notes"][number];

export class Song {
  /** Null until it came. While the song is in work, it is always the newest state. */
  readonly job = signal<Job | null>(null);
  /** Why the song cannot be shown, or not be followed just now; null where all is well. */
  readonly problem = signal<Problem | null>(null);
  /** As they are read: transposed and for the capo. Null where there are none, or none yet. */
  readonly chords = signal<Chords | null>(null);
  readonly beats = signal<Beats | null>(null);
  readonly frames = signal<PitchTrack | null>(null);
  readonly notes = signal<readonly Note[] | null>(null);
  /** Semitones, -12 to 12, of sound and names. */
  readonly transpose = signal(0);
  /** Fret, 0 to 11: names only. */
  readonly capo = signal(0);
  /** Null until there may be sound. */
  readonly player = signal<Player | null>(null);
  /** Where the player's sound comes from; there as soon as the player is. */
  readonly source = signal<SongSource | null>(null);
  /** The user's own voice, drawn over the melody; who listens to it puts it here. */
  readonly voice = signal<VoiceLine | null>(null);

  private readonly stop = new AbortController();
  private readonly ends: (() => void)[] = [];
  private isFollowed = false;

  constructor(
    readonly id: string,
    readonly client: Client,
  ) {}

  /** Load the song and follow it until `close`. */
  open(): void {
    this.ends.push(
      this.nameChordsAsAsked(),
      effect(() => this.player.value?.setSemitones(this.transpose.value)),
      effect(() => this.player.value?.setBeats(this.beats.value?.beats ?? [])),
    );
    void this.follow();
  }

  close(): void {
    this.stop.abort();
    for (const end of this.ends) end();
    this.player.value?.close();
  }

  /** Ask for the song once more, after it did not come. */
  askAgain(): void {
    this.problem.value = null;
    void this.follow();
  }

  /** Have a failed song done once more. */
  async retry(): Promise<void> {
    this.job.value = await this.client.send<Job>("POST", `/jobs/${this.id}/retry`);
    void this.follow();
  }

  /** Look at the job again, after something about it was changed. */
  async refresh(): Promise<void> {
    this.job.value = await this.get<Job>(`/jobs/${this.id}`);
  }

  private async follow(): Promise<void> {
    if (this.isFollowed) return;
    this.isFollowed = true;
    while (!this.stop.signal.aborted && (await this.goOn())) await pause(ASK_AGAIN_MS, this.stop.signal);
    this.isFollowed = false;
  }

  /** Follow the song until its end or until the connection breaks; whether it has to be followed further. */
  private async goOn(): Promise<boolean> {
    try {
      await this.refresh();
      this.problem.value = null;
      if (this.job.value?.status === "failed") this.player.value?.pause();
      await Promise.all([this.loadPlayer(), this.loadResults()]);
      if (!this.isUnderWay()) return false;
      await this.watch();
      await this.refresh();
      await this.loadResults();
      return this.isUnderWay();
    } catch (error) {
      if (this.stop.signal.aborted) return false;
      if (!(error instanceof Problem)) throw error;
      this.problem.value = error;
      return error.code === "unreachable";
    }
  }

  /** Be told how it goes on, until its end or until the page goes out of sight. */
  private async watch(): Promise<void> {
    if (document.hidden) return;
    const seen = new AbortController();
    const end = () => seen.abort();
    this.stop.signal.addEventListener("abort", end, { signal: seen.signal });
    onHidden(end, seen.signal);
    try {
      for await (const status of events<Status>(this.client, `/jobs/${this.id}/events`, seen.signal)) {
        if (this.job.value) this.job.value = { ...this.job.value, ...status };
        if (!this.isUnderWay()) return;
      }
    } catch (error) {
      if (this.stop.signal.aborted || !seen.signal.aborted) throw error;
    } finally {
      end();
    }
  }

  private isUnderWay(): boolean {
    return this.job.value !== null && isUnderWay(this.job.value);
  }

  private async loadPlayer(): Promise<void> {
    if (this.player.value || this.job.value?.status === "failed") return;
    const code = Promise.all([import("../playing/player"), import("../playing/source")]);
    const [{ Player }, { JobSource }] = await code.catch((error) => {
      throw new Problem("unreachable", 0, String(error));
    });
    if (this.stop.signal.aborted) return;
    const source = new JobSource(this.client, this.id);
    this.source.value = source;
    this.player.value = new Player(source);
  }

  /** What was found, as far as there is something. */
  private async loadResults(): Promise<void> {
    if (!this.job.value || !hasResults(this.job.value)) return;
    await Promise.all([
      this.load<FrameColumns>("frames?format=columns", (frames) => {
        this.frames.value = pitchTrack(frames);
      }),
      this.load<Beats>("beats", (beats) => {
        this.beats.value = beats;
      }),
      this.load<Notes>("notes", ({ notes }) => {
        this.notes.value = notes;
      }),
      this.loadChords(),
    ]);
  }

  private loadChords(): Promise<void> {
    const [transpose, capo] = [this.transpose.peek(), this.capo.peek()];
    return this.load<Chords>(`chords?transpose=${transpose % 12}&capo=${capo}`, (chords) => {
      const isWanted = transpose === this.transpose.peek() && capo === this.capo.peek();
      if (isWanted) this.chords.value = chords;
    });
  }

  /** Chords by other names; where they do not come, the old ones stay. */
  private async nameChords(): Promise<void> {
    try {
      await this.loadChords();
    } catch (error) {
      if (!this.stop.signal.aborted) complain(error);
    }
  }

  /** One of the results; what the song was not sent for, or does not have yet, stays away. */
  private async load<T>(path: string, take: (result: T) => void): Promise<void> {
    try {
      take(await this.get<T>(`/jobs/${this.id}/${path}`));
    } catch (error) {
      const isAbsent = error instanceof Problem && ["not_ready", "not_requested"].includes(error.code);
      if (!isAbsent) throw error;
    }
  }

  private get<T>(path: string): Promise<T> {
    return this.client.get<T>(path, { signal: this.stop.signal });
  }

  /** Fetch the names of chords anew when the reader settled on another transposition or capo. */
  private nameChordsAsAsked(): () => void {
    let asked = "0 0";
    return effect(() => {
      const wanted = `${this.transpose.value} ${this.capo.value}`;
      if (wanted === asked) return;
      asked = wanted;
      const timer = setTimeout(() => void this.nameChords(), SETTLE_MS);
      return () => clearTimeout(timer);
    });
  }
}
