/** Songs that were deleted, for as long as that can be undone: the server is told afterwards. */

import { signal } from "@preact/signals";
import type { Client, Job } from "../api/client";
import { Problem } from "../api/problem";
import { sentenceOf } from "../parts/attempt";
import { toast } from "../parts/toaster";
import { t } from "../words";

const UNDO_MS = 8000;

export class Deletions {
  /** Ids of songs that are not to be seen. */
  readonly hidden = signal<ReadonlySet<string>>(new Set());
  private readonly due = new Map<string, () => Promise<void>>();

  constructor(private readonly client: Client) {
    // Whoever leaves the page does not undo any more.
    addEventListener("pagehide", () => {
      for (const finish of this.due.values()) void finish();
    });
  }

  delete(job: Job): void {
    this.hide(job.id, true);
    const timer = setTimeout(() => void finish(), UNDO_MS);
    const forget = toast(t("queue.deleted", { song: job.display_name }), {
      action: { label: t("app.undo"), run: () => undo() },
    });
    const end = () => {
      clearTimeout(timer);
      forget();
      this.due.delete(job.id);
    };
    const undo = () => {
      end();
      this.hide(job.id, false);
    };
    const finish = async () => {
      end();
      await this.send(job);
    };
    this.due.set(job.id, finish);
  }

  private async send(job: Job): Promise<void> {
    try {
      await this.client.fetch(`/jobs/${job.id}`, { method: "DELETE", keepalive: true });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === "job_not_found") return;
      this.hide(job.id, false);
      toast(t("queue.notDeleted", { song: job.display_name, detail: sentenceOf(error) }), {
        kind: "problem",
      });
    }
  }

  private hide(id: string, isHidden: boolean): void {
    const hidden = new Set(this.hidden.value);
    if (isHidden) hidden.add(id);
    else hidden.delete(id);
    this.hidden.value = hidden;
  }
}
