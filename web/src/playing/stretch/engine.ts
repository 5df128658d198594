/** Signalsmith Stretch in a worker.
 *
 * Its package makes an AudioWorkletProcessor of itself, which a page without HTTPS does not have: here stands
 * what it looks for, and its WebAssembly is driven directly. */

import { type Block, RATE } from "../samples";
import type { Begin, Delays } from "./messages";

/** What the package exports of its WebAssembly. Addresses are in bytes. */
interface Wasm {
  readonly HEAP8: Int8Array<ArrayBuffer>;
  _presetDefault(channels: number, sampleRate: number): void;
  _reset(): void;
  _blockSamples(): number;
  _intervalSamples(): number;
  _inputLatency(): number;
  _outputLatency(): number;
  _setTransposeSemitones(semitones: number, tonalityLimit: number): void;
  /** The address of as many inputs as there are channels, and of as many outputs behind them. */
  _setBuffers(channels: number, length: number): number;
  _seek(count: number, speed: number): void;
  _process(inputs: number, outputs: number): void;
}

type Processor = new (options: object) => { port: Port; wasmModule: Wasm };
type Port = { postMessage: (message: unknown) => void };

/** Samples that a call takes or gives at most. */
const LONGEST_BLOCK = 22_100;
/** Above it, overtones of what is transposed are moved, not multiplied. */
const TONALITY_HZ = 8000;

export class Stretch {
  private channels = 0;
  private buffers = 0;

  private constructor(private readonly wasm: Wasm) {}

  static async load(): Promise<Stretch> {
    const Processor = await registered;
    return new Promise((resolve) => {
      const processor = new Processor({ numberOfOutputs: 1, outputChannelCount: [2] });
      processor.port.postMessage = () => resolve(new Stretch(processor.wasmModule));
    });
  }

  get delays(): Delays {
    const block = this.wasm._blockSamples();
    return {
      before: block + this.wasm._intervalSamples(),
      input: this.wasm._inputLatency(),
      output: this.wasm._outputLatency(),
      settling: block,
    };
  }

  begin({ speed, semitones, before, block, count }: Begin): void {
    this.channels = before.length;
    this.wasm._presetDefault(this.channels, RATE);
    this.wasm._reset();
    this.wasm._setTransposeSemitones(semitones, TONALITY_HZ / RATE);
    this.buffers = this.wasm._setBuffers(this.channels, LONGEST_BLOCK);
    this.write(before);
    this.wasm._seek(before[0]?.length ?? 0, speed);
    this.process(block, count);
  }

  /** Make `count` samples of these. */
  process(block: Block, count: number): Block {
    this.write(block);
    this.wasm._process(block[0]?.length ?? 0, count);
    return block.map((_, channel) => this.channel(this.channels + channel, count).slice());
  }

  private write(block: Block): void {
    block.forEach((samples, channel) => {
      this.channel(channel, samples.length).set(samples);
    });
  }

  private channel(index: number, count: number): Float32Array<ArrayBuffer> {
    const bytes = Float32Array.BYTES_PER_ELEMENT;
    return new Float32Array(this.wasm.HEAP8.buffer, this.buffers + index * LONGEST_BLOCK * bytes, count);
  }
}

const registered = new Promise<Processor>((resolve, reject) => {
  class AudioWorkletProcessor {
    readonly port: Port = { postMessage: () => {} };
  }
  const registerProcessor = (_name: string, processor: Processor) => resolve(processor);
  Object.assign(globalThis, { AudioWorkletProcessor, registerProcessor, sampleRate: RATE, currentTime: 0 });
  import("signalsmith-stretch").catch(reject);
});
