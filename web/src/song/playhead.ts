/** Where the music is: frame by frame for what is drawn, and as signals that change only when a reader sees it. */

import { computed, effect, signal } from "@preact/signals";
import { lastAt } from "../drawing/lookup";
import { chordAt } from "../drawing/ribbon";
import { clamp } from "../drawing/viewport";
import type { Score } from "./score";
import type { Song } from "./song";

/** Seconds before a beat from which it counts as there: nobody sees or hears less. */
const NEAR = 0.01;

/** seconds: of the song. */
type Watcher = (seconds: number) => void;

export class Playhead {
  /** Seconds, to a tenth, and whole ones. */
  readonly tenth = signal(0);
  readonly second = computed(() => Math.floor(this.tenth.value));
  /** Of the beat and the chord that sound; -1 where none does. */
  readonly beat = signal(-1);
  readonly chord = signal(-1);
  private readonly watchers = new Set<Watcher>();
  private readonly end: () => void;
  private frame = 0;
  private held: number | null = null;

  constructor(
    private readonly song: Song,
    private readonly score: Score,
  ) {
    this.end = effect(() => {
      this.song.player.value?.playing.value;
      this.score.ribbon.value;
      this.score.grid.value;
      this.touch();
    });
  }

  get seconds(): number {
    return this.held ?? this.song.player.peek()?.position() ?? 0;
  }

  /** Whether another place is shown than the one that is heard. */
  get isHeld(): boolean {
    return this.held !== null;
  }

  /** Be told at each frame while it plays, and when something was touched; the function ends it. */
  watch(watcher: Watcher): () => void {
    this.watchers.add(watcher);
    this.touch();
    return () => this.watchers.delete(watcher);
  }

  /** Draw a frame, also while nothing plays. */
  touch(): void {
    if (!this.frame) this.frame = requestAnimationFrame(() => this.tell());
  }

  seek(seconds: number): void {
    this.held = null;
    this.song.player.peek()?.seek(clamp(seconds, 0, this.score.duration.peek()));
    this.touch();
  }

  /** Show another place without hearing it, until `seek`. */
  hold(seconds: number): void {
    this.held = clamp(seconds, 0, this.score.duration.peek());
    this.touch();
  }

  /** Be where the music is again. */
  letGo(): void {
    this.held = null;
    this.touch();
  }

  close(): void {
    this.end();
    cancelAnimationFrame(this.frame);
  }

  private tell(): void {
    this.frame = 0;
    const seconds = this.seconds;
    const ribbon = this.score.ribbon.peek();
    this.tenth.value = Math.floor(seconds * 10 + 1e-6) / 10;
    this.beat.value = lastAt(this.score.grid.peek().beats, seconds + NEAR);
    this.chord.value = ribbon ? chordAt(ribbon, seconds) : -1;
    for (const watcher of this.watchers) watcher(seconds);
    if (this.song.player.peek()?.playing.peek()) this.touch();
  }
}
