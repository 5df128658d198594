/** What stands above a chord sheet: key, tempo, and how the chords are read. */

import type { Beats, Chords } from "../api/client";
import { keyName, tempoName } from "../parts/music";
import { t } from "../words";

/** Sentences in order. chords: as they are read. transpose: semitones. capo: its fret. */
export function factsOf(chords: Chords, beats: Beats | null, transpose: number, capo: number): string[] {
  const facts = readIn(chords, capo);
  if (transpose) {
    facts.push(t(transpose > 0 ? "sheet.higher" : "sheet.lower", { count: Math.abs(transpose) }));
  }
  if (beats?.beats.length) {
    facts.push(tempoName(beats.tempo_bpm), beats.time_signature);
  }
  return facts;
}

function readIn({ key_info: info }: Chords, fret: number): string[] {
  if ("tonic" in info) {
    const key = keyName(info.key);
    return [fret ? t("sheet.capoIn", { fret, key }) : t("sheet.key", { key })];
  }
  return fret ? [t("sheet.capo", { fret })] : [];
}
