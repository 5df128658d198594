import { beforeEach, expect, test } from "vitest";
import { language } from "../words";
import { detailOf, factsOf, isQuick, stateOf, timeLeft } from "./state";

const WAITS = {
  status: "queued",
  stage: null,
  error_code: null,
  error_message: null,
  message: "Waiting for its turn.",
  queue_position: 3,
} as const;

beforeEach(() => {
  language.value = "en";
});

test("the time left is as exact as anyone knows it", () => {
  expect([null, 0, 59, 60, 119, 150, 3540].map(timeLeft)).toEqual([
    "",
    "less than a minute left",
    "less than a minute left",
    "about 1 min left",
    "about 2 min left",
    "about 3 min left",
    "about 59 min left",
  ]);
  expect(timeLeft(3590)).toBe("about 1 h 0 min left");
  expect(timeLeft(2 * 3600 + 25 * 60)).toBe("about 2 h 25 min left");
});

test("what waits says its place, and why where the queue is paused", () => {
  expect(stateOf(WAITS)).toBe("Waiting, number 3");
  expect(stateOf({ ...WAITS, queue_position: 1 })).toBe("Next in the queue");
  expect(stateOf({ ...WAITS, queue_position: null })).toBe("Waiting");
  expect(stateOf({ ...WAITS, message: "Waiting: the queue is paused." })).toBe(
    "Waiting: the queue is paused",
  );
});

test("what is in work says its stage, what ended how", () => {
  const works = { ...WAITS, status: "processing", queue_position: null } as const;
  expect(stateOf({ ...works, stage: "separation" })).toBe("Separating the stems");
  expect(stateOf({ ...works, stage: "transcription" })).toBe("Transcribing the singing");
  expect(stateOf({ ...works, stage: "chords" })).toBe("Finding beats, key and chords");
  expect(stateOf(works)).toBe("Beginning");
  const writes = { ...works, stage: "chords", message: "Encoding the stems: 81%." } as const;
  expect([stateOf(writes), detailOf(writes)]).toEqual(["Writing the stems", ""]);
  expect(stateOf({ ...works, status: "completed" })).toBe("Ready");
  expect(stateOf({ ...works, status: "failed", error_code: "cancelled" })).toBe("Cancelled");
  expect(stateOf({ ...works, status: "failed", error_code: "invalid_audio" })).toBe("Failed");
});

test("only what is special is told beyond the state", () => {
  expect(detailOf(WAITS)).toBe("");
  expect(detailOf({ ...WAITS, message: "The disk is full." })).toBe("The disk is full.");
  const failed = { ...WAITS, status: "failed", message: "x", error_message: "No model is here." } as const;
  expect(detailOf({ ...failed, error_code: "internal_error" })).toBe("No model is here.");
  expect(detailOf({ ...failed, error_code: "cancelled" })).toBe("");
  const ready = { ...WAITS, status: "completed" } as const;
  expect(detailOf({ ...ready, message: "Ready: this song had been analysed before." })).toBe("");
  const why = "Cancelled. The earlier results stay.";
  expect(detailOf({ ...ready, message: why })).toBe(why);
});

test("what was found stands in a line, without what was not", () => {
  expect(factsOf({ duration: 187.4, tempo_bpm: 83.6, key: "Eb major" })).toBe("3:07 · 84 BPM · E♭ major");
  expect(factsOf({ duration: 0, tempo_bpm: 0, key: null })).toBe("");
  language.value = "de";
  expect(factsOf({ duration: 3723, tempo_bpm: 0, key: "F# minor" })).toBe("1:02:03 · F♯-Moll");
});

test("only finished songs of the quick engine can be better", () => {
  const engines = { separator: "spleeter", pitch: null, chords: null, beats: null };
  expect(isQuick({ status: "completed", engines })).toBe(true);
  expect(isQuick({ status: "failed", engines })).toBe(false);
  expect(isQuick({ status: "completed", engines: { ...engines, separator: "htdemucs" } })).toBe(false);
});
