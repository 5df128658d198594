import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Client, type Job, type Status } from "../api/client";
import { joined, Songs } from "./songs";

/** What the server has, newest first; and what was asked of it. */
let jobs: Job[] = [];
let asked: string[] = [];
let seen: Job[] = [];
const matters = new Set<string>();

const job = (number: number, more: Partial<Job> = {}): Job => ({
  id: `job-${number}`,
  job_id: `job-${number}`,
  status: "completed",
  stage: null,
  progress: 100,
  created_at: "2026-01-31T12:00:00.000Z",
  started_at: null,
  completed_at: null,
  error_message: null,
  error_code: null,
  message: "Ready.",
  input_filename: `${number}.mp3`,
  display_name: `Song ${number}`,
  keep: false,
  file_size: 1,
  duration: 1,
  tempo_bpm: 0,
  key: null,
  num_frames: 0,
  num_chords: 0,
  processing_time: 0,
  queue_position: null,
  eta_seconds: null,
  device: null,
  engines: { separator: null, pitch: null, chords: null, beats: null },
  corrections: {},
  ...more,
});

function answer(path: string): Response {
  asked.push(path);
  const { pathname, searchParams } = new URL(path, "http://here");
  if (!pathname.endsWith("/jobs")) {
    const found = jobs.find(({ id }) => pathname.endsWith(id));
    return found ? Response.json(found) : Response.json({ error_code: "job_not_found" }, { status: 404 });
  }
  const matching = jobs.filter(({ display_name }) => display_name.includes(searchParams.get("q") ?? ""));
  const [limit, offset] = [Number(searchParams.get("limit")), Number(searchParams.get("offset"))];
  return Response.json({
    jobs: matching.slice(offset, offset + limit),
    total: matching.length,
    limit,
    offset,
  });
}

const listed = () => songs.shown.value.map(({ id }) => id);
let songs: Songs;

beforeEach(() => {
  [asked, seen] = [[], []];
  jobs = Array.from({ length: 250 }, (_, index) => job(250 - index));
  matters.clear();
  vi.stubGlobal("fetch", async (path: string) => answer(path));
  const watcher = { ids: { value: matters }, saw: (one: Job) => seen.push(one), lost: () => {} };
  songs = new Songs(new Client(() => null), watcher as never);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("songs come in parts, until all are there", async () => {
  songs.refresh();
  await vi.waitFor(() => expect(songs.shown.value).toHaveLength(100));
  songs.more();
  songs.more();
  await vi.waitFor(() => expect(songs.shown.value).toHaveLength(200));
  songs.more();
  await vi.waitFor(() => expect(listed()).toEqual(jobs.map(({ id }) => id)));
  songs.more();
  expect(asked).toHaveLength(3);
});

test("a new song comes to the top, and a deleted one goes, without losing the place", async () => {
  songs.refresh();
  songs.more();
  await vi.waitFor(() => expect(songs.shown.value).toHaveLength(100));
  songs.more();
  await vi.waitFor(() => expect(songs.shown.value).toHaveLength(200));
  jobs = [job(251, { status: "queued" }), ...jobs.filter(({ id }) => id !== "job-240")];
  songs.hear(job(251, { status: "queued" }) as Status);
  await vi.waitFor(() => expect(listed()[0]).toBe("job-251"));
  expect(listed()).toEqual(jobs.slice(0, 200).map(({ id }) => id));
});

test("a status changes its song in place, and one that ended is read anew", async () => {
  jobs[0] = job(250, { status: "processing", progress: 10 });
  songs.refresh();
  await vi.waitFor(() => expect(songs.shown.value).toHaveLength(100));
  const [first] = songs.shown.value;
  songs.hear({ ...job(250), status: "processing", progress: 50 } as Status);
  expect(first?.job.value).toMatchObject({ progress: 50, display_name: "Song 250" });
  jobs[0] = job(250, { key: "D major" });
  songs.hear(job(250) as Status);
  await vi.waitFor(() => expect(first?.job.value.key).toBe("D major"));
  expect(songs.shown.value[0]).toBe(first);
});

test("of songs that are not listed only those that matter are read, and none twice for its status", async () => {
  songs.refresh();
  await vi.waitFor(() => expect(songs.shown.value).toHaveLength(100));
  asked = [];
  matters.add("job-1");
  songs.hear(job(1) as Status);
  songs.hear({ ...job(2), status: "processing" } as Status);
  songs.hear({ ...job(2), status: "processing" } as Status);
  await vi.waitFor(() => expect(seen.at(-1)?.id).toBeDefined());
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(asked.filter((path) => path.endsWith("/jobs/job-1"))).toHaveLength(1);
  expect(asked.some((path) => path.endsWith("job-2"))).toBe(false);
});

test("a search shows what matches, and only that", async () => {
  songs.refresh();
  songs.search("Song 24");
  await vi.waitFor(() => expect(songs.total.value).toBe(11));
  expect(listed()).toContain("job-24");
  songs.search("");
  await vi.waitFor(() => expect(songs.shown.value).toHaveLength(100));
});

test("what the server says is told where the list cannot be read", async () => {
  vi.stubGlobal("fetch", async () => Response.json({ detail: "Not now." }, { status: 503 }));
  songs.refresh();
  await vi.waitFor(() => expect(songs.problem.value).toBe("Not now."));
});

test("where new and old songs do not meet, the old ones are forgotten", () => {
  expect(joined([5, 4, 3], [4, 3, 2, 1])).toEqual([5, 4, 3, 2, 1]);
  expect(joined([9, 8], [4, 3])).toEqual([9, 8]);
  expect(joined([], [4, 3])).toEqual([]);
});
