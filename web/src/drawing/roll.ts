/** The piano roll: rows of keys, sung notes faintly, the sung pitch as a curve. */

import type { Colours } from "./colours";
import { type Level, leaps, levelFor, SHADES } from "./levels";
import { lastAt } from "./lookup";
import { isBlack, nameOfC, type PitchScale, rowsIn } from "./pitches";
import type { Viewport } from "./viewport";

const THICK = 2.5;
/** Opacity of a frame without any confidence. */
const FAINTEST = 0.25;
/** Pixels from C to C below which their names are left out. */
const OCTAVES_APART = 18;
const NOTE_STRENGTH = 0.24;

/** starts, ends: seconds. longest: of all notes, in seconds. */
export interface RollNotes {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly midi: Float32Array;
  readonly longest: number;
}

export function rollNotes(
  notes: readonly { onset: number; offset: number; midi_pitch: number }[],
): RollNotes {
  return {
    starts: Float64Array.from(notes, ({ onset }) => onset),
    ends: Float64Array.from(notes, ({ offset }) => offset),
    midi: Float32Array.from(notes, ({ midi_pitch }) => midi_pitch),
    longest: notes.reduce((longest, { onset, offset }) => Math.max(longest, offset - onset), 0),
  };
}

/** How far the middle of a pitch lies below the view's top. */
export function pitchY(view: Viewport, scale: PitchScale, midi: number): number {
  return view.roll.top + ((scale.high + 0.5 - midi) * view.roll.height) / rowsIn(scale);
}

/** Black keys darker, a line below every C and F. */
export function paintRows(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  scale: PitchScale,
  colours: Colours,
): void {
  for (let midi = scale.low; midi <= scale.high; midi++) {
    const top = view.snap(pitchY(view, scale, midi + 0.5));
    const bottom = view.snap(pitchY(view, scale, midi - 0.5));
    if (isBlack(midi)) {
      ctx.fillStyle = colours.window;
      ctx.fillRect(0, top, view.width, bottom - top);
    }
    if (midi % 12 === 0 || midi % 12 === 5) {
      ctx.fillStyle = colours.line;
      ctx.globalAlpha = midi % 12 === 0 ? 1 : 0.4;
      ctx.fillRect(0, bottom - 1 / view.ratio, view.width, 1 / view.ratio);
      ctx.globalAlpha = 1;
    }
  }
}

/** Names of the Cs at the left edge, on a ground of their own. */
export function paintOctaves(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  scale: PitchScale,
  colours: Colours,
): void {
  if ((12 * view.roll.height) / rowsIn(scale) < OCTAVES_APART) return;
  ctx.font = `500 11px ${colours.font}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "bottom";
  for (let midi = Math.ceil(scale.low / 12) * 12; midi <= scale.high; midi += 12) {
    const bottom = pitchY(view, scale, midi - 0.5);
    ctx.globalAlpha = 0.75;
    ctx.fillStyle = colours.surface;
    ctx.fillRect(0, bottom - 16, 26, 15);
    ctx.globalAlpha = 1;
    ctx.fillStyle = colours.muted;
    ctx.fillText(nameOfC(midi), 5, bottom - 2);
  }
}

export function paintNotes(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  notes: RollNotes,
  scale: PitchScale,
  colours: Colours,
): void {
  const height = view.roll.height / rowsIn(scale);
  const end = view.end;
  ctx.globalAlpha = NOTE_STRENGTH;
  ctx.fillStyle = colours.vocals;
  ctx.beginPath();
  const first = Math.max(lastAt(notes.starts, view.start - notes.longest), 0);
  for (let index = first; index < notes.starts.length; index++) {
    const start = notes.starts[index] as number;
    if (start > end) break;
    const width = Math.max(((notes.ends[index] as number) - start) * view.scale - 1, 1);
    const top = pitchY(view, scale, (notes.midi[index] as number) + 0.5);
    if (width > 6) ctx.roundRect(view.x(start), top, width, height, 3);
    else ctx.rect(view.x(start), top, width, height);
  }
  ctx.fill();
  ctx.globalAlpha = 1;
}

/** The sung pitch, its confidence as opacity. */
export function paintCurve(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  levels: readonly Level[],
  scale: PitchScale,
  colours: Colours,
): void {
  const level = levelFor(levels, view);
  if (!level) return;
  ctx.strokeStyle = colours.vocals;
  ctx.lineWidth = THICK;
  ctx.lineJoin = "round";
  for (let shade = 0; shade < SHADES; shade++) {
    ctx.globalAlpha = FAINTEST + ((1 - FAINTEST) * shade) / (SHADES - 1);
    ctx.beginPath();
    trace(ctx, view, level, shade, scale);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

/** Go along the columns of one shade, from extreme to extreme; where the voice leaps, the line is broken. */
function trace(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  level: Level,
  shade: number,
  scale: PitchScale,
): void {
  const first = Math.max(Math.floor(view.start / level.step) - 1, 0);
  const last = Math.min(Math.ceil(view.end / level.step) + 1, level.low.length - 1);
  let isDrawing = false;
  for (let column = first; column <= last; column++) {
    if (!level.weight[column]) {
      isDrawing = false;
      continue;
    }
    const x = view.x(column * level.step);
    const top = pitchY(view, scale, level.high[column] as number);
    const joins = isDrawing && !leaps(level, column - 1, column);
    if (joins) ctx.lineTo(x, top);
    isDrawing = level.shade[column] === shade;
    if (!isDrawing) continue;
    if (!joins) ctx.moveTo(x - 0.5, top);
    ctx.lineTo(x + 0.5, pitchY(view, scale, level.low[column] as number));
  }
}
