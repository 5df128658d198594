import { beforeEach, expect, test } from "vitest";
import type { StemList } from "../api/client";
import { language } from "../words";
import { nameIn } from "./handing";
import { dataOffers, mixOffers, noteOffers, stemOffers, type Wanted } from "./offers";

const stems = ["vocals", "drums", "bass", "other", "instrumental", "original"].map((name) => ({
  name,
  size_bytes: 1000,
})) as StemList["stems"];
const wanted: Wanted = {
  song: "Tide",
  stems,
  format: "mp3",
  transpose: 0,
  capo: 0,
  has: { chords: true, singing: true },
};

beforeEach(() => {
  language.value = "en";
});

test("every stem in the format that is chosen, and the whole song", () => {
  const flac = stemOffers({ ...wanted, format: "flac" });
  expect(flac.map(({ label }) => label)).toEqual(["Vocals", "Drums", "Bass", "Other", "The whole song"]);
  expect(flac[1]).toMatchObject({ path: "stems/drums?format=flac", name: "Tide - drums.flac" });
  expect(flac[1]?.bytes).toBeUndefined();
  expect(stemOffers(wanted)[1]?.bytes).toBe(1000);
});

test("mixes without each of the separated stems; the instrumental is there already", () => {
  const paths = mixOffers({ ...wanted, format: "wav" }).map(({ path }) => path);
  expect(paths).toEqual([
    "stems/instrumental?format=wav",
    "mixes/without/drums?format=wav",
    "mixes/without/bass?format=wav",
    "mixes/without/other?format=wav",
  ]);
  expect(mixOffers({ ...wanted, stems: [] })).toEqual([]);
});

test("the sheet is as it is read", () => {
  const [midi, sheet] = noteOffers({ ...wanted, transpose: -3, capo: 2 });
  expect(midi?.path).toBe("notes?format=midi");
  expect(sheet?.path).toBe("chords?format=txt&transpose=-3&capo=2");
  expect(sheet?.label).toBe("Chord sheet as text, transposed −3, capo 2");
});

test("an octave higher the chords are called the same", () => {
  expect(noteOffers({ ...wanted, transpose: 12 })[1]?.path).toContain("transpose=0&");
  expect(noteOffers({ ...wanted, transpose: -12 })[1]?.path).toMatch(/transpose=-?0&/);
});

test("what was not looked for is not offered", () => {
  const offered = { ...wanted, has: { chords: false, singing: false } };
  expect(noteOffers(offered)).toEqual([]);
  expect(dataOffers(offered).map(({ path }) => path)).toEqual(["results"]);
});

test("the server names the file, in any script", () => {
  expect(nameIn('attachment; filename="Tide.mid"')).toBe("Tide.mid");
  expect(nameIn("attachment; filename=\"____.mid\"; filename*=UTF-8''%D0%9B%D1%91%D0%B4.mid")).toBe(
    "Лёд.mid",
  );
  expect(nameIn(null)).toBeNull();
});
