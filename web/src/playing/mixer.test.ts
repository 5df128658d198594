import { expect, test } from "vitest";
import { Mixer, type StemStrip } from "./mixer";

function mixerOf(...names: string[]): { mixer: Mixer; strip: (name: string) => StemStrip } {
  const mixer = new Mixer();
  mixer.show(names);
  const strip = (name: string) => mixer.stems.value.find((each) => each.name === name) as StemStrip;
  return { mixer, strip };
}

test("every stem is heard as it is in the song", () => {
  const { mixer } = mixerOf("vocals", "drums");
  expect([mixer.gain("vocals"), mixer.gain("drums"), mixer.clickGain]).toEqual([1, 1, 0]);
});

test("where one is solo, others are silent; one that is muted always is", () => {
  const { mixer, strip } = mixerOf("vocals", "drums", "bass");
  strip("drums").volume.value = 0.5;
  strip("drums").solo.value = true;
  expect(["vocals", "drums", "bass"].map((name) => mixer.gain(name))).toEqual([0, 0.5, 0]);
  strip("drums").muted.value = true;
  expect(mixer.gain("drums")).toBe(0);
});

test("stems that stay keep how they are set", () => {
  const { mixer, strip } = mixerOf("vocals", "other");
  strip("vocals").muted.value = true;
  mixer.show(["vocals", "guitar", "other"]);
  expect(mixer.stems.value.map(({ name }) => name)).toEqual(["vocals", "guitar", "other"]);
  expect([mixer.gain("vocals"), mixer.gain("guitar")]).toEqual([0, 1]);
});
