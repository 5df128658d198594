import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../api/problem";
import { Reader } from "./reader";
import { RATE } from "./samples";
import { Shelf } from "./shelf";
import type { SongPart, SongSource } from "./source";
import { Tape } from "./tape";

const PARTS = 30;
const SECONDS = 10;

/** A song of which every sample is its own number; a part comes when the test lets it come. */
class SlowSource implements SongSource {
  readonly stems = signal(["vocals", "drums"]);
  readonly seconds = signal(PARTS * SECONDS);
  readonly duration = signal(PARTS * SECONDS);
  readonly problem = signal(null);
  readonly loads = new Map<string, { come: () => void; fail: (error: Error) => void; stop: AbortSignal }>();

  part(at: number): SongPart | null {
    const start = Math.floor(at / SECONDS) * SECONDS;
    const stems = Object.fromEntries(this.stems.value.map((name) => [name, `${start}/${name}`]));
    return at < PARTS * SECONDS ? { start, end: start + SECONDS, stems } : null;
  }

  load(url: string, stop: AbortSignal): Promise<ArrayBuffer> {
    return new Promise((resolve, reject) => {
      const come = () => resolve(new Float64Array([Number.parseInt(url, 10)]).buffer);
      this.loads.set(url, { come, fail: reject, stop });
    });
  }

  /** Have all come that is being loaded. */
  async come(): Promise<void> {
    for (const { come } of this.loads.values()) come();
    this.loads.clear();
    await vi.advanceTimersByTimeAsync(0);
  }

  close(): void {}
}

async function decode(bytes: ArrayBuffer): Promise<AudioBuffer> {
  const start = (new Float64Array(bytes)[0] ?? 0) * RATE;
  const samples = Float32Array.from({ length: SECONDS * RATE }, (_, i) => start + i);
  return {
    numberOfChannels: 2,
    getChannelData: (side: number) => (side ? samples.map((s) => -s) : samples),
  } as AudioBuffer;
}

function songWithShelf(onChange: () => void = () => {}) {
  const source = new SlowSource();
  return { source, shelf: new Shelf(source, decode, onChange) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("the part that is heard first is loaded first, the next one after it", async () => {
  const { source, shelf } = songWithShelf();
  const spans = [{ from: 9 * RATE, count: 5 * RATE }];
  shelf.want(spans);
  expect([...source.loads.keys()]).toEqual(["0/vocals", "0/drums"]);
  await source.come();
  shelf.want(spans);
  expect([...source.loads.keys()]).toEqual(["10/vocals", "10/drums"]);
  await source.come();
  shelf.want(spans);
  expect(source.loads.size).toBe(0);
});

test("what is not wanted any more is given up", () => {
  const { source, shelf } = songWithShelf();
  shelf.want([{ from: 0, count: RATE }]);
  const given = source.loads.get("0/vocals");
  shelf.want([{ from: 100 * RATE, count: RATE }]);
  expect(given?.stop.aborted).toBe(true);
  expect(source.loads.get("100/vocals")?.stop.aborted).toBe(false);
});

test("the parts that were used last stay, as many as there is room for", async () => {
  const { source, shelf } = songWithShelf();
  const heard = [0, 10, 20, 0, 30, 40, 50, 0, 60, 70, 80, 0, 90];
  for (const second of heard) {
    shelf.want([{ from: second * RATE, count: 1 }]);
    await source.come();
  }
  const isHere = (second: number) => shelf.between(second * RATE, second * RATE + 1).length > 0;
  // 7 MB each, 64 MB in all.
  expect([...new Set(heard)].filter(isHere)).toEqual([0, 20, 30, 40, 50, 60, 70, 80, 90]);
});

test("a part that does not come is asked for again, and said to be missing after some tries", async () => {
  const onChange = vi.fn();
  const { source, shelf } = songWithShelf(onChange);
  const fail = async () => {
    shelf.want([{ from: 0, count: RATE }]);
    source.loads.get("0/vocals")?.fail(new Problem("unreachable", 0, ""));
    source.loads.clear();
    await vi.advanceTimersByTimeAsync(0);
    onChange.mockClear();
  };
  await fail();
  shelf.want([{ from: 0, count: RATE }]);
  expect(source.loads.size).toBe(0);
  await vi.advanceTimersByTimeAsync(1000);
  expect(onChange).toHaveBeenCalled();
  await fail();
  expect(shelf.problem.value).toBeNull();
  await vi.advanceTimersByTimeAsync(2000);
  await fail();
  expect(shelf.problem.value).toContain("does not answer");
  await vi.advanceTimersByTimeAsync(4000);
  shelf.want([{ from: 0, count: RATE }]);
  await source.come();
  expect(shelf.problem.value).toBeNull();
});

test("blocks are read over parts, loops and the ends of the song, or not at all", async () => {
  const { source, shelf } = songWithShelf();
  const loop = { start: 2 * RATE, end: 10 * RATE + 3 };
  const reader = new Reader(source, shelf, new Tape(10 * RATE - 2, loop), source.stems.value);
  shelf.want([{ from: 0, count: 1 }]);
  await source.come();
  expect(reader.ready({ from: 0, count: 8 })).toBe(2);
  expect(reader.read({ from: 0, count: 8 })).toBeNull();
  shelf.want([{ from: 10 * RATE, count: 1 }]);
  await source.come();
  const block = reader.read({ from: 0, count: 8 });
  const samples = [-2, -1, 0, 1, 2]
    .map((after) => 10 * RATE + after)
    .concat([0, 1, 2].map((after) => 2 * RATE + after));
  expect(block?.map((channel) => [...channel])).toEqual([
    samples,
    samples.map((s) => -s),
    samples,
    samples.map((s) => -s),
  ]);
});

test("silence is before the song, after it, and where nothing is known of the time before the tape", async () => {
  const { source, shelf } = songWithShelf();
  const read = (start: number, from: number) =>
    new Reader(source, shelf, new Tape(start, null), ["drums"])
      .read({ from, count: 4 })
      ?.map((side) => [...side]);
  shelf.want([{ from: 0, count: 1 }]);
  await source.come();
  expect(read(0, -2)).toEqual([
    [0, 0, 0, 1],
    [0, 0, -0, -1],
  ]);
  shelf.want([{ from: 299 * RATE, count: 1 }]);
  await source.come();
  const end = 300 * RATE;
  expect(read(end - 2, 0)?.[0]).toEqual([end - 2, end - 1, 0, 0].map(Math.fround));
  expect(read(290 * RATE, -2)?.[0]).toEqual([0, 0, 290 * RATE, 290 * RATE + 1]);
});
