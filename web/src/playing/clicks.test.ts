import { expect, test } from "vitest";
import { clicksIn } from "./clicks";
import { RATE } from "./samples";

const beats = [0.5, 1, 1.5, 2].map((time, beat) => ({ time, position: (beat % 2) + 1 }));

test("clicks are the beats of each span, counted from the first", () => {
  const spans = [
    { from: 0.9 * RATE, count: 8820 },
    { from: 0.5 * RATE, count: 44_100 },
  ];
  expect(clicksIn(spans, beats)).toEqual([
    { after: 4410, isDownbeat: false },
    { after: 8820, isDownbeat: true },
    { after: 8820 + 22_050, isDownbeat: false },
  ]);
});

test("pieces that follow each other have every beat once", () => {
  const count = (from: number, until: number) => clicksIn([{ from, count: until - from }], beats).length;
  expect(count(0, 22_050) + count(22_050, 22_051) + count(22_051, 100_000)).toBe(beats.length);
});
