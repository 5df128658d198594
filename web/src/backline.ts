/** What lives as long as the page does: the session, the songs, and those that are being sent. */

import { effect } from "@preact/signals";
import { Session } from "./pairing/session";
import { keepScreenOn } from "./parts/screen";
import { Actions } from "./queue/actions";
import { Deletions } from "./queue/deletions";
import { Live } from "./queue/live";
import { Songs } from "./queue/songs";
import { Watch } from "./queue/watch";
import { askBeforeLeaving } from "./sending/leaving";
import { SendQueue } from "./sending/queue";
import { sharedFiles } from "./sending/shared";

export class Backline {
  readonly session = new Session();
  readonly watch = new Watch();
  readonly songs = new Songs(this.session.client, this.watch);
  readonly live = new Live(this.session.client, this.songs);
  readonly deletions = new Deletions(this.session.client);
  readonly actions = new Actions(this.session.client, this.songs, this.watch, this.deletions);
  readonly sends = new SendQueue(this.session.client, this.session.isIn, (jobId) => this.sent(jobId));

  /** Begin, and go on until the page is closed. */
  async start(): Promise<void> {
    keepScreenOn(this.sends.isBusy);
    askBeforeLeaving(this.sends.isBusy);
    effect(() => {
      if (!this.session.isIn.value) return;
      const out = new AbortController();
      void this.live.follow(out.signal);
      void this.sends.findLeftovers();
      return () => out.abort();
    });
    void this.session.start();
    for (const { file, forget } of await sharedFiles()) this.sends.add(file, "", forget);
  }

  private sent(jobId: string): void {
    this.watch.add(jobId);
    this.songs.refresh();
    // A song that is known is ready at once.
    void this.songs.read(jobId);
  }
}
