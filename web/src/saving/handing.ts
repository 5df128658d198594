/** Handing one file over: to the browser's downloads, or to another app of the phone. */

import { signal } from "@preact/signals";
import { API, type Client } from "../api/client";
import { complain } from "../parts/attempt";
import { toast } from "../parts/toaster";
import { t } from "../words";
import type { Offer } from "./offers";

/** What is shared goes through the page's memory. */
const MOST_SHARED_BYTES = 20_000_000;

/** Whether this browser can give such a file to other apps: never a page that came over plain HTTP. */
export function canShare({ name, type, bytes = 0 }: Offer): boolean {
  if (bytes > MOST_SHARED_BYTES || !navigator.canShare) return false;
  return navigator.canShare({ files: [new File([], name, { type })] });
}

export class Handing {
  /** While the server makes the file. */
  readonly isOnItsWay = signal(false);
  private stop: AbortController | null = null;
  /** What was fetched to be shared, but too late: browsers share only just after a press. */
  private ready: { path: string; file: File } | null = null;

  constructor(
    private readonly client: Client,
    private readonly jobId: string,
  ) {}

  /** Have the server make the file; then the browser downloads it by itself, however large it is. */
  download(offer: Offer): Promise<void> {
    return this.run(async (signal) => {
      const path = this.pathOf(offer);
      const answer = await this.client.fetch(path, { signal, headers: { Range: "bytes=0-0" } });
      await answer.body?.cancel();
      const url = await this.client.link(this.jobId, path);
      if (!signal.aborted) leave(url, offer.name);
    });
  }

  /** Give the file to an app that the user chooses. */
  share(offer: Offer): Promise<void> {
    return this.run(async (signal) => {
      if (this.ready?.path !== offer.path) this.ready = await this.fetched(offer, signal);
      await give(this.ready.file);
    });
  }

  cancel(): void {
    this.stop?.abort();
  }

  private async run(hand: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const stop = new AbortController();
    this.stop = stop;
    this.isOnItsWay.value = true;
    try {
      await hand(stop.signal);
    } catch (error) {
      if (!stop.signal.aborted) complain(error);
    } finally {
      this.isOnItsWay.value = false;
    }
  }

  private async fetched(offer: Offer, signal: AbortSignal): Promise<{ path: string; file: File }> {
    const answer = await this.client.fetch(this.pathOf(offer), { signal });
    const name = nameIn(answer.headers.get("Content-Disposition")) ?? offer.name;
    return { path: offer.path, file: new File([await answer.blob()], name, { type: offer.type }) };
  }

  private pathOf(offer: Offer): string {
    return `${API}/jobs/${this.jobId}/${offer.path}`;
  }
}

/** The file's name in a Content-Disposition header; null where there is none. */
export function nameIn(header: string | null): string | null {
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(header ?? "")?.[1];
  if (extended) return decodeURIComponent(extended);
  return /filename="([^"]*)"/i.exec(header ?? "")?.[1] ?? null;
}

async function give(file: File): Promise<void> {
  try {
    await navigator.share({ files: [file] });
  } catch (error) {
    const { name } = error as Error;
    if (name === "NotAllowedError") toast(t("saving.shareAgain"));
    else if (name !== "AbortError") throw error;
  }
}

function leave(url: string, name: string): void {
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
}
