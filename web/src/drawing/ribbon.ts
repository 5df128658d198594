/** Chords as a ribbon of blocks on the beat grid. */

import { type Colours, chordColour } from "./colours";
import { lastAt } from "./lookup";
import type { Viewport } from "./viewport";

const INSET = 4;
const ROUND = 6;
const GAP = 1.5;
const MARGIN = 8;
const SIZES = [16, 13, 11];
/** How much of its colour a block has. */
const STRENGTH = { dark: 0.42, darkNow: 0.9, light: 0.3, lightNow: 0.62 };

/** name: as musicians read it; empty where no chord sounds. fifths: of its root above the key's, 0 to 11. */
export interface RibbonChord {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly fifths: number;
  readonly isMinor: boolean;
  /** Pixels that its name takes in a font of 1 px. */
  readonly width: number;
}

export interface Ribbon {
  readonly starts: Float64Array;
  readonly chords: readonly RibbonChord[];
}

/** The chord that sounds at a time; -1 where none does. */
export function chordAt(ribbon: Ribbon, seconds: number): number {
  const index = lastAt(ribbon.starts, seconds);
  return seconds < (ribbon.chords[index]?.end ?? 0) ? index : -1;
}

/** The next one that is a chord, and another one. */
export function chordAfter(ribbon: Ribbon, index: number): RibbonChord | undefined {
  const now = ribbon.chords[index]?.name;
  return ribbon.chords.slice(index + 1).find(({ name }) => name !== "" && name !== now);
}

/** The blocks. now: which one sounds. */
export function paintRibbon(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  ribbon: Ribbon,
  now: number,
  colours: Colours,
): void {
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const end = view.end;
  for (let index = Math.max(lastAt(ribbon.starts, view.start), 0); index < ribbon.chords.length; index++) {
    const chord = ribbon.chords[index] as RibbonChord;
    if (chord.start > end) return;
    if (chord.name) paintBlock(ctx, view, chord, index === now, colours);
  }
}

function paintBlock(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  chord: RibbonChord,
  isNow: boolean,
  colours: Colours,
): void {
  const left = view.x(chord.start);
  const width = Math.max((chord.end - chord.start) * view.scale - GAP, 1);
  const top = view.chords.top + INSET;
  const height = view.chords.height - 2 * INSET;
  ctx.fillStyle = chordColour(chord.fifths, chord.isMinor, colours);
  ctx.globalAlpha = strength(colours.isDark, isNow);
  ctx.beginPath();
  ctx.roundRect(left, top, width, height, Math.min(ROUND, width / 4));
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.fillStyle = colours.isDark && isNow ? colours.window : colours.text;
  writeName(ctx, view, chord, left, width, top + height / 2, colours);
}

/** In the middle of what is seen of the block, as large as there is room. */
function writeName(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  chord: RibbonChord,
  left: number,
  width: number,
  middle: number,
  colours: Colours,
): void {
  const size = SIZES.find((pixels) => chord.width * pixels <= width - MARGIN);
  if (!size) return;
  const half = (chord.width * size + MARGIN) / 2;
  const [first, last] = [Math.max(left, 0), Math.min(left + width, view.width)];
  const seen = Math.min(Math.max((first + last) / 2, left + half), left + width - half);
  ctx.font = `600 ${size}px ${colours.font}`;
  ctx.fillText(chord.name, seen, middle + 0.5);
}

function strength(isDark: boolean, isNow: boolean): number {
  if (isDark) return isNow ? STRENGTH.darkNow : STRENGTH.dark;
  return isNow ? STRENGTH.lightNow : STRENGTH.light;
}
