/** The bars of a chord sheet: which chord is written on which beat. The same rules as core/export/chord_sheet.py. */

import type { Beats, Chords } from "../api/client";
import { firstPlace } from "../drawing/lookup";

/** From one second of the song to another. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** What stands on a beat. name: null where the chord before goes on. */
interface Beat extends Span {
  readonly name: string | null;
}

/** startsLine: the first of a stretch, such as the bars behind a pickup. */
export interface Bar extends Span {
  readonly beats: readonly Beat[];
  readonly startsLine: boolean;
}

interface Sounding extends Span {
  readonly name: string;
}

export const NO_CHORD = "N.C.";
const CHORDS_IN_FREE_BAR = 4;
/** Beats that a stretch without any must last to be written: less is the first beat's late or early coming. */
const LONG_BEATS = 2;

/** All bars of a song; one without beats has a bar for each chord. */
export function barsOf(chords: Chords, beats: Beats | null): Bar[] {
  const sounding = joined(chords);
  const found = beats?.beats ?? [];
  const [first, second] = found;
  if (!first || !second) return stretch(freeBars(sounding, 0, chords.duration, 1));
  const times = timesOf(found, chords.duration);
  const end = at(times, -1);
  const bars = barsOnBeats(sounding, times, found);
  const pickup = first.position === 1 ? [] : bars.splice(0, 1);
  const isLate = first.time > LONG_BEATS * (second.time - first.time);
  const isOver = chords.duration - end > LONG_BEATS * (end - at(times, -2));
  return [
    ...(isLate ? stretch(freeBars(sounding, 0, first.time, CHORDS_IN_FREE_BAR)) : []),
    ...stretch(pickup.filter((bar) => !isSilent(bar))),
    ...stretch(bars),
    ...(isOver ? stretch(freeBars(sounding, end, chords.duration, CHORDS_IN_FREE_BAR)) : []),
  ];
}

/** The place of the bar or beat that holds a time, in such a list; -1 where none does. */
export function placeAt(list: readonly Span[], time: number): number {
  const place = firstAfter(list, time);
  const found = list[place];
  return found && found.start <= time ? place : -1;
}

/** The place of the first of a list that ends after a time; the list's length where none does. */
function firstAfter(list: readonly Span[], time: number): number {
  return firstPlace(list.length, (place) => at(list, place).end > time);
}

/** Chords by the names that are printed, equal neighbours as one. */
function joined(chords: Chords): Sounding[] {
  const together: Sounding[] = [];
  for (const { start_time, end_time, chord_name: name } of chords.chords) {
    const goesOn = together.at(-1)?.name === name ? together.pop() : undefined;
    together.push({ start: goesOn?.start ?? start_time, end: end_time, name });
  }
  return together;
}

/** When the beats are, and when the last of them ends. */
function timesOf(beats: Beats["beats"], duration: number): number[] {
  const times = beats.map((beat) => beat.time);
  const last = at(times, -1);
  return [...times, Math.max(Math.min(2 * last - at(times, -2), duration), last)];
}

/** The bars of beats; a broken one is shorter. */
function barsOnBeats(chords: readonly Sounding[], times: readonly number[], beats: Beats["beats"]): Bar[] {
  const bars: Beat[][] = [];
  let before: string | null = null;
  beats.forEach(({ position }, number) => {
    const [start, end] = [at(times, number), at(times, number + 1)];
    const name = nameBetween(chords, start, end);
    const isFirst = position === 1 || number === 0;
    if (isFirst) bars.push([]);
    at(bars, -1).push({ start, end, name: isFirst || name !== before ? name : null });
    before = name;
  });
  return bars.map(barOf);
}

/** The chord that sounds for the longest part of a beat. */
function nameBetween(chords: readonly Sounding[], start: number, end: number): string {
  let [name, longest] = [NO_CHORD, -1];
  for (const chord of between(chords, start, end)) {
    const length = Math.min(chord.end, end) - Math.max(chord.start, start);
    if (length > longest) [name, longest] = [chord.name, length];
  }
  return name;
}

/** The chords of a stretch without beats, so many together; none where nothing sounds. */
function freeBars(chords: readonly Sounding[], start: number, end: number, inBar: number): Bar[] {
  const found = between(chords, start, end).map((chord) => ({
    start: Math.max(chord.start, start),
    end: Math.min(chord.end, end),
    name: chord.name,
  }));
  const bars = Array.from({ length: Math.ceil(found.length / inBar) }, (_, number) =>
    barOf(found.slice(number * inBar, (number + 1) * inBar)),
  );
  return bars.every(isSilent) ? [] : bars;
}

function between(chords: readonly Sounding[], start: number, end: number): Sounding[] {
  const found: Sounding[] = [];
  for (let place = firstAfter(chords, start); place < chords.length; place++) {
    const chord = at(chords, place);
    if (chord.start >= end) break;
    found.push(chord);
  }
  return found;
}

function barOf(beats: readonly Beat[]): Bar {
  return { start: at(beats, 0).start, end: at(beats, -1).end, beats, startsLine: false };
}

function isSilent(bar: Bar): boolean {
  return bar.beats.every(({ name }) => name === null || name === NO_CHORD);
}

function stretch(bars: readonly Bar[]): Bar[] {
  return bars.map((bar, number) => ({ ...bar, startsLine: number === 0 }));
}

/** An entry that is known to be there. */
function at<T>(list: readonly T[], place: number): T {
  return list.at(place) as T;
}
