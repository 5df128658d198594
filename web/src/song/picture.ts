/** The song as a picture that goes along with the music. */

import { effect } from "@preact/signals";
import { Film } from "../drawing/film";
import { paintLines, paintRuler } from "../drawing/grid";
import { follow, paintHead, paintLoop, paintNotReady, paintOutside, paintPlayhead } from "../drawing/marks";
import { paintRibbon } from "../drawing/ribbon";
import { paintCurve, paintNotes, paintOctaves, paintRows } from "../drawing/roll";
import type { Viewport } from "../drawing/viewport";
import { paintVoice } from "../drawing/voice";
import { type Paper, watchCanvas } from "./canvas";
import type { Controls } from "./controls";

/** Seconds from frame to frame that are no playing but a jump. */
const JUMP = 0.3;
/** What is left, at the next frame, of the way that the view lags behind a jump. */
const GLIDE = 0.78;

export class Picture {
  private paper: Paper | null = null;
  private readonly film = new Film((ctx, view) => this.paintStill(ctx, view));
  /** Seconds that the view is still away from where it should be. */
  private lag = 0;
  private last = 0;
  private readonly isCalm = matchMedia("(prefers-reduced-motion: reduce)");

  constructor(private readonly controls: Controls) {}

  /** Draw on a canvas; the function ends it. */
  attach(canvas: HTMLCanvasElement): () => void {
    const { controls } = this;
    const ends = [
      watchCanvas(canvas, (paper) => {
        this.paper = paper;
        this.film.clear();
        controls.view.resize(paper.width, paper.height, paper.ratio);
        this.paint(controls.playhead.seconds);
      }),
      controls.playhead.watch((seconds) => this.paint(seconds)),
      effect(() => this.heed()),
      effect(() => this.heedMarks()),
    ];
    return () => {
      for (const end of ends) end();
    };
  }

  /** Whatever changes the picture beside the music asks for a frame. */
  private heed(): void {
    const { score, view, playhead } = this.controls;
    view.duration = score.duration.value;
    score.grid.value;
    score.levels.value;
    score.keys.value;
    score.notes.value;
    this.film.clear();
    playhead.touch();
  }

  private heedMarks(): void {
    const { song, score, playhead } = this.controls;
    score.ready.value;
    song.voice.value;
    song.player.value?.loop.value;
    playhead.touch();
  }

  private paint(seconds: number): void {
    if (!this.paper) return;
    this.move(seconds);
    const { ctx, colours } = this.paper;
    const { view, score, song, playhead } = this.controls;
    this.film.draw(ctx, view);
    const ribbon = score.ribbon.peek();
    if (ribbon) paintRibbon(ctx, view, ribbon, playhead.chord.peek(), colours);
    paintNotReady(ctx, view, score.ready.peek(), colours);
    const loop = song.player.peek()?.loop.peek();
    if (loop) paintLoop(ctx, view, loop, colours);
    const voice = song.voice.peek();
    if (voice) paintVoice(ctx, view, voice, score.scale.peek(), colours);
    paintOctaves(ctx, view, score.keys.peek(), colours);
    paintPlayhead(ctx, view, seconds, colours);
  }

  /** What only a change of the song, of its scale or of the colours changes. */
  private paintStill(ctx: CanvasRenderingContext2D, view: Viewport): void {
    if (!this.paper) return;
    const { colours } = this.paper;
    const { score } = this.controls;
    const [grid, scale] = [score.grid.peek(), score.scale.peek()];
    ctx.fillStyle = colours.surface;
    ctx.fillRect(0, 0, view.width, view.height);
    paintRows(ctx, view, score.keys.peek(), colours);
    paintOutside(ctx, view, colours);
    paintLines(ctx, view, grid, colours);
    paintNotes(ctx, view, score.notes.peek(), scale, colours);
    paintCurve(ctx, view, score.levels.peek(), scale, colours);
    paintHead(ctx, view, colours);
    paintRuler(ctx, view, grid, colours);
  }

  /** Go along with the music; after a jump, glide there. */
  private move(seconds: number): void {
    const { view, follow: isFollowing, playhead } = this.controls;
    const jump = this.last - seconds;
    this.last = seconds;
    if (!isFollowing.peek()) {
      this.lag = 0;
      const isSeen = seconds >= view.start && seconds <= view.end;
      if (Math.abs(jump) > JUMP && !isSeen) follow(view, seconds);
      return;
    }
    const glides = !playhead.isHeld && !this.isCalm.matches;
    if (Math.abs(jump) > JUMP && glides) this.lag += jump;
    this.lag = Math.abs(this.lag * view.scale) < 1 ? 0 : this.lag * GLIDE;
    if (this.lag) playhead.touch();
    follow(view, seconds + this.lag);
  }
}
