import { beforeEach, expect, test } from "vitest";
import { language } from "../words";
import { dayOf } from "./day";

const NOW = new Date(2026, 2, 1, 0, 30);

beforeEach(() => {
  language.value = "de";
});

test("today is a time, yesterday a word, and all before a day", () => {
  expect(dayOf(new Date(2026, 2, 1, 0, 5), NOW)).toBe("Heute 00:05");
  expect(dayOf(new Date(2026, 1, 28, 23, 59), NOW)).toBe("Gestern");
  expect(dayOf(new Date(2026, 1, 28, 0, 0), NOW)).toBe("Gestern");
  expect(dayOf(new Date(2026, 1, 27, 23, 59), NOW)).toBe("27.02.2026");
});
