/** The metronome: when it clicks, and what a click sounds like. */

import { inSamples, RATE, type Span } from "./samples";

export interface Beat {
  /** Seconds of the song. */
  time: number;
  /** In its bar; 1 is the downbeat. */
  position: number;
}

export interface Click {
  /** Samples after the first of the spans. */
  after: number;
  isDownbeat: boolean;
}

const SECONDS = 0.05;
const PITCH_HZ = 1000;
const DOWNBEAT_HZ = 1500;
const DECAY_SECONDS = 0.008;
const LOUDNESS = 0.5;

/** The clicks in what is played: those of all beats in the spans. */
export function clicksIn(spans: readonly Span[], beats: readonly Beat[]): Click[] {
  const clicks: Click[] = [];
  let before = 0;
  for (const { from, count } of spans) {
    for (const { time, position } of beats) {
      const after = inSamples(time) - from;
      if (after >= 0 && after < count) clicks.push({ after: before + after, isDownbeat: position === 1 });
    }
    before += count;
  }
  return clicks;
}

const sounds = new Map<boolean, AudioBuffer>();

/** The sound of a click: a short wooden knock, higher on downbeats. */
export function clickSound(isDownbeat: boolean): AudioBuffer {
  const sound = sounds.get(isDownbeat) ?? knock(isDownbeat ? DOWNBEAT_HZ : PITCH_HZ);
  sounds.set(isDownbeat, sound);
  return sound;
}

function knock(hz: number): AudioBuffer {
  const length = inSamples(SECONDS);
  const sound = new AudioBuffer({ length, sampleRate: RATE });
  const samples = sound.getChannelData(0);
  for (let i = 0; i < length; i++) {
    const seconds = i / RATE;
    samples[i] = LOUDNESS * Math.sin(2 * Math.PI * hz * seconds) * Math.exp(-seconds / DECAY_SECONDS);
  }
  return sound;
}
