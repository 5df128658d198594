/** What can be done to songs from here. What the server refuses is said. */

import type { Client, Job } from "../api/client";
import { attempt } from "../parts/attempt";
import { toast } from "../parts/toaster";
import { t } from "../words";
import type { Deletions } from "./deletions";
import type { Songs } from "./songs";
import type { Watch } from "./watch";

/** The engines of the better quality, as in the computer's own window. */
const BETTER = { separator: "htdemucs", pitch: "crepe" };

export class Actions {
  constructor(
    private readonly client: Client,
    private readonly songs: Songs,
    private readonly watch: Watch,
    private readonly deletions: Deletions,
  ) {}

  cancel(job: Job): void {
    this.watch.lost(job.id);
    void this.change(job, () => this.client.send("POST", `/jobs/${job.id}/cancel`));
  }

  /** Do again what failed, as it was asked for. */
  retry(job: Job): void {
    void this.begin(job, {});
  }

  /** Do again what the quick engines made. */
  improve(job: Job): void {
    void this.begin(job, BETTER);
  }

  /** Give it another name; whether that went well. */
  rename(job: Job, name: string): Promise<boolean> {
    return this.change(job, () => this.client.send("PATCH", `/jobs/${job.id}`, { display_name: name }));
  }

  /** It goes at once, and comes back where somebody wants that within some seconds. */
  delete(job: Job): void {
    this.deletions.delete(job);
  }

  /** Tell when it ends, by the system too where that is allowed. */
  async tellWhenReady(job: Job): Promise<void> {
    this.watch.add(job.id);
    if (this.watch.permission.value === "ask") await this.watch.askPermission();
    toast(t("queue.willTell", { song: job.display_name }));
  }

  private async begin(job: Job, engines: Partial<typeof BETTER>): Promise<void> {
    const began = await this.change(job, () => this.client.send("POST", `/jobs/${job.id}/retry`, engines));
    if (began) this.watch.add(job.id);
  }

  private async change(job: Job, run: () => Promise<unknown>): Promise<boolean> {
    const went = await attempt(run);
    await this.songs.read(job.id);
    return went;
  }
}
