/** What does not change from frame to frame, kept as strips that are moved along instead of painted anew. */

import { Viewport } from "./viewport";

/** Of the screen's pixels. */
const STRIP = 512;
/** Strips that are kept beside those in view. */
const SPARE = 4;

/** Paints what a view shows. */
export type Paint = (ctx: CanvasRenderingContext2D, view: Viewport) => void;

export class Film {
  private readonly strips = new Map<number, HTMLCanvasElement>();
  private readonly unused: HTMLCanvasElement[] = [];
  private readonly strip = new Viewport();
  private scale = 0;

  constructor(private readonly paint: Paint) {}

  /** Paint all anew when it is next seen. */
  clear(): void {
    this.unused.push(...this.strips.values());
    this.strips.clear();
  }

  draw(ctx: CanvasRenderingContext2D, view: Viewport): void {
    if (this.scale !== view.scale) this.clear();
    this.scale = view.scale;
    const wide = STRIP / view.ratio;
    const left = view.start * view.scale;
    const first = Math.floor(left / wide + 1e-9);
    const last = Math.ceil((left + view.width) / wide - 1e-9) - 1;
    let isComplete = true;
    for (let index = first; index <= last; index++) {
      if (!this.strips.has(index)) isComplete = false;
      const strip = this.strips.get(index) ?? this.painted(index, view);
      ctx.drawImage(strip, view.snap(index * wide - left), 0, wide, view.height);
    }
    // One at a time and before it is seen: no frame has to wait for all.
    if (isComplete && !this.strips.has(last + 1)) this.painted(last + 1, view);
    this.forget(first - 1, last + 1);
  }

  private painted(index: number, view: Viewport): HTMLCanvasElement {
    const canvas = this.unused.pop() ?? document.createElement("canvas");
    const [width, height] = [STRIP, Math.round(view.height * view.ratio)];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const ctx = canvas.getContext("2d", { alpha: false });
    if (ctx) {
      ctx.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
      this.strip.showStrip(view, (index * STRIP) / view.ratio, STRIP / view.ratio);
      this.paint(ctx, this.strip);
    }
    this.strips.set(index, canvas);
    return canvas;
  }

  private forget(first: number, last: number): void {
    if (this.strips.size <= last - first + 1 + SPARE) return;
    for (const [index, canvas] of this.strips) {
      if (index >= first && index <= last) continue;
      this.strips.delete(index);
      this.unused.push(canvas);
    }
  }
}
