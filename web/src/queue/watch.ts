/** The songs that somebody at this browser waits for, and telling when one has ended. */

import { signal } from "@preact/signals";
import type { Job } from "../api/client";
import { detailOf, isUnderWay, wasCancelled, wasInVain } from "../jobs/state";
import { keep, keptJson } from "../kept";
import { toast } from "../parts/toaster";
import { addressOf } from "../route";
import { t } from "../words";
import type { Watcher } from "./songs";

const WATCHED = "backline.watched";
const ICON = "./icons/icon-192.png";
/** More at the same time are told as one. */
const MOST_TOASTS = 3;
const TOGETHER_MS = 400;

export class Watch implements Watcher {
  /** Ids of the songs that are waited for. They outlast the page: what ended meanwhile is told at the next visit. */
  readonly ids = signal<ReadonlySet<string>>(new Set(keptJson<string[]>(WATCHED)));
  /** Whether the system may tell it too. `unable`: not on this page, or the user said no. */
  readonly permission = signal(permission());
  private ended: Job[] = [];

  /** Tell when this song ends. */
  add(id: string): void {
    this.change((ids) => ids.add(id));
  }

  saw(job: Job): void {
    if (isUnderWay(job) || !this.ids.value.has(job.id)) return;
    this.lost(job.id);
    if (wasCancelled(job)) return;
    if (this.ended.push(job) === 1) setTimeout(() => this.tell(), TOGETHER_MS);
  }

  lost(id: string): void {
    if (this.ids.value.has(id)) this.change((ids) => ids.delete(id));
  }

  /** Ask whether the system may tell it; only after somebody wished for it. */
  async askPermission(): Promise<void> {
    await Notification.requestPermission();
    this.permission.value = permission();
  }

  private change(step: (ids: Set<string>) => void): void {
    const ids = new Set(this.ids.value);
    step(ids);
    this.ids.value = ids;
    keep(WATCHED, JSON.stringify([...ids]));
  }

  private tell(): void {
    const ended = this.ended.splice(0);
    if (ended.length > MOST_TOASTS) toast(t("queue.manyEnded", { count: ended.length }));
    else for (const job of ended) tellOf(job);
    if (!document.hidden) return;
    const [last] = ended.slice(-1);
    if (last) inTitle(ended.length > 1 ? t("queue.manyEnded", { count: ended.length }) : sentenceOf(last));
    if (this.permission.value === "granted") for (const job of ended.slice(-MOST_TOASTS)) void notify(job);
  }
}

function sentenceOf(job: Job): string {
  const song = job.display_name;
  if (wasInVain(job)) return t("queue.wasInVain", { song });
  return job.status === "completed" ? t("queue.isReady", { song }) : t("queue.hasFailed", { song });
}

function tellOf(job: Job): void {
  const address = addressOf({ view: "song", id: job.id });
  const open = () => {
    location.hash = address;
  };
  const detail = detailOf(job);
  toast(detail ? `${sentenceOf(job)} ${detail}` : sentenceOf(job), {
    kind: detail ? "problem" : "news",
    ...(job.status === "completed" && { action: { label: t("queue.open"), run: open } }),
  });
}

/** The title tells it until somebody looks. */
function inTitle(sentence: string): void {
  document.title = `${sentence} – ${t("app.name")}`;
  const reset = () => {
    if (document.hidden) return;
    document.title = t("app.name");
    document.removeEventListener("visibilitychange", reset);
  };
  document.addEventListener("visibilitychange", reset);
}

/** Android takes notifications only from a service worker; what happens on a press is up to that. */
async function notify(job: Job): Promise<void> {
  const url = `./${addressOf({ view: "song", id: job.id })}`;
  const about = { body: detailOf(job), icon: ICON, tag: job.id, data: { url } };
  const worker = await navigator.serviceWorker?.getRegistration();
  if (worker) return worker.showNotification(sentenceOf(job), about);
  const shown = new Notification(sentenceOf(job), about);
  shown.onclick = () => {
    focus();
    location.hash = url.slice(2);
    shown.close();
  };
}

function permission(): "granted" | "ask" | "unable" {
  if (!isSecureContext || !("Notification" in window)) return "unable";
  const said = Notification.permission;
  return said === "default" ? "ask" : said === "granted" ? "granted" : "unable";
}
