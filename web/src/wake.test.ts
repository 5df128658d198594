import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { onHidden, patience, pause } from "./wake";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function isOver(waiting: Promise<void>): Promise<boolean> {
  return Promise.race([waiting.then(() => true), Promise.resolve().then(() => false)]);
}

test("a pause lasts as long as it should", async () => {
  const waiting = pause(2000);
  vi.advanceTimersByTime(1999);
  expect(await isOver(waiting)).toBe(false);
  vi.advanceTimersByTime(1);
  await waiting;
});

test("the network, a phone that wakes up, and a stop end it early", async () => {
  const forNetwork = pause(60_000);
  dispatchEvent(new Event("online"));
  await forNetwork;
  const asleep = pause(60_000);
  document.dispatchEvent(new Event("visibilitychange"));
  await asleep;
  const stop = new AbortController();
  const stopped = pause(60_000, stop.signal);
  stop.abort();
  await stopped;
  await pause(60_000, stop.signal);
  expect(vi.getTimerCount()).toBe(0);
});

test("going out of sight is told, coming back is not", () => {
  const stop = new AbortController();
  const told = vi.fn();
  onHidden(told, stop.signal);
  document.dispatchEvent(new Event("visibilitychange"));
  expect(told).not.toHaveBeenCalled();
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  document.dispatchEvent(new Event("visibilitychange"));
  stop.abort();
  document.dispatchEvent(new Event("visibilitychange"));
  hidden.mockRestore();
  expect(told).toHaveBeenCalledOnce();
});

test("tries come slower, but never rarer than four a minute", () => {
  expect([0, 1, 2, 3].map(patience)).toEqual([1000, 2000, 4000, 8000]);
  expect(patience(50)).toBe(15_000);
});
