/** The microphone as samples. */

import { type Listening, listen } from "../parts/microphone";

const USUAL_LATENCY = 0.02;

export class Microphone {
  readonly sampleRate: number;
  /** Seconds from the lips to what `read` gives. */
  readonly latency: number;
  private readonly analyser: AnalyserNode;

  private constructor(
    private readonly listening: Listening,
    private readonly context: AudioContext,
    onLost: () => void,
  ) {
    const { stream } = listening;
    const [track] = stream.getAudioTracks() as [MediaStreamTrack];
    const { latency = USUAL_LATENCY } = track.getSettings() as MediaTrackSettings & { latency?: number };
    this.sampleRate = context.sampleRate;
    this.latency = latency + context.baseLatency;
    this.analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(this.analyser);
    track.addEventListener("ended", onLost);
  }

  /** Ask for it and listen; onLost: when it is unplugged or taken away. Throws Refusal. */
  static async open(onLost: () => void): Promise<Microphone> {
    const listening = await listen();
    const context = new AudioContext();
    void context.resume();
    return new Microphone(listening, context, onLost);
  }

  /** How many samples `read` gives: a power of two. */
  set window(samples: number) {
    this.analyser.fftSize = samples;
  }

  /** Fill with the newest samples. */
  read(samples: Float32Array<ArrayBuffer>): void {
    this.analyser.getFloatTimeDomainData(samples);
  }

  close(): void {
    this.listening.end();
    void this.context.close();
  }
}
