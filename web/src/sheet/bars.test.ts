import { expect, test } from "vitest";
import type { Beats, Chords } from "../api/client";
import { type Bar, barsOf, placeAt } from "./bars";

function chords(edges: number[], names: string[]): Chords {
  const found = names.map((chord_name, number) => ({
    start_time: edges[number],
    end_time: edges[number + 1],
    chord_name,
  }));
  return { chords: found, duration: edges.at(-1), key_info: {} } as unknown as Chords;
}

function beats(times: number[], { first = 1, inBar = 4 } = {}): Beats {
  const found = times.map((time, number) => ({ time, position: ((first - 1 + number) % inBar) + 1 }));
  return { beats: found, tempo_bpm: 120, time_signature: `${inBar}/4`, job_id: "" };
}

const every = (seconds: number, count: number, from = 0) =>
  Array.from({ length: count }, (_, number) => from + seconds * number);

/** Bars as the text sheet prints them. */
const printed = (bars: Bar[]) => bars.map((bar) => bar.beats.map(({ name }) => name ?? ".").join(" "));

const CHORDS = chords([0, 1, 2.05, 4, 8, 12], ["C", "Am", "F", "G7", "C"]);
const BEATS = beats(every(0.5, 24));

test("a bar begins with its chord, and a chord that goes on is a dot", () => {
  const bars = barsOf(CHORDS, BEATS);
  expect(printed(bars)).toEqual(["C . Am .", "F . . .", "G7 . . .", "G7 . . .", "C . . .", "C . . ."]);
  expect(bars.map((bar) => bar.start)).toEqual([0, 2, 4, 6, 8, 10]);
  expect(bars.map((bar) => bar.startsLine)).toEqual([true, false, false, false, false, false]);
});

test("a pickup has a line of its own where something sounds", () => {
  const late = beats(every(0.5, 24), { first: 3 });
  const bars = barsOf(CHORDS, late);
  expect(printed(bars).slice(0, 3)).toEqual(["C .", "Am . F .", "F . G7 ."]);
  expect(bars.slice(0, 3).map((bar) => bar.startsLine)).toEqual([true, true, false]);
  expect(printed(barsOf(chords([0, 1, 12], ["N.C.", "C"]), late))[0]).toBe("C . . .");
});

test("without beats each chord has a bar", () => {
  for (const none of [null, beats([]), beats([1])])
    expect(printed(barsOf(CHORDS, none))).toEqual(["C", "Am", "F", "G7", "C"]);
});

test("chords before and behind the beats are there", () => {
  const found = chords([0, 2, 4, 12, 16, 20], ["Dm", "G7", "C", "F", "N.C."]);
  const bars = barsOf(found, beats(every(0.5, 16, 4)));
  expect(printed(bars)).toEqual(["Dm G7", "C . . .", "C . . .", "C . . .", "C . . .", "F N.C."]);
  expect(bars.filter((bar) => bar.startsLine).map((bar) => bar.start)).toEqual([0, 4, 12]);
});

test("three in a bar and equal neighbours", () => {
  const found = chords([0, 0.7, 1.5, 6], ["C", "C", "Dm7/C"]);
  expect(printed(barsOf(found, beats(every(0.5, 12), { inBar: 3 })))).toEqual([
    "C . .",
    "Dm7/C . .",
    "Dm7/C . .",
    "Dm7/C . .",
  ]);
});

test("a chord that comes a little early is on its beat", () => {
  const found = chords([0, 1.9, 4.1, 12], ["C", "F", "G"]);
  expect(printed(barsOf(found, BEATS)).slice(0, 3)).toEqual(["C . . .", "F . . .", "G . . ."]);
});

test("where nothing is played there is no sheet", () => {
  expect(barsOf(chords([0, 3], ["N.C."]), null)).toEqual([]);
});

test("every beat of a long song has its place", () => {
  const edges = [...every(1.7, 352), 600];
  const bars = barsOf(
    chords(
      edges,
      edges.slice(1).map((_, number) => (number % 2 ? "G" : "C")),
    ),
    beats(every(0.5, 1200)),
  );
  expect(bars.flatMap((bar) => bar.beats)).toHaveLength(1200);
});

test("the bar and the beat at a time", () => {
  const bars = barsOf(CHORDS, beats(every(0.5, 16, 1)));
  expect(placeAt(bars, 0.99)).toBe(-1);
  expect(placeAt(bars, 1)).toBe(0);
  expect(placeAt(bars, 3.2)).toBe(1);
  expect(placeAt(bars[1]?.beats ?? [], 3.6)).toBe(1);
  expect(placeAt(bars, 99)).toBe(-1);
});
