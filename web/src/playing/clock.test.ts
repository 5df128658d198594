import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { HeardClock } from "./clock";
import { RATE } from "./samples";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

/** A context that makes 20 ms at a time, heard 0.15 s later. */
function contextOf(state = "running") {
  return { currentTime: 0, outputLatency: 0.15, baseLatency: 0.02, state } as AudioContext & {
    currentTime: number;
  };
}

/** What is said to be heard at each of so many frames that are drawn, in seconds. */
function heardWhile(context: ReturnType<typeof contextOf>, clock: HeardClock, frames: number): number[] {
  return Array.from({ length: frames }, () => {
    vi.advanceTimersByTime(16);
    const isRunning = context.state === "running";
    if (isRunning) context.currentTime = Math.floor(performance.now() / 20) / 50;
    return clock.heard() / RATE;
  });
}

test("it goes on evenly, though the context's own time goes on in steps", () => {
  const context = contextOf();
  const heard = heardWhile(context, new HeardClock(context), 300);
  const steps = heard.slice(1).map((at, frame) => at - (heard[frame] as number));
  expect(Math.max(...steps)).toBeLessThan(0.0175);
  expect(Math.min(...steps)).toBeGreaterThan(0.0145);
  expect(Math.abs((heard.at(-1) as number) - (context.currentTime - 0.15))).toBeLessThan(0.02);
});

test("while the context rests, it rests, and goes on with it", () => {
  const context = contextOf("suspended");
  const clock = new HeardClock(context);
  expect(new Set(heardWhile(context, clock, 50))).toEqual(new Set([-0.15]));
});

test("the first sample that is left is after those that are made at a time", () => {
  const context = contextOf();
  context.currentTime = 2;
  expect(new HeardClock(context).next()).toBe(Math.round(2.05 * RATE));
});
