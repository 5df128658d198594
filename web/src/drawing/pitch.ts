/** The sung pitch of a song, frame by frame, as arrays that are quick to draw from. */

import type { FrameColumns } from "../api/client";

/** A frame every `hop` seconds. midi: NaN where nobody sings. confidence: 0 to 1. */
export interface PitchTrack {
  readonly hop: number;
  readonly midi: Float32Array;
  readonly confidence: Float32Array;
}

/** A track of what `?format=columns` answers. */
export function pitchTrack(frames: FrameColumns): PitchTrack {
  const { midi_pitch, is_voiced, confidence } = frames.columns;
  return {
    hop: frames.metadata.hop_seconds,
    midi: Float32Array.from(midi_pitch, (midi, frame) => (is_voiced[frame] ? midi : Number.NaN)),
    confidence: Float32Array.from(confidence),
  };
}
