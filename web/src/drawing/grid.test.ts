import { expect, test } from "vitest";
import { everyOf, gridOf } from "./grid";

test("beats and the bars among them", () => {
  const grid = gridOf([
    { time: 0.5, position: 4 },
    { time: 1, position: 1 },
    { time: 1.5, position: 2 },
    { time: 2, position: 3 },
    { time: 2.5, position: 1 },
  ]);
  expect([...grid.bars]).toEqual([1, 2.5]);
  expect(grid.beatSeconds).toBe(0.5);
  expect(grid.barSeconds).toBe(1.5);
});

test("lines are thinned by powers of two, so that those that are left stay where they are", () => {
  expect([100, 44, 43, 20, 1].map((apart) => everyOf(apart, 44))).toEqual([1, 1, 2, 4, 64]);
  expect(everyOf(0, 44)).toBe(1);
});
