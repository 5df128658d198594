/** A recording by the microphone, as a file. */

import { signal } from "@preact/signals";
import { type Listening, listen, Refusal, whyDeaf } from "../parts/microphone";
import type { Word } from "../words";

const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const BITS_PER_SECOND = 192_000;
/** Decibels below full scale at which the level is shown as nothing. */
const FLOOR_DB = -60;

/** Whether the browser lets this page use a microphone: over plain HTTP none does. */
export function mayRecord(): boolean {
  return whyDeaf() === null && typeof MediaRecorder === "function";
}

export class Recorder {
  readonly isRecording = signal(false);
  /** What was recorded, once it is over. */
  readonly sound = signal<Blob | null>(null);
  readonly seconds = signal(0);
  /** How loud it is now, 0 to 1. */
  readonly level = signal(0);
  /** Why nothing can be recorded. */
  readonly problem = signal<Word | null>(null);
  private end = () => {};
  private isClosed = false;

  async start(): Promise<void> {
    this.problem.value = null;
    this.sound.value = null;
    let listening: Listening | undefined;
    try {
      listening = await listen();
      this.record(listening);
      if (this.isClosed) this.end();
    } catch (error) {
      listening?.end();
      this.problem.value = error instanceof Refusal ? error.why : "microphone.taken";
    }
  }

  /** End the recording; it is in `sound` then. */
  stop(): void {
    this.end();
  }

  /** Let go of the microphone. */
  close(): void {
    this.isClosed = true;
    this.end();
  }

  private record({ stream, end }: Listening): void {
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? "";
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
    const chunks: Blob[] = [];
    recorder.ondataavailable = ({ data }) => chunks.push(data);
    const endMeter = this.meter(stream);
    this.end = () => recorder.state !== "inactive" && recorder.stop();
    recorder.onstop = () => {
      endMeter();
      end();
      this.isRecording.value = false;
      this.sound.value = new Blob(chunks, { type: recorder.mimeType });
    };
    recorder.start(1000);
    this.isRecording.value = true;
  }

  /** Show level and time, until the function is called that this returns. */
  private meter(stream: MediaStream): () => void {
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const started = performance.now();
    let frame = 0;
    const look = () => {
      analyser.getFloatTimeDomainData(samples);
      this.level.value = levelOf(samples);
      this.seconds.value = (performance.now() - started) / 1000;
      frame = requestAnimationFrame(look);
    };
    look();
    return () => {
      cancelAnimationFrame(frame);
      void context.close();
      this.level.value = 0;
    };
  }
}

/** The name of a file for a recording of this type. */
export function fileNameOf(title: string, type: string): string {
  const ending = /webm|mp4|ogg/.exec(type)?.[0] ?? "audio";
  return `${title.replaceAll("/", "-")}.${ending === "mp4" ? "m4a" : ending}`;
}

/** How loud these samples are: 0 at FLOOR_DB or below, 1 at full scale. */
export function levelOf(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const decibels = 10 * Math.log10(power + 1e-12);
  return Math.min(Math.max(1 - decibels / FLOOR_DB, 0), 1);
}
