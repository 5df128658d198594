import { expect, test } from "vitest";
import { Tape } from "./tape";

test("without a loop a tape goes on and on", () => {
  const tape = new Tape(1000, null);
  expect(tape.song(0)).toBe(1000);
  expect(tape.spans(500, 4000)).toEqual([{ from: 1500, count: 4000 }]);
});

test("before its start lies what the song has there", () => {
  expect(new Tape(1000, { start: 900, end: 2000 }).spans(-300, 400)).toEqual([{ from: 700, count: 400 }]);
});

test("at the end of a loop it goes on at its start, any number of times", () => {
  const tape = new Tape(80, { start: 50, end: 100 });
  expect(tape.spans(0, 130)).toEqual([
    { from: 80, count: 20 },
    { from: 50, count: 50 },
    { from: 50, count: 50 },
    { from: 50, count: 10 },
  ]);
  expect([19, 20, 69, 70, 119].map((at) => tape.song(at))).toEqual([99, 50, 99, 50, 99]);
  expect(tape.song(20.5)).toBe(50.5);
});

test("the spans of any pieces join to those of the whole", () => {
  const tape = new Tape(7, { start: 3, end: 14 });
  const samples = (at: number, count: number) =>
    tape.spans(at, count).flatMap((span) => Array.from({ length: span.count }, (_, i) => span.from + i));
  expect([...samples(0, 5), ...samples(5, 11), ...samples(16, 34)]).toEqual(samples(0, 50));
  expect(samples(0, 50)).toEqual(Array.from({ length: 50 }, (_, at) => tape.song(at)));
});

test("a loop that ends before the start is never reached, one after it is", () => {
  expect(new Tape(100, { start: 50, end: 100 }).spans(0, 500)).toEqual([{ from: 100, count: 500 }]);
  expect(new Tape(0, { start: 50, end: 100 }).spans(0, 120)).toEqual([
    { from: 0, count: 100 },
    { from: 50, count: 20 },
  ]);
});
