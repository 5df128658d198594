/** A song that is being sent. */

import { type ReadonlySignal, signal } from "@preact/signals";
import type { Client } from "../api/client";
import { Problem } from "../api/problem";
import { patience, pause } from "../wake";
import { t } from "../words";
import { Transfer } from "./transfer";

/** waiting: for its turn. checking: all of it is there, and the server looks into it. interrupted: goes on by
 * itself. failed: `problem` says why, and another try may go well. refused: it never will. */
export type State = "waiting" | "sending" | "checking" | "interrupted" | "failed" | "refused";

/** Answers after which another try may go well: the upload had expired, another request was at it, it goes on
 * elsewhere, there were too many requests, a part came damaged; 401: once the browser is let in again. */
const PASSES = new Set([401, 404, 409, 423, 429, 460]);
/** What is wrong is the file: too large, no song, not to be read. */
const REFUSED = new Set([413, 415, 422]);
let last = 0;

export class Sending {
  readonly id = ++last;
  readonly name: string;
  readonly size: number;
  readonly state = signal<State>("waiting");
  /** Bytes that are sent. */
  readonly sent = signal(0);
  /** Why it failed, or why it was interrupted, in a sentence. */
  readonly problem = signal("");
  private readonly transfer: Transfer;
  private readonly stop = new AbortController();

  constructor(
    file: File,
    title: string,
    private readonly client: Client,
  ) {
    this.name = title || file.name;
    this.size = file.size;
    const metadata: Record<string, string> = title ? { filename: file.name, title } : { filename: file.name };
    this.transfer = new Transfer(file, metadata, client, (sent) => this.moved(sent));
  }

  /** Send it, over all interruptions; the id of its job, null where it failed or was given up.
   * isWelcome: whether the server lets this browser in now. onEarlier: told which note of an earlier visit it takes up. */
  async run(isWelcome: ReadonlySignal<boolean>, onEarlier: (key: string) => void): Promise<string | null> {
    const { signal: stop } = this.stop;
    const key = await this.transfer.findEarlier();
    if (key) onEarlier(key);
    for (let failed = 0; !stop.aborted; failed++) {
      const before = this.sent.value;
      try {
        return await this.attempt(isWelcome);
      } catch (error) {
        if (stop.aborted) break;
        if (!this.goesOn(error)) return null;
        if (this.sent.value > before) failed = 0;
        await pause(patience(failed), stop);
      }
    }
    return null;
  }

  private async attempt(isWelcome: ReadonlySignal<boolean>): Promise<string> {
    const { signal: stop } = this.stop;
    while (!isWelcome.value && !stop.aborted) await pause(1000, stop);
    this.state.value = "sending";
    return this.transfer.attempt(stop);
  }

  /** Give it up. */
  cancel(): void {
    this.stop.abort();
    // What was refused is gone there.
    if (this.state.value !== "refused") void this.transfer.discard();
  }

  private moved(sent: number): void {
    this.sent.value = sent;
    this.state.value = sent < this.size ? "sending" : "checking";
  }

  /** Say what went wrong; whether another try may go well. */
  private goesOn(error: unknown): boolean {
    if (!(error instanceof Problem)) throw error;
    const passes = error.passes || PASSES.has(error.status);
    const end = REFUSED.has(error.status) ? "refused" : "failed";
    this.state.value = passes ? "interrupted" : end;
    this.problem.value = this.sentence(error);
    // The server's no is noted where all of its noes are.
    if (error.status === 401) this.client.get("/jobs?limit=1").catch(() => {});
    return passes;
  }

  private sentence(error: Problem): string {
    if (error.code === "unreadable") return t("send.unreadable");
    return error.status && error.message ? error.message : t("send.interrupted");
  }
}
