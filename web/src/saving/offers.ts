/** What of a song can be taken along: files that the server has, or makes when it is asked. */

import type { StemList } from "../api/client";
import { stemName } from "../parts/music";
import { signed } from "../parts/written";
import { t, type Word } from "../words";

export const FORMATS = ["mp3", "flac", "wav"] as const;
export type Format = (typeof FORMATS)[number];

/** A file. path: below the job's address. name: for browsers that the server tells none. bytes: where known. */
export interface Offer {
  readonly label: string;
  readonly path: string;
  readonly name: string;
  readonly type: string;
  readonly bytes?: number;
}

/** What is asked for. song: its name. has: what was found in it. */
export interface Wanted {
  readonly song: string;
  readonly stems: StemList["stems"];
  readonly format: Format;
  readonly transpose: number;
  readonly capo: number;
  readonly has: { chords: boolean; singing: boolean };
}

const TYPES: Record<Format, string> = { mp3: "audio/mpeg", flac: "audio/flac", wav: "audio/wav" };
const VOCALS = "vocals";
const ORIGINAL = "original";
const INSTRUMENTAL = "instrumental";

/** Every stem, and the song as a whole. */
export function stemOffers(wanted: Wanted): Offer[] {
  return wanted.stems
    .filter(({ name }) => name !== INSTRUMENTAL)
    .map(({ name, size_bytes }) => ({
      ...sound(wanted, `stems/${name}`, name),
      label: name === ORIGINAL ? t("saving.original") : stemName(name),
      ...(wanted.format === "mp3" && { bytes: size_bytes }),
    }));
}

/** The song without one of its stems. */
export function mixOffers(wanted: Wanted): Offer[] {
  const separated = wanted.stems.filter(({ name }) => name !== INSTRUMENTAL && name !== ORIGINAL);
  if (separated.length < 2) return [];
  return separated.map(({ name }) => ({
    ...sound(wanted, name === VOCALS ? `stems/${INSTRUMENTAL}` : `mixes/without/${name}`, `without ${name}`),
    label: t("saving.without", { stem: stemName(name) }),
  }));
}

/** What is played and sung. */
export function noteOffers({ song, transpose, capo, has }: Wanted): Offer[] {
  const midi = {
    label: t("saving.midi"),
    path: "notes?format=midi",
    name: `${song}.mid`,
    type: "audio/midi",
  };
  const sheet = {
    label: [t("saving.sheet"), ...readAs(transpose, capo)].join(", "),
    path: `chords?format=txt&transpose=${transpose % 12}&capo=${capo}`,
    name: `${song} - chords.txt`,
    type: "text/plain",
  };
  return [...(has.singing ? [midi] : []), ...(has.chords ? [sheet] : [])];
}

/** For programs. */
export function dataOffers({ song, has }: Wanted): Offer[] {
  const found: [string, Word, boolean][] = [
    ["frames", "saving.frames", has.singing],
    ["notes", "saving.notes", has.singing],
    ["chords", "saving.chords", has.chords],
    ["beats", "saving.beats", has.chords],
    ["results", "saving.results", true],
  ];
  return found
    .filter(([, , isThere]) => isThere)
    .map(([path, word]) => ({
      label: t(word),
      path,
      name: `${song} - ${path}.json`,
      type: "application/json",
    }));
}

export function zipOffer({ song }: Wanted): Offer {
  return {
    label: t("saving.everything"),
    path: "download.zip",
    name: `${song}.zip`,
    type: "application/zip",
  };
}

function sound({ song, format }: Wanted, path: string, what: string): Omit<Offer, "label"> {
  return { path: `${path}?format=${format}`, name: `${song} - ${what}.${format}`, type: TYPES[format] };
}

function readAs(transpose: number, capo: number): string[] {
  return [
    ...(transpose ? [t("saving.transposed", { semitones: signed(transpose) })] : []),
    ...(capo ? [t("saving.capo", { fret: capo })] : []),
  ];
}
