/** Pitches, how far they are apart, and what they are called. */

const NAMES = ["C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"];
const OCTAVE = 12;

/** The MIDI pitch of a frequency: 69 for 440 Hz, with its fraction. */
export function midiOf(hertz: number): number {
  return 69 + OCTAVE * Math.log2(hertz / 440);
}

/** How far a pitch is above another, in cents, in whichever octave it is nearest: -600 to 600. */
export function centsAbove(midi: number, target: number): number {
  const apart = midi - target;
  return 100 * (apart - OCTAVE * Math.round(apart / OCTAVE));
}

/** `A4` for 69.2. */
export function noteName(midi: number): string {
  const nearest = Math.round(midi);
  const pitchClass = ((nearest % OCTAVE) + OCTAVE) % OCTAVE;
  return `${NAMES[pitchClass]}${Math.floor(nearest / OCTAVE) - 1}`;
}
