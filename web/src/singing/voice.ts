/** The own voice as pitches: listens some fifty times a second. */

import { Ear } from "./ear";
import type { Microphone } from "./microphone";

const LISTEN_EVERY_MS = 18;

/** midi: null where nobody sings. age: seconds that have passed since it was sung. */
export type Hear = (midi: number | null, age: number) => void;

export class Voice {
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(
    private readonly microphone: Microphone,
    hear: Hear,
  ) {
    const ear = new Ear(microphone.sampleRate);
    const samples = new Float32Array(ear.window);
    microphone.window = ear.window;
    const age = ear.window / microphone.sampleRate / 2 + microphone.latency;
    this.timer = setInterval(() => {
      microphone.read(samples);
      hear(ear.pitch(samples), age);
    }, LISTEN_EVERY_MS);
  }

  close(): void {
    clearInterval(this.timer);
    this.microphone.close();
  }
}
