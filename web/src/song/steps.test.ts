import { expect, test } from "vitest";
import { gridOf } from "../drawing/grid";
import { barAndBeat, barFrom, beatFrom, loopFrom, speedFrom } from "./steps";

/** Half a second a beat from 0.5 s on, bars of three, the first beat is a pickup. */
const grid = gridOf(
  Array.from({ length: 31 }, (_, beat) => ({ time: 0.5 + beat / 2, position: ((beat + 2) % 3) + 1 })),
);
const WHERE = { grid, duration: 16 };
const NO_BEATS = { grid: gridOf([]), duration: 16 };

test("from beat to beat", () => {
  expect(beatFrom(2.1, 1, WHERE)).toBe(2.5);
  expect(beatFrom(2.1, -1, WHERE)).toBe(2);
  expect(beatFrom(2.0, -1, WHERE)).toBe(1.5);
  expect(beatFrom(2.49, 1, WHERE)).toBe(3);
});

test("while it plays, a step back soon after a beat leads to the one before", () => {
  expect(beatFrom(2.3, -1, { ...WHERE, slack: 0.4 })).toBe(1.5);
});

test("from bar to bar, and to the song's ends", () => {
  expect(barFrom(1.2, 1, WHERE)).toBe(2.5);
  expect(barFrom(2.6, -1, WHERE)).toBe(2.5);
  expect(barFrom(0.7, -1, WHERE)).toBe(0);
  expect(beatFrom(15.9, 1, WHERE)).toBe(16);
});

test("without beats, seconds are steps, within the song", () => {
  expect(beatFrom(3, 1, NO_BEATS)).toBe(4);
  expect(barFrom(3, -1, NO_BEATS)).toBe(0);
  expect(barFrom(15, 1, NO_BEATS)).toBe(16);
});

test("bars are counted from the first downbeat", () => {
  expect(barAndBeat(0, grid)).toBeNull();
  expect(barAndBeat(1, grid)).toEqual({ bar: 1, beat: 1 });
  expect(barAndBeat(3, grid)).toEqual({ bar: 1, beat: 3 });
  expect(barAndBeat(4, grid)).toEqual({ bar: 2, beat: 1 });
  expect(barAndBeat(-1, grid)).toBeNull();
});

test("a loop has four bars from the one that is heard, or what is left of the song", () => {
  expect(loopFrom(2.9, WHERE)).toEqual({ start: 2.5, end: 8.5 });
  expect(loopFrom(14, WHERE)).toEqual({ start: 13, end: 16 });
  expect(loopFrom(3, NO_BEATS)).toEqual({ start: 3, end: 11 });
  expect(loopFrom(15, NO_BEATS)).toEqual({ start: 8, end: 16 });
});

test("speeds have ends", () => {
  expect(speedFrom(1, 1)).toBe(1.05);
  expect(speedFrom(1, -1)).toBe(0.95);
  expect(speedFrom(2, 1)).toBe(2);
  expect(speedFrom(0.25, -1)).toBe(0.25);
});
