import { expect, test } from "vitest";
import { chordAfter, chordAt, type Ribbon } from "./ribbon";

function ribbonOf(...chords: [start: number, end: number, name: string][]): Ribbon {
  return {
    starts: Float64Array.from(chords, ([start]) => start),
    chords: chords.map(([start, end, name]) => ({ start, end, name, fifths: 0, isMinor: false, width: 1 })),
  };
}

const RIBBON = ribbonOf([0, 2, "Am"], [2, 3, ""], [3, 4, "Am"], [4, 6, "F"]);

test("the chord that sounds", () => {
  expect([-1, 0, 1.9, 2, 5.9, 6].map((seconds) => chordAt(RIBBON, seconds))).toEqual([-1, 0, 0, 1, 3, -1]);
});

test("the next chord is another one, behind silence and the same again", () => {
  expect(chordAfter(RIBBON, 0)?.name).toBe("F");
  expect(chordAfter(RIBBON, 3)).toBeUndefined();
  expect(chordAfter(RIBBON, -1)?.name).toBe("Am");
});
