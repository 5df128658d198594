/** The line to the server by which it tells what happens, made again whenever it breaks. */

import { signal } from "@preact/signals";
import type { Client, Status } from "../api/client";
import { events } from "../api/events";
import { Problem } from "../api/problem";
import { onHidden, onWake, patience, pause } from "../wake";
import type { Songs } from "./songs";

const OUT_OF_SIGHT_MS = 10_000;

export class Live {
  /** Whether the computer has not answered for a while. */
  readonly isLost = signal(false);

  constructor(
    private readonly client: Client,
    private readonly songs: Songs,
  ) {}

  /** Keep the songs as the server has them, until `stop`. */
  async follow(stop: AbortSignal): Promise<void> {
    this.songs.refresh();
    for (let failed = 0; !stop.aborted; failed++) {
      await this.glance(stop);
      if (stop.aborted) return;
      const opened = await this.listen(stop);
      if (stop.aborted) return;
      if (opened) failed = 0;
      // The first break is mostly none: a phone that slept, a server that starts anew.
      this.isLost.value = failed > 0;
      await pause(patience(failed), stop);
    }
  }

  /** Ask now and then for as long as nobody sees the page: a browser has six connections to a server for all its
   * tabs together, and a line takes one. */
  private async glance(stop: AbortSignal): Promise<void> {
    while (document.hidden && !stop.aborted) {
      this.songs.refresh(true);
      await pause(OUT_OF_SIGHT_MS, stop);
    }
  }

  /** Listen until the line breaks, the page goes out of sight, or the network changes: nobody knows then whether the
   * line still holds. */
  private async listen(stop: AbortSignal): Promise<boolean> {
    const round = new AbortController();
    const end = () => round.abort();
    stop.addEventListener("abort", end, { signal: round.signal });
    onWake(end, round.signal);
    onHidden(end, round.signal);
    let opened = false;
    try {
      const onOpen = () => {
        opened = true;
        this.isLost.value = false;
        // What ended before this moment is not told here.
        this.songs.refresh(true);
      };
      for await (const status of events<Status>(this.client, "/events", round.signal, onOpen)) {
        this.songs.hear(status);
      }
    } catch (error) {
      if (!(error instanceof Problem || round.signal.aborted)) throw error;
    }
    end();
    return opened;
  }
}
