/** Plays songs for tests: without a loudspeaker into samples, or as the page does. */

import { Client } from "../src/api/client";
import type { Beat } from "../src/playing/clicks";
import { Player } from "../src/playing/player";
import { RATE } from "../src/playing/samples";
import { JobSource, type SongSource } from "../src/playing/source";
import { type Manner, Transport } from "../src/playing/transport";
import { FileSource, type Song } from "./files";

/** What is done at a second of what is heard. */
interface Step {
  at: number;
  start?: true;
  stop?: true;
  seek?: number;
  manner?: Partial<Manner>;
  beats?: Beat[];
  metronome?: boolean;
  gains?: Record<string, number>;
  muted?: string[];
  solo?: string[];
  song?: Song;
}

/** Both channels in base64, and where the song is said to be at seconds of it. */
interface Rendered {
  left: string;
  right: string;
  positions: { heard: number; song: number }[];
}

const TICK_SECONDS = 0.2;
/** As a loudspeaker has it. */
const MARGIN = 1000;
/** What is being loaded or decoded. */
let jobs = 0;

/** song: its parts, or the id of a job of the server. patience: seconds in which sound that is wanted must have come. */
async function render(
  song: Song | string,
  steps: Step[],
  seconds: number,
  patience: number,
): Promise<Rendered> {
  const context = new OfflineAudioContext(2, seconds * RATE, RATE);
  const now = () => Math.round(context.currentTime * RATE);
  const next = () => now() + MARGIN;
  const source =
    typeof song === "string" ? new JobSource(new Client(() => null), song) : new FileSource(song);
  const { load } = source;
  source.load = (url, stop) => busy(load.call(source, url, stop));
  const transport = new Transport(
    source,
    (bytes) => busy(context.decodeAudioData(bytes)),
    () => ({ context, next, heard: now }),
  );
  await loadStretcher(transport);
  const positions: Rendered["positions"] = [];
  for (const [at, due] of schedule(steps, seconds)) {
    void context.suspend(at).then(async () => {
      for (const step of due) act(step, transport, source);
      await settle(transport, patience);
      positions.push({ heard: now(), song: transport.position() });
      await context.resume();
    });
  }
  const rendered = await context.startRendering();
  transport.close();
  source.close();
  return { left: base64(rendered, 0), right: base64(rendered, 1), positions };
}

async function busy<T>(job: Promise<T>): Promise<T> {
  jobs += 1;
  try {
    return await job;
  } finally {
    jobs -= 1;
  }
}

/** Time stands still while the page waits, but not while something is loaded that it does not wait for. */
async function loadStretcher(transport: Transport): Promise<void> {
  transport.set({ speed: 0.5 });
  await transport.voice();
  transport.set({ speed: 1 });
}

/** What is due at each second, on the borders of what the context makes at a time. */
function schedule(steps: Step[], seconds: number): Map<number, Step[]> {
  const quantum = 128 / RATE;
  const due = new Map<number, Step[]>();
  const put = (at: number, steps: Step[]) => {
    const when = Math.round(at / quantum) * quantum;
    due.set(when, [...(due.get(when) ?? []), ...steps]);
  };
  for (let tick = 0; tick * TICK_SECONDS < seconds - quantum; tick++) put(tick * TICK_SECONDS, []);
  for (const step of steps) put(step.at, [step]);
  return new Map([...due].sort(([one], [other]) => one - other));
}

function act(step: Step, transport: Transport, source: SongSource): void {
  if (step.song && source instanceof FileSource) source.show(step.song);
  if (step.beats) transport.beats = step.beats;
  if (step.metronome !== undefined) transport.mixer.metronome.on.value = step.metronome;
  for (const strip of transport.mixer.stems.value) {
    strip.volume.value = step.gains?.[strip.name] ?? strip.volume.value;
    if (step.muted) strip.muted.value = step.muted.includes(strip.name);
    if (step.solo) strip.solo.value = step.solo.includes(strip.name);
  }
  if (step.manner) transport.set(step.manner);
  if (step.seek !== undefined) transport.seek(step.seek * RATE);
  if (step.start) transport.start();
  if (step.stop) transport.stop();
}

/** Until all sound is placed that can be, as it is in time with a loudspeaker. */
async function settle(transport: Transport, patience: number): Promise<void> {
  const deadline = performance.now() + 1000 * patience;
  do {
    await transport.tick();
    await new Promise((resolve) => setTimeout(resolve, 2));
  } while (jobs > 0 || (transport.waiting.value && performance.now() < deadline));
  await transport.tick();
}

function base64(sound: AudioBuffer, channel: number): string {
  const bytes = new Uint8Array(sound.getChannelData(channel).buffer);
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

Object.assign(window, { render, Client, FileSource, JobSource, Player });
