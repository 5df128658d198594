import { expect, test } from "vitest";
import { language } from "../words";
import { clock, clockWithTenth, signed, sizeOf } from "./written";

test("lengths carry over", () => {
  expect([0, 59.4, 59.6, 245, 3599.7, 3661].map(clock)).toEqual([
    "0:00",
    "0:59",
    "1:00",
    "4:05",
    "1:00:00",
    "1:01:01",
  ]);
});

test("a place with its tenth is one that was reached", () => {
  expect([0, 0.3, 7.99, 83.1].map(clockWithTenth)).toEqual(["0:00.0", "0:00.3", "0:07.9", "1:23.1"]);
});

test("semitones with their sign", () => {
  expect([-3, 0, 2].map(signed)).toEqual(["−3", "0", "+2"]);
});

test("sizes are in few digits, as the reader writes them", () => {
  language.value = "en";
  expect([900, 6715, 1_003_146, 84_672_044, 1_250_000_000].map(sizeOf)).toEqual([
    "900 B",
    "6.7 kB",
    "1 MB",
    "85 MB",
    "1.3 GB",
  ]);
  language.value = "de";
  expect(sizeOf(1_250_000)).toBe("1,3 MB");
});
