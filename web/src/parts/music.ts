/** What stems, keys and tempos are called. */

import { t, type Word } from "../words";

const STEMS: Record<string, Word> = {
  vocals: "music.vocals",
  drums: "music.drums",
  bass: "music.bass",
  other: "music.other",
  guitar: "music.guitar",
  piano: "music.piano",
};

export function stemName(stem: string): string {
  const word = STEMS[stem];
  return word ? t(word) : stem;
}

/** `E♭ major` for `Eb major`. */
export function keyName(key: string): string {
  const [tonic = "", mode] = key.split(" ");
  const printed = tonic.replace("#", "♯").replace("b", "♭");
  return t(mode === "minor" ? "music.minor" : "music.major", { tonic: printed });
}

/** `84 BPM`. */
export function tempoName(bpm: number): string {
  return t("music.tempo", { bpm: Math.round(bpm) });
}
