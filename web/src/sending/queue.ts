/** The songs that wait to be sent, two at a time. */

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Client } from "../api/client";
import { type Leftover, leftovers } from "./leftovers";
import { Sending } from "./sending";

const AT_A_TIME = 2;

export class SendQueue {
  /** In the order in which they were chosen; those that arrived are gone. */
  readonly items = signal<readonly Sending[]>([]);
  /** What an earlier visit did not get through. */
  readonly left = signal<readonly Leftover[]>([]);
  /** Whether the page has to stay open. */
  readonly isBusy = computed(() => this.items.value.some((item) => !hasEnded(item)));
  private readonly running = new Set<Sending>();
  private readonly forgets = new Map<Sending, () => void>();

  /** isWelcome: whether the server lets this browser in. onSent: told the id of every job that was made. */
  constructor(
    private readonly client: Client,
    private readonly isWelcome: ReadonlySignal<boolean>,
    private readonly onSent: (jobId: string) => void,
  ) {}

  /** Send a file. forget: called when it is not needed any more. */
  add(file: File, title = "", forget = () => {}): void {
    const item = new Sending(file, title, this.client);
    this.forgets.set(item, forget);
    this.items.value = [...this.items.value, item];
    this.fill();
  }

  addAll(files: Iterable<File>): void {
    for (const file of files) this.add(file);
  }

  /** Give one up, or take one away that failed. */
  remove(item: Sending): void {
    item.cancel();
    this.drop(item);
  }

  removeAll(items: Iterable<Sending>): void {
    for (const item of items) this.remove(item);
  }

  /** Try one again that failed. */
  retry(item: Sending): void {
    item.state.value = "waiting";
    this.fill();
  }

  /** Look for what an earlier visit did not get through. */
  async findLeftovers(): Promise<void> {
    this.left.value = await leftovers(this.client);
  }

  /** Delete what is at the server of an upload of an earlier visit. */
  async forget(leftover: Leftover): Promise<void> {
    this.takenUp(leftover.key);
    await leftover.discard();
  }

  private fill(): void {
    for (const item of this.items.value) {
      if (this.running.size >= AT_A_TIME) return;
      if (item.state.value === "waiting" && !this.running.has(item)) void this.run(item);
    }
  }

  private async run(item: Sending): Promise<void> {
    this.running.add(item);
    const job = await item.run(this.isWelcome, (key) => this.takenUp(key));
    this.running.delete(item);
    if (job) {
      this.onSent(job);
      this.drop(item);
    }
    this.fill();
  }

  private takenUp(key: string): void {
    this.left.value = this.left.value.filter((one) => one.key !== key);
  }

  private drop(item: Sending): void {
    this.items.value = this.items.value.filter((one) => one !== item);
    this.forgets.get(item)?.();
    this.forgets.delete(item);
  }
}

/** Whether nothing happens with it any more by itself. */
export function hasEnded(item: Sending): boolean {
  return item.state.value === "failed" || item.state.value === "refused";
}
