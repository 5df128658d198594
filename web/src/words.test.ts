import { expect, test } from "vitest";
import { LANGUAGES, language, preferred, t } from "./words";
import words from "./words.json";

const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();

test("the first language that the page speaks is taken, else English", () => {
  expect(preferred(["fr-FR", "de-AT", "en"])).toBe("de");
  expect(preferred(["fr"])).toBe("en");
});

test("every sentence is there in every language, with the same values in it", () => {
  for (const [name, said] of Object.entries(words)) {
    expect(Object.keys(said).sort(), name).toEqual([...LANGUAGES].sort());
    for (const text of Object.values(said)) {
      expect(text.trim(), name).toBe(text);
      expect(text, name).not.toBe("");
      expect(names(text), name).toEqual(names(said.en));
    }
  }
});

test("values are filled in", () => {
  language.value = "en";
  expect(t("app.failed", { detail: "no room" })).toBe("That did not work: no room");
});
