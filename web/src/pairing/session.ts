/** Whether this browser may come in, and by which key. */

import { computed, signal } from "@preact/signals";
import { Client, type JobList, type Pairing, type PairWaits } from "../api/client";
import { Problem } from "../api/problem";
import { keep, kept, keptJson } from "../kept";
import { patience, pause } from "../wake";
import { deviceName } from "./device";

const KEY = "backline.key";
const REQUEST = "backline.request";
const ASK_EVERY_MS = 2000;
/** So long after it was made, a request is told nothing any more. */
const REQUEST_LASTS_MS = 15 * 60_000;

/** Why this browser was not let in. code: it was wrong. said: as the server says it. */
type Why = "refused" | "expired" | "code" | "said";

/** starting: not known yet. in: let in. outside: has to be paired. revoked: was let in once. unreachable: the
 * computer does not answer, or says that it cannot now. waiting: has asked, `code` is to be compared. */
export type Standing =
  | { at: "starting" | "in" | "outside" | "revoked" }
  | { at: "unreachable"; detail: string }
  | { at: "waiting"; code: string }
  | { at: "turned away"; why: Why; detail: string };

export class Session {
  readonly standing = signal<Standing>({ at: "starting" });
  readonly isIn = computed(() => this.standing.value.at === "in");
  readonly client = new Client(
    () => this.key,
    () => this.refused(),
  );
  private key = kept(KEY);
  private waits = new AbortController();

  /** Find out where this browser stands. A code in the address of a scanned picture pairs it, where it is not
   * paired yet; a request that was made before the page was loaded anew goes on. */
  async start(): Promise<void> {
    // A link that is pasted into the address of the open page loads nothing by itself.
    addEventListener("hashchange", () => codeIn(location.hash) && !this.isIn.value && location.reload());
    const code = codeIn(location.hash);
    if (code) history.replaceState(null, "", location.pathname);
    const request = pending();
    if (this.key || !(code || request)) await this.look();
    if (code && !this.isIn.value) await this.redeem(code);
    else if (request && !this.isIn.value) await this.follow(request);
  }

  /** Ask the server whether it lets this browser in. */
  async look(): Promise<void> {
    this.key ??= kept(KEY);
    await this.attempt(async () => {
      await this.answer(() => this.client.get<JobList>("/jobs?limit=1"), true);
      this.standing.value = { at: "in" };
    });
  }

  /** Be paired by the code of a picture, or one that was typed. */
  async redeem(code: string): Promise<void> {
    await this.attempt(async () => {
      const said = { ...deviceName(), code };
      this.enter(await this.answer(() => this.client.send<Pairing>("POST", "/pair", said)));
    });
  }

  /** Ask to be let in; `standing` shows the digits until somebody at the computer answers. */
  async ask(): Promise<void> {
    await this.attempt(async () => {
      const waits = await this.answer(() => this.client.send<PairWaits>("POST", "/pair", deviceName()));
      keep(REQUEST, JSON.stringify({ waits, made: Date.now() }));
      await this.follow(waits);
    });
  }

  /** Ask no more. */
  giveUp(): void {
    this.hurry();
    keep(REQUEST, null);
    this.standing.value = { at: "outside" };
  }

  /** Try again now what waits for its next try. */
  hurry(): void {
    this.waits.abort();
    this.waits = new AbortController();
  }

  private async follow(waits: PairWaits): Promise<void> {
    const stop = this.waits.signal;
    this.standing.value = { at: "waiting", code: waits.code };
    for (;;) {
      const pairing = await this.outcome(waits);
      if (stop.aborted) return;
      if (pairing.status !== "waiting") return this.enter(pairing);
      await pause(ASK_EVERY_MS, stop);
    }
  }

  /** What became of a request. One that the server has forgotten has expired; without an answer, it waits. */
  private async outcome(waits: PairWaits): Promise<Pairing> {
    const open = { request_id: waits.request_id, device_id: null, api_key: null };
    try {
      return await this.client.get<Pairing>(`/pair/${waits.request_id}`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { ...open, status: error.status === 404 ? "expired" : "waiting" };
    }
  }

  private enter(pairing: Pairing): void {
    keep(REQUEST, null);
    if (pairing.api_key) {
      this.key = pairing.api_key;
      keep(KEY, this.key);
      this.standing.value = { at: "in" };
    } else {
      const why = pairing.status === "refused" ? "refused" : "expired";
      this.standing.value = { at: "turned away", why, detail: "" };
    }
  }

  /** Ask until the computer answers. patient: also where it says that there are too many requests. */
  private async answer<T>(ask: () => Promise<T>, patient = false): Promise<T> {
    for (let failed = 0; ; failed++) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof Problem && (error.passes || (patient && error.status === 429)))) throw error;
        this.standing.value = { at: "unreachable", detail: error.status ? error.message : "" };
        await pause(patience(failed), this.waits.signal);
      }
    }
  }

  /** Do what may be answered by no. */
  private async attempt(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status === 401) return; // `refused` was called.
      const why = error.status === 404 ? "code" : "said";
      this.standing.value = { at: "turned away", why, detail: error.message };
    }
  }

  private refused(): void {
    const wasIn = this.key !== null || this.standing.value.at === "revoked";
    this.key = null;
    keep(KEY, null);
    this.standing.value = { at: wasIn ? "revoked" : "outside" };
  }
}

/** The request that this browser made before the page was loaded anew; null where it has ended. */
function pending(): PairWaits | null {
  const asked = keptJson<{ waits: PairWaits; made: number }>(REQUEST);
  return asked && Date.now() - asked.made < REQUEST_LASTS_MS ? asked.waits : null;
}

/** The code in the address of a scanned picture: `#pair=K7QM2XPA&id=…`. */
export function codeIn(hash: string): string | null {
  return new URLSearchParams(hash.slice(1)).get("pair");
}
