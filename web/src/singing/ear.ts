/** Hears the pitch of a voice in what a microphone picks up. */

import { PitchDetector } from "pitchy";
import { midiOf } from "./cents";

/** Three periods of the lowest voice must fit into what is listened to at once. */
const WINDOW_SECONDS = 0.042;
/** What is less periodic than this is breath, a consonant or the room. */
const LEAST_CLARITY = 0.88;
/** RMS, of full scale: microphones without automatic gain are quiet. */
const LEAST_VOLUME = 0.0025;
const LOWEST_HERTZ = 60;
const HIGHEST_HERTZ = 1600;

export class Ear {
  /** Samples that are listened to at once: a power of two. */
  readonly window: number;
  private readonly detector: PitchDetector<Float32Array>;

  constructor(private readonly sampleRate: number) {
    this.window = 2 ** Math.ceil(Math.log2(sampleRate * WINDOW_SECONDS));
    this.detector = PitchDetector.forFloat32Array(this.window);
    this.detector.minVolumeAbsolute = LEAST_VOLUME;
  }

  /** The MIDI pitch in so many samples; null where nobody sings. */
  pitch(samples: Float32Array): number | null {
    const [hertz, clarity] = this.detector.findPitch(samples, this.sampleRate);
    const isSung = clarity >= LEAST_CLARITY && hertz >= LOWEST_HERTZ && hertz <= HIGHEST_HERTZ;
    return isSung ? midiOf(hertz) : null;
  }
}
