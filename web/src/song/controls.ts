/** What can be done with a song: buttons, keys, fingers and the lock screen all call this. */

import { signal } from "@preact/signals";
import type { Region } from "../drawing/marks";
import { clamp, Viewport } from "../drawing/viewport";
import { Playhead } from "./playhead";
import { Score } from "./score";
import type { Song } from "./song";
import { barFrom, beatFrom, type Direction, loopFrom, speedFrom, type Where } from "./steps";

const MOST_SEMITONES = 12;
const LAST_FRET = 11;
const ZOOM = 1.4;
/** While it plays, a step back shortly after a beat leads to the one before it. */
const SLACK_PLAYING = 0.4;

export class Controls {
  readonly score: Score;
  readonly playhead: Playhead;
  readonly view = new Viewport();
  /** Whether the view goes along with the music. */
  readonly follow = signal(true);
  private lastLoop: Region | null = null;

  constructor(readonly song: Song) {
    this.score = new Score(song);
    this.playhead = new Playhead(song, this.score);
  }

  close(): void {
    this.playhead.close();
  }

  toggle(): void {
    const player = this.song.player.value;
    if (player?.playing.value || player?.waiting.value) player.pause();
    else void player?.play();
  }

  seek(seconds: number): void {
    this.playhead.seek(seconds);
  }

  /** To the start of the song, or of what is repeated. */
  toStart(): void {
    this.seek(this.song.player.value?.loop.value?.start ?? 0);
  }

  stepBeat(direction: Direction): void {
    this.seek(beatFrom(this.playhead.seconds, direction, this.where()));
  }

  stepBar(direction: Direction): void {
    this.seek(barFrom(this.playhead.seconds, direction, this.where()));
  }

  setLoop(region: Region | null): void {
    this.lastLoop = region ?? this.lastLoop;
    this.song.player.value?.setLoop(region);
    this.playhead.touch();
  }

  /** Repeat the last region again, or four bars from here, or nothing any more. */
  toggleLoop(): void {
    const isOn = this.song.player.value?.loop.value != null;
    this.setLoop(isOn ? null : (this.lastLoop ?? loopFrom(this.playhead.seconds, this.where())));
  }

  stepSpeed(direction: Direction): void {
    const player = this.song.player.value;
    player?.setSpeed(speedFrom(player.speed.value, direction));
  }

  transpose(by: number): void {
    const { transpose } = this.song;
    transpose.value = clamp(transpose.value + by, -MOST_SEMITONES, MOST_SEMITONES);
  }

  moveCapo(by: number): void {
    const { capo } = this.song;
    capo.value = clamp(capo.value + by, 0, LAST_FRET);
  }

  toggleMetronome(): void {
    const on = this.song.player.value?.metronome.on;
    if (on) on.value = !on.value;
  }

  toggleFollow(): void {
    this.follow.value = !this.follow.value;
    this.playhead.touch();
  }

  zoom(direction: Direction): void {
    const { view, playhead } = this;
    const isSeen = playhead.seconds > view.start && playhead.seconds < view.end;
    view.zoom(ZOOM ** direction, isSeen ? view.x(playhead.seconds) : view.width / 2);
    playhead.touch();
  }

  /** Bring the whole song into view, which stays there. */
  showWhole(): void {
    this.follow.value = false;
    this.view.showWhole();
    this.playhead.touch();
  }

  private where(): Where {
    const isPlaying = this.song.player.value?.playing.value;
    return {
      grid: this.score.grid.value,
      duration: this.score.duration.value,
      ...(isPlaying && { slack: SLACK_PLAYING }),
    };
  }
}
