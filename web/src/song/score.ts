/** What is drawn of a song, made ready once whenever it changes. */

import { computed, type ReadonlySignal } from "@preact/signals";
import type { Chords } from "../api/client";
import { type Grid, gridOf } from "../drawing/grid";
import { type Level, levelsOf } from "../drawing/levels";
import { type PitchScale, scaleOf, transposed } from "../drawing/pitches";
import type { Ribbon } from "../drawing/ribbon";
import { type RollNotes, rollNotes } from "../drawing/roll";
import type { Song } from "./song";

const NATURALS = new Map([
  ["C", 0],
  ["D", 2],
  ["E", 4],
  ["F", 5],
  ["G", 7],
  ["A", 9],
  ["B", 11],
]);
const FIFTH = 7;
const OCTAVE = 12;
const NO_CHORD = "N";

export class Score {
  readonly grid: ReadonlySignal<Grid>;
  readonly ribbon: ReadonlySignal<Ribbon | null>;
  readonly levels: ReadonlySignal<readonly Level[]>;
  /** The rows that its melody needs, as it is written. */
  readonly scale: ReadonlySignal<PitchScale>;
  /** The keys that stand at these rows, as it sounds. */
  readonly keys: ReadonlySignal<PitchScale>;
  readonly notes: ReadonlySignal<RollNotes>;
  readonly duration: ReadonlySignal<number>;
  /** Seconds from the start that can be heard by now. */
  readonly ready: ReadonlySignal<number>;
  /** Beats in a bar. */
  readonly metre: ReadonlySignal<number>;

  constructor(song: Song) {
    this.grid = computed(() => gridOf(song.beats.value?.beats ?? []));
    this.ribbon = computed(() => song.chords.value && ribbonOf(song.chords.value, nameWidth));
    this.levels = computed(() => (song.frames.value ? levelsOf(song.frames.value) : []));
    this.scale = computed(() => scaleOf(song.frames.value));
    this.keys = computed(() => transposed(this.scale.value, song.transpose.value));
    this.notes = computed(() => rollNotes(song.notes.value ?? []));
    this.duration = computed(() => song.job.value?.duration || (song.source.value?.duration.value ?? 0));
    this.ready = computed(() => song.source.value?.seconds.value ?? 0);
    this.metre = computed(() => Number.parseInt(song.beats.value?.time_signature ?? "", 10) || 0);
  }
}

/** width: pixels that a name takes in a font of 1 px. */
export function ribbonOf(song: Chords, width: (name: string) => number): Ribbon {
  const home = "tonic" in song.key_info ? pitchClass(song.key_info.tonic) : 0;
  const chords = song.chords.map((chord) => {
    const name = chord.chord_label === NO_CHORD ? "" : chord.chord_name;
    return {
      start: chord.start_time,
      end: chord.end_time,
      name,
      fifths: ((((pitchClass(chord.root) - home) * FIFTH) % OCTAVE) + OCTAVE) % OCTAVE,
      isMinor: /^(min|dim|hdim)/.test(chord.quality),
      width: width(name),
    };
  });
  return { starts: Float64Array.from(chords, ({ start }) => start), chords };
}

/** Semitones above C of `F#` or `Bb`. */
export function pitchClass(root: string): number {
  const [letter = "", ...signs] = root;
  return signs.reduce((height, sign) => height + (sign === "#" ? 1 : -1), NATURALS.get(letter) ?? 0);
}

const MEASURED_AT = 100;
let measuring: CanvasRenderingContext2D | null = null;

function nameWidth(name: string): number {
  measuring ??= document.createElement("canvas").getContext("2d");
  if (!measuring) return name.length;
  measuring.font = `600 ${MEASURED_AT}px ${getComputedStyle(document.body).fontFamily}`;
  return measuring.measureText(name).width / MEASURED_AT;
}
