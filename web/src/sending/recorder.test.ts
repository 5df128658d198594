import { expect, test } from "vitest";
import { fileNameOf, levelOf } from "./recorder";

test("silence is no level, a full tone nearly all of it, and 30 dB less half as much", () => {
  const tone = Float32Array.from({ length: 2048 }, (_, index) => Math.sin(index / 5));
  expect(levelOf(new Float32Array(2048))).toBe(0);
  expect(levelOf(tone)).toBeGreaterThan(0.94);
  expect(levelOf(tone) - levelOf(tone.map((sample) => sample * 10 ** (-30 / 20)))).toBeCloseTo(0.5, 2);
});

test("a file is called after its title, with an ending that fits", () => {
  expect(fileNameOf("Take 3", "audio/webm;codecs=opus")).toBe("Take 3.webm");
  expect(fileNameOf("1/2", "audio/mp4")).toBe("1-2.m4a");
});
