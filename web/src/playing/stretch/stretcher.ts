/** The page's end of the stretching worker. */

import type { Block } from "../samples";
import type { Answer, Begin, Delays, Process, Request } from "./messages";

export class Stretcher {
  private turn: Promise<unknown> = Promise.resolve();
  private voices = 0;
  private readonly running = new Set<number>();

  private constructor(
    private readonly worker: Worker,
    readonly delays: Delays,
  ) {}

  /** Start the worker. Throws where this browser cannot. */
  static async load(): Promise<Stretcher> {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    const answer = await answerOf(worker);
    if (!("delays" in answer)) throw new Error("The worker said something else first.");
    return new Stretcher(worker, answer.delays);
  }

  /** A number for a voice. */
  open(): number {
    this.voices += 1;
    this.running.add(this.voices);
    return this.voices;
  }

  /** Takes the blocks: they cannot be used any more. */
  async begin(begin: Begin): Promise<void> {
    await this.ask({ ask: "begin", ...begin }, [...begin.before, ...begin.block]);
  }

  /** What is made of the block; null where the voice has ended. Takes the block: it cannot be used any more. */
  process(process: Process): Promise<Block | null> {
    return this.ask({ ask: "process", ...process }, process.block);
  }

  end(voice: number): void {
    this.running.delete(voice);
    this.worker.postMessage({ ask: "end", voice } satisfies Request);
  }

  close(): void {
    this.worker.terminate();
  }

  /** One at a time: what waits here is dropped when its voice ends, as it does when somebody seeks on and on. */
  private ask(request: Request, block: Block): Promise<Block | null> {
    const answer = this.turn.then(async () => {
      if (!this.running.has(request.voice)) return null;
      this.worker.postMessage(
        request,
        block.map((samples) => samples.buffer),
      );
      const answer = await answerOf(this.worker);
      return "made" in answer ? answer.made : null;
    });
    this.turn = answer.catch(() => {});
    return answer;
  }
}

function answerOf(worker: Worker): Promise<Answer> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
}
