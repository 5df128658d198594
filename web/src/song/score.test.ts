import { expect, test } from "vitest";
import type { Chords } from "../api/client";
import { pitchClass, ribbonOf } from "./score";

function songOf(tonic: string, ...labels: string[]): Chords {
  return {
    job_id: "",
    chords: labels.map((label, index) => {
      const [root = "", quality = ""] = label.split(":");
      const times = { start_time: index, end_time: index + 1, duration: 1, confidence: 1 };
      return { ...times, chord_label: label, root, quality, bass: root, chord_name: `name of ${label}` };
    }),
    duration: labels.length,
    sample_rate: 44100,
    tempo_bpm: 120,
    key_info: { key: `${tonic} major`, tonic, mode: "major", confidence: 1 },
    num_chords: labels.length,
  };
}

const fifths = (song: Chords) => ribbonOf(song, () => 1).chords.map((chord) => chord.fifths);

test("pitch classes", () => {
  expect(["C", "F#", "Bb", "Cb", "B#", "Ebb"].map(pitchClass)).toEqual([0, 6, 10, -1, 12, 2]);
});

test("colours are seen from the key: transposed, they stay", () => {
  expect(fifths(songOf("C", "C:maj", "G:maj", "D:min", "F:maj"))).toEqual([0, 1, 2, 11]);
  expect(fifths(songOf("E", "E:maj", "B:maj", "F#:min", "A:maj"))).toEqual([0, 1, 2, 11]);
});

test("names are the server's; where no chord sounds there is none", () => {
  const { chords } = ribbonOf(songOf("C", "A:min7", "N"), (name) => name.length);
  expect(chords.map(({ name }) => name)).toEqual(["name of A:min7", ""]);
  expect(chords.map(({ isMinor }) => isMinor)).toEqual([true, false]);
});
