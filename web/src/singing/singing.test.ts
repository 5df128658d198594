import { expect, test } from "vitest";
import type { PitchTrack } from "../drawing/pitch";
import type { Note } from "../song/song";
import { centsAbove, midiOf, noteName } from "./cents";
import { Ear } from "./ear";
import { centsFrom, noteAt } from "./melody";
import { Take } from "./take";

const HOP = 0.01;
const STEP = 0.02;

/** A melody of one second for each of these pitches; null is a rest. */
function melodyOf(...pitches: (number | null)[]): PitchTrack {
  const midi = Float32Array.from({ length: pitches.length * 100 }, (_, frame) => {
    return pitches[Math.floor(frame / 100)] ?? Number.NaN;
  });
  return { hop: HOP, midi, confidence: midi.map(() => 1) };
}

/** Sing from one second to another. */
function sing(take: Take, start: number, end: number, midi: number | null): void {
  const steps = Math.round((end - start) / STEP);
  for (let step = 0; step < steps; step++) take.hear(start + step * STEP, start + (step + 1) * STEP, midi);
}

function tone(hertz: number, rate: number, length: number, level = 0.3): Float32Array {
  return Float32Array.from({ length }, (_, sample) => {
    const phase = (2 * Math.PI * hertz * sample) / rate;
    return level * (0.5 * Math.sin(phase) + 0.35 * Math.sin(2 * phase) + 0.15 * Math.sin(3 * phase));
  });
}

test("pitches of frequencies, and their names", () => {
  expect(midiOf(440)).toBe(69);
  expect(midiOf(220)).toBe(57);
  expect(noteName(60)).toBe("C4");
  expect(noteName(58.6)).toBe("B3");
  expect(noteName(70)).toBe("B♭4");
});

test("cents are counted in the nearest octave", () => {
  expect(centsAbove(69.25, 69)).toBeCloseTo(25);
  expect(centsAbove(57.25, 69)).toBeCloseTo(25);
  expect(centsAbove(80.5, 69)).toBeCloseTo(-50);
  expect(centsAbove(62, 69)).toBeCloseTo(500);
});

test.each([44100, 48000, 16000, 96000])("the ear hears every voice to a few cents at %i Hz", (rate) => {
  const ear = new Ear(rate);
  for (const hertz of [82.4, 110, 196.5, 220, 329.6, 440, 698.5, 1046.5])
    expect((ear.pitch(tone(hertz, rate, ear.window)) ?? 0) - midiOf(hertz)).toBeCloseTo(0, 1);
});

test("what is no voice has no pitch", () => {
  const ear = new Ear(48000);
  let state = 1;
  const noise = Float32Array.from({ length: ear.window }, () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647 - 0.5;
  });
  expect(ear.pitch(noise)).toBeNull();
  expect(ear.pitch(new Float32Array(ear.window))).toBeNull();
  expect(ear.pitch(tone(220, 48000, ear.window, 0.001))).toBeNull();
  expect(ear.pitch(tone(30, 48000, ear.window))).toBeNull();
});

test("the note of a time", () => {
  const notes = [
    { onset: 1, offset: 2, midi_pitch: 60 },
    { onset: 2.5, offset: 3, midi_pitch: 62 },
  ] as Note[];
  expect([0.5, 1, 1.99, 2.2, 2.5, 9].map((time) => noteAt(notes, time)?.midi_pitch ?? null)).toEqual([
    null,
    60,
    60,
    null,
    62,
    null,
  ]);
});

test("the melody is compared with what is sung at about that time", () => {
  const melody = melodyOf(60, 64, null);
  expect(centsFrom(melody, 0.5, 60.2)).toBeCloseTo(20);
  expect(centsFrom(melody, 1.03, 60.2)).toBeCloseTo(20);
  expect(centsFrom(melody, 1.5, 52.1)).toBeCloseTo(10);
  expect(centsFrom(melody, 2.5, 64)).toBeNull();
  expect(centsFrom(melody, 99, 64)).toBeNull();
});

test("the score is the part of the melody that was sung within 50 cents", () => {
  const take = new Take(melodyOf(60, null, 64, 67));
  expect(take.score).toBeNull();
  sing(take, 0, 1, 60.4);
  sing(take, 1, 2, 71);
  expect(take.score).toBeCloseTo(1, 1);
  sing(take, 2, 3, 64.7);
  sing(take, 3, 3.5, null);
  expect(take.score).toBeCloseTo(100 / 249, 1);
});

test("an octave lower is as good, and is drawn where the melody is", () => {
  const take = new Take(melodyOf(72, null));
  sing(take, 0, 1.5, 60.3);
  expect(take.score).toBe(1);
  expect(take.points).toHaveLength(75);
  for (const point of take.points) expect(point.midi).toBeCloseTo(72.3);
  expect(take.points[10]?.cents).toBeCloseTo(30);
  expect(take.points.at(-1)?.cents).toBeNull();
});

test("what is sung again takes the place of what was there, in order of time", () => {
  const take = new Take(melodyOf(60, 60));
  sing(take, 0, 2, 60.9);
  expect(take.score).toBe(0);
  sing(take, 0.5, 1, 60);
  expect(take.score).toBeCloseTo(0.25, 1);
  const times = take.points.map((point) => point.time);
  expect(times).toEqual([...times].sort((one, other) => one - other));
  expect(times).toHaveLength(100);
  expect(take.points[30]?.cents).toBeCloseTo(0);
  sing(take, 0.5, 1, null);
  expect(take.points).toHaveLength(75);
});

test("a take does not grow for ever", () => {
  const take = new Take(melodyOf(60));
  for (let time = 0; time < 4000; time += STEP) take.hear(time, time + STEP, 60);
  expect(take.points.length).toBeLessThanOrEqual(65_536);
  expect(take.points.at(-1)?.time).toBeCloseTo(4000, 1);
});
