/** The whole song in a strip, which is the slider of its position. */

import { effect, useComputed } from "@preact/signals";
import type { TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { paintPlace, paintWhole } from "../drawing/overview";
import { Viewport } from "../drawing/viewport";
import { clock } from "../parts/written";
import { t } from "../words";
import { type Paper, watchCanvas } from "./canvas";
import type { Controls } from "./controls";
import { barAndBeat, type Direction } from "./steps";

const DIRECTIONS: Record<string, Direction> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  PageDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageUp: 1,
};

export function Overview({ controls }: { controls: Controls }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => (canvas.current ? attach(canvas.current, controls) : undefined), [controls]);
  const said = useComputed(() => positionOf(controls));
  const jump = (event: TargetedPointerEvent<HTMLDivElement>) => {
    if (!(event.buttons & 1)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    controls.seek((event.offsetX / event.currentTarget.clientWidth) * controls.score.duration.value);
  };
  return (
    <div class="overview" onPointerDown={jump} onPointerMove={jump}>
      <canvas ref={canvas} />
      <input
        type="range"
        min={0}
        max={Math.max(controls.score.duration.value, 0.1)}
        step={1}
        value={controls.playhead.second}
        aria-label={t("song.position")}
        aria-valuetext={said}
        onInput={(event) => controls.seek(Number(event.currentTarget.value))}
        onKeyDown={(event) => step(event, controls)}
      />
    </div>
  );
}

/** `1:23 of 4:05, bar 12, chord Am`. */
function positionOf({ playhead, score }: Controls): string {
  const seconds = playhead.second.value;
  const bar = barAndBeat(playhead.beat.value, score.grid.value)?.bar;
  const chord = score.ribbon.value?.chords[playhead.chord.value]?.name;
  return [
    t("song.timeOf", { time: clock(seconds), duration: clock(score.duration.value) }),
    bar && t("song.bar", { bar }),
    chord && t("song.chord", { chord }),
  ]
    .filter(Boolean)
    .join(", ");
}

/** Arrows go by beats, with Shift and by pages by bars. */
function step(event: TargetedKeyboardEvent<HTMLInputElement>, controls: Controls): void {
  const direction = DIRECTIONS[event.key];
  if (!direction) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.shiftKey || event.key.startsWith("Page")) controls.stepBar(direction);
  else controls.stepBeat(direction);
}

/** Draw: what changes seldom once on a canvas of its own, what moves at each frame. */
function attach(canvas: HTMLCanvasElement, { song, score, playhead, view: seen }: Controls): () => void {
  const whole = document.createElement("canvas");
  const view = new Viewport();
  let paper: Paper | null = null;
  const paintSong = () => {
    const [ribbon, levels, scale] = [score.ribbon.value, score.levels.value, score.scale.value];
    const [ready, duration] = [score.ready.value, score.duration.value];
    const ctx = whole.getContext("2d");
    if (!paper || !ctx) return;
    [whole.width, whole.height] = [canvas.width, canvas.height];
    ctx.setTransform(paper.ratio, 0, 0, paper.ratio, 0, 0);
    view.duration = duration;
    view.resize(paper.width, paper.height, paper.ratio);
    view.showWhole();
    paintWhole(ctx, view, { ribbon, levels, scale, ready }, paper.colours);
    playhead.touch();
  };
  const paint = (seconds: number) => {
    // On paper it is hidden, and has no size.
    if (!paper?.width) return;
    paper.ctx.drawImage(whole, 0, 0, paper.width, paper.height);
    const loop = song.player.peek()?.loop.peek() ?? null;
    paintPlace(paper.ctx, view, seconds, seen, loop, paper.colours);
  };
  const ends = [
    watchCanvas(canvas, (fresh) => {
      paper = fresh;
      paintSong();
      paint(playhead.seconds);
    }),
    effect(paintSong),
    playhead.watch(paint),
  ];
  return () => {
    for (const end of ends) end();
  };
}
