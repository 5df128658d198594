import { expect, test } from "vitest";
import { Timeline } from "./timeline";

test("blocks follow each other without a gap, from the first moment that is left", () => {
  const timeline = new Timeline(1, null);
  expect(timeline.place(100, 5000)).toEqual({ at: 5000, skipped: 0 });
  expect(timeline.place(100, 5010)).toEqual({ at: 5100, skipped: 0 });
  expect(timeline.end).toBe(5200);
});

test("what is heard is what was placed there, and nothing before or after it", () => {
  const timeline = new Timeline(0.5, null);
  expect(timeline.tapeAt(5050)).toBe(0);
  timeline.place(100, 5000);
  expect([4000, 5000, 5050, 5100, 6000].map((clock) => timeline.tapeAt(clock))).toEqual([0, 0, 25, 50, 50]);
  expect(timeline.clockAt(25)).toBe(5050);
  expect(timeline.tapeEnd).toBe(50);
});

test("after a block that came too late everything is as late", () => {
  const timeline = new Timeline(1, null);
  timeline.place(100, 5000);
  expect(timeline.place(100, 5300)).toEqual({ at: 5300, skipped: 0 });
  expect(timeline.place(100, 5301)).toEqual({ at: 5400, skipped: 0 });
  expect(timeline.tapeAt(5310)).toBe(110);
});

test("one that takes over begins when it should", () => {
  const timeline = new Timeline(2, 7000);
  expect(timeline.place(100, 6500)).toEqual({ at: 7000, skipped: 0 });
  expect(timeline.tapeAt(7010)).toBe(20);
});

test("one that takes over too late leaves out what it missed, and is in time", () => {
  const timeline = new Timeline(1, 7000);
  timeline.place(100, 7130);
  expect(timeline.isSilent).toBe(true);
  expect(timeline.place(100, 7140)).toEqual({ at: 7140, skipped: 40 });
  expect(timeline.place(100, 7141)).toEqual({ at: 7200, skipped: 0 });
  expect(timeline.tapeAt(7150)).toBe(150);
  expect(timeline.place(100, 7900)).toEqual({ at: 7900, skipped: 0 });
});
