import { expect, test } from "vitest";
import { lastAt, nearestTo, typicalStep } from "./lookup";

const TIMES = Float64Array.of(0.5, 1, 2, 4);

test("the last time that is not after another", () => {
  expect([0, 0.5, 0.9, 1, 3.9, 4, 99].map((seconds) => lastAt(TIMES, seconds))).toEqual([
    -1, 0, 0, 1, 2, 3, 3,
  ]);
  expect(lastAt([], 1)).toBe(-1);
});

test("the nearest time, at the ends too", () => {
  expect([-9, 1.4, 1.6, 2.9, 99].map((seconds) => nearestTo(TIMES, seconds))).toEqual([0.5, 1, 2, 2, 4]);
  expect(nearestTo([], 1)).toBeNull();
});

test("one long pause does not change the typical step", () => {
  expect(typicalStep([0, 1, 2, 3, 60])).toBe(1);
  expect(typicalStep([1])).toBe(0);
});
