import { expect, test } from "vitest";
import { type Level, leaps, levelFor, levelsOf, SHADES } from "./levels";
import { Viewport } from "./viewport";

const NONE = Number.NaN;

function levels(midi: number[], confidence = midi.map(() => 1)) {
  return levelsOf({ hop: 0.01, midi: Float32Array.from(midi), confidence: Float32Array.from(confidence) });
}

const ranges = (level: Level | undefined) =>
  [...(level?.low ?? [])].map((low, column) => [low, level?.high[column]]);

test("each level has half of the columns of the one below, down to one", () => {
  const found = levels(Array.from({ length: 60_000 }, () => 60));
  expect(found.map(({ low }) => low.length).slice(0, 3)).toEqual([60_000, 30_000, 15_000]);
  expect(found.at(-1)?.low.length).toBe(1);
  expect(found[3]?.step).toBeCloseTo(0.08);
});

test("a column has the extremes of its frames", () => {
  const [, pairs, fours] = levels([60, 60.5, 59.5, 61, 62, 61.5]);
  expect(ranges(pairs)).toEqual([
    [60, 60.5],
    [59.5, 61],
    [61.5, 62],
  ]);
  expect(ranges(fours)[0]).toEqual([59.5, 61]);
});

test("silence beside singing is passed over; silence alone stays silent", () => {
  const [, pairs] = levels([NONE, 60, NONE, NONE]);
  expect(ranges(pairs)[0]).toEqual([60, 60]);
  expect(pairs?.weight[1]).toBe(0);
});

test("where the voice leaps, the pitch that holds longer stands for both", () => {
  const [, , fours] = levels([60, 60, 60, 72]);
  expect(ranges(fours)).toEqual([[60, 60]]);
});

test("the surest frame that is sung gives the shade", () => {
  const [frames, pairs] = levels([60, 60, NONE, 60], [0.1, 1, 1, 0.1]);
  expect([...(frames?.shade ?? [])]).toEqual([0, SHADES - 1, SHADES - 1, 0]);
  expect([...(pairs?.shade ?? [])]).toEqual([SHADES - 1, 0]);
});

test("columns are as fine as the screen, and not finer", () => {
  const found = levels(Array.from({ length: 60_000 }, () => 60));
  const view = new Viewport(600);
  view.resize(390, 500, 2);
  for (const scale of [600, 110, 50, 25, 5, 0.65]) {
    view.scale = scale;
    const step = levelFor(found, view)?.step ?? 0;
    expect(step * scale * view.ratio).toBeGreaterThanOrEqual(1);
    expect(step === 0.01 || (step / 2) * scale * view.ratio < 1).toBe(true);
  }
});

test("a glide is no leap", () => {
  const [frames] = levels([60, 61.5, 66]);
  expect(frames && leaps(frames, 0, 1)).toBe(false);
  expect(frames && leaps(frames, 1, 2)).toBe(true);
});

test("a song without singing has nothing to draw", () => {
  expect(levelFor(levels([]), new Viewport(10))?.low.length).toBe(0);
});
