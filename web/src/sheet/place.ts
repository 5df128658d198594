/** Where in a sheet the music is, and whether the view goes along with it. */

import { type ReadonlySignal, signal } from "@preact/signals";
import type { Player } from "../playing/player";
import { type Bar, placeAt } from "./bars";

/** Places in the lists of bars, and of a bar's beats; -1 where none sounds. */
export interface Place {
  readonly bar: number;
  readonly beat: number;
}

const LOOK_EVERY_MS = 50;
/** Seconds: players stop at samples, a little before the bar that they were sent to. */
const ROUNDING = 0.005;
const NOWHERE: Place = { bar: -1, beat: -1 };

export class MusicPlace {
  readonly now = signal<Place>(NOWHERE);
  readonly isPlaying = signal(false);
  /** Until the reader looks elsewhere; again when the music is started, or a bar is chosen. */
  readonly isFollowed = signal(true);

  constructor(
    private readonly bars: ReadonlySignal<readonly Bar[]>,
    private readonly player: ReadonlySignal<Player | null>,
  ) {}

  /** Keep up with the music; the function ends that. */
  open(): () => void {
    const timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }

  private look(): void {
    const player = this.player.value;
    const { bar, beat } = player ? placeOf(this.bars.value, player.position() + ROUNDING) : NOWHERE;
    if (bar !== this.now.value.bar || beat !== this.now.value.beat) this.now.value = { bar, beat };
    const isPlaying = player ? player.playing.value || player.waiting.value : false;
    if (isPlaying && !this.isPlaying.value) this.isFollowed.value = true;
    this.isPlaying.value = isPlaying;
  }
}

function placeOf(bars: readonly Bar[], time: number): Place {
  const bar = placeAt(bars, time);
  return { bar, beat: placeAt(bars[bar]?.beats ?? [], time) };
}
