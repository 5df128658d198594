import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Client } from "../api/client";
import { Song } from "./song";

/** A server of one finished song. Answers about chords wait until they are let go. */
let asked: string[] = [];
let waiting: (() => void)[] = [];
let song: Song;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", answer);
  [asked, waiting] = [[], []];
  song = new Song("1", new Client(() => null));
});

afterEach(() => {
  song.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function answer(path: string): Promise<Response> {
  asked.push(path);
  const query = new URLSearchParams(path.split("?")[1]);
  if (!path.includes("/chords")) return problem(404, "not_requested");
  await new Promise<void>((resolve) => waiting.push(resolve));
  return Response.json({ chords: [], named: `${query.get("transpose")} ${query.get("capo")}` });
}

function problem(status: number, code: string): Response {
  return Response.json({ error_code: code, detail: code }, { status });
}

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1000);
}

async function letGo(index: number): Promise<void> {
  waiting[index]?.();
  await settle();
}

const chordQuestions = () => asked.filter((path) => path.includes("/chords"));
const named = () => (song.chords.value as unknown as { named: string } | null)?.named;

test("chords are asked for once the reader settled", async () => {
  song.open();
  song.transpose.value = 1;
  song.transpose.value = 2;
  song.capo.value = 3;
  await settle();
  expect(chordQuestions()).toEqual(["/api/v1/jobs/1/chords?transpose=2&capo=3"]);
});

test("an octave has the names of none", async () => {
  song.open();
  song.transpose.value = -12;
  await settle();
  expect(chordQuestions()).toEqual(["/api/v1/jobs/1/chords?transpose=0&capo=0"]);
});

test("old names stay until the new are there, and a late answer does not bring them back", async () => {
  song.open();
  song.transpose.value = 1;
  await settle();
  await letGo(0);
  expect(named()).toBe("1 0");
  song.transpose.value = 2;
  await settle();
  song.transpose.value = 3;
  await settle();
  expect(named()).toBe("1 0");
  await letGo(2);
  await letGo(1);
  expect(named()).toBe("3 0");
});

test("a song that is not there is a problem, and not asked for again", async () => {
  song.open();
  await settle();
  expect(song.problem.value?.code).toBe("not_requested");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual(["/api/v1/jobs/1"]);
});
