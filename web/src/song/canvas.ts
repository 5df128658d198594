/** A canvas that is as sharp as the screen, has the page's colours and knows when it has to be drawn anew. */

import { type Colours, readColours, watchScheme } from "../drawing/colours";

/** More pixels than these cost time on a phone, and nobody sees them. */
const MOST_PIXELS = 2;

export interface Paper {
  readonly ctx: CanvasRenderingContext2D;
  readonly colours: Colours;
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

/** Call back with what can be drawn on, now and whenever its size or its colours changed; the function ends it. */
export function watchCanvas(canvas: HTMLCanvasElement, changed: (paper: Paper) => void): () => void {
  const ctx = canvas.getContext("2d", { alpha: false });
  if (!ctx) return () => {};
  const lay = () => {
    const { clientWidth: width, clientHeight: height } = canvas;
    const ratio = Math.min(devicePixelRatio || 1, MOST_PIXELS);
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    changed({ ctx, colours: readColours(canvas), width, height, ratio });
  };
  const observer = new ResizeObserver(lay);
  observer.observe(canvas);
  addEventListener("resize", lay);
  const endScheme = watchScheme(lay);
  return () => {
    observer.disconnect();
    removeEventListener("resize", lay);
    endScheme();
  };
}
