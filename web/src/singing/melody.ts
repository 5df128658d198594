/** What the song's singer sings at a time. */

import { firstPlace } from "../drawing/lookup";
import type { PitchTrack } from "../drawing/pitch";
import type { Note } from "../song/song";
import { centsAbove } from "./cents";

/** Seconds by which a singer may be early or late, and a microphone's delay be misjudged. */
const SLACK = 0.05;

/** The note at a time; null between notes. notes: in order, not overlapping. */
export function noteAt(notes: readonly Note[], time: number): Note | null {
  const found = notes[firstPlace(notes.length, (place) => (notes[place] as Note).offset > time)];
  return found && found.onset <= time ? found : null;
}

/** How far a pitch is above what is sung at about this time: the nearest of it, in cents; null where nothing is. */
export function centsFrom(melody: PitchTrack, time: number, midi: number): number | null {
  const last = Math.min(Math.round((time + SLACK) / melody.hop), melody.midi.length - 1);
  let nearest: number | null = null;
  for (let frame = Math.max(Math.round((time - SLACK) / melody.hop), 0); frame <= last; frame++) {
    const sung = melody.midi[frame] as number;
    if (Number.isNaN(sung)) continue;
    const cents = centsAbove(midi, sung);
    if (nearest === null || Math.abs(cents) < Math.abs(nearest)) nearest = cents;
  }
  return nearest;
}
