/** Which part of a song is in view, and where its rows lie. Lengths are CSS pixels. */

/** Where the playhead stands while the view follows it: this part of the width. */
export const PLAYHEAD = 1 / 3;
/** Pixels a second from which nobody sees more by going nearer: a frame of pitch is six of them wide. */
const NEAREST = 600;
const SECONDS_AT_FIRST = 8;
const SCALE_AT_FIRST = { least: 50, most: 110 };

export interface Row {
  readonly top: number;
  readonly height: number;
}

export class Viewport {
  width = 1;
  height = 1;
  /** The screen's pixels in one of CSS. */
  ratio = 1;
  /** Seconds at the left edge; below 0 where the song begins further right. */
  start = 0;
  /** Pixels a second. */
  scale = SCALE_AT_FIRST.least;
  ruler: Row = { top: 0, height: 0 };
  chords: Row = { top: 0, height: 0 };
  roll: Row = { top: 0, height: 0 };
  private isNew = true;

  constructor(public duration = 0) {}

  /** Seconds at the right edge. */
  get end(): number {
    return this.start + this.width / this.scale;
  }

  /** The scale at which the whole song is in view. */
  get wholeScale(): number {
    return this.width / Math.max(this.duration, 1);
  }

  /** Pixels from the left edge. */
  x(seconds: number): number {
    return (seconds - this.start) * this.scale;
  }

  /** The time at `x`, within the song. */
  seconds(x: number): number {
    return clamp(this.start + x / this.scale, 0, this.duration);
  }

  /** A length or place on a border of the screen's pixels. */
  snap(x: number): number {
    return Math.round(x * this.ratio) / this.ratio;
  }

  resize(width: number, height: number, ratio: number): void {
    [this.width, this.height, this.ratio] = [Math.max(width, 1), Math.max(height, 1), ratio];
    const isLow = height < 260;
    this.ruler = { top: 0, height: isLow ? 24 : 30 };
    this.chords = { top: this.ruler.height, height: isLow ? 34 : 46 };
    const top = this.chords.top + this.chords.height;
    this.roll = { top, height: Math.max(height - top, 0) };
    if (this.isNew) {
      this.scale = clamp(width / SECONDS_AT_FIRST, SCALE_AT_FIRST.least, SCALE_AT_FIRST.most);
      this.isNew = false;
    }
    this.go(this.scale, this.start, 0);
  }

  /** Bring a time to `x`. */
  show(seconds: number, x: number): void {
    this.go(this.scale, seconds, x);
  }

  /** Go nearer or further; what is at `x` stays there. */
  zoom(factor: number, x: number): void {
    this.go(this.scale * factor, this.start + x / this.scale, x);
  }

  pan(pixels: number): void {
    this.go(this.scale, this.start + pixels / this.scale, 0);
  }

  /** Bring the whole song into view. */
  showWhole(): void {
    this.go(this.wholeScale, 0, 0);
  }

  /** Be a strip of another view's song. left: pixels from the song's start. */
  showStrip(view: Viewport, left: number, width: number): void {
    const { height, ratio, scale, duration, ruler, chords, roll } = view;
    Object.assign(this, { height, ratio, scale, duration, ruler, chords, roll, width });
    this.start = left / scale;
  }

  private go(scale: number, seconds: number, x: number): void {
    const least = Math.min(this.wholeScale, NEAREST);
    this.scale = clamp(scale, least, NEAREST);
    const before = (PLAYHEAD * this.width) / this.scale;
    const start = clamp(seconds - x / this.scale, -before, Math.max(this.duration - before, -before));
    this.start = this.snap(start * this.scale) / this.scale;
  }
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
