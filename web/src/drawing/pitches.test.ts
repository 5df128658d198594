import { expect, test } from "vitest";
import { isBlack, nameOfC, rowsIn, scaleOf, transposed } from "./pitches";

const trackOf = (midi: number[]) => ({
  hop: 0.01,
  midi: Float32Array.from(midi),
  confidence: new Float32Array(midi.length),
});

test("all that is sung has a row, with room above and below", () => {
  const scale = scaleOf(trackOf([48, 60, 75.4, Number.NaN]));
  expect(scale.low).toBeLessThan(48);
  expect(scale.high).toBeGreaterThan(76);
});

test("a slip of the tracker makes no room for itself", () => {
  const steady = Array.from({ length: 1000 }, () => 60);
  expect(scaleOf(trackOf([...steady, 96]))).toEqual(scaleOf(trackOf(steady)));
});

test("a song of one note is no cliff, and one of none has a middle", () => {
  expect(rowsIn(scaleOf(trackOf([60])))).toBe(20);
  const { low, high } = scaleOf(null);
  expect((low + high) / 2).toBeCloseTo(60, 0);
});

test("keys", () => {
  expect([60, 61, 64, 65, 70].map(isBlack)).toEqual([false, true, false, false, true]);
  expect(nameOfC(60)).toBe("C4");
  expect(transposed({ low: 50, high: 70 }, -2)).toEqual({ low: 48, high: 68 });
});
