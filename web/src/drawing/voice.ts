/** The user's own voice over the melody. What the stage asks of whoever listens to it. */

import type { Colours } from "./colours";
import { firstPlace } from "./lookup";
import type { PitchScale } from "./pitches";
import { pitchY } from "./roll";
import type { Viewport } from "./viewport";

/** One instant of the own voice. time: seconds of the song. cents: above the melody; null where none is sung. */
export interface VoicePoint {
  readonly time: number;
  readonly midi: number;
  readonly cents: number | null;
}

/** The line of the own voice: points in order of time; it may grow between two looks. */
export interface VoiceLine {
  readonly points: readonly VoicePoint[];
}

const THICK = 4;
const IN_TUNE = 25;
/** Seconds and semitones from point to point across which no line is drawn. */
const SILENCE = 0.15;
const LEAP = 4;

/** Where it is in tune with the melody in one colour, elsewhere in another. */
export function paintVoice(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  { points }: VoiceLine,
  scale: PitchScale,
  colours: Colours,
): void {
  const left = view.start - SILENCE;
  const first = firstPlace(points.length, (index) => (points[index] as VoicePoint).time >= left);
  ctx.lineWidth = THICK;
  ctx.lineCap = "round";
  for (const inTune of [false, true]) {
    ctx.strokeStyle = inTune ? colours.good : colours.accent;
    ctx.beginPath();
    trace(ctx, view, points, first, inTune, scale);
    ctx.stroke();
  }
  ctx.lineCap = "butt";
}

function trace(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  points: readonly VoicePoint[],
  first: number,
  inTune: boolean,
  scale: PitchScale,
): void {
  for (let index = first; index < points.length; index++) {
    const [before, point] = [points[index - 1], points[index] as VoicePoint];
    if (point.time > view.end) return;
    if (isInTune(point) !== inTune) continue;
    const [x, y] = [view.x(point.time), pitchY(view, scale, point.midi)];
    if (before && isJoined(before, point)) ctx.moveTo(view.x(before.time), pitchY(view, scale, before.midi));
    else ctx.moveTo(x - 1, y);
    ctx.lineTo(x, y);
  }
}

function isInTune({ cents }: VoicePoint): boolean {
  return cents !== null && Math.abs(cents) <= IN_TUNE;
}

function isJoined(before: VoicePoint, point: VoicePoint): boolean {
  return point.time - before.time < SILENCE && Math.abs(point.midi - before.midi) < LEAP;
}
